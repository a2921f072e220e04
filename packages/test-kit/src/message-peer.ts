// A message gateway that misbehaves as it is told to: slow, failing, cut off, lying. It does not tell
// repeated messages apart, so that whoever hands one over twice is found out. What it demands of
// signatures is worked out here anew.

import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

/** What it does with a message that is handed over. */
export type PeerManner =
  | "take"
  | "refuse"
  /** 503 with Retry-After, and nothing taken. */
  | "busy"
  /** Breaks the connection before anything is taken. */
  | "cut-before"
  /** Takes it, then breaks the connection. */
  | "cut-after"
  /** Takes it, then says 500. */
  | "fail-after"
  /** Takes it and never answers. */
  | "hang-after"
  /** Says that it took it, and tells nobody. */
  | "lie";

export interface ToldMessage {
  readonly occasion: string;
  readonly phone: string;
  readonly text: string;
}

export interface MessagePeer {
  readonly url: string;
  /** What really went out to people, in order. */
  readonly told: readonly ToldMessage[];
  /** Requests with a wrong signature. */
  readonly forged: number;
  /** Says how the next messages are taken; the n-th of them from 0. */
  behave(manner: (message: ToldMessage, nth: number) => PeerManner): void;
  close(): Promise<void>;
}

export async function openMessagePeer(client: string, secret: string): Promise<MessagePeer> {
  const told: ToldMessage[] = [];
  const claimed = new Set<string>();
  let [forged, nth] = [0, 0];
  let mannerOf: (message: ToldMessage, nth: number) => PeerManner = () => "take";

  const post = (message: ToldMessage, response: ServerResponse): void => {
    const manner = mannerOf(message, nth);
    nth += 1;
    if (manner === "cut-before") return void response.destroy();
    if (manner === "refuse") return answer(response, 422, { error: "no such number" });
    if (manner === "busy") {
      response.setHeader("retry-after", "120");
      return answer(response, 503, {});
    }
    claimed.add(message.occasion);
    if (manner !== "lie") told.push(message);
    if (manner === "cut-after") return void response.destroy();
    if (manner === "fail-after") return answer(response, 500, {});
    if (manner !== "hang-after") answer(response, 202, { ref: `peer-${claimed.size}` });
  };

  const server = createServer((request, response) => {
    buffer(request)
      .then((body) => {
        if (!isSigned(request, body, client, secret)) {
          forged += 1;
          return answer(response, 401, {});
        }
        if (request.method === "POST") {
          const message = JSON.parse(body.toString("utf8")) as ToldMessage;
          return post(message, response);
        }
        const occasion = request.url?.split("/").at(-1) ?? "";
        return answer(response, claimed.has(occasion) ? 200 : 404, {});
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/gateway`,
    told,
    get forged() {
      return forged;
    },
    behave: (manner) => {
      mannerOf = manner;
      nth = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function isSigned(
  { method = "", url = "", headers }: IncomingMessage,
  body: Buffer,
  client: string,
  secret: string,
): boolean {
  const hash = createHash("sha256").update(body).digest("hex");
  const text = `${method}\n${url}\n${String(headers["lingdai-timestamp"])}\n\n${hash}`;
  const code = createHmac("sha256", secret).update(text).digest("hex");
  return headers["lingdai-client"] === client && headers["lingdai-signature"] === code;
}
