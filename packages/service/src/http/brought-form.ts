// The form with which a file is brought (multipart/form-data), read part by part: the file goes straight
// to where it is kept, and no field is taken that is not asked for.

import type { Multipart } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";

import type { Arrival, FileInbox, KeptFile } from "../intake/file-inbox.ts";
import { InboxFull } from "../intake/file-inbox.ts";
import { FILE_SORTS } from "./desk-words.ts";
import { codeIn } from "./civil-dates.ts";
import { Problem } from "./problem.ts";

export interface BroughtForm {
  readonly sort: keyof typeof FILE_SORTS;
  readonly file: KeptFile;
}

/** As any disk can name it: no path, nothing hidden, nothing that moves the cursor. */
const FILE_NAME = /^(?!\.)[^/\\\p{Cc}]{1,80}$/u;
const MAPPING_BYTES_MAX = 256 * 1024;
/** The boundaries and heads of parts, and the other fields. */
const FORM_BYTES = MAPPING_BYTES_MAX + 64 * 1024;

export async function readBroughtForm(
  request: FastifyRequest,
  { bytesMax }: FileInbox,
  arrival: Arrival,
): Promise<BroughtForm> {
  if (!request.isMultipart()) throw new Problem("unknown-content");
  // Of whoever has gone already the parts would be waited for without end.
  if (request.raw.destroyed) throw new Problem("bad-request");
  if (Number(request.headers["content-length"] ?? 0) > bytesMax + FORM_BYTES) {
    throw new Problem("too-large", "file");
  }
  const limits = {
    fileSize: bytesMax,
    files: 1,
    fields: 2,
    parts: 3,
    fieldSize: MAPPING_BYTES_MAX,
  };
  let sort: BroughtForm["sort"] | undefined;
  for await (const part of request.parts({ limits })) {
    switch (part.fieldname) {
      case "sort":
        sort = codeIn(FILE_SORTS, textOf(part));
        if (sort === undefined) throw new Problem("bad-request", "sort");
        break;
      case "mapping":
        await arrival.receiveMapping(textOf(part)).catch(tellNoRoom);
        break;
      case "file":
        await receive(part, arrival);
        break;
      default:
        throw new Problem("bad-request", part.fieldname);
    }
  }
  const file = await arrival.look();
  if (sort === undefined) throw new Problem("bad-request", "sort");
  if (file === undefined) throw new Problem("bad-request", "file");
  return { sort, file };
}

function textOf(part: Multipart): string {
  if (part.type !== "field" || typeof part.value !== "string") {
    throw new Problem("bad-request", part.fieldname);
  }
  if (part.valueTruncated) throw new Problem("too-large", part.fieldname);
  return part.value;
}

async function receive(part: Multipart, arrival: Arrival): Promise<void> {
  if (part.type !== "file" || !FILE_NAME.test(part.filename)) {
    throw new Problem("bad-request", "file");
  }
  await arrival.receive(part.filename, part.file).catch(tellNoRoom);
  if (part.file.truncated) throw new Problem("too-large", "file");
}

function tellNoRoom(error: unknown): never {
  throw error instanceof InboxFull ? new Problem("no-room") : error;
}
