// Concludes stretches of roster rows and puts their lines together: conclusions, the uncertified,
// changes. Most rows are answered by the policy core's columns and written from pieces that were
// made once; the others are asked of `evaluateEntitlement` with all their records.

import type { Day, Evaluation, Outcome, Pack, Sign } from "@lingdai/policy/batch";
import {
  BENEFIT_KIND_NUMBERS,
  ColumnConclusions,
  INSURANCE_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
  bandOf,
  concludedColumns,
  dayOf,
  evaluateEntitlement,
  formatDay,
  wholeMonthsBetween,
} from "@lingdai/policy/batch";
import * as policy from "@lingdai/policy/batch";
import type {
  CertificationWindow,
  EntitlementColumns,
  StandingColumns,
} from "@lingdai/policy/batch";

import type { Roster } from "../match/roster.ts";
import type { Cell } from "../write/csv-table.ts";
import { csvCell, csvLine } from "../write/csv-table.ts";
import { ByteLines, needsQuotes } from "./byte-lines.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceReader } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import type { KeptShare } from "./kept-signs.ts";
import { EvidencedSign, KeptSigns } from "./kept-signs.ts";
import { LinePieces } from "./line-pieces.ts";
import { SLOT_COUNTED, SLOT_PAPER, SLOT_WAITING } from "./run-setup.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { BY_COUNTED, BY_NOTHING, BY_PAPER, BY_ROSTER, NO_DAY } = policy;

