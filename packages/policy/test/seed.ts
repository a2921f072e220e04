// The one seed of all property tests of this room, so that every run can be repeated.
// It must not know what is being tested.

import type { TestContext } from "node:test";

const DEFAULT_SEED = 20_221_212;

/** `LINGDAI_TEST_SEED=n npm test -- packages/policy` explores other cases. */
export const SEED = Number(process.env["LINGDAI_TEST_SEED"] ?? DEFAULT_SEED);

/** Prints the seed with the test and hands it to fast-check. */
export function seeded(t: TestContext, numRuns: number): { seed: number; numRuns: number } {
  t.diagnostic(`seed ${SEED}, ${numRuns} runs`);
  return { seed: SEED, numRuns };
}
