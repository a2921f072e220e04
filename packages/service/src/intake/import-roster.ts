// A roster file into the record. People come whole, in an order that the file alone decides.
//   into an empty record   all in one transaction, straight into the tables: killed, nobody is in
//   later                  batch by batch, each with how far the file is in one transaction: a killed
//                          import goes on behind the last batch. Who is new is added with a case just
//                          opened; who is known is compared, and what differs is changed
//                          (`change-people`) and stepped
// One roster at a time.

import { basename } from "node:path";

import { planRoster, readMappings, streamRoster } from "@lingdai/matching";
import type { Database, FileCounts, IntakeSession, KnownPerson, SourceFile } from "@lingdai/store";
import {
  FirstLoad,
  asOne,
  countRejected,
  findKnownPeople,
  findOrAddFile,
  foldingBetweenBatches,
  hasPeople,
  keepRejected,
  makeRosterStaging,
  moveFile,
  noteProgress,
  saveUnits,
  takeLock,
  withSession,
} from "@lingdai/store";

import type { KeyedPerson } from "./add-new-people.ts";
import { addNewPeople, newPersonFrom } from "./add-new-people.ts";
import { BlindKeys } from "./blind-keys.ts";
import type { Reach } from "./bringers-place.ts";
import { knownWithinReach, reachOf, withinReach } from "./bringers-place.ts";
import type { Acquaintances, ChangeCounts, KnownKeyedPerson } from "./change-people.ts";
import { changePeople } from "./change-people.ts";
import { contentHashOf, lockKeyOf } from "./content-hash.ts";
import type { FileImport } from "./import-observations.ts";
import type { LoadedRoster, PlannedRoster } from "./first-load/load-roster.ts";
import { IndexedRoster } from "./first-load/load-roster.ts";
import { piecesFor } from "./first-load/loading-crew.ts";
import type { Pieces } from "./first-load/loading-crew.ts";
import { UnitsTold } from "./first-load/units-told.ts";
import { readRegions, regionsOf } from "./regions.ts";
import type { RegionRows } from "./regions.ts";
import type { RosterBatch } from "./roster-batches.ts";
import { RosterBatches } from "./roster-batches.ts";
import { unitOf } from "./roster-person.ts";

export interface RosterReport extends Omit<FileCounts, "notOnRoster" | "suspicious">, ChangeCounts {
  readonly sourceFileId: number;
  readonly outcome: "taken-in" | "was-taken-in";
  readonly newPeople: number;
}

/** An arbitrary number: two rosters at once could both find somebody new. */
const ROSTER_LOCK = 7_264_114n;
const NOBODY_CHANGED: ChangeCounts = {
  changedPeople: 0,
  newEntitlements: 0,
  endedEntitlements: 0,
  lockedPeople: 0,
};

/** Refuses with `UnusableInput` what cannot be read and with `TakenAlready` where one is under way. */
export async function importRoster(database: Database, given: RosterImport): Promise<RosterReport> {
  const { path, mappings: names, day, broughtBy, signal, onRows } = given;
  const mappings = readMappings(names);
  const plan = await planRoster(path, mappings);
  const contentHash = given.contentHash ?? (await contentHashOf(path, mappings));
  return await withSession(database, async (session) => {
    await takeLock(session, ROSTER_LOCK, "导入名册");
    await takeLock(session, lockKeyOf(contentHash), path);
    const name = basename(path);
    const file = { sort: "roster", name, contentHash, arrivedOn: day, broughtBy } as const;
    const found = await findOrAddFile(session, file);
    if (found.state === "taken-in") {
      return { ...found, ...NOBODY_CHANGED, newPeople: 0, outcome: "was-taken-in" };
    }
    const reach = await reachOf(session, broughtBy);
    const rows = await readRegions(session);
    const { keyring } = database;
    const means = { keyring, sealer: keyring, keys: new BlindKeys(keyring), day };
    const newcomers = { ...means, regions: regionsOf(rows) };
    const foldNowAndThen = foldingBetweenBatches(database);
    const reading = { session, plan, found, signal, newcomers, reach, onRows, foldNowAndThen };
    const pieces = given.pieces ?? piecesFor(plan.bytes);
    const changes =
      (reach === ""
        ? await loadEverybody(reading, { mappings: names, regions: rows, pieces })
        : undefined) ?? (await readPeople(reading));
    return { ...(await findOrAddFile(session, file)), ...changes, outcome: "taken-in" };
  });
}

export interface RosterImport extends FileImport {
  /** How a first roster is read; absent: as its size asks for. */
  readonly pieces?: Pieces | undefined;
}

interface Reading {
  readonly session: IntakeSession;
  readonly plan: PlannedRoster;
  readonly found: SourceFile;
  readonly signal: AbortSignal | undefined;
  readonly newcomers: Acquaintances;
  readonly reach: Reach;
  readonly onRows: ((rows: number) => void) | undefined;
  /** After each batch of people. */
  readonly foldNowAndThen: () => Promise<void>;
}

type PeopleCounts = ChangeCounts & { readonly newPeople: number };

interface FirstReading {
  readonly mappings: readonly string[];
  readonly regions: RegionRows;
  readonly pieces: Pieces;
}

