// Goes back to the rows whose texts may be shown: the latest sign of each slot, ties of its day,
// and all signs of people with a loss. Block after block, each read once more; the texts of a row
// are cut out of its bytes, or read as they were the first time where the row is not plain.

import type { ObservationRules } from "../judge/judge-observation.ts";
import { BlockReader } from "./block-reader.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceTexts } from "./evidence-texts.ts";
import type { SharedStandings } from "./fold-ranges.ts";
import { ObservationRows } from "./observation-rows.ts";
import {
  ARRIVED_ON,
  OCCURRED_ON,
  REF,
  ROLES,
  SKIP,
  SOURCE,
  plainDay,
  rolesOf,
} from "./plain-cells.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Rows that are wanted, sorted by block: block `b` has those from `starts[b]` to `starts[b + 1]`. */
export interface WantedRows {
  readonly starts: SharedArrayBuffer;
  readonly position: SharedArrayBuffer;
  /** The low bits of the offset above 1 bit: 1 where the row is not plain (as folded). */
  readonly place: SharedArrayBuffer;
  /** Where the answer goes: a slot of the standings, or a noted sign behind them. */
  readonly target: SharedArrayBuffer;
  /** Targets from here on are noted signs. */
  readonly notedFrom: number;
  /** Noted signs from here on are kept whole. */
  readonly keptFrom: number;
}

/** Noted signs by number: ties first, thread by thread, then the kept ones by person. */
export interface NotedSigns {
  readonly address: SharedArrayBuffer;
  readonly thread: SharedArrayBuffer;
  readonly person: SharedArrayBuffer;
  readonly slot: SharedArrayBuffer;
  readonly kind: SharedArrayBuffer;
  /** Days of kept signs. */
  readonly occurredOn: SharedArrayBuffer;
  readonly arrivedOn: SharedArrayBuffer;
}

export class EvidenceGathering {
  readonly #setup: RunSetup;
  readonly #planned: PlannedObservations;
  readonly #rules: ObservationRules;
  readonly #reader: BlockReader;
  readonly #thread: number;
  readonly #texts = new EvidenceTexts();
  readonly #rows = new Map<number, ObservationRows>();
  readonly #roles = new Map<number, Uint8Array | undefined>();
  readonly #cells = new Int32Array(ROLES * 2);
  readonly #starts: Uint32Array;
  readonly #position: Uint32Array;
  readonly #place: Uint8Array;
  readonly #target: Uint32Array;
  readonly #wanted: WantedRows;
  /** Address and thread of each target, the noted ones behind the slots. */
  readonly #addresses: Uint32Array;
  readonly #threads: Uint8Array;
  readonly #notedAddresses: Uint32Array;
  readonly #notedThreads: Uint8Array;
  readonly #occurredOn: Int32Array;
  readonly #arrivedOn: Int32Array;

  constructor(
    setup: RunSetup,
    planned: PlannedObservations,
    rules: ObservationRules,
    thread: number,
    wanted: WantedRows,
    standings: SharedStandings,
    noted: NotedSigns,
  ) {
    this.#setup = setup;
    this.#planned = planned;
    this.#rules = rules;
    this.#thread = thread;
    this.#reader = new BlockReader(setup.files.map(({ path }) => path));
    this.#wanted = wanted;
    this.#starts = new Uint32Array(wanted.starts);
    this.#position = new Uint32Array(wanted.position);
    this.#place = new Uint8Array(wanted.place);
    this.#target = new Uint32Array(wanted.target);
    this.#addresses = new Uint32Array(standings.position);
    this.#threads = new Uint8Array(standings.place);
    this.#notedAddresses = new Uint32Array(noted.address);
    this.#notedThreads = new Uint8Array(noted.thread);
    this.#occurredOn = new Int32Array(noted.occurredOn);
    this.#arrivedOn = new Int32Array(noted.arrivedOn);
  }

