// The queries that people wait for all day, each by those who ask it, over the crowd of `crowd.ts`. The
// test of plans and the benchmark ask the same ones. Knows no SQL: that is the store's.

import type { Body } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import type { StaffViewer, Transaction } from "@lingdai/store";
import {
  beneficiaryIdOf,
  findByDocument,
  findPersonPage,
  listByConclusion,
  listByName,
  listFailedSinceCertified,
  listTasks,
  listUncertified,
  readRollUp,
  staffIdOf,
} from "@lingdai/store";

import { CROWD_DAY, CROWD_WITH_APPS, crowdDocumentKey, crowdNameKey } from "./crowd.ts";

export interface HotQuery {
  readonly name: string;
  readonly viewer: StaffViewer;
  /** `at`: any number; another one asks about other people and other pages. */
  readonly ask: (tx: Transaction, at: number) => Promise<unknown>;
}

const staffId = staffIdOf(1);
const PROVINCE: StaffViewer = { level: "province", place: "51", staffId };
const CITY: StaffViewer = { level: "city", place: "5101", staffId };
const COUNTY: StaffViewer = { level: "county", place: "510101", staffId };
const TOWNSHIP: StaffViewer = { level: "township", place: "510101000", staffId };
const VILLAGE: StaffViewer = { level: "village", place: "510101000000", staffId };
const UNIT: StaffViewer = { level: "unit", place: "U0", staffId };

const TODAY = dayAt(CROWD_DAY);
const PAGE = 50;

function listPlaceOf({ level, place }: StaffViewer) {
  if (level === "unit") return { kind: "unit", code: place } as const;
  const isServicePoint = level === "township" || level === "village";
  return { kind: isServicePoint ? "residence" : "pay", code: place } as const;
}

/** Somewhere in the list: behind the first page, or far down. */
function cursorAt(daysBefore: number, at: number) {
  const anchorOn = TODAY - daysBefore + (at % 100);
  return { anchorOn, beneficiaryId: beneficiaryIdOf(at), number: 0 };
}

function listQueries(viewer: StaffViewer): readonly HotQuery[] {
  const place = listPlaceOf(viewer);
  const pages = { first: undefined, next: 1200, deep: 400 } as const;
  const uncertified = Object.entries(pages).map(([page, daysBefore]) => ({
    name: `${viewer.level}: uncertified, ${page} page`,
    viewer,
    ask: async (tx: Transaction, at: number) => {
      const after = daysBefore === undefined ? undefined : cursorAt(daysBefore, at);
      return await listUncertified(tx, TODAY, { place, limit: PAGE, after });
    },
  }));
  const ofBand: HotQuery = {
    name: `${viewer.level}: uncertified of a band`,
    viewer,
    ask: async (tx) => await listUncertified(tx, TODAY, { place, limit: PAGE, band: "1-2y" }),
  };
  const lists = (["eligible", "lost", "pending"] as const).map((conclusion) => ({
    name: `${viewer.level}: ${conclusion}`,
    viewer,
    ask: async (tx: Transaction) => await listByConclusion(tx, conclusion, { place, limit: PAGE }),
  }));
  return [...uncertified, ofBand, ...lists];
}

function personQueries(viewer: StaffViewer): readonly HotQuery[] {
  return [
    {
      name: `${viewer.level}: a person by number`,
      viewer,
      ask: async (tx, at) => {
        const found = await findByDocument(tx, crowdDocumentKey(at));
        // Whoever is out of sight has no page.
        return found === undefined ? undefined : await findPersonPage(tx, found.beneficiaryId);
      },
    },
    {
      name: `${viewer.level}: people by name`,
      viewer,
      ask: async (tx, at) => await listByName(tx, crowdNameKey(at)),
    },
    {
      name: `${viewer.level}: a person's page`,
      viewer,
      ask: async (tx, at) => await findPersonPage(tx, beneficiaryIdOf(1 + at)),
    },
  ];
}

function taskQueries(viewer: StaffViewer, body: Body): readonly HotQuery[] {
  const place = listPlaceOf(viewer);
  return [
    {
      name: `${viewer.level}: open tasks, first page`,
      viewer,
      ask: async (tx) => await listTasks(tx, { body, place, limit: PAGE }),
    },
    {
      name: `${viewer.level}: open tasks, next page`,
      viewer,
      ask: async (tx, at) =>
        await listTasks(tx, {
          body,
          place,
          limit: PAGE,
          after: { dueOn: TODAY - 300 + (at % 300), taskId: 0 },
        }),
    },
  ];
}

function failedQueries(viewer: StaffViewer): readonly HotQuery[] {
  const place = listPlaceOf(viewer);
  return [
    {
      name: `${viewer.level}: failed since certified, first page`,
      viewer,
      ask: async (tx) => await listFailedSinceCertified(tx, { place, limit: PAGE }),
    },
    {
      name: `${viewer.level}: failed since certified, next page`,
      viewer,
      ask: async (tx, at) =>
        await listFailedSinceCertified(tx, {
          place,
          limit: PAGE,
          after: { beneficiaryId: beneficiaryIdOf(at % CROWD_WITH_APPS), number: 0 },
        }),
    },
  ];
}

function dashboard(viewer: StaffViewer, digits: 2 | 4 | 6 | 9 | 12): HotQuery {
  return {
    name: `${viewer.level}: dashboard by ${digits} digits`,
    viewer,
    ask: async (tx) => await readRollUp(tx, { digits, within: viewer.place }),
  };
}

export const HOT_QUERIES: readonly HotQuery[] = [
  ...[PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE, UNIT].flatMap((viewer) => [
    ...listQueries(viewer),
    ...personQueries(viewer),
    ...failedQueries(viewer),
  ]),
  ...taskQueries(PROVINCE, "agency"),
  ...taskQueries(CITY, "agency"),
  ...taskQueries(COUNTY, "agency"),
  ...taskQueries(TOWNSHIP, "service-point"),
  ...taskQueries(VILLAGE, "service-point"),
  ...taskQueries(UNIT, "unit"),
  dashboard(PROVINCE, 2),
  dashboard(PROVINCE, 4),
  dashboard(CITY, 6),
  dashboard(COUNTY, 9),
  dashboard(TOWNSHIP, 12),
  dashboard(VILLAGE, 12),
];
