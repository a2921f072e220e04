// What a state keeps besides its rows to save work: the roster of its last run as it lies in memory,
// and to whom on that roster every kept row belongs. Nothing here that the roster and the rows do not
// say: an image that is damaged, lacking or another version's is made anew. Knows no rule.

import { join } from "node:path";

import { identitiesOf, samePeople } from "../match/roster-identities.ts";
import type { RosterReading } from "../match/read-roster.ts";
import type { SharedRoster } from "../match/roster.ts";
import { Roster } from "../match/roster.ts";
import { OWNER_BITS, STRANGER, SURPASSED, UNKNOWN_OWNER, personOf } from "./row-owners.ts";
import { readImage, writeImage } from "./shared-image.ts";
import type { StateBlock } from "./state-block.ts";
import type { KeptBlock, KeptImages as ImageNames } from "./state-manifest.ts";
import { READING } from "./state-manifest.ts";
import { writing } from "./state-rows-writer.ts";

/** Raised whenever rows are judged, matched or laid out in memory in another way. */
const VERSION = 3;
const KEY = `${VERSION}/${READING}`;
/** A roster with more rejected rows than this is read again: they are listed in every run. */
const REJECTS_MAX = 10_000;
/** Reasons that the day may have taken back. */
const AHEAD = /^(?:future-date|bad-birth-date-in-id),/;
const FLAGS = 2 ** OWNER_BITS - 1;

/** A rejected row of the roster: its line, and its other cells as they are written. */
type RosterReject = readonly [line: number, cells: string];

interface RosterImage extends Omit<RosterReading, "roster"> {
  readonly roster: SharedRoster;
  readonly asOf: number;
  readonly rejects: readonly RosterReject[];
}

interface OwnersImage {
  /** The roster that was current. */
  readonly roster: string;
  readonly asOf: number;
  /** Rows and checksum of the blocks, in their order. */
  readonly blocks: readonly (readonly [rows: number, checksum: number])[];
  /** By row of those blocks. */
  readonly owners: SharedArrayBuffer;
  /** So many of them, the first ones, were held against each other (`SURPASSED`) by that day. */
  readonly marked: number;
  /** Who the people are that owners name. */
  readonly identities: SharedArrayBuffer;
}

export class KeptImages {
  readonly #folder: string;
  readonly #asOf: number;
  readonly #run: number;
  readonly #found: ImageNames;
  readonly #blocks: readonly StateBlock[];
  #key = "";
  #isRosterKept = false;
  #isSound = true;
  #reading: RosterReading | undefined;
  #rejects: RosterReject[] = [];
  #owners = new SharedArrayBuffer(0);
  #identities: Int32Array<SharedArrayBuffer> | undefined;

  constructor(
    folder: string,
    asOf: number,
    run: number,
    found: ImageNames,
    blocks: readonly StateBlock[],
  ) {
    this.#folder = folder;
    this.#asOf = asOf;
    this.#run = run;
    this.#found = found;
    this.#blocks = blocks;
  }

