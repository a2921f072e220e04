// To whom each kept row belongs, as one number a row: what matching it again against the same people
// would find. Knows no roster and no rule.

/** Not found out yet, or to be found out again. */
export const UNKNOWN_OWNER = 0;
/** Nobody on the roster has the document. */
export const STRANGER = 1;

/** The person's number stands above these bits. */
export const OWNER_BITS = 2;
/** The row gives a name that is none of the person's. */
export const MISNAMED = 1;
/**
 * For good a later sign of the state stands where the row's would, or the row has no effect: it need
 * not be folded again, unless every sign of its person comes to matter.
 */
export const SURPASSED = 2;

/** The row belongs to that person, under a name of theirs. */
export function ownerOf(person: number): number {
  return (person + 1) << OWNER_BITS;
}

/** The person of a row that has one. */
export function personOf(owner: number): number {
  return (owner >>> OWNER_BITS) - 1;
}
