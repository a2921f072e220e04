// Reads blocks of observation files: plain rows straight from their bytes, every other row through
// the readers of texts. A row is plain where each of its bytes means exactly what it says; whatever
// is doubtful is not. Matches in batches, so that the table of people is asked many things at once.
//
// Every row ends in one place of the counts, and what was not rejected in the log of references.

import { isUtf8 } from "node:buffer";

import type { Pack } from "@lingdai/policy";
import { SIGN_NUMBERS, faultOfIdNumber } from "@lingdai/policy";

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import { PERSON_SLOT, slotOfKey } from "../match/person-table.ts";
import type { Roster } from "../match/roster.ts";
import { REJECT_REASONS } from "../judge/reject-reason.ts";
import type { RejectReason } from "../judge/reject-reason.ts";
import { csvCell } from "../write/csv-table.ts";
import { formatDay } from "@lingdai/policy";
import { BlockReader } from "./block-reader.ts";
import type { SpooledBlock } from "./block-spool.ts";
import { BlockSpool } from "./block-spool.ts";
import { ByteCodes } from "./byte-codes.ts";
import { Fingerprint } from "./byte-fingerprint.ts";
import type { SharedLog } from "./chunked-log.ts";
import { MatchedRows } from "./matched-rows.ts";
import { ObservationRows } from "./observation-rows.ts";
import { QuoteAcrossBlocks } from "./text-pieces.ts";
import type { RowHooks } from "./observation-rows.ts";
import {
  ARRIVED_ON,
  ID_NUMBER,
  ID_TYPE,
  KIND,
  NAME,
  NOT_PLAIN,
  OCCURRED_ON,
  PlainId,
  REF,
  REQUIRED_ROLES,
  ROLES,
  SKIP,
  SOURCE,
  beginsPlain,
  endsPlain,
  isSame,
  plainDay,
  rolesOf,
} from "./plain-cells.ts";
import type { Block } from "./planned-blocks.ts";
import { LINE_COLUMN } from "./spelled-out.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";
import { NOT_ON_ROSTER, SUSPICIOUS } from "./run-setup.ts";

const SIGN_CODES = new ByteCodes(SIGN_NUMBERS.codes);
const BATCH = 256;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const RESIDENT_ID = Buffer.from("resident-id");
const NO_PERSON = -1;
const NEVER = 0x7fff_ffff;

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
}

interface FileParser {
  readonly roles: Uint8Array | undefined;
  readonly delimiter: number;
  readonly rows: ObservationRows;
}

export class BlockParser {
  readonly #setup: RunSetup;
  readonly #planned: PlannedObservations;
  readonly #roster: Roster;
  readonly #rules: ObservationRules;
  readonly #reader: BlockReader;
  readonly #matched: MatchedRows;
  readonly #rejects: BlockSpool;
  readonly #suspicious: BlockSpool;
  readonly #counts: Float64Array;
  readonly #files = new Map<number, FileParser>();
  readonly #blockLines: Uint32Array;
  readonly #id = new PlainId();
  readonly #fingerprint = new Fingerprint();
  readonly #slots: Uint32Array;
  readonly #slotMask: number;
  readonly #names: Uint32Array;
  readonly #cells = new Int32Array(ROLES * 2);
  // The batch: what is known of each row before its person is looked up.
  #held = 0;
  readonly #high = new Uint32Array(BATCH);
  readonly #low = new Uint32Array(BATCH);
  readonly #place = new Int32Array(BATCH);
  readonly #person = new Int32Array(BATCH);
  readonly #nameLow = new Uint32Array(BATCH);
  readonly #nameHigh = new Uint32Array(BATCH);
  readonly #refLow = new Uint32Array(BATCH);
  readonly #refHigh = new Uint32Array(BATCH);
  readonly #kind = new Uint8Array(BATCH);
  readonly #occurredOn = new Int32Array(BATCH);
  readonly #arrivedOn = new Int32Array(BATCH);
  readonly #start = new Int32Array(BATCH);
  readonly #idAt = new Int32Array(BATCH);
  readonly #line = new Int32Array(BATCH);
  touched = 0;
  // The block being read.
  #block: Block = { file: 0, from: 0, to: 0, isOverlong: false, isProved: true };
  #parser: FileParser | undefined;
  #countsAt = 0;
  #length = 0;

