// Concludes stretches of roster rows and puts their lines together: conclusions, the uncertified,
// changes. Most rows are answered by the policy core's columns and written from pieces that were
// made once; the others are asked of `evaluateEntitlement` with all their records.

import type { Day, Evaluation, Outcome, Pack, Sign } from "@lingdai/policy";
import {
  BENEFIT_KIND_NUMBERS,
  BY_NOTHING,
  BY_PAPER,
  BY_ROSTER,
  ColumnConclusions,
  INSURANCE_NUMBERS,
  NO_DAY,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
  bandOf,
  concludedColumns,
  evaluateEntitlement,
  formatDay,
  wholeMonthsBetween,
} from "@lingdai/policy";
import type { CertificationWindow, EntitlementColumns, StandingColumns } from "@lingdai/policy";

import type { Roster } from "../match/roster.ts";
import type { Cell } from "../write/csv-table.ts";
import { csvCell } from "../write/csv-table.ts";
import { actionOf, conclusionCells } from "../write/output-tables.ts";
import { ByteLines } from "./byte-lines.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceReader } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import type { NotedSigns } from "./gather-evidence.ts";
import { SLOT_COUNTED, SLOT_PAPER, SLOT_WAITING } from "./run-setup.ts";

/** Rows of a stretch. */
export const STRETCH_ROWS = 16_384;

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const DAY_BYTES = 10;
/** The fixed cells of a line take less than this, besides texts. */
const LINE_BYTES_MAX = 512;
const NO_BAND = 1;

/** What an earlier run said, by row: the numbers of two words, the first less 1. */
export interface SharedPrevious {
  readonly words: readonly string[];
  /** 0 where the earlier run lacks the row. */
  readonly conclusions: SharedArrayBuffer;
  readonly actions: SharedArrayBuffer;
}

export interface ConcludingSetup {
  readonly standings: SharedStandings;
  readonly needsRecords: SharedArrayBuffer;
  readonly noted: NotedSigns;
  /** Noted signs from here on are those of people whose every sign matters. */
  readonly keptFrom: number;
  readonly texts: readonly SharedTexts[];
  readonly previous: SharedPrevious | undefined;
}

export interface ConcludedShare {
  readonly conclusions: ReadonlyMap<string, number>;
  readonly actions: ReadonlyMap<string, number>;
  readonly bands: ReadonlyMap<string, number>;
}

