// Records of three numbers, appended to one of many lanes and read back lane by lane by whichever
// thread owns the lane then. Memory comes in shared pages cut into chunks; every append checks its
// bounds and takes a new chunk where one is full. Knows nothing of what the numbers mean.

const WORDS = 3;
/**
 * Numbers of the first page and of the largest, 4 MB. Each holds twice as many as the one before it: a
 * small run takes little, and pages have been opened by the time that the compiler looks how it is done.
 */
const FIRST_PAGE_NUMBERS = 1024;
const PAGE_NUMBERS = 1024 * 1024;
/** Records a lane's first chunk holds; later ones grow to the most. */
const FIRST_RECORDS = 16;

const NO_PAGE = new Uint32Array(0);

/** What another thread needs to read a log. */
export interface SharedLog {
  readonly pages: readonly SharedArrayBuffer[];
  /** By lane: where its chunks begin and how many records each holds. */
  readonly chunks: readonly (readonly number[])[];
}

export class ChunkedLog {
  readonly #recordsMax: number;
  #pages: Uint32Array[] = [];
  #pageUsed = 0;
  #pageNumbers = 0;
  readonly #lanePage: Uint32Array[];
  readonly #laneAt: Int32Array;
  readonly #laneEnd: Int32Array;
  readonly #laneChunk: Int32Array;
  /** By lane, three numbers a chunk: page, first place, records. */
  readonly #chunks: number[][];

  constructor(lanes: number, recordsMax: number) {
    this.#recordsMax = recordsMax;
    this.#lanePage = Array.from({ length: lanes }, () => NO_PAGE);
    // Of signed numbers, for they are places: the compiler takes others in floating point.
    this.#laneAt = new Int32Array(lanes);
    this.#laneEnd = new Int32Array(lanes);
    this.#laneChunk = new Int32Array(lanes);
    this.#chunks = Array.from({ length: lanes }, () => []);
  }

  append(lane: number, first: number, second: number, third: number): void {
    let at = this.#laneAt[lane] as number;
    if (at === this.#laneEnd[lane]) at = this.#openChunk(lane);
    const page = this.#lanePage[lane] as Uint32Array;
    page[at] = first;
    page[at + 1] = second;
    page[at + 2] = third;
    this.#laneAt[lane] = at + WORDS;
  }

  share(): SharedLog {
    for (let lane = 0; lane < this.#chunks.length; lane += 1) this.#closeChunk(lane);
    return {
      pages: this.#pages.map((page) => page.buffer as SharedArrayBuffer),
      chunks: this.#chunks,
    };
  }

  #closeChunk(lane: number): void {
    const chunks = this.#chunks[lane] ?? [];
    if (chunks.length === 0) return;
    const start = chunks[chunks.length - 2] ?? 0;
    chunks[chunks.length - 1] = ((this.#laneAt[lane] ?? 0) - start) / WORDS;
  }

  #openChunk(lane: number): number {
    this.#closeChunk(lane);
    const taken = this.#laneChunk[lane] ?? 0;
    const records = Math.min(this.#recordsMax, FIRST_RECORDS * 2 ** taken);
    this.#laneChunk[lane] = taken + 1;
    if (this.#pageUsed + records * WORDS > this.#pageNumbers) this.#openPage(records * WORDS);
    const page = this.#pages.length - 1;
    const start = this.#pageUsed;
    this.#pageUsed += records * WORDS;
    const numbers = this.#pages[page];
    if (numbers !== undefined) this.#lanePage[lane] = numbers;
    this.#laneAt[lane] = start;
    this.#laneEnd[lane] = start + records * WORDS;
    this.#chunks[lane]?.push(page, start, 0);
    return start;
  }

  #openPage(needed: number): void {
    const numbers = Math.min(PAGE_NUMBERS, FIRST_PAGE_NUMBERS * 2 ** this.#pages.length);
    this.#pageNumbers = Math.max(needed, numbers);
    this.#pages.push(new Uint32Array(new SharedArrayBuffer(this.#pageNumbers * 4)));
    this.#pageUsed = 0;
  }
}

/** The records of one lane of a log that some thread has shared, three numbers each. */
export function* lanePieces(log: SharedLog, lane: number): Generator<Uint32Array> {
  const chunks = log.chunks[lane] ?? [];
  for (let chunk = 0; chunk < chunks.length; chunk += 3) {
    const buffer = log.pages[chunks[chunk] ?? 0];
    if (buffer === undefined) throw new Error("a chunk without a page");
    const start = chunks[chunk + 1] ?? 0;
    yield new Uint32Array(buffer, start * 4, (chunks[chunk + 2] ?? 0) * WORDS);
  }
}