/** Rows of a stretch: its lines go to the disk while they still lie near the processor. */
export const STRETCH_ROWS = 4096;

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const TERMINATED = STATUS_NUMBERS.numberOf("terminated");
/** The cells of a line take less than this, evidence apart. */
const LINE_BYTES_MAX = 1024;
/** What is asked about an outcome for every row: whether it is known, decided by a sign, listed. */
const MARKED = 1;
const DECIDED = 2;
const LISTED = 4;
/** Rows that are concluded together, and whose evidence is fetched together. */
const BATCH_ROWS = 128;
/** Days that columns conclude on: from 1800 on. */
const FIRST_DAY = dayOf(1800, 1, 1);
const DAYS = 2 ** 17;

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
  /** Signs of people whose every sign matters. */
  readonly kept: readonly KeptShare[];
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
  readonly #into = concludedColumns(BATCH_ROWS);
  readonly #evidence: EvidenceReader;
  readonly #address: Uint32Array;
  readonly #thread: Uint8Array;
  readonly #setup: ConcludingSetup;
  readonly #kept: KeptSigns;
  readonly #previous:
    { readonly conclusions: Uint32Array; readonly actions: Uint32Array } | undefined;
  readonly #pieces = new LinePieces();
  /** Pieces by what they say; 0 where none was made yet. */
  readonly #grants = new Int32Array(64);
  readonly #heads = new GrowingNumbers();
  readonly #marks = new GrowingNumbers();
  readonly #tails = new GrowingNumbers();
  readonly #bases = new GrowingNumbers();
  readonly #kinds: Int32Array;
  readonly #days = new Int32Array(DAYS);
  /** By day of the anchor: whole months since then + 2, 1 where they make no band. */
  readonly #months = new Int16Array(DAYS);
  /** By whole months: the piece of their band, and the end of the line. */
  readonly #bands = new GrowingNumbers();
  readonly #monthsEnds = new GrowingNumbers();
  readonly #uncertifiedByMonths = new GrowingNumbers();
  /** Rows of the batch at hand that belong on the list, as far as they are counted. */
  readonly #listedRow = new Uint32Array(BATCH_ROWS + 1);
  readonly #listedMonths = new Int32Array(BATCH_ROWS + 1);
  readonly #listedOn = new Int32Array(BATCH_ROWS + 1);
  #listed = 0;
  readonly #rosterPiece = this.#pieces.numberOf("roster");
  touched = 0;
  // Figures, by outcome where the columns answered.
  #byOutcome = new Float64Array(1); // Grows early, as `LinePieces` does.
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
    this.#address = new Uint32Array(setup.standings.address);
    this.#thread = new Uint8Array(setup.standings.thread);
    this.#evidence = new EvidenceReader(setup.texts);
    this.#kept = new KeptSigns(setup.kept, people);
    this.#previous =
      setup.previous === undefined
        ? undefined
        : {
            conclusions: new Uint32Array(setup.previous.conclusions),
            actions: new Uint32Array(setup.previous.actions),
          };
    this.#kinds = Int32Array.from(["", ...SIGN_NUMBERS.codes], (code) =>
      this.#pieces.numberOf(`,${code},`),
    );
  }

  /** Concludes rows `from` to before `to`; their lines then stand in the three tables. */
  conclude(from: number, to: number): void {
    this.conclusions.length = 0;
    this.uncertified.length = 0;
    this.changes.length = 0;
    // Loops that are short and many: one long loop would be compiled in its midst, and once more whole.
    for (let first = from; first < to; first += BATCH_ROWS) {
      const last = Math.min(to, first + BATCH_ROWS);
      this.#columns.conclude(this.#rows, this.#standings, first, last, this.#into);
      this.#touchEvidence(first, last);
      this.#writeRows(first, last);
    }
  }

  #writeRows(first: number, last: number): void {
    const { outcome } = this.#into;
    for (let row = first; row < last; row += 1) {
      const at = row - first;
      const number = outcome[at] as number;
      if (number === 0) this.#askRules(row);
      else this.#writeRow(row, at, number);
    }
    this.#writeListed();
  }

  /** Asks for the texts of some rows at once, so that the memory fetches them side by side. */
  #touchEvidence(first: number, last: number): void {
    const { anchorBy } = this.#into;
    const { person } = this.#rows;
    let touched = 0;
    for (let row = first; row < last; row += 1) {
      const by = anchorBy[row - first] as number;
      if (by !== BY_COUNTED && by !== BY_PAPER) continue;
      const place = (by === BY_PAPER ? this.#people : 0) + (person[row] as number);
      const address = this.#address[place] as number;
      touched ^= this.#evidence.touch(this.#thread[place] as number, address);
    }
    // Of no use, but must not be left out by the compiler.
    this.touched = touched;
  }

  share(): ConcludedShare {
    for (let number = 1; number < this.#columns.outcomes; number += 1) {
      const rows = this.#byOutcome[number] ?? 0;
      if (rows === 0) continue;
      const outcome = this.#columns.outcomeOf(number);
      count(this.#tally.conclusions, outcome.conclusion ?? "", rows);
      count(this.#tally.actions, actionOf(outcome), rows);
    }
    this.#byOutcome.fill(0);
    for (let months = 0; months < this.#uncertifiedByMonths.length; months += 1) {
      const rows = this.#uncertifiedByMonths.get(months);
      const band = bandOf(months);
      if (rows > 0 && band !== undefined) count(this.#tally.bands, band, rows);
    }
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
    const pieces = this.#pieces;
    const status = rows.status[row] as number;
    const by = into.anchorBy[at] as number;
    this.#putGrant(row);
    pieces.put(lines, this.#heads.get(number) || this.#headPiece(number));
    const anchor = into.anchor[at] as number;
    if (by !== BY_NOTHING) {
      pieces.put(lines, this.#pieceOfDay(anchor));
    }
    pieces.put(lines, this.#kinds[into.anchorKind[at] as number] as number);
    pieces.put(lines, this.#tails.get(number * 8 + status) || this.#tailPiece(number, status));
    const basis = into.basis[at] as number;
    pieces.put(lines, this.#bases.get(basis) || this.#basisPiece(basis));
    const marks = this.#marks.get(number) || this.#markOutcome(number);
    if (by !== BY_NOTHING && (marks & DECIDED) !== 0) {
      if (by === BY_ROSTER) pieces.put(lines, this.#rosterPiece);
      else
        this.#putEvidence(by === BY_PAPER ? SLOT_PAPER : SLOT_COUNTED, rows.person[row] as number);
    }
    lines.putByte(LINE_FEED);
    if (this.#previous !== undefined) {
      const outcome = this.#columns.outcomeOf(number);
      this.#writeChange(row, outcome.conclusion ?? "", actionOf(outcome));
    }
    if (anchor === NO_DAY) return;
    const months = ((this.#months[anchor - FIRST_DAY] as number) || this.#monthsSince(anchor)) - 2;
    this.#list(row, months, by === BY_NOTHING ? NO_DAY : anchor, (marks & LISTED) !== 0);
  }

  /**
   * Notes a row for the list of the uncertified where it belongs there. Every row is put down and few
   * are counted: behind a branch that a run comes to late, the compiler would have to begin anew.
   */
  #list(row: number, months: number, lastCertifiedOn: Day, isListed: boolean): void {
    const at = this.#listed;
    this.#listedRow[at] = row;
    this.#listedMonths[at] = months;
    this.#listedOn[at] = lastCertifiedOn;
    this.#listed = at + Number(isListed && months >= 0);
  }

  #writeListed(): void {
    for (let at = 0; at < this.#listed; at += 1) {
      const on = this.#listedOn[at] as number;
      const months = this.#listedMonths[at] as number;
      this.#writeUncertified(this.#listedRow[at] as number, months, on === NO_DAY ? undefined : on);
    }
    this.#listed = 0;
  }

  #putEvidence(slot: number, person: number): void {
    const lines = this.conclusions;
    const place = slot * this.#people + person;
    const evidence = this.#evidence;
    evidence.seek(this.#thread[place] as number, this.#address[place] as number);
    const bytes = evidence.end - evidence.sourceAt;
    if (evidence.isQuoted) lines.putQuoted(evidence.page, evidence.sourceAt, evidence.end);
    else {
      lines.reserve(LINE_BYTES_MAX + bytes);
      lines.put(evidence.view, evidence.sourceAt, bytes);
    }
  }

  #grantPiece(grant: number): number {
    const insurance = INSURANCE_NUMBERS.codeOf(grant >>> 3) ?? "";
    const kind = BENEFIT_KIND_NUMBERS.codeOf(grant & 7) ?? "";
    const piece = this.#pieces.numberOf(`,${insurance},${kind},`);
    this.#grants[grant] = piece;
    return piece;
  }

  #headPiece(number: number): number {
    const piece = this.#pieces.numberOf(headOf(this.#columns.outcomeOf(number)));
    this.#heads.set(number, piece);
    return piece;
  }

  #markOutcome(number: number): number {
    const { covered, conclusion, isDecided } = this.#columns.outcomeOf(number);
    const isListed = covered && conclusion !== "lost";
    const marks = MARKED | (isDecided ? DECIDED : 0) | (isListed ? LISTED : 0);
    this.#marks.set(number, marks);
    return marks;
  }

  #tailPiece(number: number, status: number): number {
    const text = tailOf(this.#columns.outcomeOf(number), STATUS_NUMBERS.codeOf(status) ?? "");
    const piece = this.#pieces.numberOf(text);
    this.#tails.set(number * 8 + status, piece);
    return piece;
  }

  #basisPiece(number: number): number {
    const piece = this.#pieces.numberOf(`${listCell(this.#columns.basisOf(number))},`);
    this.#bases.set(number, piece);
    return piece;
  }

  #pieceOfDay(day: Day): number {
    const known = this.#days[day - FIRST_DAY] ?? 0;
    if (known !== 0) return known;
    const piece = this.#pieces.numberOf(formatDay(day));
    this.#days[day - FIRST_DAY] = piece;
    return piece;
  }

  /** As `#months` keeps them. */
  #monthsSince(anchor: Day): number {
    const months = wholeMonthsBetween(anchor, this.#asOf);
    const known = bandOf(months) === undefined ? 1 : months + 2;
    this.#months[anchor - FIRST_DAY] = known;
    return known;
  }

  /** A row whose answer depends on more than the columns hold. */
  #askRules(row: number): void {
    const facts = this.#roster.factsOf(row);
    const signs = this.#signsOf(this.#roster.personOf(row));
    const evaluation = evaluateEntitlement(this.#pack, facts, signs, this.#asOf, this.#windows);
    this.#writeEvaluation(row, facts.status, evaluation);
    const conclusion = evaluation.conclusion ?? "";
    const action = actionOf(evaluation);
    count(this.#tally.conclusions, conclusion, 1);
    count(this.#tally.actions, action, 1);
    this.#writeChange(row, conclusion, action);
    const months = this.#monthsUncertified(evaluation);
    this.#list(row, months ?? -1, evaluation.lastCertifiedOn ?? NO_DAY, months !== undefined);
  }

  #writeEvaluation(row: number, status: string, evaluation: Evaluation): void {
    const { lastCertifiedOn, lastCertifiedBy } = evaluation;
    const lines = this.conclusions;
    const pieces = this.#pieces;
    this.#putGrant(row);
    pieces.put(lines, pieces.numberOf(headOf(evaluation)));
    if (lastCertifiedOn !== undefined) pieces.put(lines, this.#pieceOfDay(lastCertifiedOn));
    pieces.put(lines, this.#kinds[SIGN_NUMBERS.numberOf(lastCertifiedBy)] as number);
    const tail = tailOf(evaluation, status);
    lines.putText(`${tail}${listCell(evaluation.basis)},${listCell(evaluation.decidedBy)}\n`);
  }

  /** Begins the line of a row: its document and what is paid. */
  #putGrant(row: number): void {
    const { insurance, kind } = this.#rows;
    const { texts } = this.#roster;
    const lines = this.conclusions;
    lines.reserve(LINE_BYTES_MAX);
    texts.seek(row);
    lines.put(texts.view, texts.idAt, texts.nameAt - texts.idAt);
    const grant = (insurance[row] as number) * 8 + (kind[row] as number);
    this.#pieces.put(lines, (this.#grants[grant] as number) || this.#grantPiece(grant));
  }

  /** Whole months since the anchor; undefined where the row does not belong on the list. */
  #monthsUncertified({ covered, conclusion, anchor }: Evaluation): number | undefined {
    if (!covered || conclusion === "lost" || anchor === undefined) return undefined;
    return wholeMonthsBetween(anchor, this.#asOf);
  }

  #writeUncertified(row: number, months: number, lastCertifiedOn: Day | undefined): void {
    const rows = this.#rows;
    if (rows.status[row] === TERMINATED) return;
    const band = bandOf(months);
    if (band === undefined) return;
    const lines = this.uncertified;
    const pieces = this.#pieces;
    const { texts } = this.#roster;
    texts.seek(row);
    const { view, idAt, nameAt, phoneAt, residenceAt, payAt, end } = texts;
    if (needsQuotes(view, nameAt, end)) {
      this.#writeQuoted(row, band, months, lastCertifiedOn);
    } else {
      lines.reserve(LINE_BYTES_MAX + 2 * (end - idAt));
      pieces.put(lines, this.#bands.get(months) || this.#bandPiece(months, band));
      lines.put(view, payAt, end - payAt);
      lines.putByte(COMMA);
      lines.put(view, residenceAt, payAt - residenceAt);
      const grant = (rows.insurance[row] as number) * 8 + (rows.kind[row] as number);
      pieces.put(lines, (this.#grants[grant] as number) || this.#grantPiece(grant));
      lines.put(view, idAt, nameAt - idAt);
      lines.putByte(COMMA);
      lines.put(view, nameAt, phoneAt - nameAt);
      lines.putByte(COMMA);
      lines.put(view, phoneAt, residenceAt - phoneAt);
      lines.putByte(COMMA);
      if (lastCertifiedOn !== undefined) pieces.put(lines, this.#pieceOfDay(lastCertifiedOn));
      pieces.put(lines, this.#monthsEnds.get(months) || this.#monthsPiece(months));
    }
    this.#uncertifiedByMonths.set(months, this.#uncertifiedByMonths.get(months) + 1);
  }

  /** As `#writeUncertified`, with quotes where a text needs them. */
  #writeQuoted(row: number, band: string, months: number, lastCertifiedOn: Day | undefined): void {
    const { insurance, kind } = this.#roster.factsOf(row);
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
  }

  #bandPiece(months: number, band: string): number {
    const piece = this.#pieces.numberOf(`${band},`);
    this.#bands.set(months, piece);
    return piece;
  }

  #monthsPiece(months: number): number {
    const piece = this.#pieces.numberOf(`,${months}\n`);
    this.#monthsEnds.set(months, piece);
    return piece;
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
    const idNumber = this.#roster.idNumberOf(row);
    putCells(this.changes, [idNumber, insurance, kind, before, conclusion, actionBefore, action]);
  }

  /** All signs of a person with a sign that needs them, else the latest one of each slot. */
  #signsOf(person: number): readonly Sign[] {
    if (this.#standings.needsRecords[person] === 1) return this.#kept.of(person, this.#evidence);
    const { countedOn, countedKind, paperOn, paperKind, waitingOn } = this.#standings;
    const signs: Sign[] = [];
    const add = (slot: number, on: Day | undefined, kind: number | undefined): void => {
      const code = SIGN_NUMBERS.codeOf(kind ?? 0);
      if (on === undefined || on === NO_DAY || code === undefined) return;
      const place = slot * this.#people + person;
      // The slot says whether it counts; any arrival that gives this slot does.
      if (slot === SLOT_WAITING) {
        // Never named, so its texts were not gathered.
        signs.push({ kind: code, occurredOn: on, arrivedOn: this.#asOf, source: "", ref: "" });
        return;
      }
      const thread = this.#thread[place] as number;
      const address = this.#address[place] as number;
      signs.push(new EvidencedSign(code, on, on, this.#evidence, thread, address));
    };
    add(SLOT_COUNTED, countedOn[person], countedKind[person]);
    add(SLOT_PAPER, paperOn[person], paperKind[person]);
    add(SLOT_WAITING, waitingOn[person], this.#waitingKind[person]);
    return signs;
  }
}

/** The cells behind the grant: what is concluded, and why not yet. */
function headOf({
  conclusion,
  pendingReason,
}: Pick<Outcome, "conclusion" | "pendingReason">): string {
  return `${conclusion ?? ""},${pendingReason ?? ""},`;
}

/** The cells from the deadline to the actions, each with its comma. */
function tailOf(
  { deadline, duties }: Pick<Outcome, "deadline" | "duties">,
  status: string,
): string {
  const first = duties[0];
  return [
    deadline === undefined ? "" : formatDay(deadline),
    status,
    actionOf({ duties }),
    first === undefined ? "" : formatDay(first.dueOn),
    duties.map(({ action }) => action).join(";"),
    "",
  ].join(",");
}

/** What is to be done first; "none" where nothing is. */
function actionOf({ duties }: Pick<Outcome, "duties">): string {
  return duties[0]?.action ?? "none";
}

function listCell(texts: readonly string[]): string {
  return csvCell(texts.join(";"));
}

function putCells(lines: ByteLines, cells: readonly Cell[]): void {
  lines.putText(`${csvLine(cells)}\n`);
}

function count(tally: Map<string, number>, text: string, rows: number): void {
  tally.set(text, (tally.get(text) ?? 0) + rows);
}

/** Numbers by number, 0 where none was set. */
class GrowingNumbers {
  #values = new Int32Array(16);

  get length(): number {
    return this.#values.length;
  }

  get(at: number): number {
    return this.#values[at] ?? 0;
  }

  set(at: number, value: number): void {
    if (at >= this.#values.length) {
      const grown = new Int32Array(Math.max(at + 1, this.#values.length * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[at] = value;
  }
}
