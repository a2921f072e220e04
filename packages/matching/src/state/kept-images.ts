// What a state keeps besides its rows to save work: the roster of its last run as it lies in memory,
// who its people are, to whom of them every kept row belongs, and what the rows were folded into.
// Nothing here that the roster and the rows do not say: an image that is damaged, lacking or another
// version's is made anew. Knows no rule.

import { basename, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { Pack, Sign } from "@lingdai/policy/batch";
import { SIGN_NUMBERS, slotOf } from "@lingdai/policy/batch";

import type { SharedLog } from "../engine/chunked-log.ts";
import type { ConcludingSetup } from "../engine/conclusion-lines.ts";
import { PARTITIONS } from "../engine/run-setup.ts";
import { identitiesOf, samePeople } from "../match/roster-identities.ts";
import type { RosterReading } from "../match/read-roster.ts";
import type { SharedRoster } from "../match/roster.ts";
import { Roster } from "../match/roster.ts";
import type { FoldedForm, KnownReferences } from "./folded-form.ts";
import { movedTo } from "./folded-form.ts";
import { FormTexts, referencesOf } from "./form-parts.ts";
import { rosterKeyStart } from "./roster-key.ts";
import {
  OWNER_BITS,
  REPEATED,
  UNKNOWN_OWNER,
  forgetFolded,
  ownersFor,
  personOf,
} from "./row-owners.ts";
import type {
  FoundImage,
  ImageFault,
  ImageStretch,
  LyingPieces,
  OpenedImage,
  WantedImage,
} from "./shared-image.ts";
import { ImageWriter, openImage, readImage, writeImage } from "./shared-image.ts";
import type { StateBlock } from "./state-block.ts";
import type { KeptBlock, RunImages } from "./state-manifest.ts";
import { READING } from "./state-manifest.ts";
import { writing } from "./state-rows-writer.ts";

/** Raised whenever rows are judged, matched, folded or laid out in memory in another way. */
const VERSION = 9;
const KEY = `${VERSION}/${READING}`;
/** The references of more runs than this are put together. */
const RUNS_APART_MAX = 12;
/** A roster with more rejected rows than this is read again: they are listed in every run. */
const REJECTS_MAX = 10_000;
/** Reasons that the day may have taken back. */
const AHEAD = /^(?:future-date|bad-birth-date-in-id),/;
const FLAGS = 2 ** OWNER_BITS - 1;

/** A rejected row of the roster: its line, and its other cells as they are written. */
type RosterReject = readonly [line: number, cells: string];

interface RosterImage extends Omit<RosterReading, "roster"> {
  readonly roster: SharedRoster;
  /** The image that says who its people are. */
  readonly people: string;
  readonly asOf: number;
  readonly rejects: readonly RosterReject[];
}

interface PeopleImage {
  readonly identities: SharedArrayBuffer;
}

interface FoldedImage extends Omit<FoldedForm, "texts"> {
  /** The image that says who the people are whose numbers stand here. */
  readonly people: string;
  /** Rows and checksum of the blocks, in their order. */
  readonly blocks: readonly (readonly [rows: number, checksum: number])[];
  /** By row of those blocks. */
  readonly owners: SharedArrayBuffer;
  readonly texts: readonly (SharedArrayBuffer | null)[];
}

/** What an earlier run knows of the kept rows. */
export interface KnownRows {
  /** By kept row: to whom on this run's roster it belongs, as far as that is known. */
  readonly owners: SharedArrayBuffer;
  /** Undefined where they must be folded anew. */
  readonly folded: FoldedForm | undefined;
}

/** What a run keeps for the next one. */
export interface FoundRows {
  /** All kept blocks. */
  readonly blocks: readonly KeptBlock[];
  /** By row that was added: to whom it belongs. */
  readonly ownersAdded: readonly SharedArrayBuffer[];
  readonly repeated: SharedArrayBuffer;
  readonly concluding: Pick<ConcludingSetup, "standings" | "needsRecords" | "texts">;
}

export class KeptImages {
  readonly #folder: string;
  readonly #asOf: number;
  readonly #run: number;
  /** Those of the runs to which this one is added; rosters of others serve as well. */
  readonly #found: RunImages;
  readonly #rosters: readonly string[];
  readonly #rosterFiles: readonly NonNullable<RunImages["rosterFile"]>[];
  readonly #blocks: readonly StateBlock[];
  readonly #slots: string;
  #opened: readonly OpenedImage[] = [];
  readonly #damaged = new Set<string>();
  /** By path: images that were read before it was known whether they fit. */
  readonly #ahead = new Map<string, FoundImage>();
  #key = "";
  #stamp: string | undefined;
  #rosterName: string | undefined;
  #peopleName: string | undefined;
  #isSound = true;
  #reading: RosterReading | undefined;
  #rejects: RosterReject[] = [];
  #owners = new SharedArrayBuffer(0);
  #folded: FoldedForm | undefined;
  /** What of the form lies in images that stay: it does not change. */
  #lying: LyingPieces = new Map();
  #identities: Int32Array<SharedArrayBuffer> | undefined;
  #writer: ImageWriter | undefined;
  #known: readonly unknown[] | undefined;

  constructor(
    folder: string,
    pack: Pack,
    asOf: number,
    run: number,
    found: RunImages,
    rosters: readonly RunImages[],
    blocks: readonly StateBlock[],
  ) {
    this.#folder = folder;
    this.#asOf = asOf;
    this.#run = run;
    this.#found = found;
    this.#rosters = [...new Set(rosters.flatMap(({ roster }) => roster ?? []))];
    this.#rosterFiles = rosters.flatMap(({ rosterFile }) => rosterFile ?? []);
    this.#blocks = blocks;
    this.#slots = slotsOf(pack);
  }

  /**
   * Opens what is wanted if the roster is the one of the last run, of which its size must speak already.
   * Gives what there is to read of it: that can be done while the roster's key is found out.
   */
  openAhead(rosterBytes: number): readonly ImageStretch[] {
    const [roster] = this.#rosters;
    const { folded } = this.#found;
    const wanted = [
      ...(roster === undefined ? [] : [this.#wanted(roster, rosterKeyStart(rosterBytes))]),
      ...(folded === undefined ? [] : [this.#wanted(folded, this.#slots)]),
    ];
    this.#opened = wanted.flatMap((image) => this.#unlessFaulty(image, openImage(image)) ?? []);
    return this.#opened.flatMap(({ stretches }) => stretches);
  }

  /** Takes what was read ahead; the stretches of those numbers were not as they were written. */
  takeAhead(unsound: readonly number[]): void {
    let first = 0;
    for (const { image, stretches } of this.#opened) {
      const [from, to] = [first, first + stretches.length];
      const isSound = !unsound.some((stretch) => stretch >= from && stretch < to);
      if (isSound) this.#ahead.set(image.path, image);
      else this.#damaged.add(basename(image.path));
      first = to;
    }
    this.#opened = [];
  }

  /** Names of images that are not as they were written, or gone, as far as this run asked for them. */
  get damaged(): readonly string[] {
    return [...this.#damaged];
  }

  /** The key of a roster whose file is as it was when an earlier run read it. */
  keyOfUntouched(stamp: string | undefined): string | undefined {
    return this.#rosterFiles.find((file) => file.stamp === stamp)?.key;
  }

  /** The roster of that key as an earlier run read it; `stamp` says how its file stands now. */
  findRoster(key: string, stamp?: string): RosterReading | undefined {
    this.#key = key;
    this.#stamp = stamp;
    for (const name of this.#rosters) {
      const image = this.#image(name, key)?.told as RosterImage | undefined;
      if (image === undefined || !holdsOn(this.#asOf, image)) continue;
      this.#rosterName = name;
      this.#peopleName = image.people;
      this.#reading = { ...image, roster: new Roster(image.roster) };
      this.#rejects = [...image.rejects];
      return this.#reading;
    }
    return undefined;
  }

  /** The rejected rows of the roster that was found. */
  listRejects(): readonly RosterReject[] {
    return this.#rejects;
  }

  /** A row of this run's roster was rejected while its file was read. */
  addReject(line: number, cells: string): void {
    if (this.#rejects.length <= REJECTS_MAX) this.#rejects.push([line, cells]);
  }

  /** This run's roster, read from its file, which then still has that key: else nothing is kept. */
  keepRoster(reading: RosterReading, key: string | undefined): void {
    this.#reading = reading;
    this.#isSound = key === this.#key;
  }

  /** What is known of the kept rows on this run's roster. */
  findRows(): KnownRows {
    const rows = this.#blocks.reduce((sum, block) => sum + block.rows, 0);
    const image = this.#image(this.#found.folded, this.#slots);
    if (image === undefined) this.#owners = new SharedArrayBuffer(rows * 4);
    else this.#takeOver(image, rows);
    return { owners: this.#owners, folded: this.#folded };
  }

  /** Begins what is kept of the folded rows: the references, before they leave the memory. */
  keepReferences(
    form: FoldedForm | undefined,
    logs: readonly SharedLog[],
    repeated: SharedArrayBuffer,
  ): void {
    if (!this.#isSound) return;
    this.close();
    const path = join(this.#folder, `folded-${this.#run}`);
    const found: readonly KnownReferences[] = form?.known ?? [];
    const [apart, joined] = found.length < RUNS_APART_MAX ? [found, []] : [[], found];
    writing(path, () => {
      this.#writer = new ImageWriter(path, this.#lying);
      const partitions = new SharedArrayBuffer((PARTITIONS + 1) * 4);
      const filled = new Uint32Array(partitions);
      const bits = new Uint32Array(repeated);
      const references = this.#writer.add(referencesOf(joined, logs, bits, filled));
      this.#known = [...apart, { references, partitions }];
    });
  }

  /** Writes the images for the next run and names them. */
  async write(found: FoundRows): Promise<RunImages> {
    if (!this.#isSound || this.#writer === undefined) return {};
    const people = this.#peopleName ?? this.#writePeople();
    const roster = this.#rosterName ?? this.#writeRoster(people);
    const folded = await this.#writeFolded(this.#writer, people, found);
    const rosterFile =
      this.#stamp === undefined ? undefined : { stamp: this.#stamp, key: this.#key };
    return { roster, people, folded, rosterFile, earlier: this.#writer.leansOn };
  }

  close(): void {
    this.#writer?.close();
    this.#writer = undefined;
  }

  async #writeFolded(
    writer: ImageWriter,
    people: string,
    { blocks, ownersAdded, repeated, concluding }: FoundRows,
  ): Promise<string> {
    const name = `folded-${this.#run}`;
    const { standings, needsRecords, texts } = concluding;
    const count = needsRecords.byteLength;
    const again = new FormTexts(count, standings, texts, this.#folded?.wholePages ?? 0);
    const pages: unknown[] = again.kept.map((page) => page ?? null);
    for (const page of again.pages()) {
      this.#writing(() => pages.push(page === undefined ? null : writer.add([page])));
      // Others work meanwhile, and may have to be given up.
      await nextTurn();
    }
    const image: Record<keyof FoldedImage, unknown> = {
      people,
      asOf: this.#asOf,
      blocks: blocks.map(([, , , rows, checksum]) => [rows, checksum]),
      owners: this.#writing(() => writer.add(ownersFor(this.#owners, repeated, ownersAdded))),
      day: standings.day.slice(0, count * 4),
      kind: standings.kind.slice(0, count),
      address: again.addresses.buffer,
      needsRecords,
      texts: pages,
      wholePages: again.wholePages,
      known: this.#known,
    };
    this.#writing(() => {
      writer.finish(`${KEY}/${this.#slots}`, image);
    });
    return name;
  }

  #writePeople(): string {
    return this.#write(`people-${this.#run}`, "", { identities: this.#identitiesNow().buffer });
  }

  #writeRoster(people: string): string | undefined {
    const rejects = this.#rejects;
    if (this.#reading === undefined || rejects.length > REJECTS_MAX) return undefined;
    const { roster, counts, unknownSexRows } = this.#reading;
    const image: RosterImage = {
      roster: roster.share(),
      people,
      counts,
      unknownSexRows,
      asOf: this.#asOf,
      rejects,
    };
    return this.#write(`roster-${this.#run}`, this.#key, image);
  }

  #wanted(name: string, keyStart: string): WantedImage {
    return { path: join(this.#folder, name), keyStart: `${KEY}/${keyStart}` };
  }

  #image(name: string | undefined, key: string): FoundImage | undefined {
    if (name === undefined || this.#damaged.has(name)) return undefined;
    const wanted = this.#wanted(name, key);
    const image = this.#ahead.get(wanted.path) ?? this.#unlessFaulty(wanted, readImage(wanted));
    this.#ahead.delete(wanted.path);
    return image?.key === wanted.keyStart ? image : undefined;
  }

  #unlessFaulty<Found extends object>(
    { path }: WantedImage,
    found: Found | ImageFault,
  ): Found | undefined {
    if (typeof found === "object") return found;
    if (found === "damaged") this.#damaged.add(basename(path));
    return undefined;
  }

  #write(name: string, key: string, image: unknown): string {
    this.#writing(() => {
      writeImage(join(this.#folder, name), `${KEY}/${key}`, image);
    });
    return name;
  }

  #writing<Result>(work: () => Result): Result {
    return writing(join(this.#folder, "images"), work);
  }

  /** Takes over what is known of the blocks that are still the same, the first ones. */
  #takeOver({ told, lying }: FoundImage, rows: number): void {
    const image = told as FoldedImage;
    let same = 0;
    let sameRows = 0;
    for (const block of this.#blocks) {
      const [count, checksum] = image.blocks[same] ?? [];
      if (count !== block.rows || checksum !== block.checksum) break;
      same += 1;
      sameRows += count;
    }
    const areAll = same === this.#blocks.length && same === image.blocks.length;
    this.#owners = areAll ? image.owners : new SharedArrayBuffer(rows * 4);
    const owners = new Uint32Array(this.#owners);
    if (!areAll) owners.set(new Uint32Array(image.owners, 0, sameRows));
    // What has come by the day of the image must have come by now.
    if (areAll && image.asOf <= this.#asOf) {
      const texts = image.texts.map((page) => page ?? undefined);
      this.#folded = { ...image, texts };
      const known = image.known.flatMap(({ references, partitions }) => [references, partitions]);
      const stays = new Set([...texts, ...known]);
      this.#lying = new Map([...lying].filter(([piece]) => stays.has(piece)));
    } else forgetFolded(owners);
    if (image.people !== this.#peopleName) this.#moveFrom(image.people, owners);
  }

  /** Owners on another roster: who is on both under the same names keeps what was found. */
  #moveFrom(people: string, owners: Uint32Array): void {
    const earlier = this.#image(people, "")?.told as PeopleImage | undefined;
    if (earlier === undefined) {
      this.#folded = undefined;
      owners.fill(UNKNOWN_OWNER);
      return;
    }
    const roster = this.#roster;
    const same = samePeople(new Int32Array(earlier.identities), roster, this.#identitiesNow());
    for (let row = 0; row < owners.length; row += 1) {
      const owner = owners[row] as number;
      const person = owner >>> OWNER_BITS === 0 ? 0 : (same[personOf(owner)] as number);
      owners[row] =
        person === 0
          ? UNKNOWN_OWNER | (owner & REPEATED)
          : (person << OWNER_BITS) | (owner & FLAGS);
    }
    this.#folded &&= movedTo(this.#folded, same, roster.people);
  }

  #identitiesNow(): Int32Array<SharedArrayBuffer> {
    this.#identities ??= identitiesOf(this.#roster);
    return this.#identities;
  }

  get #roster(): Roster {
    if (this.#reading === undefined) throw new Error("no roster has been read");
    return this.#reading.roster;
  }
}

/** Rows that were good stay good; one that was ahead of its day may have become good since. */
function holdsOn(day: number, { asOf, rejects }: RosterImage): boolean {
  const isAhead = rejects.some(([, cells]) => AHEAD.test(cells));
  return day === asOf || (day > asOf && !isAhead);
}

/** Stands for what a pack makes of signs that have long arrived: a form of another is none. */
function slotsOf(pack: Pack): string {
  const longAgo = (kind: Sign["kind"]): Sign => {
    return { kind, occurredOn: 0, arrivedOn: 0, source: "", ref: "" };
  };
  const slots = SIGN_NUMBERS.codes.map((code) => slotOf(pack, longAgo(code), 2 ** 20) ?? "");
  return `${pack.id}/${slots.join(".")}/${Number(pack.observationsArriveWhenTheyOccur)}`;
}
