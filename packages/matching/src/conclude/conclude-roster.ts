// The concluding stage: every roster row, in roster order, gets the policy core's answer. No rule
// is repeated here; this only hands over the signs that the answer needs.

import { setImmediate as nextTurn } from "node:timers/promises";

import type {
  CertificationWindow,
  Day,
  EntitlementFacts,
  Evaluation,
  Pack,
  Sign,
} from "@lingdai/policy";
import { evaluateEntitlement } from "@lingdai/policy";

import type { SignSpool } from "../fold/sign-spool.ts";
import type { Standings } from "../fold/standings.ts";
import type { Roster } from "../match/roster.ts";

/** Signs read back at a time; raising it costs some 200 bytes each and saves scans of the spool. */
const SIGNS_AT_ONCE_MAX = 1_000_000;

const ROWS_A_TURN = 4096;

export interface ConcludingInput {
  readonly pack: Pack;
  readonly asOf: Day;
  readonly windows: readonly CertificationWindow[];
  readonly roster: Roster;
  readonly standings: Standings;
  readonly spool: SignSpool;
  readonly signsAtOnceMax?: number;
}

export interface ConcludingHooks {
  readonly onRow: (row: number, facts: EntitlementFacts, evaluation: Evaluation) => void;
  /** Every few thousand rows, with the rows concluded so far. */
  readonly onTurn?: ((rows: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Concludes all rows; signs of people with a loss are read back, stretch of rows by stretch. */
export async function concludeRoster(
  input: ConcludingInput,
  { onRow, onTurn, signal }: ConcludingHooks,
): Promise<void> {
  const { pack, asOf, windows, roster, standings } = input;
  let from = 0;
  while (from < roster.rows) {
    const to = endOfStretch(input, from);
    const readBack = await readBackSigns(input, from, to, signal);
    for (let row = from; row < to; row += 1) {
      const person = roster.personOf(row);
      const signs = readBack.get(person) ?? standings.latestSigns(person);
      const facts = roster.factsOf(row);
      onRow(row, facts, evaluateEntitlement(pack, facts, signs, asOf, windows));
      if (row % ROWS_A_TURN !== 0) continue;
      onTurn?.(row);
      await nextTurn();
      signal?.throwIfAborted();
    }
    from = to;
  }
}

/** The row behind the last one whose people's signs may be held together; always one row on. */
function endOfStretch(input: ConcludingInput, from: number): number {
  const { roster, standings, signsAtOnceMax = SIGNS_AT_ONCE_MAX } = input;
  let signs = 0;
  for (let row = from; row < roster.rows; row += 1) {
    const person = roster.personOf(row);
    if (!standings.needsAllSigns(person)) continue;
    signs += standings.signsOf(person);
    if (signs > signsAtOnceMax && row > from) return row;
  }
  return roster.rows;
}

async function readBackSigns(
  { roster, standings, spool }: ConcludingInput,
  from: number,
  to: number,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<number, readonly Sign[]>> {
  const wanted = new Map<number, Sign[]>();
  for (let row = from; row < to; row += 1) {
    const person = roster.personOf(row);
    if (standings.needsAllSigns(person)) wanted.set(person, []);
  }
  if (wanted.size === 0) return wanted;
  await spool.scan(
    (person) => wanted.has(person),
    (person, sign) => {
      wanted.get(person)?.push(sign);
    },
    signal,
  );
  for (const [person, signs] of wanted) {
    if (signs.length !== standings.signsOf(person)) {
      throw new Error(
        `read back ${signs.length} of ${standings.signsOf(person)} signs of a person`,
      );
    }
  }
  return wanted;
}
