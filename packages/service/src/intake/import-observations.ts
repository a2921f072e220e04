// One observation file into the record, as one unit of work that may be killed at any point. Two
// halves, each safe by itself:
//   reading   all rows judged, matched and appended in one transaction, or none of them
//   stepping  the people about whom the file says something, batch by batch; a batch takes its people
//             off the list in the transaction that steps them
// A lock on the content keeps a second import of the same file out; what was taken in stays so.

import { basename } from "node:path";

import type { ObservationStreamHooks } from "@lingdai/matching";
import {
  isMappingFor,
  planObservations,
  readMappings,
  streamObservations,
} from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { Database, FileCounts, IntakeSession, SourceFile, StaffId } from "@lingdai/store";
import {
  ReferencesTaken,
  Staging,
  asOne,
  cancellable,
  classify,
  findOrAddFile,
  keepSuspicious,
  listSuspiciousLines,
  moveFile,
  noteDeliveries,
  takeLock,
  withSession,
} from "@lingdai/store";

import { BlindKeys } from "./blind-keys.ts";
import type { Reach } from "./bringers-place.ts";
import { reachOf } from "./bringers-place.ts";
import {
  contentHashOf,
  hashOfEmptyDelivery,
  isEmptyOfAnotherDay,
  lockKeyOf,
} from "./content-hash.ts";
import { StagedRows } from "./staged-rows.ts";
import { stepFile } from "./step-file.ts";

export interface FileImport {
  readonly path: string;
  /** Mapping files, or short names of those that come along. */
  readonly mappings: readonly string[];
  /** The day on which the file arrives. */
  readonly day: Day;
  /** The member of staff who brought it; nobody of staff at the command line. */
  readonly broughtBy?: StaffId | undefined;
  /** What it was registered as when it was brought; absent: found out here. */
  readonly contentHash?: Buffer | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told of rows that were read. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

export interface ImportReport extends FileCounts {
  readonly sourceFileId: number;
  /** Whether the file was in already, and nothing was done. */
  readonly outcome: "taken-in" | "was-taken-in";
}

type PlannedObservations = Awaited<ReturnType<typeof planObservations>>;

/** Refuses with `UnusableInput` what cannot be read and with `TakenAlready` what another one reads. */
export async function importObservations(
  database: Database,
  { path, mappings: given, day, broughtBy, contentHash: registered, signal, onRows }: FileImport,
): Promise<ImportReport> {
  const mappings = readMappings(given);
  const plan = await planObservations(path, mappings);
  const contentHash = registered ?? (await contentHashOf(path, mappings));
  return await withSession(database, async (session) => {
    await takeLock(session, lockKeyOf(contentHash), path);
    const name = basename(path);
    let file = { sort: "observations", name, contentHash, arrivedOn: day, broughtBy } as const;
    let found = await findOrAddFile(session, file);
    if (registered === undefined && isEmptyOfAnotherDay(found, day)) {
      file = { ...file, contentHash: hashOfEmptyDelivery(contentHash, day) };
      found = await findOrAddFile(session, file);
    }
    if (found.state === "taken-in") return reportOf(found, "was-taken-in");
    if (found.state === "reading") {
      const reach = await reachOf(session, broughtBy);
      const mapping = mappings.findLast((each) => isMappingFor(name, each));
      const source = mapping?.constants.get("source");
      await readRows(database, session, { plan, found, signal, reach, source, onRows });
      found = await findOrAddFile(session, file);
    }
    await stepFile(database, found, day, signal);
    return reportOf(found, "taken-in");
  });
}

interface Reading {
  readonly plan: PlannedObservations;
  readonly found: SourceFile;
  readonly signal: AbortSignal | undefined;
  readonly reach: Reach;
  /** Whose file it is, where the mapping says so: without any row it has come all the same. */
  readonly source: string | undefined;
  readonly onRows: ((rows: number) => void) | undefined;
}

const ATTEMPTS_MAX = 3;

/** Rows in, or nothing; once more where another file brought the same references meanwhile. */
async function readRows(
  database: Database,
  session: IntakeSession,
  reading: Reading,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await asOne(session, async () => {
        await readRowsOnce(database, session, reading);
      });
      return;
    } catch (error) {
      if (!(error instanceof ReferencesTaken) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function readRowsOnce(
  database: Database,
  session: IntakeSession,
  { plan, found, signal, reach, source: named, onRows }: Reading,
): Promise<void> {
  const { sourceFileId, arrivedOn } = found;
  const rules = { asOf: arrivedOn, arrivesWhenItOccurs: false };
  const staging = await Staging.begin(session);
  const rows = new StagedRows(staging, new BlindKeys(database.keyring));
  const reading = streamObservations(plan, rules, {
    signal,
    whenReady: () => staging.whenReady(),
    onReject: (line, reason, field) => {
      onRows?.(1);
      rows.reject(line, reason, field);
    },
    onObservation: (line, observation) => {
      onRows?.(1);
      rows.add(line, observation);
    },
    onPlain: (line, row) => {
      onRows?.(1);
      rows.addPlain(line, row);
    },
  });
  const read = await reading.catch(async (error: unknown) => {
    await staging.giveUp();
    throw error;
  });
  await staging.end();
  const counts = await cancellable(
    database,
    session,
    signal,
    async () => await classify(session, { sourceFileId, arrivedOn, reach }),
  );
  if (counts.suspicious > 0) {
    const lines = await listSuspiciousLines(session);
    const names = await sealedNamesOn(database, plan, rules, { lines, signal });
    await keepSuspicious(session, sourceFileId, arrivedOn, names);
  }
  // Last: pushes of the same sources wait for it to commit.
  const sources = read === 0 && named !== undefined ? [named] : rows.sources;
  await noteDeliveries(session, [...sources], arrivedOn);
  const duplicate = counts.duplicate + rows.repeated;
  const { rejected } = rows;
  await moveFile(session, sourceFileId, "stepping", { ...counts, rows: read, rejected, duplicate });
}

/** The names that suspicious rows give, sealed: read again, for no other row needs its name kept. */
async function sealedNamesOn(
  { keyring }: Database,
  plan: PlannedObservations,
  rules: Parameters<typeof streamObservations>[1],
  { lines, signal }: { lines: ReadonlySet<number>; signal: AbortSignal | undefined },
): Promise<ReadonlyMap<number, Buffer>> {
  const names = new Map<number, Buffer>();
  const keepName = (line: number, { name }: { readonly name: string }): void => {
    if (lines.has(line)) names.set(line, keyring.sealText(name));
  };
  const hooks: ObservationStreamHooks = {
    signal,
    onReject: () => {},
    onObservation: keepName,
    onPlain: keepName,
  };
  await streamObservations(plan, rules, hooks);
  return names;
}

function reportOf(file: SourceFile, outcome: ImportReport["outcome"]): ImportReport {
  const { sourceFileId, rows, accepted, rejected, duplicate, notOnRoster, suspicious } = file;
  return {
    sourceFileId,
    outcome,
    rows,
    accepted,
    rejected,
    duplicate,
    notOnRoster,
    suspicious,
  };
}
