// The folded state of earlier months as a folder (`--state DIR`): a manifest and the files of rows
// that it names. A run adds files of its own and then replaces the manifest, the one step that
// counts; whatever a killed run left besides is removed by the next. A new state has a manifest before
// it has anything else: files without one are a state that has lost it. Knows no row.

import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import type { Day, Pack } from "@lingdai/policy/batch";
import { formatDay } from "@lingdai/policy/batch";

import type { FoldedRun } from "../engine/run-engine.ts";
import type { StateSetup } from "../engine/run-setup.ts";
import { systemErrorCode, describeSystemError } from "../unusable-input.ts";
import { syncFolder } from "../write/staged-output.ts";
import { markOf } from "./file-mark.ts";
import { KeptImages } from "./kept-images.ts";
import { keepBlocks } from "./kept-parts.ts";
import { mergeParts } from "./merge-parts.ts";
import type { StateBlock } from "./state-block.ts";
import { LOCK, lockState } from "./state-lock.ts";
import type { KeptFile, KeptRun, Manifest, RunImages } from "./state-manifest.ts";
import { formatManifest, parseManifest } from "./state-manifest.ts";
import { corruptState, foreignState } from "./state-refusals.ts";
import { notWritten, writing } from "./state-rows-writer.ts";

const MANIFEST = "state.json";
const NEXT_MANIFEST = "state.json.next";
const PART = /^rows-\d+-(?:\d+|merged)$|^(?:roster|people|folded)-\d+$/;

/** The run that asks for a state. */
export interface StateRequest {
  readonly folder: string;
  readonly pack: Pack;
  readonly asOf: Day;
  readonly isSample: boolean;
  readonly observations: readonly {
    readonly path: string;
    readonly baseName: string;
    readonly bytes: number;
  }[];
}

export class KeptState {
  /** What the engine takes from it and leaves in it. */
  readonly setup: Omit<StateSetup, "owners" | "folded">;
  /** What saves work; undefined in a run on a sample, which knows too little. */
  readonly images: KeptImages | undefined;
  readonly #request: StateRequest;
  readonly #isNew: boolean;
  readonly #release: () => void;
  /** The manifest as this run goes on from it. */
  readonly #found: string;
  /** Whether this run laid that manifest down, for a new state. */
  readonly #isBegun: boolean;
  readonly #run: number;
  readonly #files: readonly KeptFile[];
  /** The runs to which this one is added. */
  readonly #base: readonly KeptRun[];
  /** What those runs left to save work. */
  readonly #baseImages: RunImages;
  #kept: Pick<Manifest, "runs" | "images"> | undefined;

  /** Locks the folder and reads its manifest; refuses a state that this run cannot go on with. */
  static async open(request: StateRequest): Promise<KeptState> {
    const { folder } = request;
    let isNew = false;
    let release: (() => void) | undefined;
    try {
      isNew = makeFolder(resolve(folder));
      release = await lockState(folder);
      return new KeptState(request, isNew, release);
    } catch (error) {
      release?.();
      if (isNew) removeIfEmpty(folder);
      throw asRefusal(folder, error);
    }
  }

