// Conclusions alone: standings lie in memory, nothing is read or written. The same rows in columns,
// one object at a time, and by a general rules engine that knows only the commonest rules.

import {
  BENEFIT_KIND_NUMBERS,
  ColumnConclusions,
  INSURANCE_NUMBERS,
  NO_DAY,
  PACKS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
  addMonths,
  concludedColumns,
  evaluateEntitlement,
} from "@lingdai/policy";
import type {
  CertificationWindow,
  EntitlementColumns,
  EntitlementFacts,
  Pack,
  Sign,
  SignKind,
  StandingColumns,
} from "@lingdai/policy";

import { Chance } from "./chance.ts";
import type { WorkedOut } from "./general-rules.ts";
import { rateOfGeneralRules } from "./general-rules.ts";

const STRETCH = 16_384;

/** What was measured of one pack: conclusions a second. */
export interface ConclusionRates {
  readonly pack: string;
  readonly inColumns: number;
  readonly oneObjectAtATime: number;
  readonly byGeneralRules: number;
}

interface Population {
  readonly rows: EntitlementColumns;
  readonly standings: StandingColumns;
  readonly windows: readonly CertificationWindow[];
  readonly asOf: number;
}

/**
 * Measures every pack: the median of `rounds`, each with nothing remembered from before. One round
 * more comes first and is not counted: in it Node compiles what all the others run.
 */
export async function timeConclusions(
  people: number,
  rounds: number,
): Promise<readonly ConclusionRates[]> {
  const rates: ConclusionRates[] = [];
  for (const pack of PACKS) {
    const population = populate(pack, people);
    const few = Math.min(people, 200_000);
    concludeInColumns(pack, population, people);
    concludeOneByOne(pack, population, few);
    rates.push({
      pack: pack.id,
      inColumns: median(
        rounds,
        () => people / secondsOf(() => concludeInColumns(pack, population, people)),
      ),
      oneObjectAtATime: median(
        rounds,
        () => few / secondsOf(() => concludeOneByOne(pack, population, few)),
      ),
      byGeneralRules: await rateOfGeneralRules(workedOut(population, Math.min(people, 10_000))),
    });
  }
  return rates;
}

function workedOut({ rows, standings, asOf }: Population, people: number): readonly WorkedOut[] {
  return Array.from({ length: people }, (_, row) => {
    const last = Math.max(rows.lastCertifiedOn[row] ?? 0, standings.countedOn[row] ?? 0);
    return {
      hasLoss: standings.needsRecords[row] === 1,
      isInConflict: false,
      asOf,
      pendingFrom: addMonths(Math.max(last, rows.since[row] ?? 0), 12) + 1,
    };
  });
}

/** The simulator's mix: 1 % with a loss sign, 15 % near or past a deadline, every kind paid. */
function populate(pack: Pack, people: number): Population {
  const chance = new Chance(20_240_301);
  const asOf = pack.validity.to ?? addMonths(pack.validity.from, 40);
  const grants = INSURANCE_NUMBERS.codes.flatMap((insurance) =>
    BENEFIT_KIND_NUMBERS.codes
      .filter((kind) => pack.covers(insurance, kind))
      .map((kind) => [INSURANCE_NUMBERS.numberOf(insurance), BENEFIT_KIND_NUMBERS.numberOf(kind)]),
  );
  const bytes = (of: () => number): Uint8Array => Uint8Array.from({ length: people }, of);
  const days = (of: () => number): Int32Array => Int32Array.from({ length: people }, of);
  const grantOf = Uint32Array.from({ length: people }, () => chance.below(grants.length));
  const agoOf = (): number => (chance.below(100) < 15 ? 330 + chance.below(60) : chance.below(330));
  const sometimes = (percent: number, of: () => number): number =>
    chance.below(100) < percent ? of() : NO_DAY;
  const paper = SIGN_NUMBERS.numberOf("consular-certificate");
  return {
    asOf,
    windows: pack.clock.usesWindows
      ? [{ from: asOf - 100, to: asOf - 20, frequencyMonths: 12 }]
      : [],
    rows: {
      person: Uint32Array.from({ length: people }, (_, person) => person),
      insurance: Uint8Array.from(grantOf, (grant) => grants[grant]?.[0] ?? 0),
      kind: Uint8Array.from(grantOf, (grant) => grants[grant]?.[1] ?? 0),
      status: bytes(() => STATUS_NUMBERS.numberOf(chance.below(50) === 0 ? "suspended" : "paying")),
      relationship: new Uint8Array(people),
      incapacity: new Uint8Array(people),
      since: days(() => asOf - 400 - chance.below(9000)),
      birthDate: days(() => asOf - 22_000 - chance.below(10_000)),
      lastCertifiedOn: days(() => sometimes(95, () => asOf - agoOf())),
      lastCertifiedBy: bytes(() => 1 + chance.below(25)),
    },
    standings: {
      needsRecords: bytes(() => (chance.below(100) === 0 ? 1 : 0)),
      countedOn: days(() => sometimes(80, () => asOf - agoOf())),
      countedKind: bytes(() => 1 + chance.below(20)),
      paperOn: days(() => sometimes(1, () => asOf - agoOf())),
      paperKind: bytes(() => paper),
      waitingOn: days(() =>
        pack.countsFrom === undefined ? NO_DAY : sometimes(8, () => asOf - chance.below(30)),
      ),
    },
  };
}

