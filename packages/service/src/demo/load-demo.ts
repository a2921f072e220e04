// The demonstration: invented people of five regions, taken in the way everything is taken in, and run
// up to today, so that every list has rows. Loaded once; where it was killed it goes on.

import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";

import { readDivisions } from "@lingdai/lab";
import type { Day, Pack } from "@lingdai/policy";
import { mayOlderPaperCertify, sortsDueIn } from "@lingdai/policy";
import type { Database, RegionRow } from "@lingdai/store";
import {
  addStaff,
  addWindow,
  clientOf,
  findBusiestPlaces,
  hasMark,
  inTransaction,
  listWindows,
  makeMark,
  openRegions,
  rebuildRollUp,
  saveDivisions,
  withSession,
} from "@lingdai/store";

import { importObservations } from "../intake/import-observations.ts";
import { importRoster } from "../intake/import-roster.ts";
import { runNights } from "../nightly-run.ts";
import { hashPassword } from "../sign-in/password.ts";
import { demoAccounts } from "./demo-accounts.ts";
import { makeRegions } from "./demo-files.ts";
import type { RegionFiles } from "./demo-files.ts";
import type { DemoRegion } from "./demo-regions.ts";
import { demoRegions } from "./demo-regions.ts";

export interface DemoOptions {
  /** Logged in as the worker's role. */
  readonly database: Database;
  /** Where the files are made meanwhile; gone at the end. */
  readonly folder: string;
  readonly persons: number;
  /** Absent: a random one. */
  readonly password?: string | undefined;
  readonly today: Day;
  readonly onProgress?: ((line: string) => void) | undefined;
}

export interface LoadedDemo {
  /** The password where it had to be made up. */
  readonly madePassword: string | undefined;
}

const MARK = "demo";
/** Small files spend their time waiting: a few at once. */
const FILES_AT_ONCE = 3;
/** As many batches of a night: one is thought through while the others wait for the database. */
const NIGHTS_AT_ONCE = 3;
const WINDOW_MONTHS = 12;

/** Undefined where the demo is there already. */
export async function loadDemo(options: DemoOptions): Promise<LoadedDemo | undefined> {
  const { database, persons, today, onProgress } = options;
  if (await withSession(database, async (session) => await hasMark(session, MARK))) {
    return undefined;
  }
  const folder = join(options.folder, "demo");
  const regions = demoRegions(persons, today);
  const made = makeRegions(regions, folder);
  await withSession(database, async (session) => {
    await saveDivisions(
      session,
      [...readDivisions(regions.map(({ pack }) => pack.id))].map(([division, name]) => ({
        division,
        name,
      })),
    );
  });
  // While one region's files are taken in the people of the next are loaded: both wait a good deal.
  let arrivals = Promise.resolve();
  for (const region of regions) {
    const files = await made.get(region);
    if (files === undefined) continue;
    onProgress?.(`${region.pack.title.zh}：${region.persons.toLocaleString("zh-CN")} 人`);
    await loadPeople(database, region, files);
    arrivals = arrivals.then(async () => await takeArrivals(database, files));
    // Told below; until then it is nobody's.
    arrivals.catch(() => {});
  }
  await arrivals;
  // Each case is run through all the nights that it missed; some share the work.
  await Promise.all(
    Array.from({ length: NIGHTS_AT_ONCE }, async () => await runNights({ database, day: today })),
  );
  const password = options.password ?? randomBytes(9).toString("base64url");
  const passwordHash = await hashPassword(password);
  await inTransaction(database, "worker", async (tx) => {
    const session = clientOf(tx);
    const places = await findBusiestPlaces(session, "51");
    for (const account of demoAccounts(places)) {
      await addStaff(tx, { ...account, passwordHash, origin: "demo" });
    }
    await rebuildRollUp(tx);
    await makeMark(session, MARK);
  });
  await rm(folder, { recursive: true, force: true });
  return { madePassword: options.password === undefined ? password : undefined };
}

async function loadPeople(
  database: Database,
  { pack, payDivision }: DemoRegion,
  { openedOn, roster, mappings }: RegionFiles,
): Promise<void> {
  const region = { payDivision, policy: pack.id, openedOn, start: "running" } as const;
  await withSession(database, async (session) => {
    await openRegions(session, [region]);
  });
  if (pack.clock.usesWindows) await announceOnce(database, region, pack);
  await importRoster(database, { path: roster, mappings, day: openedOn });
}

/** Month by month, the files of a month side by side. */
async function takeArrivals(
  database: Database,
  { mappings, arrivals }: RegionFiles,
): Promise<void> {
  for (const { on, paths } of arrivals) {
    const waiting = [...paths];
    const work = async (): Promise<void> => {
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await importObservations(database, { path, mappings, day: on });
      }
    };
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  }
}

/**
 * A window of half a year that ended the day before the first month that is told, announced before
 * anybody was there.
 */
async function announceOnce(database: Database, region: RegionRow, pack: Pack): Promise<void> {
  const to = region.openedOn - 1;
  const window = {
    from: to - 180,
    to,
    announcedOn: to - 210,
    frequencyMonths: WINDOW_MONTHS,
  };
  await inTransaction(database, "worker", async (tx) => {
    const windows = await listWindows(clientOf(tx));
    if (windows.some(({ payDivision }) => payDivision === region.payDivision)) return;
    await addWindow(tx, {
      region,
      window,
      sorts: sortsDueIn(pack, window),
      looksOneByOne: mayOlderPaperCertify(pack, window),
    });
  });
}
