// A roster file into the record. People come whole, in an order that the file alone decides, and go in
// batch by batch, each batch with how far the file is in one transaction: a killed import goes on
// behind the last batch. Who is new is added with a case just opened; who is known is compared, and
// what differs is changed (`change-people`) and stepped. One roster at a time.

import { basename } from "node:path";

import type { RosterPerson } from "@lingdai/matching";
import { planRoster, readMappings, streamRoster } from "@lingdai/matching";
import type {
  Database,
  FileCounts,
  IntakeSession,
  KnownPerson,
  RejectedRow,
  SourceFile,
} from "@lingdai/store";
import {
  asOne,
  findKnownPeople,
  findOrAddFile,
  hasPeople,
  keepRejected,
  makeRosterStaging,
  moveFile,
  noteProgress,
  saveUnits,
  takeLock,
  withSession,
} from "@lingdai/store";

import { BlindKeys } from "./blind-keys.ts";
import type { ChangeCounts, KnownKeyedPerson } from "./change-people.ts";
import { changePeople } from "./change-people.ts";
import { contentHashOf, lockKeyOf } from "./content-hash.ts";
import type { FileImport } from "./import-observations.ts";
import type { KeyedPerson } from "./add-new-people.ts";
import { addNewPeople } from "./add-new-people.ts";
import type { Regions } from "./regions.ts";
import { loadRegions } from "./regions.ts";
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
export async function importRoster(
  database: Database,
  { path, mappings: given, day, signal }: FileImport,
): Promise<RosterReport> {
  const mappings = readMappings(given);
  const plan = await planRoster(path, mappings);
  const contentHash = await contentHashOf(path, mappings);
  return await withSession(database, async (session) => {
    await takeLock(session, ROSTER_LOCK, "导入名册");
    await takeLock(session, lockKeyOf(contentHash), path);
    const name = basename(path);
    const file = { sort: "roster", name, contentHash, arrivedOn: day } as const;
    const found = await findOrAddFile(session, file);
    if (found.state === "taken-in") {
      return { ...found, ...NOBODY_CHANGED, newPeople: 0, outcome: "was-taken-in" };
    }
    const changes = await readPeople(database, session, { plan, found, signal });
    return { ...(await findOrAddFile(session, file)), ...changes, outcome: "taken-in" };
  });
}

interface Reading {
  readonly plan: Awaited<ReturnType<typeof planRoster>>;
  readonly found: SourceFile;
  readonly signal: AbortSignal | undefined;
}

/** Everybody in, from behind the last batch of an import that was killed. */
async function readPeople(
  database: Database,
  session: IntakeSession,
  { plan, found, signal }: Reading,
): Promise<ChangeCounts & { readonly newPeople: number }> {
  const intake = await RosterIntake.begin(database, session, found);
  const { rows, duplicate } = await streamRoster(plan, found.arrivedOn, {
    signal,
    whenReady: () => intake.whenReady(),
    onPerson: (person) => {
      intake.add(person);
    },
    onReject: (line, reason, field) => {
      intake.addRejected({ line, reason, field });
    },
  });
  const { rejected, ...changes } = await intake.end();
  const accepted = rows - rejected - duplicate;
  const counts = { rows, accepted, rejected, duplicate, notOnRoster: 0, suspicious: 0 };
  await moveFile(session, found.sourceFileId, "taken-in", counts);
  return changes;
}

/** People and rejected rows on their way in: one batch is written while the next is read. */
class RosterIntake {
  readonly #database: Database;
  readonly #session: IntakeSession;
  readonly #file: SourceFile;
  readonly #regions: Regions;
  readonly #keys: BlindKeys;
  readonly #isFirstLoad: boolean;
  #people: RosterPerson[] = [];
  #rejects: RejectedRow[] = [];
  #toSkip: number;
  #written: Promise<void> = Promise.resolve();
  #rejected = 0;
  #newPeople = 0;
  #changes = NOBODY_CHANGED;

  private constructor(
    database: Database,
    session: IntakeSession,
    file: SourceFile,
    regions: Regions,
    isFirstLoad: boolean,
  ) {
    this.#database = database;
    this.#session = session;
    this.#file = file;
    this.#regions = regions;
    this.#keys = new BlindKeys(database.keyring);
    this.#isFirstLoad = isFirstLoad;
    this.#toSkip = file.peopleDone;
  }

  static async begin(
    database: Database,
    session: IntakeSession,
    file: SourceFile,
  ): Promise<RosterIntake> {
    const regions = await loadRegions(session);
    await makeRosterStaging(session);
    return new RosterIntake(database, session, file, regions, !(await hasPeople(session)));
  }

  add(person: RosterPerson): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#people.push(person);
  }

  addRejected(row: RejectedRow): void {
    this.#rejected += 1;
    this.#rejects.push(row);
  }

  /** Waits for the batch before; what has been read since is then written behind the reader. */
  async whenReady(): Promise<void> {
    await this.#written;
    const [people, rejects] = [this.#people, this.#rejects];
    this.#people = [];
    this.#rejects = [];
    if (people.length === 0 && rejects.length === 0) return;
    this.#written = this.#write(people, rejects);
    // A failure is told by the next wait; until then it is nobody's.
    this.#written.catch(() => {});
  }

  async end() {
    await this.whenReady();
    await this.#written;
    return { rejected: this.#rejected, newPeople: this.#newPeople, ...this.#changes };
  }

  async #write(people: readonly RosterPerson[], rejects: readonly RejectedRow[]): Promise<void> {
    const session = this.#session;
    const { sourceFileId, arrivedOn } = this.#file;
    const keyed = people.map((person) => ({
      ...person,
      documentKey: this.#keys.documentKey(person.idType, person.idNumber),
    }));
    const units = people.flatMap(({ lines }) => lines.map(unitOf));
    const documentKeys = keyed.map(({ documentKey }) => documentKey);
    const known = this.#isFirstLoad
      ? new Map<string, KnownPerson>()
      : await findKnownPeople(session, documentKeys);
    const newcomers: KeyedPerson[] = [];
    const acquaintances: KnownKeyedPerson[] = [];
    for (const person of keyed) {
      const found = known.get(person.documentKey.toString("hex"));
      if (found === undefined) newcomers.push(person);
      else acquaintances.push({ ...person, known: found });
    }
    const means = {
      keyring: this.#database.keyring,
      keys: this.#keys,
      regions: this.#regions,
      day: arrivedOn,
    };
    const changes = await asOne(session, async () => {
      await saveUnits(
        session,
        units.filter((unit) => unit !== undefined),
      );
      await addNewPeople(session, newcomers, means);
      await keepRejected(session, sourceFileId, rejects);
      await noteProgress(session, sourceFileId, people.length);
      return await changePeople(session, acquaintances, means);
    });
    this.#newPeople += newcomers.length;
    this.#changes = {
      changedPeople: this.#changes.changedPeople + changes.changedPeople,
      newEntitlements: this.#changes.newEntitlements + changes.newEntitlements,
      endedEntitlements: this.#changes.endedEntitlements + changes.endedEntitlements,
      lockedPeople: this.#changes.lockedPeople + changes.lockedPeople,
    };
  }
}
