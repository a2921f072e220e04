// Concludes over columns of millions of rows. Holds no second copy of the rules: it says which few
// numbers of a row its answer can depend on, asks the rules themselves (`positionOn`, `dutiesOf`,
// `basisOf`) once for each combination, and remembers. Rows whose answer depends on more (losses,
// a dependant of age, two signs of one day) are left to `evaluateEntitlement`.
//
// For a row without losses the rules see: what is paid and its status; the day of the anchor, and
// whether and by which kind of sign it is held; what the clock asks besides (the year of `since`,
// or how windows see the days of the latest sign and paper); and a sign that waits for its day.

import type { Day } from "../civil-date.ts";
import { civilOf, dayOf } from "../civil-date.ts";
import type { Cycle } from "../clocks/clock.ts";
import type { Conclusion, PendingReason } from "../codes.ts";
import { PAPERS } from "../codes.ts";
import type { Duty } from "../duties.ts";
import { dutiesOf } from "../duties.ts";
import { basisOf } from "../evaluation.ts";
import type { CertificationWindow, EntitlementFacts, Records } from "../facts.ts";
import { comingOfAgeOf } from "../losses.ts";
import type { Citation, Pack } from "../pack.ts";
import type { Position } from "../position.ts";
import { positionOn } from "../position.ts";
import type { Sign } from "../sign.ts";
import { slotOf } from "../standing.ts";
import type {
  ConcludedColumns,
  EntitlementColumns,
  StandingColumns,
} from "./entitlement-columns.ts";
import {
  BENEFIT_KIND_NUMBERS,
  CONCLUSION_NUMBERS,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  PENDING_REASON_NUMBERS,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
} from "./entitlement-columns.ts";
import * as columns from "./entitlement-columns.ts";
import { NumberMemo } from "./number-memo.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { BY_COUNTED, BY_NOTHING, BY_PAPER, BY_ROSTER, NO_DAY } = columns;

/** What rows of one combination have in common, sign names and citations apart. */
export interface Outcome {
  readonly covered: boolean;
  readonly conclusion?: Conclusion | undefined;
  readonly pendingReason?: PendingReason | undefined;
  readonly deadline?: Day | undefined;
  readonly duties: readonly Duty[];
  /** Whether the sign at the anchor decides. */
  readonly isDecided: boolean;
}

/** The outcome of a row that the policy does not cover. */
export const OUTCOME_NOT_COVERED = 1;

/** Days that the tables know: 1800 to 2158. Rows with others are left to the rules. */
const FIRST_DAY = dayOf(1800, 1, 1);
const DAY_BITS = 17;
const DAYS = 2 ** DAY_BITS;
const FIRST_YEAR = 1800;
const YEARS = 360;
/** How long a sign may wait, and how many outcomes are remembered with such signs. */
const WAITING_BITS = 11;
const WAITING_DAYS = 2 ** WAITING_BITS;
const OUTCOMES_WAITING_MAX = 2 ** (32 - WAITING_BITS);
const COMBINATIONS_MAX = 2 ** (32 - DAY_BITS) - 2;
/** How many ways of seeing days a window clock may have before rows are left to the rules. */
const SIGHTS_MAX = 32;
const KINDS = 64;
/** Rows for whose outcomes there is room before they are asked for. */
const STRETCH_ROWS = 1024;
/** The roles in which windows see a day. */
const SINCE = 0;
const SIGN = 1;
const PAPER = 2;

