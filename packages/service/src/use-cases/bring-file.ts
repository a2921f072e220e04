// A member of staff brings a file: it is kept, and a job takes it in, in the order in which files came.
// The same bytes with the same mapping for the same place are the same file. Knows no HTTP.

import { basename, dirname } from "node:path";

import type { SourceMapping } from "@lingdai/matching";
import { isMappingFor, readMappings, UnusableInput } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { SourceFile } from "@lingdai/store";
import { appendAudit, registerBroughtFile } from "@lingdai/store";

import { keyOfFile } from "../intake/brought-key.ts";
import { contentHashOf, hashOfEmptyDelivery, isEmptyOfAnotherDay } from "../intake/content-hash.ts";
import type { Arrival, KeptFile } from "../intake/file-inbox.ts";
import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface BringingFile {
  readonly sort: "roster" | "observations";
  /** All of it has come. */
  readonly file: KeptFile;
  readonly arrival: Arrival;
  readonly day: Day;
}

export interface Brought {
  readonly sourceFileId: number;
  readonly state: SourceFile["state"];
  /** `waits-now`: it is new, or had failed before; `known`: it was brought or taken in before. */
  readonly outcome: "waits-now" | "known";
}

/** Refused `mapping-unusable`, with line or key, before anything is kept. */
export async function bringFile(
  desk: Desk,
  actor: Actor,
  { sort, file, arrival, day }: BringingFile,
): Promise<Brought> {
  const action = "bring-file";
  const name = basename(file.path);
  const { staffId, place } = actor;
  const bytesHash = await contentHashOf(file.path, mappingsOf(file));
  return await asAttempt(desk, actor, { action, detail: { sort } }, async (tx) => {
    const given = { sort, name, arrivedOn: day, staffId, place };
    let contentHash = bytesHash;
    let found = await registerBroughtFile(tx, { ...given, contentHash });
    if (sort === "observations" && isEmptyOfAnotherDay(found, day)) {
      contentHash = hashOfEmptyDelivery(bytesHash, day);
      found = await registerBroughtFile(tx, { ...given, contentHash });
    }
    if (found.outcome === "known") return found;
    const { sourceFileId } = found;
    await arrival.keep(keyOfFile({ contentHash, place }));
    const detail = { sourceFileId, sort, contentHash: contentHash.toString("hex") };
    await appendAudit(tx, [{ action, detail }]);
    await desk.jobs.add(tx, [{ name: "import-file", payload: { sourceFileId } }]);
    return found;
  });
}

/** The mapping that came along, judged; one that is for other files would silently do nothing. */
function mappingsOf({ path, mappings: given }: KeptFile): readonly SourceMapping[] {
  try {
    const mappings = readMappings(given);
    const name = basename(path);
    if (mappings.some((mapping) => !isMappingFor(name, mapping))) {
      throw new UnusableInput(
        "来源映射 files",
        `没有一个式样适用于“${name}”`,
        "请改 files 或文件名",
      );
    }
    return mappings;
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    // Where the server keeps it is nobody's business.
    const detail = given.reduce(
      (text, each) => text.replaceAll(`${dirname(each)}/`, ""),
      error.message,
    );
    throw new RefusalError("mapping-unusable", { cause: error, detail });
  }
}