/** The first people of a record, all of them or none; undefined where somebody is in already. */
async function loadEverybody(
  reading: Reading,
  first: FirstReading,
): Promise<PeopleCounts | undefined> {
  const { session, plan, found, signal, newcomers } = reading;
  // Without a look first, each later file would lock the tables for a moment.
  if (await hasPeople(session)) return undefined;
  const { day, keyring } = newcomers;
  const keys = keyring.sealer.keys;
  const indexed = await IndexedRoster.read({ ...first, plan, day, keys, signal });
  try {
    return await asOne(session, async () => {
      const load = await FirstLoad.begin(session);
      if (load === undefined) return undefined;
      const { counts, people } =
        indexed === undefined
          ? await streamEverybody(reading, load)
          : await indexed.load(session, load, found.sourceFileId);
      await load.finish();
      await noteProgress(session, found.sourceFileId, people);
      await moveFile(session, found.sourceFileId, "taken-in", counts);
      return { ...NOBODY_CHANGED, newPeople: people };
    });
  } finally {
    await indexed?.dismiss();
  }
}

/** Files that cannot be cut, such as workbooks: row by row. */
async function streamEverybody(reading: Reading, load: FirstLoad): Promise<LoadedRoster> {
  const { session, found, newcomers } = reading;
  let loaded = 0;
  const units = new UnitsTold();
  const batches = new RosterBatches(async ({ people, rejects }) => {
    loaded += people.length;
    await load.add(keyed(people, newcomers).map((person) => newPersonFrom(person, newcomers)));
    for (const line of people.flatMap(({ lines }) => lines)) units.tell(unitOf(line), line.line);
    await keepRejected(session, found.sourceFileId, rejects);
  });
  const counts = await readInto(batches, reading);
  await saveUnits(session, units.all);
  return { counts, people: loaded };
}

/** Everybody in, from behind the last batch of an import that was killed. */
async function readPeople(reading: Reading): Promise<PeopleCounts> {
  const { session, found } = reading;
  await makeRosterStaging(session);
  let done: PeopleCounts = { ...NOBODY_CHANGED, newPeople: 0 };
  const batches = new RosterBatches(async (batch) => {
    const changes = await addOrChange(batch, reading);
    done = {
      newPeople: done.newPeople + changes.newPeople,
      changedPeople: done.changedPeople + changes.changedPeople,
      newEntitlements: done.newEntitlements + changes.newEntitlements,
      endedEntitlements: done.endedEntitlements + changes.endedEntitlements,
      lockedPeople: done.lockedPeople + changes.lockedPeople,
    };
    await reading.foldNowAndThen();
  }, found.peopleDone);
  const counts = await readInto(batches, reading);
  await asOne(session, async () => {
    // What the record refused is known by its rows alone, also where an import was killed meanwhile.
    const rejected = await countRejected(session, found.sourceFileId);
    const accepted = counts.rows - rejected - counts.duplicate;
    await moveFile(session, found.sourceFileId, "taken-in", { ...counts, rejected, accepted });
  });
  return done;
}

async function readInto(
  batches: RosterBatches,
  { plan, found, signal, reach, onRows }: Reading,
): Promise<FileCounts> {
  let rejected = 0;
  const { rows, duplicate } = await streamRoster(plan, found.arrivedOn, {
    signal,
    whenReady: () => batches.whenReady(),
    onPerson: (person) => {
      onRows?.(person.lines.length);
      const { own, refused } = withinReach(person, reach);
      if (own !== undefined) batches.add(own);
      for (const row of refused) {
        rejected += 1;
        batches.addRejected(row);
      }
    },
    onReject: (line, reason, field) => {
      onRows?.(1);
      rejected += 1;
      batches.addRejected({ line, reason, field });
    },
  });
  await batches.end();
  const accepted = rows - rejected - duplicate;
  return { rows, accepted, rejected, duplicate, notOnRoster: 0, suspicious: 0 };
}

/** One batch in its transaction: who is new, who is known, and how far the file is. */
async function addOrChange(
  { people, rejects }: RosterBatch,
  { session, found, newcomers, reach }: Reading,
): Promise<PeopleCounts> {
  const all = keyed(people, newcomers);
  const documentKeys = all.map(({ documentKey }) => documentKey);
  const known: ReadonlyMap<string, KnownPerson> = await findKnownPeople(session, documentKeys);
  const strangers: KeyedPerson[] = [];
  const acquaintances: KnownKeyedPerson[] = [];
  const refused = [...rejects];
  for (const person of all) {
    const acquaintance = known.get(person.documentKey.toString("hex"));
    if (acquaintance === undefined) {
      strangers.push(person);
      continue;
    }
    const reached = knownWithinReach({ ...person, known: acquaintance }, reach);
    if (reached.own !== undefined) acquaintances.push(reached.own);
    refused.push(...reached.refused);
  }
  return await asOne(session, async () => {
    await keepUnits(session, [...strangers, ...acquaintances]);
    await addNewPeople(session, strangers, newcomers);
    await keepRejected(session, found.sourceFileId, refused);
    await noteProgress(session, found.sourceFileId, people.length);
    const changes = await changePeople(session, acquaintances, newcomers);
    return { ...changes, newPeople: strangers.length };
  });
}

function keyed(people: RosterBatch["people"], { keys }: Acquaintances): readonly KeyedPerson[] {
  return people.map((person) => ({
    ...person,
    documentKey: keys.documentKey(person.idType, person.idNumber),
  }));
}

async function keepUnits(session: IntakeSession, people: RosterBatch["people"]): Promise<void> {
  const units = people.flatMap(({ lines }) => lines.map(unitOf));
  await saveUnits(
    session,
    units.filter((unit) => unit !== undefined),
  );
}