export class ColumnConclusions {
  readonly #pack: Pack;
  readonly #asOf: Day;
  readonly #windows: readonly CertificationWindow[];
  readonly #outcomes: Outcome[];
  readonly #memo = new NumberMemo();
  readonly #waitingMemo = new NumberMemo();
  /** By grant (insurance * 8 + kind): 0 not asked yet, 1 covered, 2 not. */
  readonly #covered = new Uint8Array(64);
  /** Combinations of year, grant, status, and signed or not, numbered from 1. */
  readonly #combinationAt: Uint16Array;
  #combinations = 0;
  /** Where the clock looks at it: the year of each day, less the first. */
  readonly #yearAt: Uint16Array;
  /** By `since`: the start of the first cycle, whatever is paid (`Clock.dependsOn`). */
  readonly #firstStarts = new Int32Array(DAYS).fill(NO_DAY);
  readonly #isOfAgeRule = new Uint8Array(8 * 8 * 8);
  /** By what is paid to whom: the latest birth date known to be of age, the earliest that is not. */
  readonly #ofAge = new Int32Array(8 * 8 * 8).fill(NO_DAY);
  readonly #underAge = new Int32Array(8 * 8 * 8).fill(-1 - NO_DAY);
  /** The class of what rests on the same clauses, by grant and conclusion, and a position of it. */
  readonly #basisClasses = new NumberMemo();
  readonly #basisPositions: Position[] = [];
  /** By outcome: its class among those that rest on the same clauses, and whether it has duties. */
  #basisClassAt = new Uint16Array(1); // Grows early, as `NumberMemo` does.
  #hasDuties = new Uint8Array(1);
  /** By class and kind of sign: the number of the clauses + 1. */
  #basisAt = new Uint16Array(KINDS);
  readonly #bases: (readonly Citation[])[] = [[]];
  readonly #basisNumbers = new Map<string, number>([["", 0]]);
  readonly #sights: (Uint8Array | undefined)[] = [];
  readonly #sightRanges: (SightRange[] | undefined)[] = [];
  readonly #sightNumbers = new Map<string, number>();
  readonly #canWait: boolean;

  constructor(pack: Pack, asOf: Day, windows: readonly CertificationWindow[]) {
    this.#pack = pack;
    this.#asOf = asOf;
    this.#windows = windows;
    const notCovered = { covered: false, duties: [], isDecided: false };
    this.#outcomes = [notCovered, notCovered];
    const usesYear = pack.clock.dependsOn === "anchor-and-year";
    this.#yearAt = new Uint16Array(DAYS);
    if (usesYear) {
      for (let at = 0; at < DAYS; at += 1) {
        this.#yearAt[at] = civilOf(FIRST_DAY + at).year - FIRST_YEAR;
      }
    }
    this.#combinationAt = new Uint16Array((usesYear ? YEARS : 1) * 1024);
    this.#canWait = slotOf(pack, asRecord("other-life", asOf, asOf), asOf) === "waiting";
  }

  /** The outcome behind a number that `conclude` gave; its numbers run from 1. */
  outcomeOf(number: number): Outcome {
    const outcome = this.#outcomes[number];
    if (outcome === undefined || number === 0) throw new RangeError(`no outcome ${number}`);
    return outcome;
  }

  get outcomes(): number {
    return this.#outcomes.length;
  }

  basisOf(number: number): readonly Citation[] {
    const basis = this.#bases[number];
    if (basis === undefined) throw new RangeError(`no basis ${number}`);
    return basis;
  }

  get bases(): number {
    return this.#bases.length;
  }

  /** Concludes rows `from` to before `to`; the answers stand in `into` from 0 on. */
  conclude(
    rows: EntitlementColumns,
    standings: StandingColumns,
    from: number,
    to: number,
    into: ConcludedColumns,
  ): void {
    const length = to - from;
    into.outcome.fill(0, 0, length);
    into.basis.fill(0, 0, length);
    into.anchor.fill(NO_DAY, 0, length);
    into.anchorBy.fill(BY_NOTHING, 0, length);
    into.anchorKind.fill(0, 0, length);
    for (let first = from; first < to; first += STRETCH_ROWS) {
      const last = Math.min(to, first + STRETCH_ROWS);
      this.#memo.reserve(last - first);
      this.#concludeStretch(rows, standings, first, last, into, from);
    }
  }