export class ConclusionLines {
  readonly conclusions = new ByteLines();
  readonly uncertified = new ByteLines();
  readonly changes = new ByteLines();
  readonly #pack: Pack;
  readonly #asOf: Day;
  readonly #windows: readonly CertificationWindow[];
  readonly #roster: Roster;
  readonly #rows: EntitlementColumns;
  readonly #columns: ColumnConclusions;
  readonly #standings: StandingColumns;
  readonly #people: number;
  readonly #waitingKind: Uint8Array;
  readonly #into = concludedColumns(STRETCH_ROWS);
  readonly #evidence: EvidenceReader;
  readonly #address: Uint32Array;
  readonly #thread: Uint8Array;
  readonly #setup: ConcludingSetup;
  readonly #keptPerson: Uint32Array;
  readonly #previous:
    { readonly conclusions: Uint32Array; readonly actions: Uint32Array } | undefined;
  // Pieces of lines, made once each.
  readonly #grants: (Buffer | undefined)[] = [];
  readonly #heads: (Buffer | undefined)[] = [];
  readonly #tails: (Buffer | undefined)[] = [];
  readonly #bases: (Buffer | undefined)[] = [];
  readonly #kinds: readonly Buffer[];
  readonly #rosterPiece = Buffer.from("roster");
  readonly #days = new Map<Day, Buffer>();
  readonly #months = new Map<Day, number>();
  // Figures, by outcome where the columns answered.
  #byOutcome = new Float64Array(1024);
  readonly #tally: Record<"conclusions" | "actions" | "bands", Map<string, number>> = {
    conclusions: new Map(),
    actions: new Map(),
    bands: new Map(),
  };

  constructor(
    pack: Pack,
    asOf: Day,
    windows: readonly CertificationWindow[],
    roster: Roster,
    setup: ConcludingSetup,
  ) {
    this.#pack = pack;
    this.#asOf = asOf;
    this.#windows = windows;
    this.#roster = roster;
    this.#rows = roster.columns;
    this.#setup = setup;
    this.#columns = new ColumnConclusions(pack, asOf, windows);
    const { people } = roster;
    this.#people = people;
    const day = new Int32Array(setup.standings.day);
    const kind = new Uint8Array(setup.standings.kind);
    this.#standings = {
      needsRecords: new Uint8Array(setup.needsRecords),
      countedOn: day.subarray(0, people),
      countedKind: kind.subarray(0, people),
      paperOn: day.subarray(people, people * 2),
      paperKind: kind.subarray(people, people * 2),
      waitingOn: day.subarray(people * 2),
    };
    this.#waitingKind = kind.subarray(people * 2);
    this.#address = new Uint32Array(setup.standings.position);
    this.#thread = new Uint8Array(setup.standings.place);
    this.#evidence = new EvidenceReader(setup.texts);
    this.#keptPerson = new Uint32Array(setup.noted.person).subarray(setup.keptFrom);
    this.#previous =
      setup.previous === undefined
        ? undefined
        : {
            conclusions: new Uint32Array(setup.previous.conclusions),
            actions: new Uint32Array(setup.previous.actions),
          };
    this.#kinds = ["", ...SIGN_NUMBERS.codes].map((code) => Buffer.from(code));
  }

  /** Concludes rows `from` to before `to`; their lines then stand in the three tables. */
  conclude(from: number, to: number): void {
    this.conclusions.length = 0;
    this.uncertified.length = 0;
    this.changes.length = 0;
    const into = this.#into;
    this.#columns.conclude(this.#rows, this.#standings, from, to, into);
    for (let row = from; row < to; row += 1) {
      const at = row - from;
      const number = into.outcome[at] as number;
      if (number === 0) this.#askRules(row);
      else this.#writeRow(row, at, number);
    }
  }

  share(): ConcludedShare {
    for (let number = 1; number < this.#columns.outcomes; number += 1) {
      const rows = this.#byOutcome[number] ?? 0;
      if (rows === 0) continue;
      const outcome = this.#columns.outcomeOf(number);
      count(this.#tally.conclusions, outcome.conclusion ?? "", rows);
      count(this.#tally.actions, outcome.duties[0]?.action ?? "none", rows);
    }
    this.#byOutcome.fill(0);
    return this.#tally;
  }

  #writeRow(row: number, at: number, number: number): void {
    if (number >= this.#byOutcome.length) {
      const grown = new Float64Array(number * 2);
      grown.set(this.#byOutcome);
      this.#byOutcome = grown;
    }
    this.#byOutcome[number] = (this.#byOutcome[number] as number) + 1;
    const rows = this.#rows;
    const into = this.#into;
    const lines = this.conclusions;
    const status = rows.status[row] as number;
    const by = into.anchorBy[at] as number;
    const ids = this.#roster.idNumbers;
    lines.reserve(LINE_BYTES_MAX);
    lines.put(ids.bytes, ids.startOf(row), ids.endOf(row));
    const grantNumber = (rows.insurance[row] as number) * 8 + (rows.kind[row] as number);
    const grant = this.#grants[grantNumber] ?? this.#grantPiece(grantNumber);
    lines.put(grant, 0, grant.length);
    const head = this.#heads[number] ?? this.#headPiece(number);
    lines.put(head, 0, head.length);
    const anchor = into.anchor[at] as number;
    if (by !== BY_NOTHING) {
      const day = this.#days.get(anchor) ?? this.#dayPiece(anchor);
      lines.put(day, 0, DAY_BYTES);
    }
    lines.putByte(COMMA);
    const kind = this.#kinds[into.anchorKind[at] as number] as Buffer;
    lines.put(kind, 0, kind.length);
    const tail = this.#tails[number * 8 + status] ?? this.#tailPiece(number, status);
    lines.put(tail, 0, tail.length);
    const basis =
      this.#bases[into.basis[at] as number] ?? this.#basisPiece(into.basis[at] as number);
    lines.put(basis, 0, basis.length);
    lines.putByte(COMMA);
    if (by !== BY_NOTHING && this.#columns.outcomeOf(number).isDecided) {
      if (by === BY_ROSTER) lines.put(this.#rosterPiece, 0, this.#rosterPiece.length);
      else {
        const slot = by === BY_PAPER ? SLOT_PAPER : SLOT_COUNTED;
        const place = slot * this.#people + (rows.person[row] as number);
        const evidence = this.#evidence;
        evidence.seek(this.#thread[place] as number, this.#address[place] as number);
        lines.reserve(LINE_BYTES_MAX + 2 * (evidence.end - evidence.sourceAt));
        lines.putName(evidence.page, evidence.sourceAt, evidence.refAt, evidence.end);
      }
    }
    lines.putByte(LINE_FEED);
    if (this.#previous !== undefined) {
      const outcome = this.#columns.outcomeOf(number);
      this.#writeChange(row, outcome.conclusion ?? "", outcome.duties[0]?.action ?? "none");
    }
    if (anchor === NO_DAY) return;
    const months = this.#months.get(anchor) ?? this.#monthsSince(anchor);
    if (months < NO_BAND) return;
    const { covered, conclusion } = this.#columns.outcomeOf(number);
    if (!covered || conclusion === "lost") return;
    this.#writeUncertified(row, months - NO_BAND, by === BY_NOTHING ? undefined : anchor);
  }

  #grantPiece(grant: number): Buffer {
    const insurance = INSURANCE_NUMBERS.codeOf(grant >>> 3) ?? "";
    const kind = BENEFIT_KIND_NUMBERS.codeOf(grant & 7) ?? "";
    const piece = Buffer.from(`,${insurance},${kind},`);
    this.#grants[grant] = piece;
    return piece;
  }

  #headPiece(number: number): Buffer {
    const { conclusion, pendingReason } = this.#columns.outcomeOf(number);
    const piece = Buffer.from(`${conclusion ?? ""},${pendingReason ?? ""},`);
    this.#heads[number] = piece;
    return piece;
  }

  #tailPiece(number: number, status: number): Buffer {
    const { deadline, duties }: Outcome = this.#columns.outcomeOf(number);
    const first = duties[0];
    const piece = Buffer.from(
      [
        "",
        deadline === undefined ? "" : formatDay(deadline),
        STATUS_NUMBERS.codeOf(status) ?? "",
        first?.action ?? "none",
        first === undefined ? "" : formatDay(first.dueOn),
        duties.map(({ action }) => action).join(";"),
        "",
      ].join(","),
    );
    this.#tails[number * 8 + status] = piece;
    return piece;
  }

  #basisPiece(number: number): Buffer {
    const piece = Buffer.from(csvCell(this.#columns.basisOf(number).join(";")));
    this.#bases[number] = piece;
    return piece;
  }

  #dayPiece(day: Day): Buffer {
    const piece = Buffer.from(formatDay(day));
    this.#days.set(day, piece);
    return piece;
  }

  /** Whole months since the anchor + `NO_BAND`; 0 where they make no band. */
  #monthsSince(anchor: Day): number {
    const months = wholeMonthsBetween(anchor, this.#asOf);
    const known = bandOf(months) === undefined ? 0 : months + NO_BAND;
    this.#months.set(anchor, known);
    return known;
  }

  /** A row whose answer depends on more than the columns hold. */
  #askRules(row: number): void {
    const facts = this.#roster.factsOf(row);
    const signs = this.#signsOf(this.#roster.personOf(row));
    const evaluation = evaluateEntitlement(this.#pack, facts, signs, this.#asOf, this.#windows);
    const name = {
      idNumber: this.#roster.idNumbers.get(row),
      insurance: facts.insurance,
      kind: facts.kind,
    };
    putCells(this.conclusions, conclusionCells(name, facts.status, evaluation));
    const conclusion = evaluation.conclusion ?? "";
    const action = actionOf(evaluation);
    count(this.#tally.conclusions, conclusion, 1);
    count(this.#tally.actions, action, 1);
    this.#writeChange(row, conclusion, action);
    const months = this.#monthsUncertified(evaluation);
    if (months !== undefined) this.#writeUncertified(row, months, evaluation.lastCertifiedOn);
  }

  /** Whole months since the anchor; undefined where the row does not belong on the list. */
  #monthsUncertified({ covered, conclusion, anchor }: Evaluation): number | undefined {
    if (!covered || conclusion === "lost" || anchor === undefined) return undefined;
    return wholeMonthsBetween(anchor, this.#asOf);
  }

  #writeUncertified(row: number, months: number, lastCertifiedOn: Day | undefined): void {
    const { status, insurance, kind } = this.#roster.factsOf(row);
    const band = status === "terminated" ? undefined : bandOf(months);
    if (band === undefined) return;
    const texts = this.#roster.textsOf(row);
    putCells(this.uncertified, [
      band,
      texts.payDivision,
      texts.residenceDivision,
      insurance,
      kind,
      texts.idNumber,
      texts.name,
      texts.phone,
      lastCertifiedOn === undefined ? undefined : formatDay(lastCertifiedOn),
      months,
    ]);
    count(this.#tally.bands, band, 1);
  }

  #writeChange(row: number, conclusion: string, action: string): void {
    const { previous } = this.#setup;
    if (this.#previous === undefined || previous === undefined) return;
    const known = this.#previous.conclusions[row] as number;
    const before = known === 0 ? "" : (previous.words[known - 1] ?? "");
    const actionBefore =
      known === 0 ? "" : (previous.words[this.#previous.actions[row] as number] ?? "");
    if (before === conclusion && actionBefore === action) return;
    const { insurance, kind } = this.#roster.factsOf(row);
    const idNumber = this.#roster.idNumbers.get(row);
    putCells(this.changes, [idNumber, insurance, kind, before, conclusion, actionBefore, action]);
  }

  /** All signs of a person with a sign that needs them, else the latest one of each slot. */
  #signsOf(person: number): readonly Sign[] {
    if (this.#standings.needsRecords[person] === 1) return this.#keptSigns(person);
    const { countedOn, countedKind, paperOn, paperKind, waitingOn } = this.#standings;
    const signs: Sign[] = [];
    const add = (slot: number, on: Day | undefined, kind: number | undefined): void => {
      const code = SIGN_NUMBERS.codeOf(kind ?? 0);
      if (on === undefined || on === NO_DAY || code === undefined) return;
      const place = slot * this.#people + person;
      // A sign that waits is never named, so its texts were not gathered.
      if (slot !== SLOT_WAITING) {
        this.#evidence.seek(this.#thread[place] as number, this.#address[place] as number);
      }
      const { source, ref } = slot === SLOT_WAITING ? UNNAMED : this.#evidence;
      // The slot says whether it counts; any arrival that gives this slot does.
      const arrivedOn = slot === SLOT_WAITING ? this.#asOf : on;
      signs.push({ kind: code, occurredOn: on, arrivedOn, source, ref });
    };
    add(SLOT_COUNTED, countedOn[person], countedKind[person]);
    add(SLOT_PAPER, paperOn[person], paperKind[person]);
    add(SLOT_WAITING, waitingOn[person], this.#waitingKind[person]);
    return signs;
  }

  #keptSigns(person: number): readonly Sign[] {
    const { noted, keptFrom } = this.#setup;
    const kept = this.#keptPerson;
    let low = 0;
    let high = kept.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((kept[middle] as number) < person) low = middle + 1;
      else high = middle;
    }
    const signs: Sign[] = [];
    const kind = new Uint8Array(noted.kind);
    const [occurredOn, arrivedOn, address, thread] = [
      new Int32Array(noted.occurredOn),
      new Int32Array(noted.arrivedOn),
      new Uint32Array(noted.address),
      new Uint8Array(noted.thread),
    ];
    for (; kept[low] === person; low += 1) {
      const at = keptFrom + low;
      const code = SIGN_NUMBERS.codeOf(kind[at] ?? 0);
      if (code === undefined) throw new Error("a kept sign of no kind");
      this.#evidence.seek(thread[at] as number, address[at] as number);
      const { source, ref } = this.#evidence;
      signs.push({
        kind: code,
        occurredOn: occurredOn[at] as number,
        arrivedOn: arrivedOn[at] as number,
        source,
        ref,
      });
    }
    return signs;
  }
}

const UNNAMED = { source: "", ref: "" };

function putCells(lines: ByteLines, cells: readonly Cell[]): void {
  lines.putText(`${cells.map(csvCell).join(",")}\n`);
}

function count(tally: Map<string, number>, text: string, rows: number): void {
  tally.set(text, (tally.get(text) ?? 0) + rows);
}
