// Goes back to the rows whose texts may be shown: the latest sign of each slot, ties of its day,
// and all signs of people with a loss. Block after block, each read once more; the texts of a row
// are cut out of its bytes, or read as they were the first time where the row is not plain.

import type { Observation, ObservationRules } from "../judge/judge-observation.ts";
import type { ColumnTexts } from "../read/parquet/column-texts.ts";
import { BlockReader } from "./block-reader.ts";
import { PIECE_SLACK } from "./byte-lines.ts";
import { CellEnds } from "./cell-ends.ts";
import type { SharedLog } from "./chunked-log.ts";
import { lanePieces } from "./chunked-log.ts";
import type { SharedTexts } from "./evidence-texts.ts";
import { EvidenceTexts } from "./evidence-texts.ts";
import type { FoldedShare, SharedStandings } from "./fold-ranges.ts";
import { KEPT_FROM, TIES_FROM } from "./fold-ranges.ts";
import { GroupReader } from "./group-reader.ts";
import type { SharedKeptTexts } from "./kept-texts.ts";
import { KeptTextsReader } from "./kept-texts.ts";
import { ObservationRows } from "./observation-rows.ts";
import { ARRIVED_ON, OCCURRED_ON, REF, SKIP, SOURCE, plainDay, rolesOf } from "./plain-cells.ts";
import type { Block } from "./planned-blocks.ts";
import type { PlannedObservations, RunSetup } from "./run-setup.ts";
import type { RowCut } from "./row-source.ts";
import { GroupCut, PlainCut } from "./row-source.ts";
import { SOURCE_BITS, SOURCE_ELSEWHERE } from "./run-setup.ts";
import type { NotedSigns } from "./signs-noted.ts";
import { StateEvidence } from "./state-matching.ts";

/** What is read again of a plain row of a row group. */
const SHOWN: ReadonlySet<number> = new Set([SOURCE, REF, OCCURRED_ON, ARRIVED_ON]);
const SOURCE_MASK = 2 ** SOURCE_BITS - 1;

/** How the texts of one file are read. */
interface FileTexts {
  readonly cells: CellEnds;
  /** Undefined where the file has no plain rows. */
  readonly cut: RowCut | undefined;
  /** Where it is read by row groups; which of its columns are source and reference. */
  readonly groups: GroupReader | undefined;
  readonly shown: readonly number[];
  readonly rows: ObservationRows;
}

/** Whose texts are wanted, and which of them are at hand. */
export interface GatheringSetup {
  readonly standings: SharedStandings;
  readonly folded: readonly FoldedShare[];
  /** What `add-kept` and `recall` put down; their texts stand behind those of the folded form. */
  readonly kept: readonly SharedKeptTexts[];
}

/** Where answers of noted signs go. */
class NotedAnswers {
  readonly address: Uint32Array;
  readonly thread: Uint8Array;
  readonly occurredOn: Int32Array;
  readonly arrivedOn: Int32Array;

  constructor(noted: NotedSigns) {
    this.address = new Uint32Array(noted.address);
    this.thread = new Uint8Array(noted.thread);
    this.occurredOn = new Int32Array(noted.occurredOn);
    this.arrivedOn = new Int32Array(noted.arrivedOn);
  }
}

export class EvidenceGathering {
  readonly #setup: RunSetup;
  readonly #planned: PlannedObservations;
  readonly #rules: ObservationRules;
  readonly #reader: BlockReader;
  readonly #state: StateEvidence;
  readonly #keptTexts: KeptTextsReader;
  readonly #thread: number;
  readonly #texts = new EvidenceTexts();
  readonly #files = new Map<number, FileTexts>();
  readonly #wanted: readonly SharedLog[];
  readonly #addresses: Uint32Array;
  readonly #threads: Uint8Array;
  readonly #ties: readonly NotedAnswers[];
  readonly #kept: readonly NotedAnswers[];
  /** Days of the row whose texts were added last, where they were asked for. */
  #occurredOn = 0;
  #arrivedOn = 0;