  /** Rows `from` to before `to`, each of which remembers one outcome at most; `base` stands at 0. */
  #concludeStretch(
    rows: EntitlementColumns,
    standings: StandingColumns,
    from: number,
    to: number,
    into: ConcludedColumns,
    base: number,
  ): void {
    const { dependsOn } = this.#pack.clock;
    const usesWindows = dependsOn === "windows";
    const isLeftToRules = dependsOn === "facts";
    const { person: people, since: begins, insurance, kind, status } = rows;
    const { lastCertifiedOn, lastCertifiedBy } = rows;
    const firstStarts = this.#firstStarts;
    const { needsRecords, countedOn: counted, paperOn: papers, waitingOn: waits } = standings;
    const { outcome: outcomes, basis: bases, anchor: anchors, anchorBy, anchorKind } = into;
    for (let row = from; row < to; row += 1) {
      const at = row - base;
      const grant = (insurance[row] as number) * 8 + (kind[row] as number);
      const covered = this.#covered[grant] || this.#askCovered(grant);
      if (covered === 2) {
        outcomes[at] = OUTCOME_NOT_COVERED;
        continue;
      }
      const person = people[row] as number;
      if (isLeftToRules) continue;
      if (needsRecords[person] === 1 || this.#isOfAge(rows, row)) continue;
      const since = begins[row] as number;
      if (since < FIRST_DAY || since >= FIRST_DAY + DAYS) continue;
      // The anchor: of one day the roster's certification is named, else the first by name.
      let anchor = firstStarts[since - FIRST_DAY] as number;
      if (anchor === NO_DAY) anchor = this.#firstStart(grant, since);
      let by = BY_NOTHING;
      let signKind = 0;
      const rosterOn = lastCertifiedOn[row] as number;
      if (rosterOn >= anchor) {
        anchor = rosterOn;
        by = BY_ROSTER;
        signKind = lastCertifiedBy[row] as number;
      }
      const countedOn = counted[person] as number;
      if (countedOn > anchor || (countedOn === anchor && by === BY_NOTHING)) {
        anchor = countedOn;
        by = BY_COUNTED;
        signKind = standings.countedKind[person] as number;
      }
      const paperOn = papers[person] as number;
      if (paperOn >= anchor) {
        // Who is named first of two signs of one day is a question of their texts.
        if (paperOn === anchor && by === BY_COUNTED) continue;
        if (paperOn > anchor || by === BY_NOTHING) {
          anchor = paperOn;
          by = BY_PAPER;
          signKind = standings.paperKind[person] as number;
        }
      }
      if (anchor < FIRST_DAY || anchor >= FIRST_DAY + DAYS) continue;
      const plain = (grant * 8 + (status[row] as number)) * 2 + (by === BY_NOTHING ? 0 : 1);
      const combinedAt = (this.#yearAt[since - FIRST_DAY] as number) * 1024 + plain;
      const combination = this.#combinationAt[combinedAt] || this.#combine(combinedAt);
      if (combination === 0) continue;
      const waitingOn = waits[person] as number;
      let outcome = 0;
      if (usesWindows) {
        if (waitingOn !== NO_DAY) continue;
        outcome = this.#inWindows(rows, standings, row, person, combination);
      } else {
        const key = (combination << DAY_BITS) | (anchor - FIRST_DAY);
        outcome = this.#memo.find(key);
        if (outcome === 0) {
          outcome = this.#ask(this.#factsOf(rows, row, by, anchor), []);
          this.#memo.keep(key, outcome);
        }
        // A sign that waits is as if absent, except that it may hold off what is due (QD 1.4).
        if (waitingOn !== NO_DAY && this.#hasDuties[outcome] === 1) {
          outcome = this.#whileWaiting(rows, row, outcome, by, anchor, waitingOn);
        }
      }
      if (outcome === 0) continue;
      outcomes[at] = outcome;
      anchors[at] = anchor;
      anchorBy[at] = by;
      anchorKind[at] = signKind;
      const basisAt = (this.#basisClassAt[outcome] as number) * KINDS + signKind;
      const basis = this.#basisAt[basisAt] as number;
      bases[at] = basis === 0 ? this.#askBasis(rows, row, outcome, basisAt, signKind) : basis - 1;
    }
  }

  #askCovered(grant: number): number {
    const insurance = INSURANCE_NUMBERS.codeOf(grant >>> 3);
    const kind = BENEFIT_KIND_NUMBERS.codeOf(grant & 7);
    if (insurance === undefined || kind === undefined) throw new RangeError(`no grant ${grant}`);
    const answer = this.#pack.covers(insurance, kind) ? 1 : 2;
    this.#covered[grant] = answer;
    return answer;
  }

  /** Whether coming of age has a say: the row's relationship knows it and the birthday is past. */
  #isOfAge(rows: EntitlementColumns, row: number): boolean {
    const at =
      ((rows.kind[row] ?? 0) * 8 + (rows.relationship[row] ?? 0)) * 8 + (rows.incapacity[row] ?? 0);
    let rule = this.#isOfAgeRule[at] ?? 0;
    if (rule === 0) {
      const facts = { ...this.#factsOf(rows, row, BY_NOTHING, NO_DAY), birthDate: 0 };
      rule = comingOfAgeOf(this.#pack, facts) === undefined ? 1 : 2;
      this.#isOfAgeRule[at] = rule;
    }
    const birthDate = rows.birthDate[row] ?? NO_DAY;
    if (rule === 1 || birthDate === NO_DAY) return false;
    // Who is older than somebody of age is of age too.
    if (birthDate <= (this.#ofAge[at] as number)) return true;
    if (birthDate >= (this.#underAge[at] as number)) return false;
    const comingOfAge = comingOfAgeOf(this.#pack, this.#factsOf(rows, row, BY_NOTHING, NO_DAY));
    const isOfAge = comingOfAge !== undefined && comingOfAge.birthday <= this.#asOf;
    if (isOfAge) this.#ofAge[at] = birthDate;
    else this.#underAge[at] = birthDate;
    return isOfAge;
  }

  #firstStart(grant: number, since: Day): Day {
    const start = this.#pack.clock.firstCycleStart(this.#grantedOn(grant, since));
    this.#firstStarts[since - FIRST_DAY] = start;
    return start;
  }

  /** Somebody of whom nothing is known but what is paid and since when. */
  #grantedOn(grant: number, since: Day): EntitlementFacts {
    const [insurance, kind] = this.#grantOf(grant);
    const nothing = { hasPhone: false, hasUnit: false, hasResidence: false };
    return { insurance, kind, since, status: "paying", ...nothing };
  }

  #grantOf(grant: number): readonly [EntitlementFacts["insurance"], EntitlementFacts["kind"]] {
    const insurance = INSURANCE_NUMBERS.codeOf(grant >>> 3);
    const kind = BENEFIT_KIND_NUMBERS.codeOf(grant & 7);
    if (insurance === undefined || kind === undefined) throw new RangeError(`no grant ${grant}`);
    return [insurance, kind];
  }

  /** Numbers what the outcome depends on besides days; 0 where there are too many to tell apart. */
  #combine(at: number): number {
    if (this.#combinations >= COMBINATIONS_MAX) return 0;
    this.#combinations += 1;
    this.#combinationAt[at] = this.#combinations;
    return this.#combinations;
  }

  /** The outcome of a combination, numbered already, whose person has a sign that waits. */
  #whileWaiting(
    rows: EntitlementColumns,
    row: number,
    outcome: number,
    by: number,
    anchor: Day,
    waitingOn: Day,
  ): number {
    const daysAgo = this.#asOf - waitingOn;
    if (!this.#canWait || daysAgo >= WAITING_DAYS || outcome >= OUTCOMES_WAITING_MAX) return 0;
    const key = (outcome << WAITING_BITS) | daysAgo;
    const known = this.#waitingMemo.find(key);
    if (known !== 0) return known;
    const waiting = asRecord("other-life", waitingOn, this.#asOf);
    const asked = this.#ask(this.#factsOf(rows, row, by, anchor), [waiting]);
    this.#waitingMemo.reserve(1);
    this.#waitingMemo.keep(key, asked);
    return asked;
  }

  /** Windows ask about `since`, the latest sign and the latest paper, each for itself. */
  #inWindows(
    rows: EntitlementColumns,
    standings: StandingColumns,
    row: number,
    person: number,
    combination: number,
  ): number {
    let latestSign = standings.countedOn[person] ?? NO_DAY;
    let latestPaper = standings.paperOn[person] ?? NO_DAY;
    const rosterOn = rows.lastCertifiedOn[row] ?? NO_DAY;
    if (rosterOn !== NO_DAY) {
      if (IS_PAPER[rows.lastCertifiedBy[row] ?? 0] === 1)
        latestPaper = Math.max(latestPaper, rosterOn);
      else latestSign = Math.max(latestSign, rosterOn);
    }
    const grant = (rows.insurance[row] ?? 0) * 8 + (rows.kind[row] ?? 0);
    const since = rows.since[row] ?? 0;
    const bySince = this.#sightOf(grant * 4 + SINCE, since);
    const bySign = this.#sightOf(grant * 4 + SIGN, latestSign);
    const byPaper = this.#sightOf(grant * 4 + PAPER, latestPaper);
    if (bySince === 0 || bySign === 0 || byPaper === 0) return 0;
    const sights = (bySince * SIGHTS_MAX + bySign) * SIGHTS_MAX + byPaper;
    const key = (combination << DAY_BITS) | sights;
    const known = this.#memo.find(key);
    if (known !== 0) return known;
    const facts = this.#factsOf(rows, row, BY_NOTHING, NO_DAY);
    const signed = latestSign === NO_DAY ? facts : { ...facts, lastCertified: { on: latestSign } };
    const papers =
      latestPaper === NO_DAY ? [] : [asRecord("consular-certificate", latestPaper, latestPaper)];
    const outcome = this.#ask(signed, papers);
    this.#memo.keep(key, outcome);
    return outcome;
  }

  /** The number of how the windows see a day in one role; 0 where it cannot be told by a table. */
  #sightOf(role: number, day: Day): number {
    if (day < FIRST_DAY && day !== NO_DAY) return 0;
    const at = day === NO_DAY ? 0 : day - FIRST_DAY + 1;
    const known = this.#sights[role]?.[at] ?? 0;
    return known === 0 ? this.#askSight(role, day, at) : known;
  }

  #askSight(role: number, day: Day, at: number): number {
    if (at > DAYS) return 0;
    const table = (this.#sights[role] ??= new Uint8Array(DAYS + 1));
    const ranges = (this.#sightRanges[role] ??= []);
    const sight = this.#seenIn(role, day === NO_DAY ? undefined : day);
    let number = this.#sightNumbers.get(sight);
    if (number === undefined) {
      if (this.#sightNumbers.size + 1 >= SIGHTS_MAX) return 0;
      number = this.#sightNumbers.size + 1;
      this.#sightNumbers.set(sight, number);
    }
    table[at] = number;
    if (day !== NO_DAY) widen(ranges, number, day, table);
    return number;
  }

  #seenIn(role: number, day: Day | undefined): string {
    const grant = role >>> 2;
    switch (role & 3) {
      case SINCE:
        return this.#missedOf(grant, day ?? FIRST_DAY, undefined, undefined);
      case SIGN:
        return this.#missedOf(grant, FIRST_DAY, day, undefined);
      default:
        return this.#missedOf(grant, FIRST_DAY, undefined, day);
    }
  }

  /** Which of the windows, each asked alone, somebody with nothing but these days has missed. */
  #missedOf(
    grant: number,
    since: Day,
    latestSign: Day | undefined,
    latestPaper: Day | undefined,
  ): string {
    const facts = this.#grantedOn(grant, since);
    return this.#windows
      .map((window) => {
        const cycle: Cycle = this.#pack.clock.cycle({
          facts,
          anchor: since,
          isAnchorSigned: latestSign !== undefined || latestPaper !== undefined,
          latestSign,
          latestPaper,
          windows: [window],
          asOf: this.#asOf,
        });
        return cycle.deadline === undefined ? "0" : "1";
      })
      .join("");
  }

  /** The row as the rules take it, its anchor held by a certification without a name. */
  #factsOf(rows: EntitlementColumns, row: number, by: number, anchor: Day): EntitlementFacts {
    const [insurance, kind] = this.#grantOf((rows.insurance[row] ?? 0) * 8 + (rows.kind[row] ?? 0));
    const birthDate = rows.birthDate[row] ?? NO_DAY;
    return {
      insurance,
      kind,
      since: rows.since[row] ?? 0,
      status: STATUS_NUMBERS.codeOf(rows.status[row] ?? 0) ?? "paying",
      birthDate: birthDate === NO_DAY ? undefined : birthDate,
      relationship: RELATIONSHIP_NUMBERS.codeOf(rows.relationship[row] ?? 0),
      incapacity: INCAPACITY_NUMBERS.codeOf(rows.incapacity[row] ?? 0),
      hasPhone: false,
      hasUnit: false,
      hasResidence: false,
      lastCertified: by === BY_NOTHING ? undefined : { on: anchor },
    };
  }

  /** Asks the rules about one combination. */
  #ask(facts: EntitlementFacts, signs: readonly Sign[]): number {
    const records: Records = { signs, windows: this.#windows };
    const position = positionOn(this.#pack, facts, records, this.#asOf);
    const { conclusion, pendingReason, cycle } = position;
    const isPast = cycle.deadline !== undefined && this.#asOf > cycle.deadline;
    const grant =
      INSURANCE_NUMBERS.numberOf(facts.insurance) * 8 + BENEFIT_KIND_NUMBERS.numberOf(facts.kind);
    const said =
      CONCLUSION_NUMBERS.numberOf(conclusion) * 8 + PENDING_REASON_NUMBERS.numberOf(pendingReason);
    const basisKey = (grant * 64 + said) * 2 + (isPast ? 1 : 0);
    let basisClass = this.#basisClasses.find(basisKey);
    if (basisClass === 0) {
      basisClass = this.#basisPositions.push(position);
      this.#basisClasses.reserve(1);
      this.#basisClasses.keep(basisKey, basisClass);
      this.#basisAt = withRoom(this.#basisAt, (basisClass + 1) * KINDS);
    }
    const duties =
      facts.status === "paying" ? dutiesOf(this.#pack, facts, records, position, this.#asOf) : [];
    this.#outcomes.push({
      covered: true,
      conclusion,
      pendingReason,
      deadline: cycle.deadline,
      duties,
      isDecided: conclusion === "eligible",
    });
    const number = this.#outcomes.length - 1;
    this.#basisClassAt = withRoom(this.#basisClassAt, number + 1);
    this.#hasDuties = withRoom(this.#hasDuties, number + 1);
    this.#basisClassAt[number] = basisClass;
    this.#hasDuties[number] = duties.length > 0 ? 1 : 0;
    return number;
  }

  #askBasis(
    rows: EntitlementColumns,
    row: number,
    outcome: number,
    basisAt: number,
    signKind: number,
  ): number {
    const position = this.#basisPositions[(this.#basisClassAt[outcome] as number) - 1];
    if (position === undefined) throw new RangeError(`no outcome ${outcome}`);
    const event = {
      kind: SIGN_NUMBERS.codeOf(signKind),
      occurredOn: position.anchor.on,
      countsOn: position.anchor.on,
      sequence: 0,
    };
    const basis = basisOf(
      this.#pack,
      this.#factsOf(rows, row, BY_NOTHING, NO_DAY),
      { ...position, anchor: { ...position.anchor, event } },
      this.#asOf,
    );
    const text = basis.join(";");
    let number = this.#basisNumbers.get(text);
    if (number === undefined) {
      number = this.#bases.length;
      this.#bases.push(basis);
      this.#basisNumbers.set(text, number);
    }
    this.#basisAt[basisAt] = number + 1;
    return number;
  }
}

