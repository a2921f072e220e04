// Where somebody new stands, as the bytes that their rows share: for millions of plain rows, told by the
// few numbers on which it depends. Asks `OpeningStandings` once for each combination; rows whose answer
// depends on more are asked about each time. Knows neither files nor connections.

import type { PlainRosterRow } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import {
  BENEFIT_KIND_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
} from "@lingdai/policy";
import type { SharedCase, SharedStanding } from "@lingdai/store";
import { encodeCase, encodeStanding } from "@lingdai/store";

import type { Opening } from "../add-new-people.ts";
import { openingOf } from "../add-new-people.ts";
import type { OpeningStandings } from "../opening-standings.ts";
import type { Region, Regions } from "../regions.ts";
import type { BenefitCounts } from "./benefit-counts.ts";

export interface Shared {
  readonly standing: SharedStanding;
  /** Undefined where no region of the installation pays. */
  readonly case: SharedCase | undefined;
  /** Under which number it is counted. */
  readonly group: number;
}

/** What one paying division's rows share: by codes, then by days. */
interface Payer {
  readonly region: Region | undefined;
  readonly standings: OpeningStandings | undefined;
  readonly known: Map<number, Map<number, Shared>>;
}

/** Days, and numbers that stand for years, lie within this of 0. */
const DAY_RANGE = 2 ** 25;
const REMEMBERED_MAX = 500_000;

export class SharedStandings {
  readonly #regions: Regions;
  readonly #day: Day;
  readonly #payers = new Map<string, Payer>();
  readonly #byRegion = new Map<Region | undefined, Payer>();
  readonly #counts: BenefitCounts;
  #remembered = 0;

  constructor({ regions, day }: Opening, counts: BenefitCounts) {
    this.#regions = regions;
    this.#day = day;
    this.#counts = counts;
  }

  of(row: PlainRosterRow, payDivision: string): Shared {
    const payer = this.#payerOf(payDivision);
    const { since, lastCertifiedOn, refutedOn, relationship, incapacity } = row;
    const isSimple = refutedOn === NO_DAY && relationship === 0 && incapacity === 0;
    if (!isSimple || payer.standings?.isRemembered === false) return this.#ask(row, payer);
    const codes = ((row.insurance * 8 + row.kind) * 8 + row.status) * 64 + row.lastCertifiedBy;
    const certified = lastCertifiedOn === NO_DAY ? undefined : lastCertifiedOn;
    const matters = payer.standings?.sinceThatMatters(since, certified) ?? 0;
    const days = (certified ?? -DAY_RANGE) * (2 * DAY_RANGE) + matters;
    const known = this.#rowsOf(payer, codes);
    let shared = known.get(days);
    if (shared === undefined) {
      shared = this.#ask(row, payer);
      known.set(days, shared);
      this.#remembered += 1;
    }
    return shared;
  }

  #payerOf(payDivision: string): Payer {
    const known = this.#payers.get(payDivision);
    if (known !== undefined) return known;
    const region = this.#regions.regionOf(payDivision);
    let payer = this.#byRegion.get(region);
    if (payer === undefined) {
      const standings =
        region === undefined ? undefined : this.#regions.openingOn(region, this.#day).standings;
      payer = { region, standings, known: new Map() };
      this.#byRegion.set(region, payer);
    }
    this.#payers.set(payDivision, payer);
    return payer;
  }

  #rowsOf({ known }: Payer, codes: number): Map<number, Shared> {
    if (this.#remembered >= REMEMBERED_MAX) {
      for (const each of this.#byRegion.values()) each.known.clear();
      this.#remembered = 0;
    }
    let rows = known.get(codes);
    if (rows === undefined) {
      rows = new Map();
      known.set(codes, rows);
    }
    return rows;
  }

  #ask(row: PlainRosterRow, { region }: Payer): Shared {
    const granted = grantedBy(row);
    const { lastCertifiedOn: on, lastCertifiedBy: by, status, ...rest } = granted;
    const lastCertified = on === undefined ? undefined : { on, by };
    const hasUnit = row.hasUnit === 1;
    const { standing, caseFile } = openingOf(
      { ...rest, since: row.since, hasUnit, lastCertified, openingStatus: status },
      row.birthDate,
      region,
      { regions: this.#regions, day: this.#day },
    );
    const whole = { ...granted, ...standing };
    return {
      standing: encodeStanding(whole),
      group: this.#counts.groupOf(whole),
      case: caseFile === undefined ? undefined : encodeCase(caseFile),
    };
  }
}

function grantedBy(row: PlainRosterRow) {
  const insurance = INSURANCE_NUMBERS.codeOf(row.insurance);
  const kind = BENEFIT_KIND_NUMBERS.codeOf(row.kind);
  const status = STATUS_NUMBERS.codeOf(row.status);
  if (insurance === undefined || kind === undefined || status === undefined) {
    throw new RangeError("a plain row has its codes");
  }
  return {
    insurance,
    kind,
    status,
    relationship: RELATIONSHIP_NUMBERS.codeOf(row.relationship),
    incapacity: INCAPACITY_NUMBERS.codeOf(row.incapacity),
    lastCertifiedOn: dayIn(row.lastCertifiedOn),
    lastCertifiedBy: SIGN_NUMBERS.codeOf(row.lastCertifiedBy),
    refutedOn: dayIn(row.refutedOn),
  };
}

function dayIn(day: Day): Day | undefined {
  return day === NO_DAY ? undefined : day;
}
