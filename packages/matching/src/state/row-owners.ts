// To whom each kept row belongs, as one number a row: what matching it again against the same people
// would find. Knows no roster and no rule.

/** Not found out yet, or to be found out again. */
export const UNKNOWN_OWNER = 0;
/** Nobody on the roster has the document. */
export const STRANGER = 1;

/** The person's number stands above these bits. */
export const OWNER_BITS = 4;
/** The row gives a name that is none of the person's. */
export const MISNAMED = 1;
/**
 * For good the folded form of the state holds what the row says, or the row has no effect: it need
 * not be folded again, unless every sign of its person comes to matter.
 */
export const FOLDED = 2;
/** The row repeats an earlier one, whoever it belongs to. */
export const REPEATED = 4;
/** In the run at hand the row has been taken for its person. */
export const TAKEN = 8;
/** What holds only together with a folded form. */
const OF_FOLDED = FOLDED | REPEATED | TAKEN;

/** The row belongs to that person, under a name of theirs. */
export function ownerOf(person: number): number {
  return (person + 1) << OWNER_BITS;
}

/** The person of a row that has one. */
export function personOf(owner: number): number {
  return (owner >>> OWNER_BITS) - 1;
}

/** The owners of rows as a later run takes them: those kept before, then those that were added. */
export function* ownersFor(
  kept: SharedArrayBuffer,
  repeated: SharedArrayBuffer,
  added: readonly SharedArrayBuffer[],
): Generator<Uint8Array> {
  const bits = new Uint32Array(repeated);
  const owners = new Uint32Array(kept);
  // Positions of kept rows are their numbers.
  for (let row = 0; row < owners.length; row += 1) {
    const isRepeated = ((bits[row >>> 5] as number) >>> (row & 31)) & 1;
    owners[row] = ((owners[row] as number) & ~TAKEN) | (isRepeated * REPEATED);
  }
  yield new Uint8Array(kept);
  for (const part of added) yield new Uint8Array(part);
}

/** Marks the rows of a block that repeat others. */
export function markRepeated(
  owners: SharedArrayBuffer,
  positions: SharedArrayBuffer,
  repeated: Uint32Array,
): void {
  const marked = new Uint32Array(owners);
  const at = new Uint32Array(positions);
  for (let row = 0; row < at.length; row += 1) {
    const position = at[row] as number;
    const isRepeated = ((repeated[position >>> 5] ?? 0) >>> (position & 31)) & 1;
    marked[row] = (marked[row] as number) | (isRepeated * REPEATED);
  }
}

/** Leaves nothing but whom the rows belong to. */
export function forgetFolded(owners: Uint32Array): void {
  for (let row = 0; row < owners.length; row += 1) {
    owners[row] = (owners[row] as number) & ~OF_FOLDED;
  }
}
