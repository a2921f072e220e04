// Reads blocks of observation files: plain rows straight from their bytes or from the columns of a row
// group, every other row through the readers of texts. A row is plain where each of its bytes means exactly what it says; whatever
// is doubtful is not. Matches in batches, so that the table of people is asked many things at once.
//
// Every row ends in one place of the counts, and what was not rejected in the log of references.

import { isUtf8 } from "node:buffer";

import type { Pack, Sign } from "@lingdai/policy/batch";
import { SIGN_NUMBERS, formatDay } from "@lingdai/policy/batch";

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { REJECT_REASONS } from "../judge/reject-reason.ts";
import { PersonSearch } from "../match/person-search.ts";
import * as personSlots from "../match/person-slots.ts";
import type { Roster } from "../match/roster.ts";
import { trimBlanks } from "../read/blanks.ts";
import { MISNAMED, STRANGER, UNKNOWN_OWNER, ownerOf } from "../state/row-owners.ts";
import type { NotedBlock } from "../state/state-rows-writer.ts";
import { csvCell, csvLine } from "../write/csv-table.ts";
import { BlockReader } from "./block-reader.ts";
import type { SpooledBlock } from "./block-spool.ts";
import { BlockSpool } from "./block-spool.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import { ByteLines } from "./byte-lines.ts";
import type { SharedLog } from "./chunked-log.ts";
import type { FileParser, ThreadParts } from "./file-parser.ts";
import { fileParser } from "./file-parser.ts";
import type { GroupReader } from "./group-reader.ts";
import { largestOf } from "./kernel/kernel-memory.ts";
import { ObservationMemory } from "./kernel/observation-memory.ts";
import { TextKernel } from "./kernel/text-kernel.ts";
import { MatchedRows } from "./matched-rows.ts";
import type { RowHooks } from "./observation-rows.ts";
import { ID_NUMBER, KIND, NAME, OCCURRED_ON, REF, SOURCE } from "./plain-cells.ts";
import * as numbered from "./row-batch.ts";
import type { Block } from "./planned-blocks.ts";
import { PlainPerson } from "./roster-cells.ts";
import { RowNoting } from "./row-noting.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";
import * as runSetup from "./run-setup.ts";
import { StateMatching } from "./state-matching.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";

// The compiler looks an import up at each use, as if it could change; these it knows by heart.
const { NOBODY } = personSlots;
const { ARRIVED, BATCH, HIGH, LINE, LOW, NAME_HIGH, NAME_LOW, OCCURRED } = numbered;
const { REF_HIGH, REF_LOW, ROW, RowBatch, SIGN, SOURCE_AT, START } = numbered;
const { ACCEPTED, NOT_ON_ROSTER, SOURCE_BITS, SUSPICIOUS } = runSetup;

const LINE_FEED = 0x0a;
/** What is read at once of a record that is passed over. */
const PASSED_BYTES = 4 * 1024 * 1024;
const COMMA = 0x2c;
const LOWER_X = 0x78;
const UPPER_X = 0x58;
/** The cells at the end of a line of suspicious rows. */
const LAST_SUSPICIOUS = [KIND, OCCURRED_ON, SOURCE, REF] as const;

/** Places in the counts of a file; reasons for rejection follow. */
export const ROWS_AT = 0;
export const ACCEPTED_AT = 1;
export const NOT_ON_ROSTER_AT = 2;
export const SUSPICIOUS_AT = 3;
export const DUPLICATE_AT = 4;
export const REASONS_AT = 5;
export const COUNTS = REASONS_AT + REJECT_REASONS.length;

/** What one thread found. */
export interface ParsedShare {
  /** `COUNTS` numbers a file. */
  readonly counts: Float64Array;
  readonly references: SharedLog;
  readonly signs: SharedLog;
  readonly rejects: { readonly path: string; readonly blocks: readonly SpooledBlock[] };
  readonly suspicious: { readonly path: string; readonly blocks: readonly SpooledBlock[] };
  /** `STATE_COUNTS` numbers of rows that a kept state holds. */
  readonly stateCounts: Float64Array;
  readonly noted: readonly NotedBlock[];
}

