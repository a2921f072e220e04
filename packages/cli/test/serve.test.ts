// The server as people start it, with the database that comes along: when it is ready, what it says of
// itself, who else may have its port, and how it ends. Nothing of it is timed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { text } from "node:stream/consumers";

const COMMAND = path.join(import.meta.dirname, "../../../bin/lingdai.js");

let folder: string;
let server: ChildProcess;
let address: string;

function start(port: string, dataFolder: string) {
  return spawn(process.execPath, [COMMAND, "serve"], {
    env: {
      ...process.env,
      DATABASE_URL: "",
      LINGDAI_DATA: path.join(folder, dataFolder),
      LINGDAI_DEMO_PERSONS: "0",
      LINGDAI_PORT: port,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-serve-"));
  await chmod(folder, 0o711);
  const child = start("0", "data");
  child.stderr.pipe(process.stderr);
  server = child;
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => {
      reject(new Error(`it ended: ${said}`));
    });
    child.stdout.on("data", (piece: Buffer) => {
      said += String(piece);
      const ready = /^ready (\S+)$/m.exec(said);
      if (ready === null) return;
      [, address = ""] = ready;
      resolve();
    });
  });
});
after(async () => {
  if (server.exitCode === null) {
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }
  await rm(folder, { recursive: true });
});

test("Once it says that it is ready it is, and tells whoever watches it", async () => {
  for (const [page, says] of [
    ["/healthz", /"alive"/],
    ["/readyz", /"ready"/],
    ["/metrics", /^lingdai_http_request_seconds_count\{.*route="\/readyz",status="200"/m],
    ["/openapi.json", /"openapi":"3\.1\.0"/],
    ["/docs/", /<html/],
  ] as const) {
    const answer = await fetch(`${address}${page}`);
    assert.equal(answer.status, 200, page);
    assert.match(await answer.text(), says);
  }
});

test("Every answer tells the browser what it may not do with it", async () => {
  for (const page of ["/docs/", "/api/session", "/api/nothing"]) {
    const { headers } = await fetch(`${address}${page}`);
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'self'/, page);
    assert.equal(headers.get("x-content-type-options"), "nosniff", page);
    assert.equal(headers.get("x-frame-options"), "SAMEORIGIN", page);
  }
});

test("A second one at its port ends with 2 and one line that names the port", async () => {
  const { port } = new URL(address);
  const second = start(port, "other");
  const ended = once(second, "exit");
  const said = await text(second.stderr);
  assert.deepEqual(await ended, [2, null]);
  assert.match(said, new RegExp(`^lingdai serve：端口 ${port}[^\n]*\n$`));
});

test("Told to end it ends well by itself, though a body is still on its way", async () => {
  const { port, hostname } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.on("error", () => {});
  socket.write("POST /api/session HTTP/1.1\r\nhost: lingdai\r\nexpect: 100-continue\r\n");
  socket.write("content-type: application/json\r\ncontent-length: 1000\r\n\r\n");
  // It asks for the body, so the request has begun.
  await once(socket, "data");
  socket.write('{"login":');
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  assert.deepEqual(await ended, [0, null]);
  socket.destroy();
});