  constructor(
    setup: RunSetup,
    planned: PlannedObservations,
    pack: Pack,
    roster: Roster,
    thread: number,
  ) {
    this.#setup = setup;
    this.#planned = planned;
    this.#roster = roster;
    this.#rules = {
      asOf: setup.asOf,
      arrivesWhenItOccurs: pack.observationsArriveWhenTheyOccur,
    };
    this.#reader = new BlockReader(setup.files.map(({ path }) => path));
    const needsRecords = new Uint8Array(setup.needsRecords);
    this.#matched = new MatchedRows(pack, setup.asOf, roster.people, needsRecords);
    this.#rejects = new BlockSpool(`${setup.scratch}/rejects-${thread}`);
    this.#suspicious = new BlockSpool(`${setup.scratch}/suspicious-${thread}`);
    this.#counts = new Float64Array(COUNTS * setup.files.length);
    this.#blockLines = new Uint32Array(setup.blockLines);
    this.#slots = roster.personSlots;
    this.#slotMask = this.#slots.length / PERSON_SLOT - 1;
    this.#names = roster.nameFingerprints;
  }

  /** Reads one block; its rows are given back for the progress. */
  parse(index: number): number {
    const block = this.#setup.blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    this.#block = block;
    this.#countsAt = block.file * COUNTS;
    this.#parser = this.#parserOf(block.file);
    const before = this.#counts[this.#countsAt] ?? 0;
    const lines = block.isOverlong ? this.#passOver(block) : this.#readRows(block);
    this.#blockLines[index] = lines;
    this.#rejects.endBlock(index);
    this.#suspicious.endBlock(index);
    return (this.#counts[this.#countsAt] ?? 0) - before;
  }

  close(): void {
    this.#reader.close();
    this.#rejects.close();
    this.#suspicious.close();
  }

  share(): ParsedShare {
    return {
      counts: this.#counts,
      ...this.#matched.share(),
      rejects: { path: this.#rejects.path, blocks: this.#rejects.blocks },
      suspicious: { path: this.#suspicious.path, blocks: this.#suspicious.blocks },
    };
  }

  #parserOf(file: number): FileParser {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const planned = this.#planned[file];
    const engineFile = this.#setup.files[file];
    if (planned === undefined || engineFile === undefined) throw new RangeError(`no file ${file}`);
    const parser: FileParser = {
      roles: engineFile.encoding === "utf-8" ? rolesOf(planned.plan) : undefined,
      delimiter: planned.format.delimiter.charCodeAt(0),
      rows: new ObservationRows(
        planned,
        engineFile.encoding,
        this.#rules,
        engineFile.isSpelledOut ? LINE_COLUMN : undefined,
      ),
    };
    this.#files.set(file, parser);
    return parser;
  }

  /** A record too long to be kept is one unreadable row, however many lines it has. */
  #passOver({ file, from, to }: Block): number {
    let lines = 0;
    for (let at = from; at < to;) {
      const next = Math.min(to, at + 4 * 1024 * 1024);
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
    this.#length = this.#reader.read(block);
    const bytes = this.#reader.bytes;
    const length = this.#length;
    const isPlainBlock = parser.roles !== undefined && isUtf8(bytes.subarray(0, length));
    let nextReturn = isPlainBlock ? nextOf(bytes, CARRIAGE_RETURN, 0) : 0;
    let at = 0;
    let line = 0;
    let rows = 0;
    while (at < length) {
      if (isPlainBlock) {
        const end = this.#takePlainRow(bytes, at, line, parser, nextReturn);
        if (end > 0) {
          rows += 1;
          line += 1;
          at = end;
          if (nextReturn < at) nextReturn = nextOf(bytes, CARRIAGE_RETURN, at);
          continue;
        }
      }
      const read = this.#readPiece(bytes, at, line);
      line += read.lines;
      at = read.end;
      if (nextReturn < at) nextReturn = nextOf(bytes, CARRIAGE_RETURN, at);
    }
    this.#matchBatch();
    this.#counts[this.#countsAt] = (this.#counts[this.#countsAt] ?? 0) + rows;
    return line;
  }

  /**
   * Takes a row whose every cell is plain into the batch, and gives the byte behind its line end;
   * 0 where it is not plain and nothing was taken. It counts as a row when the block is read.
   */
  #takePlainRow(
    bytes: Buffer,
    from: number,
    line: number,
    parser: FileParser,
    nextReturn: number,
  ): number {
    const { delimiter } = parser;
    const roles = parser.roles as Uint8Array;
    const columns = roles.length;
    const cells = this.#cells;
    let at = from;
    let seen = 0;
    for (let column = 0; ; column += 1) {
      const start = at;
      let byte = bytes[at] as number;
      if (byte === QUOTE) return 0;
      while (byte !== delimiter && byte !== LINE_FEED) {
        at += 1;
        byte = bytes[at] as number;
      }
      const role = column < columns ? (roles[column] as number) : SKIP;
      if (role !== SKIP) {
        cells[role * 2] = start;
        cells[role * 2 + 1] = at;
        seen |= 1 << role;
      }
      if (byte === LINE_FEED) break;
      at += 1;
    }
    if ((seen & REQUIRED_ROLES) !== REQUIRED_ROLES) return 0;
    if (nextReturn < at) {
      // A carriage return that is half of the line end belongs to no cell; any other ends a line.
      if (nextReturn !== at - 1) return 0;
      for (let role = 1; role < ROLES; role += 1) {
        if (cells[role * 2 + 1] === at) cells[role * 2 + 1] = at - 1;
      }
    }
    const idAt = cells[ID_NUMBER * 2] as number;
    const id = this.#id;
    if (!id.read(bytes, idAt, cells[ID_NUMBER * 2 + 1] as number)) return 0;
    if ((seen & (1 << ID_TYPE)) !== 0) {
      const typeAt = cells[ID_TYPE * 2] as number;
      const typeEnd = cells[ID_TYPE * 2 + 1] as number;
      if (typeEnd !== typeAt && !isSame(bytes, typeAt, typeEnd, RESIDENT_ID)) return 0;
    }
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const kind = SIGN_CODES.find(bytes, cells[KIND * 2] as number, cells[KIND * 2 + 1] as number);
    if (kind === 0) return 0;
    const occurredOn = plainDay(
      bytes,
      cells[OCCURRED_ON * 2] as number,
      cells[OCCURRED_ON * 2 + 1] as number,
    );
    if (occurredOn === NOT_PLAIN || occurredOn > asOf) return 0;
    let arrivedOn = arrivesWhenItOccurs ? occurredOn : asOf;
    if ((seen & (1 << ARRIVED_ON)) !== 0) {
      const arrivedAt = cells[ARRIVED_ON * 2] as number;
      const arrivedEnd = cells[ARRIVED_ON * 2 + 1] as number;
      if (arrivedEnd !== arrivedAt) {
        arrivedOn = plainDay(bytes, arrivedAt, arrivedEnd);
        if (arrivedOn === NOT_PLAIN || arrivedOn > asOf || occurredOn > arrivedOn) return 0;
      }
    }
    const nameAt = cells[NAME * 2] as number;
    const nameEnd = cells[NAME * 2 + 1] as number;
    const sourceAt = cells[SOURCE * 2] as number;
    const sourceEnd = cells[SOURCE * 2 + 1] as number;
    const refAt = cells[REF * 2] as number;
    const refEnd = cells[REF * 2 + 1] as number;
    if (nameEnd === nameAt || !beginsPlain(bytes[nameAt] as number)) return 0;
    if (sourceEnd === sourceAt || refEnd === refAt) return 0;
    if (!beginsPlain(bytes[sourceAt] as number) || !endsPlain(bytes, sourceAt, sourceEnd)) return 0;
    if (!beginsPlain(bytes[refAt] as number) || !endsPlain(bytes, refAt, refEnd)) return 0;

    const held = this.#held;
    const fingerprint = this.#fingerprint;
    fingerprint.begin();
    fingerprint.add(bytes, sourceAt, sourceEnd);
    fingerprint.add(bytes, refAt, refEnd);
    fingerprint.end();
    this.#refLow[held] = fingerprint.low;
    this.#refHigh[held] = fingerprint.high;
    fingerprint.begin();
    fingerprint.add(bytes, nameAt, nameEnd);
    fingerprint.end();
    this.#nameLow[held] = fingerprint.low;
    this.#nameHigh[held] = fingerprint.high;
    this.#high[held] = id.high;
    this.#low[held] = id.low;
    this.#place[held] = (slotOfKey(id.high, id.low) & this.#slotMask) * PERSON_SLOT;
    this.#kind[held] = kind;
    this.#occurredOn[held] = occurredOn;
    this.#arrivedOn[held] = arrivedOn;
    this.#start[held] = from;
    this.#idAt[held] = idAt;
    this.#line[held] = line;
    this.#held = held + 1;
    if (this.#held === BATCH) this.#matchBatch();
    return at + 1;
  }

  /** Looks up the people of the batch together: the memory answers all questions at once. */
  #matchBatch(): void {
    const held = this.#held;
    this.#held = 0;
    const slots = this.#slots;
    const last = this.#slotMask * PERSON_SLOT;
    let touched = 0;
    for (let row = 0; row < held; row += 1) touched += slots[this.#place[row] as number] as number;
    for (let row = 0; row < held; row += 1) {
      let place = this.#place[row] as number;
      const high = this.#high[row];
      const low = this.#low[row];
      for (;;) {
        const found = slots[place + 2] as number;
        if (found === 0) {
          this.#person[row] = NO_PERSON;
          break;
        }
        if (slots[place] === high && slots[place + 1] === low) {
          this.#person[row] = found - 1;
          touched += this.#names[(found - 1) * 2] as number;
          break;
        }
        place = place === last ? 0 : place + PERSON_SLOT;
      }
    }
    // What was added up is of no use but must not be left out by the compiler.
    this.touched = touched;
    let accepted = 0;
    for (let row = 0; row < held; row += 1) {
      const person = this.#person[row] as number;
      const start = this.#start[row] as number;
      const low = this.#refLow[row] as number;
      const high = this.#refHigh[row] as number;
      if (person === NO_PERSON) {
        this.#strayRow(row, start, low, high);
      } else if (
        this.#names[person * 2] === this.#nameLow[row] &&
        this.#names[person * 2 + 1] === this.#nameHigh[row]
      ) {
        accepted += 1;
        this.#matched.accept(
          person,
          this.#kind[row] as number,
          this.#occurredOn[row] as number,
          this.#arrivedOn[row] as number,
          this.#positionOf(start),
          this.#inCell(start),
          true,
          low,
          high,
        );
      } else this.#unplain(row, start);
    }
    this.#counts[this.#countsAt + ACCEPTED_AT] =
      (this.#counts[this.#countsAt + ACCEPTED_AT] ?? 0) + accepted;
  }

  /** Nobody on the roster has the number; whether it is one at all has not been asked yet. */
  #strayRow(row: number, start: number, low: number, high: number): void {
    const idAt = this.#idAt[row] as number;
    const idNumber = this.#reader.bytes.toString("latin1", idAt, idAt + 18).replace("x", "X");
    if (faultOfIdNumber(idNumber, "resident-id", this.#rules.asOf) !== undefined) {
      this.#unplain(row, start);
      return;
    }
    this.#add(NOT_ON_ROSTER_AT);
    this.#matched.refer(low, high, this.#positionOf(start), NOT_ON_ROSTER);
  }

  /** A row of the batch goes the way of texts after all; the block counts it already. */
  #unplain(row: number, start: number): void {
    this.#counts[this.#countsAt] = (this.#counts[this.#countsAt] ?? 0) - 1;
    this.#readPiece(this.#reader.bytes, start, this.#line[row] as number);
  }

  #readPiece(
    bytes: Buffer,
    at: number,
    line: number,
  ): { readonly end: number; readonly lines: number } {
    const parser = this.#parser;
    if (parser === undefined) throw new Error("no file is being read");
    const hooks: RowHooks = {
      onRow: () => {
        this.#add(ROWS_AT);
      },
      onReject: (inPiece, reason, field, value) => {
        this.#reject(line + inPiece, reason, field, value);
      },
      onObservation: (start, inPiece, observation, ownLine) => {
        this.#takeObservation(at + start, ownLine ?? line + inPiece, observation);
      },
    };
    const piece = parser.rows.readPiece(bytes, at, this.#length, this.#block.isProved, hooks);
    if (piece === undefined) throw new QuoteAcrossBlocks(this.#block.file);
    return piece;
  }

  #takeObservation(start: number, line: number, observation: Observation): void {
    const { idType, idNumber, name, sign } = observation;
    const source = Buffer.from(sign.source);
    const ref = Buffer.from(sign.ref);
    const fingerprint = this.#fingerprint;
    fingerprint.begin();
    fingerprint.add(source, 0, source.length);
    fingerprint.add(ref, 0, ref.length);
    fingerprint.end();
    const { low, high } = fingerprint;
    const position = this.#positionOf(start);
    const person = this.#roster.findPerson(idType, idNumber);
    if (person === undefined) {
      this.#add(NOT_ON_ROSTER_AT);
      this.#matched.refer(low, high, position, NOT_ON_ROSTER);
    } else if (this.#roster.isNameOf(person, name)) {
      this.#add(ACCEPTED_AT);
      const kind = SIGN_NUMBERS.numberOf(sign.kind);
      this.#matched.accept(
        person,
        kind,
        sign.occurredOn,
        sign.arrivedOn,
        position,
        this.#inCell(start),
        false,
        low,
        high,
      );
    } else {
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
      this.#suspicious.add(line, position, cells.map(csvCell).join(","));
    }
  }

  #reject(line: number, reason: RejectReason, field: string, value: string): void {
    this.#add(REASONS_AT + REJECT_REASONS.indexOf(reason));
    this.#rejects.add(line, 0, [reason, field, value].map(csvCell).join(","));
  }

  #add(place: number): void {
    const at = this.#countsAt + place;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  #positionOf(start: number): number {
    const { cellShift, files } = this.#setup;
    const cell = Math.floor((this.#block.from + start) / 2 ** cellShift);
    return (files[this.#block.file]?.firstCell ?? 0) + cell;
  }

  #inCell(start: number): number {
    return (this.#block.from + start) % 2 ** this.#setup.cellShift;
  }
}

function nextOf(bytes: Buffer, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found === -1 ? NEVER : found;
}