export class BlockParser {
  readonly #setup: RunSetup;
  readonly #planned: PlannedObservations;
  readonly #roster: Roster;
  readonly #rules: ObservationRules;
  readonly #reader: BlockReader;
  readonly #matched: MatchedRows;
  readonly #state: StateMatching;
  /** Where a state is kept. */
  readonly #noting: RowNoting | undefined;
  /** What becomes of rows that are read as texts, and where the piece begins that holds them. */
  readonly #rowHooks: RowHooks;
  #pieceAt = 0;
  #pieceLine = 0;
  readonly #rejects: BlockSpool;
  readonly #suspicious: BlockSpool;
  readonly #counts: Float64Array;
  readonly #files = new Map<number, FileParser>();
  readonly #blockLines: Uint32Array;
  readonly #fingerprint = new Fingerprint();
  /** A text as bytes, for its fingerprint. */
  readonly #spelled = new ByteLines();
  readonly #search: PersonSearch;
  readonly #batch: numbered.RowBatch;
  readonly #parts: ThreadParts;
  /** Knows whether somebody can have a number that nobody on the roster has. */
  readonly #stranger: PlainPerson;
  // The block being read.
  #block: Block = { file: 0, from: 0, to: 0, isOverlong: false, isProved: true };
  #parser: FileParser | undefined;
  #countsAt = 0;
  #length = 0;
  /** The cell of the block's first byte, and where in it that byte stands. */
  #cell = 0;
  #inFirstCell = 0;
  readonly #cellShift: number;
  readonly #inCellMask: number;