/** Days that are seen alike, as far as is known. */
interface SightRange {
  readonly number: number;
  from: Day;
  to: Day;
}

/** Between two days that are seen alike all are, for windows are missed by the earlier days. */
function widen(ranges: SightRange[], number: number, day: Day, table: Uint8Array): void {
  const range = ranges.find((each) => each.number === number);
  if (range === undefined) {
    ranges.push({ number, from: day, to: day });
    return;
  }
  range.from = Math.min(range.from, day);
  range.to = Math.max(range.to, day);
  table.fill(number, range.from - FIRST_DAY + 1, range.to - FIRST_DAY + 2);
}

/** The same numbers, or as many in a longer column. */
function withRoom<Column extends Uint8Array | Uint16Array>(column: Column, length: number): Column {
  if (length <= column.length) return column;
  const make = column.constructor as new (length: number) => Column;
  const grown = new make(Math.max(length, column.length * 2));
  grown.set(column);
  return grown;
}

/** A record that stands for all of its kind and days. */
function asRecord(kind: Sign["kind"], occurredOn: Day, arrivedOn: Day): Sign {
  return { kind, occurredOn, arrivedOn, source: "-", ref: "-" };
}

/** By kind of sign: 1 for papers. */
const IS_PAPER = Uint8Array.from({ length: KINDS }, (_, kind) => {
  const code = SIGN_NUMBERS.codeOf(kind);
  return code !== undefined && PAPERS.has(code) ? 1 : 0;
});