  constructor(
    setup: RunSetup,
    planned: PlannedObservations,
    rules: ObservationRules,
    thread: number,
    { standings, folded, kept }: GatheringSetup,
  ) {
    this.#setup = setup;
    this.#planned = planned;
    this.#rules = rules;
    // Texts of a folded form and of kept rows stand before those of all threads.
    this.#thread = 1 + kept.length + thread;
    this.#state = new StateEvidence(setup, rules);
    this.#keptTexts = new KeptTextsReader(kept);
    this.#reader = new BlockReader(setup.files.map(({ path }) => path));
    this.#wanted = folded.map(({ wanted }) => wanted);
    this.#addresses = new Uint32Array(standings.address);
    this.#threads = new Uint8Array(standings.thread);
    this.#ties = folded.map(({ ties }) => new NotedAnswers(ties));
    this.#kept = folded.map((share) => new NotedAnswers(share.kept));
  }

  gather(index: number): void {
    const block = this.#setup.blocks[index];
    if (block === undefined) throw new RangeError(`no block ${index}`);
    if (this.#wanted.every((log) => log.chunks[index]?.length === 0)) return;
    if (index < this.#setup.state.blocks.length) {
      // Beside a folded form every row that is taken puts down its texts.
      if (this.#setup.state.folded !== undefined) this.#findKept(index);
      else this.#gatherKept(index, block.from / 2 ** this.#setup.cellShift);
      return;
    }
    const file = this.#fileOf(block.file);
    const { groups } = file;
    const length = groups === undefined ? this.#reader.read(block) : 0;
    groups?.open(block.group ?? 0);
    const columns = file.shown.map((place) => groups?.column(place));
    for (const [share, log] of this.#wanted.entries()) {
      for (const wanted of lanePieces(log, index)) {
        this.#gatherPiece(wanted, block, length, share, file, columns);
      }
    }
  }

  share(): SharedTexts {
    return this.#texts.share();
  }

  close(): void {
    this.#reader.close();
    for (const { groups } of this.#files.values()) groups?.close();
    this.#state.close();
  }

  /** Finds the texts of kept rows where they were put down. */
  #findKept(index: number): void {
    const found = this.#keptTexts;
    for (const [share, log] of this.#wanted.entries()) {
      for (const wanted of lanePieces(log, index)) {
        for (let next = 0; next < wanted.length; next += 3) {
          found.find(wanted[next + 1] as number);
          this.#occurredOn = found.occurredOn;
          this.#arrivedOn = found.arrivedOn;
          this.#answer(wanted[next] as number, share, found.address, 1 + found.list);
        }
      }
    }
  }

  /** Rows of a kept block stand one a cell, from the block's first on. */
  #gatherKept(index: number, firstRow: number): void {
    const state = this.#state;
    state.open(index);
    for (const [share, log] of this.#wanted.entries()) {
      for (const wanted of lanePieces(log, index)) {
        for (let next = 0; next < wanted.length; next += 3) {
          const address = state.addTo(this.#texts, (wanted[next + 1] as number) - firstRow);
          this.#occurredOn = state.occurredOn;
          this.#arrivedOn = state.arrivedOn;
          this.#answer(wanted[next] as number, share, address);
        }
      }
    }
  }

  /** Says whose texts stand at an address. */
  #answer(target: number, share: number, address: number, thread = this.#thread): void {
    if (target < TIES_FROM) {
      this.#addresses[target] = address;
      this.#threads[target] = thread;
      return;
    }
    const isKept = target >= KEPT_FROM;
    const answers = (isKept ? this.#kept : this.#ties)[share] as NotedAnswers;
    const at = target - (isKept ? KEPT_FROM : TIES_FROM);
    answers.address[at] = address;
    answers.thread[at] = thread;
    if (!isKept) return;
    answers.occurredOn[at] = this.#occurredOn;
    answers.arrivedOn[at] = this.#arrivedOn;
  }

  #gatherPiece(
    wanted: Uint32Array,
    block: Block,
    length: number,
    share: number,
    file: FileTexts,
    [source, ref]: readonly (ColumnTexts | undefined)[],
  ): void {
    const { cellShift, files } = this.#setup;
    const { view } = this.#reader;
    const { cells } = file;
    const firstCell = files[block.file]?.firstCell ?? 0;
    const cellBytes = 2 ** cellShift;
    for (let next = 0; next < wanted.length; next += 3) {
      const target = wanted[next] as number;
      const place = wanted[next + 2] as number;
      const cell = (wanted[next + 1] as number) - firstCell;
      const start = (cell * cellBytes + (place >>> SOURCE_BITS) - block.from) | 0;
      const sourceAt = place & SOURCE_MASK;
      let address: number;
      if (source !== undefined && ref !== undefined && sourceAt !== 0 && target < KEPT_FROM) {
        const row = start >>> cellShift;
        const from = source.startOf(row);
        const refFrom = ref.startOf(row);
        const [end, refEnd] = [source.endOf(from), ref.endOf(refFrom)];
        address = this.#texts.addApart(source.view, from, end, ref.view, refFrom, refEnd);
      } else if (target >= KEPT_FROM || sourceAt === 0 || sourceAt === SOURCE_ELSEWHERE) {
        address = this.#addWithDays(file, start, length, sourceAt);
      } else {
        const from = start + sourceAt - 1;
        const sourceEnd = cells.find(view, from);
        const end = cells.find(view, sourceEnd + 1);
        address = this.#texts.add(view, from, sourceEnd, sourceEnd + 1, end);
      }
      this.#answer(target, share, address);
    }
  }

  /** Adds the texts of a row that is cut again whole; its days are then known too. */
  #addWithDays(file: FileTexts, start: number, length: number, sourceAt: number): number {
    const { cut } = file;
    if (sourceAt === 0 || cut === undefined) {
      const { sign } = this.#observationAt(file, start, length);
      this.#occurredOn = sign.occurredOn;
      this.#arrivedOn = sign.arrivedOn;
      const source = Buffer.from(sign.source);
      const ref = Buffer.from(sign.ref);
      const end = source.length + ref.length;
      const both = Buffer.concat([source, ref], end + PIECE_SLACK);
      const texts = new DataView(both.buffer, both.byteOffset, both.length);
      return this.#texts.add(texts, 0, source.length, source.length, end);
    }
    cut.cut(start);
    const { starts, ends, view } = cut;
    const { asOf, arrivesWhenItOccurs } = this.#rules;
    const dayOf = (role: number): number => plainDay(view, starts[role] as number);
    this.#occurredOn = dayOf(OCCURRED_ON);
    const unstated = arrivesWhenItOccurs ? this.#occurredOn : asOf;
    const isStated = starts[ARRIVED_ON] !== ends[ARRIVED_ON];
    this.#arrivedOn = isStated ? dayOf(ARRIVED_ON) : unstated;
    return this.#texts.add(
      view,
      starts[SOURCE] as number,
      ends[SOURCE] as number,
      starts[REF] as number,
      ends[REF] as number,
    );
  }

  #observationAt({ rows, groups }: FileTexts, start: number, length: number): Observation {
    if (groups === undefined) return rows.observationAt(this.#reader.bytes, start, length);
    const row = start >>> this.#setup.cellShift;
    const lineLength = groups.writeLines(row, row + 1);
    return rows.observationAt(groups.bytes, 0, lineLength);
  }

  #fileOf(file: number): FileTexts {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const planned = this.#planned[file];
    const engineFile = this.#setup.files[file];
    if (planned === undefined || engineFile === undefined) throw new RangeError(`no file ${file}`);
    const { plan, format } = planned;
    const delimiter = format.delimiter.charCodeAt(0);
    const roles = engineFile.encoding === "utf-8" ? rolesOf(plan, format.delimiter) : undefined;
    const groups = planned.groups && new GroupReader(planned.path, file, planned.groups);
    const texts: FileTexts = {
      cells: new CellEnds(delimiter),
      groups,
      shown: groups && roles ? [roles.indexOf(SOURCE), roles.indexOf(REF)] : [],
      cut:
        roles &&
        (groups === undefined
          ? new PlainCut(this.#reader, roles, delimiter)
          : new GroupCut(groups, roles.map(shownRole), this.#setup.cellShift)),
      rows: new ObservationRows(planned, engineFile.encoding, this.#rules),
    };
    this.#files.set(file, texts);
    return texts;
  }
}

function shownRole(role: number): number {
  return SHOWN.has(role) ? role : SKIP;
}
