// A list of so many people as one file: how long it takes, and the most memory that the server held
// meanwhile. The file is read as fast as it comes and kept nowhere.

import { get } from "node:http";
import type { IncomingMessage } from "node:http";

import { SESSION_COOKIE } from "@lingdai/service";

import type { MeasuredServer } from "./measured-process.ts";
import type { Worker } from "./staff-at-work.ts";

export interface ExportFigures {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly rssBeforeMb: number;
  readonly rssMostMb: number;
  /** After a collection when the file was half and wholly written. */
  readonly heapHalfwayMb: number;
  readonly heapAtEndMb: number;
}

const LOOK_EVERY_MS = 500;
const LINE_END = 10;

/** Stops reading after so many rows; a list may be longer. */
export async function measureExport(
  server: MeasuredServer,
  { token }: Worker,
  rowsMax: number,
): Promise<ExportFigures> {
  const before = await server.askMemory("memory-at-rest");
  let rssMostMb = before.rssMb;
  let heapHalfwayMb: number | undefined;
  const startedAt = performance.now();
  const file = await open(`${server.address}/api/lists/eligible/export?format=csv`, token);
  // The first line is the heading.
  let [rows, bytes, lookedAt] = [-1, 0, startedAt];
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    for (const byte of chunk) if (byte === LINE_END) rows += 1;
    if (performance.now() - lookedAt > LOOK_EVERY_MS) {
      rssMostMb = Math.max(rssMostMb, (await server.askMemory("memory")).rssMb);
      lookedAt = performance.now();
    }
    if (heapHalfwayMb === undefined && rows >= rowsMax / 2) {
      heapHalfwayMb = (await server.askMemory("memory-at-rest")).heapMb;
    }
    if (rows >= rowsMax) break;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await server.askMemory("memory-at-rest");
  return {
    rows,
    bytes,
    seconds,
    rssBeforeMb: before.rssMb,
    rssMostMb: Math.max(rssMostMb, after.rssMb),
    heapHalfwayMb: heapHalfwayMb ?? after.heapMb,
    heapAtEndMb: after.heapMb,
  };
}

async function open(url: string, token: string): Promise<IncomingMessage> {
  const headers = { cookie: `${SESSION_COOKIE}=${token}` };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on("error", reject);
  });
  if (answer.statusCode !== 200) throw new Error(`the export answered ${answer.statusCode}`);
  return answer;
}