  constructor(
    setup: RunSetup,
    planned: PlannedObservations,
    pack: Pack,
    roster: Roster,
    thread: number,
  ) {
    this.#setup = setup;
    this.#cellShift = setup.cellShift;
    this.#inCellMask = 2 ** setup.cellShift - 1;
    this.#planned = planned;
    this.#roster = roster;
    this.#rules = {
      asOf: setup.asOf,
      arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur,
    };
    this.#stranger = new PlainPerson(setup.asOf);
    const memory = memoryFor(setup);
    this.#reader = new BlockReader(
      setup.files.map(({ path }) => path),
      memory?.block,
    );
    this.#batch = new RowBatch(BATCH, memory?.rows);
    const texts = textsFor(setup);
    this.#parts = { rules: this.#rules, reader: this.#reader, batch: this.#batch, memory, texts };
    const needsRecords = new Uint8Array(setup.needsRecords);
    this.#matched = new MatchedRows(pack, setup.asOf, roster.people, needsRecords);
    this.#state = new StateMatching(setup, this.#rules, roster, this.#matched);
    const { notesPath } = setup.state;
    this.#noting = notesPath === undefined ? undefined : new RowNoting(`${notesPath}-${thread}`);
    this.#rowHooks = this.#hooksForTexts();
    this.#rejects = new BlockSpool(`${setup.scratch}/rejects-${thread}`);
    this.#suspicious = new BlockSpool(`${setup.scratch}/suspicious-${thread}`);
    this.#counts = new Float64Array(COUNTS * setup.files.length);
    this.#blockLines = new Uint32Array(setup.blockLines);
    this.#search = new PersonSearch(roster.personSlots, BATCH);
  }

  /** Reads one block; its rows are given back for the progress. */
  parse(index: number): number {
    const block = this.#setup.blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    if (index < this.#setup.state.blocks.length) {
      this.#state.take(index, block.from / 2 ** this.#cellShift);
      return 0;
    }
    this.#block = block;
    this.#countsAt = block.file * COUNTS;
    this.#parser = this.#parserOf(block.file);
    const { cellShift, files } = this.#setup;
    this.#cell = (files[block.file]?.firstCell ?? 0) + Math.floor(block.from / 2 ** cellShift);
    this.#inFirstCell = block.from % 2 ** cellShift;
    const before = this.#counts[this.#countsAt] ?? 0;
    const { groups } = this.#parser;
    const lines = block.isOverlong
      ? this.#passOver(block)
      : groups === undefined
        ? this.#readRows(block)
        : this.#readGroup(groups, block.group ?? 0);
    this.#blockLines[index] = lines;
    this.#rejects.endBlock(index);
    this.#suspicious.endBlock(index);
    this.#noting?.endBlock(index);
    return (this.#counts[this.#countsAt] ?? 0) - before;
  }

  close(): void {
    this.#reader.close();
    for (const { groups } of this.#files.values()) groups?.close();
    this.#rejects.close();
    this.#suspicious.close();
    this.#state.close();
    this.#noting?.close();
  }

  share(): ParsedShare {
    return {
      counts: this.#counts,
      ...this.#matched.share(),
      rejects: { path: this.#rejects.path, blocks: this.#rejects.blocks },
      suspicious: { path: this.#suspicious.path, blocks: this.#suspicious.blocks },
      stateCounts: this.#state.counts,
      noted: this.#noting?.blocks ?? [],
    };
  }

  #parserOf(file: number): FileParser {
    let parser = this.#files.get(file);
    if (parser === undefined) {
      parser = fileParser(this.#setup, this.#planned, file, this.#parts);
      this.#files.set(file, parser);
    }
    return parser;
  }

  /** A record too long to be kept is one unreadable row, however many lines it has. */
  #passOver({ file, from, to }: Block): number {
    let lines = 0;
    for (let at = from; at < to;) {
      const next = Math.min(to, at + PASSED_BYTES);
      const length = this.#reader.read({ file, from: at, to: next });
      for (let byte = 0; byte < length; byte += 1) {
        if (this.#reader.bytes[byte] === LINE_FEED) lines += 1;
      }
      at = next;
    }
    this.#add(ROWS_AT);
    this.#reject(0, "unreadable-row", "", "");
    return lines;
  }

  #readRows(block: Block): number {
    const parser = this.#parser;
    if (parser === undefined) throw new Error("no file is being read");
    const length = this.#reader.read(block);
    this.#length = length;
    const { bytes } = this.#reader;
    const plain = isUtf8(bytes.subarray(0, length)) ? parser.plain : undefined;
    const batch = this.#batch;
    let at = 0;
    let line = 0;
    let rows = 0;
    while (at < length) {
      if (plain !== undefined) {
        const before = batch.held;
        at = plain.fill(at, length, line);
        const isFull = batch.held === BATCH;
        rows += batch.held - before;
        line += batch.held - before;
        if (isFull) this.#matchBatch();
        if (isFull || at >= length) continue;
      }
      // Rows are noted in their order.
      if (this.#noting !== undefined) this.#matchBatch();
      const read = this.#readPiece(at, line);
      line += read.lines;
      at = read.end;
    }
    this.#matchBatch();
    this.#counts[this.#countsAt] = (this.#counts[this.#countsAt] ?? 0) + rows;
    return line;
  }

  /** Every row of a group takes one line. */
  #readGroup(groups: GroupReader, group: number): number {
    const rows = groups.open(group);
    this.#parser?.columns?.open();
    for (let from = 0; from < rows; from += BATCH) {
      this.#readGroupRows(from, Math.min(rows, from + BATCH));
    }
    return rows;
  }

  /** Plain rows are matched together up to one that is not: rows are noted in their order. */
  #readGroupRows(from: number, to: number): void {
    const columns = this.#parser?.columns;
    columns?.take(from, to);
    for (let row = from; row < to; row += 1) {
      const plain = columns?.plainFrom(row - from, to - from) ?? 0;
      if (plain > 0) {
        this.#counts[this.#countsAt] = (this.#counts[this.#countsAt] ?? 0) + plain;
        this.#batch.held = row - from + plain;
        this.#matchBatch(row - from);
        row += plain;
      }
      if (row < to) this.#readPiece(row << this.#cellShift, row);
    }
  }

  /** Looks up the people of the batch together: the memory answers all questions at once. */
  #matchBatch(first = 0): void {
    const { numbers, held } = this.#batch;
    this.#batch.held = 0;
    const search = this.#search;
    search.find({ numbers, step: ROW }, first, held);
    let accepted = 0;
    for (let row = first; row < held; row += 1) {
      const at = row * ROW;
      const person = search.personOf(row);
      if (person === NOBODY) this.#strayRow(at);
      else if (
        search.isNameOf(row, numbers[at + NAME_LOW] as number, numbers[at + NAME_HIGH] as number)
      ) {
        accepted += 1;
        this.#accept(at, person);
      } else this.#misnamedRow(at, person);
    }
    this.#counts[this.#countsAt + ACCEPTED_AT] =
      (this.#counts[this.#countsAt + ACCEPTED_AT] as number) + accepted;
  }

  /** Takes a row of the batch, whose numbers begin at `at`. */
  #accept(at: number, person: number): void {
    const { numbers } = this.#batch;
    const start = numbers[at + START] as number;
    const position = this.#positionOf(start);
    this.#matched.refer(
      numbers[at + REF_LOW] as number,
      numbers[at + REF_HIGH] as number,
      position,
      ACCEPTED,
    );
    const known = this.#matched.accept(
      person,
      numbers[at + SIGN] as number,
      numbers[at + OCCURRED] as number,
      numbers[at + ARRIVED] as number,
      position,
      this.#placeOf(start, numbers[at + SOURCE_AT] as number),
    );
    if (this.#noting !== undefined) this.#note(at, position, ownerOf(person) | known);
  }

  /**
   * No slot has the number; whether it is one at all has not been asked yet. One that no slot can
   * hold has no place of birth either, and goes the way of texts, which finds everybody.
   */
  #strayRow(at: number): void {
    const { numbers } = this.#batch;
    if (!this.#stranger.take(numbers[at + HIGH] as number, numbers[at + LOW] as number)) {
      this.#unplain(at);
      return;
    }
    this.#add(NOT_ON_ROSTER_AT);
    this.#refer(at, NOT_ON_ROSTER, STRANGER);
  }

  /** A name that is not written as on the first row may still be the same name. */
  #misnamedRow(at: number, person: number): void {
    const { numbers } = this.#batch;
    const start = numbers[at + START] as number;
    const cut = this.#parser?.cut;
    if (cut === undefined) {
      this.#unplain(at);
      return;
    }
    cut.cut(start);
    const name = trimBlanks(cut.text(NAME));
    if (this.#roster.isNameOf(person, name)) {
      this.#add(ACCEPTED_AT);
      this.#accept(at, person);
      return;
    }
    if (this.#parser?.isSpelledOut === true) {
      this.#unplain(at);
      return;
    }
    this.#add(SUSPICIOUS_AT);
    this.#refer(at, SUSPICIOUS, ownerOf(person) | MISNAMED);
    const { starts, ends } = cut;
    const line = this.#suspicious.begin(numbers[at + LINE] as number, this.#positionOf(start));
    line.putCell(cut, starts[ID_NUMBER] as number, ends[ID_NUMBER] as number);
    if (line.bytes[line.length - 1] === LOWER_X) line.bytes[line.length - 1] = UPPER_X;
    line.putText(`,${csvCell(this.#roster.nameOf(person))},${csvCell(name)}`);
    for (const role of LAST_SUSPICIOUS) {
      line.reserve(1);
      line.putByte(COMMA);
      line.putCell(cut, starts[role] as number, ends[role] as number);
    }
  }

  #refer(at: number, became: number, owner: number): void {
    const { numbers } = this.#batch;
    const position = this.#positionOf(numbers[at + START] as number);
    const low = numbers[at + REF_LOW] as number;
    this.#matched.refer(low, numbers[at + REF_HIGH] as number, position, became);
    if (this.#noting !== undefined) this.#note(at, position, owner);
  }

  #note(at: number, position: number, owner: number): void {
    const cut = this.#parser?.cut;
    if (cut === undefined) throw new Error("a plain row of a file without any");
    this.#noting?.notePlain(this.#batch.numbers, at, cut, position, owner);
  }

  /** A row of the batch goes the way of texts after all; the block counts it already. */
  #unplain(at: number): void {
    const { numbers } = this.#batch;
    this.#counts[this.#countsAt] = (this.#counts[this.#countsAt] ?? 0) - 1;
    const line = numbers[at + LINE] as number;
    this.#readPiece(numbers[at + START] as number, line);
  }

  /** Reads the row that begins at `at` as text, and perhaps some behind it. */
  #readPiece(at: number, line: number): { readonly end: number; readonly lines: number } {
    const parser = this.#parser;
    if (parser === undefined) throw new Error("no file is being read");
    this.#pieceAt = at;
    this.#pieceLine = line;
    const hooks = this.#rowHooks;
    const { groups, rows } = parser;
    if (groups !== undefined) {
      const row = at >>> this.#cellShift;
      const length = groups.writeLines(row, row + 1);
      return rows.readPiece(groups.bytes, 0, length, true, hooks) ?? { end: 0, lines: 0 };
    }
    const { bytes } = this.#reader;
    const piece = rows.readPiece(bytes, at, this.#length, this.#block.isProved, hooks);
    if (piece === undefined) throw new QuoteAcrossBlocks(this.#block.file);
    return piece;
  }

  #hooksForTexts(): RowHooks {
    const onLater = (observation: Observation): void => {
      const [low, high] = this.#referenceOf(observation.sign);
      this.#noting?.note(observation, low, high, undefined, UNKNOWN_OWNER);
    };
    return {
      onRow: () => {
        this.#add(ROWS_AT);
      },
      onReject: (inPiece, reason, field, value) => {
        // Rows that were written out by us have been counted and listed.
        if (this.#parser?.isSpelledOut === true) return;
        this.#reject(this.#pieceLine + inPiece, reason, field, value);
      },
      onLater: this.#noting === undefined ? undefined : onLater,
      onObservation: (start, inPiece, observation, ownLine) => {
        const line = ownLine ?? this.#pieceLine + inPiece;
        this.#takeObservation(this.#pieceAt + start, line, observation);
      },
    };
  }

  #takeObservation(start: number, line: number, observation: Observation): void {
    const { idType, idNumber, name, sign } = observation;
    const [low, high] = this.#referenceOf(sign);
    const position = this.#positionOf(start);
    const person = this.#roster.findPerson(idType, idNumber);
    if (person === undefined) {
      this.#noting?.note(observation, low, high, position, STRANGER);
      this.#add(NOT_ON_ROSTER_AT);
      this.#matched.refer(low, high, position, NOT_ON_ROSTER);
    } else if (this.#roster.isNameOf(person, name)) {
      this.#add(ACCEPTED_AT);
      this.#matched.refer(low, high, position, ACCEPTED);
      const kind = SIGN_NUMBERS.numberOf(sign.kind);
      const place = this.#placeOf(start, 0);
      const { occurredOn, arrivedOn } = sign;
      const known = this.#matched.accept(person, kind, occurredOn, arrivedOn, position, place);
      this.#noting?.note(observation, low, high, position, ownerOf(person) | known);
    } else {
      this.#noting?.note(observation, low, high, position, ownerOf(person) | MISNAMED);
      this.#add(SUSPICIOUS_AT);
      this.#matched.refer(low, high, position, SUSPICIOUS);
      const cells = [
        idNumber,
        this.#roster.nameOf(person),
        name,
        sign.kind,
        formatDay(sign.occurredOn),
        sign.source,
        sign.ref,
      ];
      this.#suspicious.add(line, position, csvLine(cells));
    }
  }

  /** The fingerprint of a reference, as that of a plain row is taken. */
  #referenceOf({ source, ref }: Sign): readonly [low: number, high: number] {
    const fingerprint = this.#fingerprint;
    this.#fingerprintOf(source);
    const { low, high } = fingerprint;
    this.#fingerprintOf(ref);
    fingerprint.join(low, high, fingerprint.low, fingerprint.high);
    return [fingerprint.low, fingerprint.high];
  }

  #fingerprintOf(text: string): void {
    const spelled = this.#spelled;
    spelled.length = 0;
    spelled.putText(text);
    this.#fingerprint.take(spelled.bytes, 0, spelled.length);
  }

  #reject(line: number, reason: RejectReason, field: string, value: string): void {
    this.#add(REASONS_AT + REJECT_REASONS.indexOf(reason));
    // Reasons and our names of columns never need quotes.
    this.#rejects.add(line, 0, `${reason},${field},${csvCell(value)}`);
  }

  #add(place: number): void {
    const at = this.#countsAt + place;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  #positionOf(start: number): number {
    return this.#cell + ((this.#inFirstCell + start) >>> this.#cellShift);
  }

  /** Where in its cell a row begins, and where its source stands behind that. */
  #placeOf(start: number, sourceAt: number): number {
    const inCell = (this.#inFirstCell + start) & this.#inCellMask;
    return (inCell << SOURCE_BITS) | sourceAt;
  }
}

/** Memory for the readers of plain text, with room for the largest block; undefined where none is. */
function memoryFor({ files, blocks }: RunSetup): ObservationMemory | undefined {
  const isPlainText = ({ file }: Block): boolean =>
    files[file]?.compiled !== undefined && files[file].reading !== "row-groups";
  const plain = blocks.filter(isPlainText);
  return plain.length === 0 ? undefined : new ObservationMemory(largestOf(plain));
}

/** What looks at columns; undefined where no row groups are read. */
function textsFor({ files }: RunSetup): TextKernel | undefined {
  const file = files.find(({ reading }) => reading === "row-groups");
  return file?.compiled && new TextKernel(file.compiled);
}