/** As the engine does: columns first, the rules themselves for the rows that columns leave. */
function concludeInColumns(pack: Pack, population: Population, people: number): number {
  const { rows, standings, windows, asOf } = population;
  const columns = new ColumnConclusions(pack, asOf, windows);
  const into = concludedColumns(STRETCH);
  let concluded = 0;
  for (let from = 0; from < people; from += STRETCH) {
    const to = Math.min(people, from + STRETCH);
    columns.conclude(rows, standings, from, to, into);
    for (let at = 0; at < to - from; at += 1) {
      if (into.outcome[at] === 0) concludeOne(pack, population, from + at);
      concluded += 1;
    }
  }
  return concluded;
}

function concludeOneByOne(pack: Pack, population: Population, people: number): number {
  for (let row = 0; row < people; row += 1) concludeOne(pack, population, row);
  return people;
}

function concludeOne(pack: Pack, population: Population, row: number): void {
  const { rows, standings, windows, asOf } = population;
  const insurance = INSURANCE_NUMBERS.codeOf(rows.insurance[row] ?? 0);
  const kind = BENEFIT_KIND_NUMBERS.codeOf(rows.kind[row] ?? 0);
  if (insurance === undefined || kind === undefined) throw new RangeError(`row ${row}`);
  const on = rows.lastCertifiedOn[row] ?? NO_DAY;
  const facts: EntitlementFacts = {
    insurance,
    kind,
    since: rows.since[row] ?? 0,
    status: STATUS_NUMBERS.codeOf(rows.status[row] ?? 0) ?? "paying",
    birthDate: rows.birthDate[row],
    hasPhone: true,
    hasUnit: false,
    hasResidence: true,
    lastCertified:
      on === NO_DAY ? undefined : { on, by: SIGN_NUMBERS.codeOf(rows.lastCertifiedBy[row] ?? 0) },
  };
  const signs: Sign[] = [];
  const add = (code: SignKind | undefined, day: number | undefined, arrivedOn = day): void => {
    if (code === undefined || day === undefined || day === NO_DAY) return;
    const arrived = arrivedOn ?? day;
    signs.push({ kind: code, occurredOn: day, arrivedOn: arrived, source: "S", ref: "R" });
  };
  add(SIGN_NUMBERS.codeOf(standings.countedKind[row] ?? 0), standings.countedOn[row]);
  add(SIGN_NUMBERS.codeOf(standings.paperKind[row] ?? 0), standings.paperOn[row]);
  add("other-life", standings.waitingOn[row], asOf);
  if (standings.needsRecords[row] === 1) add("death-cremation", asOf - 40, asOf - 30);
  evaluateEntitlement(pack, facts, signs, asOf, windows);
}

/** Seconds of the processor, so that others who use the machine do not count. */
function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function median(rounds: number, measure: () => number): number {
  const all = Array.from({ length: rounds }, measure).toSorted((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? 0;
}