  gather(index: number): void {
    const block = this.#setup.blocks[index];
    const from = this.#starts[index] ?? 0;
    const to = this.#starts[index + 1] ?? 0;
    if (block === undefined || from === to) return;
    const length = this.#reader.read(block);
    const { bytes } = this.#reader;
    const { cellShift, files } = this.#setup;
    const firstCell = files[block.file]?.firstCell ?? 0;
    const rows = this.#rowsOf(block.file);
    const roles = this.#roles.get(block.file);
    const delimiter = this.#planned[block.file]?.format.delimiter.charCodeAt(0) ?? 0;
    const { notedFrom, keptFrom } = this.#wanted;
    for (let want = from; want < to; want += 1) {
      const place = this.#place[want] ?? 0;
      const cell = (this.#position[want] ?? 0) - firstCell;
      const start = cell * 2 ** cellShift + (place >> 1) - block.from;
      const target = this.#target[want] ?? 0;
      let address: number;
      if ((place & 1) === 1 || roles === undefined) {
        const { sign } = rows.observationAt(bytes, start, length);
        const source = Buffer.from(sign.source);
        const both = Buffer.concat([source, Buffer.from(sign.ref)]);
        address = this.#texts.add(both, 0, source.length, source.length, both.length);
        if (target >= keptFrom) this.#keepDays(target, sign.occurredOn, sign.arrivedOn);
      } else {
        address = this.#cutOut(bytes, start, roles, delimiter);
        if (target >= keptFrom) this.#keepPlainDays(bytes, target, roles);
      }
      if (target < notedFrom) {
        this.#addresses[target] = address;
        this.#threads[target] = this.#thread;
      } else {
        this.#notedAddresses[target - notedFrom] = address;
        this.#notedThreads[target - notedFrom] = this.#thread;
      }
    }
  }

  share(): SharedTexts {
    return this.#texts.share();
  }

  close(): void {
    this.#reader.close();
  }

  #cutOut(bytes: Buffer, from: number, roles: Uint8Array, delimiter: number): number {
    const cells = this.#cells.fill(0);
    let at = from;
    for (let column = 0; column < roles.length; column += 1) {
      const start = at;
      let byte = bytes[at] as number;
      while (byte !== delimiter && byte !== LINE_FEED) {
        at += 1;
        byte = bytes[at] as number;
      }
      const role = roles[column] as number;
      if (role !== SKIP) {
        cells[role * 2] = start;
        const isReturn = byte === LINE_FEED && bytes[at - 1] === CARRIAGE_RETURN;
        cells[role * 2 + 1] = isReturn ? at - 1 : at;
      }
      if (byte === LINE_FEED) break;
      at += 1;
    }
    return this.#texts.add(
      bytes,
      cells[SOURCE * 2] as number,
      cells[SOURCE * 2 + 1] as number,
      cells[REF * 2] as number,
      cells[REF * 2 + 1] as number,
    );
  }

  /** The days of the plain row that was cut last. */
  #keepPlainDays(bytes: Buffer, target: number, roles: Uint8Array): void {
    const cells = this.#cells;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const dayIn = (role: number): number =>
      plainDay(bytes, cells[role * 2] as number, cells[role * 2 + 1] as number);
    const occurredOn = dayIn(OCCURRED_ON);
    const isArrivalGiven =
      roles.includes(ARRIVED_ON) && cells[ARRIVED_ON * 2] !== cells[ARRIVED_ON * 2 + 1];
    const unstated = arrivesWhenItOccurs ? occurredOn : asOf;
    this.#keepDays(target, occurredOn, isArrivalGiven ? dayIn(ARRIVED_ON) : unstated);
  }

  #keepDays(target: number, occurredOn: number, arrivedOn: number): void {
    this.#occurredOn[target - this.#wanted.notedFrom] = occurredOn;
    this.#arrivedOn[target - this.#wanted.notedFrom] = arrivedOn;
  }

  #rowsOf(file: number): ObservationRows {
    const known = this.#rows.get(file);
    if (known !== undefined) return known;
    const planned = this.#planned[file];
    const engineFile = this.#setup.files[file];
    if (planned === undefined || engineFile === undefined) throw new RangeError(`no file ${file}`);
    const rows = new ObservationRows(planned, engineFile.encoding, this.#rules);
    this.#rows.set(file, rows);
    this.#roles.set(file, engineFile.encoding === "utf-8" ? rolesOf(planned.plan) : undefined);
    return rows;
  }
}
