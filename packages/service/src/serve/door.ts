// The port of the server from its first second to its last. It is taken before anything else is
// started, so that a taken port is told at once; until the server stands it says so; at the end it
// lets running requests finish, for a while.

import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";

import { UnusableInput } from "@lingdai/matching";

import { problemBody } from "../http/problem.ts";

/** How long running requests may take to end. */
const LAST_REQUESTS_MS = 5_000;
/** A file of some gigabytes over a county's line; whatever else comes must be in sooner. */
const REQUEST_TIMEOUT_MS = 60 * 60_000;
const HEADERS_TIMEOUT_MS = 30_000;

export interface Door {
  readonly server: Server;
  readonly address: string;
  /** From now on requests go to this listener. */
  answerWith: (listener: RequestListener) => void;
  close: () => Promise<void>;
}

/** Takes the port on the machine's own address; `UnusableInput` where it is taken. */
export async function openDoor(port: number): Promise<Door> {
  let listener: RequestListener = answerStarting;
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS },
    (request, response) => {
      listener(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" || error.code === "EACCES" ? refusal(port) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const bound = server.address();
  const boundPort = typeof bound === "object" && bound !== null ? bound.port : port;
  return {
    server,
    address: `http://127.0.0.1:${boundPort}`,
    answerWith: (next) => {
      listener = next;
    },
    close: async () => {
      await closeServer(server);
    },
  };
}

function refusal(port: number): UnusableInput {
  return new UnusableInput(
    `端口 ${port}`,
    "已被别的程序占用，或不允许使用",
    "请停掉那个程序，或用 LINGDAI_PORT 换一个端口",
  );
}

/** Alive, but nothing else before everything stands. */
function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  const isAlive = request.url === "/healthz";
  const body = isAlive ? { status: "alive" } : problemBody("not-ready");
  response.writeHead(isAlive ? 200 : 503, {
    "content-type": isAlive ? "application/json" : "application/problem+json",
    "retry-after": "2",
  });
  response.end(JSON.stringify(body));
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const giveUp = setTimeout(() => {
      server.closeAllConnections();
    }, LAST_REQUESTS_MS);
    server.close(() => {
      clearTimeout(giveUp);
      resolve();
    });
    server.closeIdleConnections();
  });
}