  /** The roster of that key as an earlier run read it. */
  findRoster(key: string): RosterReading | undefined {
    this.#key = key;
    const image = this.#image(this.#found.roster, key) as RosterImage | undefined;
    if (image === undefined || !holdsOn(this.#asOf, image)) return undefined;
    this.#isRosterKept = true;
    this.#reading = { ...image, roster: new Roster(image.roster) };
    this.#rejects = [...image.rejects];
    return this.#reading;
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
  keepRoster(reading: RosterReading, key: string): void {
    this.#reading = reading;
    this.#isSound = key === this.#key;
  }

  /** By kept row: to whom on this run's roster it belongs, as far as that is known. */
  findOwners(): SharedArrayBuffer {
    const rows = this.#blocks.reduce((sum, block) => sum + block.rows, 0);
    this.#owners = new SharedArrayBuffer(rows * 4);
    const image = this.#image(this.#found.owners, "") as OwnersImage | undefined;
    if (image !== undefined) this.#takeOver(image, new Uint32Array(this.#owners));
    return this.#owners;
  }

  /** Writes the images for the next run and names them. `blocks` are all kept blocks. */
  write(blocks: readonly KeptBlock[], ownersAdded: readonly SharedArrayBuffer[]): ImageNames {
    if (!this.#isSound) return {};
    const rows = blocks.reduce((sum, [, , , count]) => sum + count, 0);
    const owners = new SharedArrayBuffer(rows * 4);
    const all = new Uint32Array(owners);
    let at = 0;
    for (const part of [this.#owners, ...ownersAdded]) {
      all.set(new Uint32Array(part), at);
      at += part.byteLength / 4;
    }
    const name = `owners-${this.#run}`;
    const image: OwnersImage = {
      roster: this.#key,
      asOf: this.#asOf,
      marked: this.#owners.byteLength / 4,
      blocks: blocks.map(([, , , count, checksum]) => [count, checksum]),
      owners,
      identities: this.#identitiesNow().buffer,
    };
    this.#write(name, "", image);
    return { roster: this.#writeRoster(), owners: name };
  }

  #writeRoster(): string | undefined {
    const rejects = this.#rejects;
    if (this.#isRosterKept) return this.#found.roster;
    if (this.#reading === undefined || rejects.length > REJECTS_MAX) return undefined;
    const { roster, counts, unknownSexRows } = this.#reading;
    const asOf = this.#asOf;
    const image: RosterImage = { roster: roster.share(), counts, unknownSexRows, asOf, rejects };
    const name = `roster-${this.#run}`;
    this.#write(name, this.#key, image);
    return name;
  }

  #image(name: string | undefined, key: string): unknown {
    return name === undefined ? undefined : readImage(join(this.#folder, name), `${KEY}/${key}`);
  }

  #write(name: string, key: string, image: unknown): void {
    const path = join(this.#folder, name);
    writing(path, () => {
      writeImage(path, `${KEY}/${key}`, image);
    });
  }

  /** Takes over what is known of the blocks that are still the same, the first ones. */
  #takeOver(image: OwnersImage, owners: Uint32Array): void {
    let rows = 0;
    for (const [at, block] of this.#blocks.entries()) {
      const [count, checksum] = image.blocks[at] ?? [];
      if (count !== block.rows || checksum !== block.checksum) break;
      rows += count;
    }
    owners.set(new Uint32Array(image.owners, 0, rows));
    // What goes before others must have come by now, and must still be there.
    if (image.asOf > this.#asOf || image.marked > rows) forgetSurpassed(owners);
    // The same bytes read on another day can number people in another way.
    if (this.#isRosterKept && image.roster === this.#key) {
      this.#identities = new Int32Array(image.identities);
    } else {
      this.#moveTo(image, owners.subarray(0, rows));
    }
  }

  /** Owners on another roster: who is on both under the same names keeps what was found. */
  #moveTo(image: OwnersImage, owners: Uint32Array): void {
    const earlier = new Int32Array(image.identities);
    const same = samePeople(earlier, this.#roster, this.#identitiesNow());
    for (let row = 0; row < owners.length; row += 1) {
      const owner = owners[row] as number;
      if (owner <= STRANGER) {
        owners[row] = UNKNOWN_OWNER;
        continue;
      }
      const person = same[personOf(owner)] as number;
      owners[row] = person === 0 ? UNKNOWN_OWNER : (person << OWNER_BITS) | (owner & FLAGS);
    }
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

function forgetSurpassed(owners: Uint32Array): void {
  for (let row = 0; row < owners.length; row += 1) {
    owners[row] = (owners[row] as number) & ~SURPASSED;
  }
}

/** Rows that were good stay good; one that was ahead of its day may have become good since. */
function holdsOn(day: number, { asOf, rejects }: RosterImage): boolean {
  const isAhead = rejects.some(([, cells]) => AHEAD.test(cells));
  return day === asOf || (day > asOf && !isAhead);
}
