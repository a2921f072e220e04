// Benefits counted while a first load makes their rows, for every place in which they count: each thread
// counts its own, one adds them up. The same counts as `rebuild_roll_up` would find. Knows no connection.

import type { Day } from "@lingdai/policy";
import { firstOfMonth } from "@lingdai/policy";
import type { NewEntitlement, PlaceCounts } from "@lingdai/store";

/** What is alike about benefits that are counted together, whatever their place. */
export type CountedAlike = Pick<
  NewEntitlement,
  "policy" | "insurance" | "conclusion" | "status" | "deadline"
>;

/** What a thread has counted: of each place pairs of a group's index and how many. */
export interface CountedBenefits {
  readonly groups: readonly CountedAlike[];
  readonly places: readonly string[];
  readonly pairs: readonly Int32Array[];
}

/** Who pays counts at 2, 4 and 6 digits, who lives there at 9 and 12. */
const PAYERS_DIGITS = 6;
const PAYERS_LEVELS = [2, 4];
const TOWNSHIP_DIGITS = 9;

export class BenefitCounts {
  readonly #groups: CountedAlike[] = [];
  /** What each group's row of a place is told by: everything but the month. */
  readonly #rowOf: string[] = [];
  readonly #groupOf = new Map<string, number>();
  readonly #places = new Map<string, Map<number, number>>();

  /** The number under which benefits like this one are counted. */
  groupOf(benefit: CountedAlike): number {
    const { policy, insurance, conclusion, status, deadline } = benefit;
    const month: Day | undefined = deadline === undefined ? undefined : firstOfMonth(deadline);
    const row = [policy, insurance, conclusion, status].join();
    const name = `${row},${month}`;
    let group = this.#groupOf.get(name);
    if (group === undefined) {
      group = this.#groups.length;
      this.#groups.push({ policy, insurance, conclusion, status, deadline: month });
      this.#rowOf.push(row);
      this.#groupOf.set(name, group);
    }
    return group;
  }

  count(group: number, payDivision: string, residenceDivision: string | undefined): void {
    if (payDivision.length === PAYERS_DIGITS) this.#add(payDivision, group, 1);
    if (residenceDivision !== undefined && residenceDivision.length >= TOWNSHIP_DIGITS) {
      this.#add(residenceDivision, group, 1);
    }
  }

  /** Everything counted so far, for another thread. */
  told(): CountedBenefits {
    return {
      groups: this.#groups,
      places: [...this.#places.keys()],
      pairs: [...this.#places.values()].map((counts) => Int32Array.from([...counts].flat())),
    };
  }

  /** Adds what another one has counted. */
  add({ groups, places, pairs }: CountedBenefits): void {
    const own = groups.map((group) => this.groupOf(group));
    for (const [at, place] of places.entries()) {
      const counts = pairs[at] ?? [];
      for (let pair = 0; pair < counts.length; pair += 2) {
        this.#add(place, own[counts[pair] ?? 0] ?? 0, counts[pair + 1] ?? 0);
      }
    }
  }

  /** All places, those included that others lie in, in the order of their digits; to be asked once. */
  byPlace(): readonly PlaceCounts[] {
    // Whatever is added meanwhile lies in nothing that is not there already.
    for (const [place, counts] of this.#places) {
      const levels = place.length === PAYERS_DIGITS ? PAYERS_LEVELS : [TOWNSHIP_DIGITS];
      for (const digits of levels.filter((level) => level < place.length)) {
        for (const [group, benefits] of counts) this.#add(place.slice(0, digits), group, benefits);
      }
    }
    return [...this.#places]
      .map(([place, counts]) => ({ place, groups: this.#byMonth(counts) }))
      .toSorted((left, right) => left.place.length - right.place.length || compare(left, right));
  }

  #byMonth(counts: ReadonlyMap<number, number>): PlaceCounts["groups"] {
    const rows = new Map<
      string,
      { alike: CountedAlike; months: (Day | undefined)[]; benefits: number[] }
    >();
    for (const [group, benefits] of counts) {
      const [alike, name] = [this.#groups[group], this.#rowOf[group]];
      if (alike === undefined || name === undefined) throw new RangeError(`no group ${group}`);
      const row = rows.get(name) ?? { alike, months: [], benefits: [] };
      row.months.push(alike.deadline);
      row.benefits.push(benefits);
      rows.set(name, row);
    }
    return [...rows.values()].map(({ alike, ...counted }) => ({ ...alike, ...counted }));
  }

  #add(place: string, group: number, benefits: number): void {
    let counts = this.#places.get(place);
    if (counts === undefined) {
      counts = new Map();
      this.#places.set(place, counts);
    }
    counts.set(group, (counts.get(group) ?? 0) + benefits);
  }
}

function compare(left: PlaceCounts, right: PlaceCounts): number {
  return left.place < right.place ? -1 : 1;
}