  private constructor(request: StateRequest, isNew: boolean, release: () => void) {
    const { folder, pack, asOf, isSample, observations } = request;
    this.#request = request;
    this.#isNew = isNew;
    this.#release = release;
    const found = readManifest(folder);
    this.#isBegun = found === undefined;
    this.#found = found ?? formatManifest({ policy: pack.id, run: 0, runs: [] });
    const manifest = judgeManifest(this.#found, request);
    const { runs } = manifest;
    this.#run = manifest.run + 1;
    this.#files = observations.map(({ path, baseName, bytes }) => ({
      name: baseName,
      bytes,
      mark: markOf(path, bytes),
    }));
    // Reading: a run that is given the files of the last one once more takes its place.
    const isAgain = JSON.stringify(runs.at(-1)?.files) === JSON.stringify(this.#files);
    this.#base = isAgain ? runs.slice(0, -1) : runs;
    refuseEarlierDay(request, this.#base.at(-1));
    refuseLackingParts(folder, this.#base);
    if (this.#isBegun) {
      writeNext(folder, this.#found);
      putNext(folder);
    }
    this.#sweep();
    this.setup = {
      blocks: this.#base.flatMap((run) => blocksOf(folder, run)),
      notesPath: join(folder, `rows-${this.#run}`),
    };
    const { before = {}, ...last } = manifest.images ?? {};
    this.#baseImages = isAgain ? before : last;
    const [run, base, { blocks }] = [this.#run, this.#baseImages, this.setup];
    this.images = isSample
      ? undefined
      : new KeptImages(folder, pack, asOf, run, base, [last, before], blocks);
  }

  get rows(): number {
    return this.setup.blocks.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Bytes of the kept rows. */
  get bytes(): number {
    return this.setup.blocks.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * All rows of this run are noted: the disk may begin to take them, for it is slower than what comes
   * before `keep`. What fails here fails there again, and is told there.
   */
  beginToKeep(): void {
    const { folder } = this.#request;
    const start = `rows-${this.#run}-`;
    const noted = readdirSync(folder).filter((name) => name.startsWith(start));
    void Promise.allSettled(noted.map((name) => syncFile(join(folder, name))));
  }

  /**
   * Lays the rows of this run beside those kept, on the disk when this has ended, and what saves work.
   * Blocks all of whose rows are `repeated` add nothing.
   */
  async keep({ noted, setup, concluding }: FoldedRun): Promise<void> {
    const { folder, asOf } = this.#request;
    const { repeated } = setup;
    const { parts, blocks, owners } = keepBlocks(noted, new Uint32Array(repeated));
    const run = { as_of: formatDay(asOf), files: this.#files, parts, blocks };
    const runs = [...mergeParts(folder, this.#base, `rows-${this.#run}-merged`), run];
    const found = {
      blocks: runs.flatMap((each) => each.blocks),
      ownersAdded: owners,
      repeated,
      concluding,
    };
    const synced = Promise.all(parts.map(({ name }) => syncFile(join(folder, name))));
    const [images] = await Promise.all([this.images?.write(found), synced]);
    this.#kept = { runs, images: { ...(images ?? this.#baseImages), before: this.#baseImages } };
  }

  /** Writes the next manifest beside the one that is there: all that can fail has then been done. */
  prepare(): void {
    const { folder, pack } = this.#request;
    if (this.#kept === undefined) throw new Error("nothing was kept");
    writeNext(folder, formatManifest({ policy: pack.id, run: this.#run, ...this.#kept }));
  }

  /** Replaces the state; only now is it another one. */
  commit(): void {
    const { folder } = this.#request;
    if (readManifest(folder) !== this.#found) {
      const wrong = "别处的一次运行同时改了这个状态（the state was changed meanwhile）";
      throw foreignState(folder, wrong, "请再运行一次");
    }
    putNext(folder);
    this.#sweep();
  }

  /** Removes what was not committed and gives the folder back. */
  close(): void {
    try {
      this.images?.close();
      this.#sweep();
      // Where nothing came of a new state, the folder is as it was.
      if (this.#isBegun && readManifest(this.#request.folder) === this.#found) {
        rmSync(join(this.#request.folder, MANIFEST));
      }
    } finally {
      this.#release();
    }
    if (this.#isNew) removeIfEmpty(this.#request.folder);
  }

  /** Removes parts that the folder's manifest does not name. */
  #sweep(): void {
    const { folder } = this.#request;
    const text = readManifest(folder);
    const manifest = text === undefined ? "foreign" : parseManifest(text);
    // Nothing is removed on the word of a manifest that cannot be read, or is not there.
    if (typeof manifest === "string") return;
    const parts = manifest.runs.flatMap((run) => run.parts);
    const { before = {}, ...last } = manifest.images ?? {};
    const images = [last, before].flatMap(({ roster, people, folded, earlier = [] }) => {
      return [roster, people, folded, ...earlier];
    });
    const named = new Set([...parts.map(({ name }) => name), ...images]);
    for (const name of readdirSync(folder)) {
      const isOurs = name === NEXT_MANIFEST || PART.test(name);
      if (isOurs && !named.has(name)) rmSync(join(folder, name), { force: true });
    }
  }
}

/** Writes a manifest beside the one that is there. */
function writeNext(folder: string, text: string): void {
  const next = join(folder, NEXT_MANIFEST);
  writing(next, () => {
    writeFileSync(next, text, { mode: 0o600, flush: true });
  });
  syncFolder(folder);
}

/** The manifest that lies beside takes the place of the one that is there. */
function putNext(folder: string): void {
  writing(join(folder, MANIFEST), () => {
    renameSync(join(folder, NEXT_MANIFEST), join(folder, MANIFEST));
  });
  syncFolder(folder);
}

/** Everything written to a file lies on the disk. */
async function syncFile(path: string): Promise<void> {
  try {
    const file = await open(path, "r+");
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw notWritten(path, error);
  }
}

/** Makes a folder, and those in which it lies; says whether there was anything to make. */
function makeFolder(folder: string): boolean {
  try {
    return mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
  } catch (error) {
    // Of a read-only disk Node says that the folder does not exist: the first one that cannot be
    // made tells why.
    if (systemErrorCode(error) === "ENOENT") mkdirSync(firstLacking(folder));
    throw error;
  }
}

function firstLacking(folder: string): string {
  const parent = dirname(folder);
  return parent === folder || existsSync(parent) ? folder : firstLacking(parent);
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** The manifest's text; undefined where the folder is that of a new state. */
function readManifest(folder: string): string | undefined {
  const names = readdirSync(folder);
  if (names.includes(MANIFEST)) return readFileSync(join(folder, MANIFEST), "utf8");
  if (names.some((name) => PART.test(name))) throw corruptState(folder, `缺少 ${MANIFEST}`);
  const other = names.find((name) => name !== NEXT_MANIFEST && !LOCK.test(name));
  if (other === undefined) return undefined;
  const wrong = `文件夹里有别的东西（${other}），不是状态（not a state）`;
  throw foreignState(folder, wrong, "请给一个空的或新的文件夹");
}

function judgeManifest(text: string, { folder, pack }: StateRequest): Manifest {
  const manifest = parseManifest(text);
  if (manifest === "foreign") {
    throw foreignState(folder, `${MANIFEST} 不是状态（not a state）`);
  }
  if (manifest === "corrupt") throw corruptState(folder, `${MANIFEST} 的内容和写下时不一样`);
  if (manifest === "other-version") {
    throw foreignState(folder, "状态是另一个版本的程序写的（another version's state）");
  }
  if (manifest.policy === pack.id || manifest.runs.length === 0) return manifest;
  const wrong = `状态属于 ${manifest.policy}，不属于 ${pack.id}（another policy's state）`;
  throw foreignState(folder, wrong, "一个政策用一个 --state 文件夹");
}

/** Rows that repeat kept ones were left out: on an earlier day they might be the first ones. */
function refuseEarlierDay({ folder, asOf }: StateRequest, last: KeptRun | undefined): void {
  const day = formatDay(asOf);
  if (last === undefined || last.as_of <= day) return;
  const wrong = `状态已到 ${last.as_of}，不能倒回 ${day}（the state is of a later day）`;
  throw foreignState(folder, wrong, "更早的日子请不带 --state，直接从文件运行");
}

function refuseLackingParts(folder: string, runs: readonly KeptRun[]): void {
  for (const { name, bytes } of runs.flatMap(({ parts }) => parts)) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (found === undefined) throw corruptState(folder, `缺少 ${name}`);
    if (found.size !== bytes) {
      throw corruptState(folder, `${name} 应有 ${bytes} 字节，却有 ${found.size} 字节`);
    }
  }
}

function blocksOf(folder: string, { parts, blocks }: KeptRun): readonly StateBlock[] {
  return blocks.map(([part, at, bytes, rows, checksum]) => {
    const path = join(folder, basename(parts[part]?.name ?? ""));
    return { path, at, bytes, rows, checksum };
  });
}

function asRefusal(folder: string, error: unknown): unknown {
  if (systemErrorCode(error) === undefined) return error;
  const wrong = `状态文件夹不能用，${describeSystemError(error)}`;
  return foreignState(folder, wrong, "请换一个可以读写的 --state 文件夹");
}
