// One thing that a source will hear of a person, and whether it is so. Knows no source.

import type { Day, SignKind } from "@lingdai/policy";

/**
 * `genuine`: it happened to this person. All others are false: `card-misuse` (somebody else with
 * the dead person's card or phone), `wrong-person` (a clerk took the next one on the list),
 * `homonym` (somebody of the same name), `late-bill` (a bill dated after the death),
 * `date-disagrees` (it happened, on another day).
 */
export type Cause =
  "genuine" | "card-misuse" | "wrong-person" | "homonym" | "late-bill" | "date-disagrees";

export interface Happening {
  readonly kind: SignKind;
  readonly on: Day;
  readonly cause: Cause;
  /** When it becomes known; undefined: after its source's usual delay. */
  readonly arrivesOn?: Day;
  /** The name under which it is written; undefined: the person's own. */
  readonly name?: string;
}

/** Collects what the sources will hear. */
export type Hear = (happening: Happening) => void;
