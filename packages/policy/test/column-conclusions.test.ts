// Concluding over columns answers what the rules answer row by row, on every column of every pack.
// LINGDAI_COLUMN_RUNS raises the number of random rosters a pack.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";

import { addMonths } from "../src/civil-date.ts";
import type { Day } from "../src/civil-date.ts";
import { BENEFIT_STATUSES, isLossSign } from "../src/codes.ts";
import { ColumnConclusions } from "../src/columns/column-conclusions.ts";
import type { EntitlementColumns, StandingColumns } from "../src/columns/entitlement-columns.ts";
import {
  BENEFIT_KIND_NUMBERS,
  BY_NOTHING,
  BY_ROSTER,
  INCAPACITY_NUMBERS,
  INSURANCE_NUMBERS,
  NO_DAY,
  RELATIONSHIP_NUMBERS,
  SIGN_NUMBERS,
  STATUS_NUMBERS,
  concludedColumns,
} from "../src/columns/entitlement-columns.ts";
import type { Evaluation } from "../src/evaluation.ts";
import { evaluateEntitlement } from "../src/evaluation.ts";
import type { EntitlementFacts } from "../src/facts.ts";
import type { Pack } from "../src/pack.ts";
import { PACKS } from "../src/packs/index.ts";
import type { Sign } from "../src/sign.ts";
import type { Standing } from "../src/standing.ts";
import { EMPTY_STANDING, foldSign } from "../src/standing.ts";
import { yunwanPack } from "./example-region/pack.ts";
import {
  everyGrant,
  someCode,
  someFacts,
  someHarmlessKind,
  someSignKind,
  someSigns,
  someWindows,
} from "./some-facts.ts";

const RUNS = Number(process.env["LINGDAI_COLUMN_RUNS"] ?? 200);
const SEED = Number(process.env["LINGDAI_COLUMN_SEED"] ?? 1);

interface Row {
  readonly facts: EntitlementFacts;
  readonly signs: readonly Sign[];
}

function someRows(pack: Pack, asOf: Day): fc.Arbitrary<readonly Row[]> {
  const facts = fc
    .tuple(
      someFacts(pack, asOf),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...everyGrant()) },
      ),
      fc.oneof(fc.constant("paying" as const), someCode(BENEFIT_STATUSES)),
      fc.option(fc.integer({ min: -12_000, max: 2000 }), { nil: undefined, freq: 3 }),
    )
    .map(([drawn, grant, status, since]) => ({
      ...drawn,
      ...(grant === undefined ? {} : { insurance: grant[0], kind: grant[1] }),
      status,
      since: since === undefined ? drawn.since : asOf + since,
    }));
  const kind = fc.oneof({ weight: 12, arbitrary: someHarmlessKind }, someSignKind);
  return fc.array(fc.record({ facts, signs: someSigns(kind, asOf, 5) }), {
    minLength: 1,
    maxLength: 30,
  });
}

function columnsOf(
  pack: Pack,
  asOf: Day,
  rows: readonly Row[],
): readonly [EntitlementColumns, StandingColumns] {
  const standings = rows.map(({ signs }) =>
    signs.reduce<Standing>(
      (standing, sign) => foldSign(pack, asOf, standing, sign),
      EMPTY_STANDING,
    ),
  );
  const bytes = (of: (row: EntitlementFacts) => number): Uint8Array =>
    Uint8Array.from(rows, ({ facts }) => of(facts));
  const days = (of: (row: EntitlementFacts) => Day | undefined): Int32Array =>
    Int32Array.from(rows, ({ facts }) => of(facts) ?? NO_DAY);
  const slot = (name: "counted" | "paper" | "waiting"): Int32Array =>
    Int32Array.from(standings, (standing) => standing[name]?.occurredOn ?? NO_DAY);
  const kinds = (name: "counted" | "paper"): Uint8Array =>
    Uint8Array.from(standings, (standing) => SIGN_NUMBERS.numberOf(standing[name]?.kind));
  return [
    {
      person: Uint32Array.from(rows.keys()),
      insurance: bytes(({ insurance }) => INSURANCE_NUMBERS.numberOf(insurance)),
      kind: bytes((facts) => BENEFIT_KIND_NUMBERS.numberOf(facts.kind)),
      status: bytes(({ status }) => STATUS_NUMBERS.numberOf(status)),
      relationship: bytes(({ relationship }) => RELATIONSHIP_NUMBERS.numberOf(relationship)),
      incapacity: bytes(({ incapacity }) => INCAPACITY_NUMBERS.numberOf(incapacity)),
      since: days(({ since }) => since),
      birthDate: days(({ birthDate }) => birthDate),
      lastCertifiedOn: days(({ lastCertified }) => lastCertified?.on),
      lastCertifiedBy: bytes(({ lastCertified }) => SIGN_NUMBERS.numberOf(lastCertified?.by)),
    },
    {
      needsRecords: Uint8Array.from(standings, ({ kept }) => (kept.length > 0 ? 1 : 0)),
      countedOn: slot("counted"),
      countedKind: kinds("counted"),
      paperOn: slot("paper"),
      paperKind: kinds("paper"),
      waitingOn: slot("waiting"),
    },
  ];
}

/** What the columns say about a row in the shape of the rules' own answer. */
function answerOf(
  columns: ColumnConclusions,
  into: ReturnType<typeof concludedColumns>,
  at: number,
  standing: Standing,
): Evaluation | undefined {
  const number = into.outcome[at] ?? 0;
  if (number === 0) return undefined;
  const outcome = columns.outcomeOf(number);
  if (!outcome.covered) return { covered: false, duties: [], basis: [], decidedBy: [] };
  const by = into.anchorBy[at] ?? 0;
  const signed = by !== BY_NOTHING;
  const sign = [undefined, undefined, standing.counted, standing.paper][by];
  const name = by === BY_ROSTER ? "roster" : `${sign?.source}:${sign?.ref}`;
  return {
    covered: true,
    conclusion: outcome.conclusion,
    pendingReason: outcome.pendingReason,
    anchor: into.anchor[at],
    lastCertifiedOn: signed ? into.anchor[at] : undefined,
    lastCertifiedBy: SIGN_NUMBERS.codeOf(into.anchorKind[at] ?? 0),
    deadline: outcome.deadline,
    duties: outcome.duties,
    basis: columns.basisOf(into.basis[at] ?? 0),
    decidedBy: signed && outcome.isDecided ? [name] : [],
  };
}

for (const pack of [...PACKS, yunwanPack()]) {
  test(`${pack.id}: columns say what the rules say row by row, and leave little to them`, () => {
    const last = pack.validity.to ?? addMonths(pack.validity.from, 60);
    const settings = fc.integer({ min: pack.validity.from, max: last }).chain((asOf) =>
      someWindows(pack, asOf).map((windows) => ({
        asOf,
        windows,
        columns: new ColumnConclusions(pack, asOf, windows),
      })),
    );
    // What is remembered must serve later rosters too, so the same few settings come again.
    const few = fc.constantFrom(...fc.sample(settings, { numRuns: 12, seed: SEED }));
    let answered = 0;
    let plain = 0;
    fc.assert(
      fc.property(
        few.chain((setting) =>
          fc.tuple(
            fc.constant(setting),
            someRows(pack, setting.asOf),
            fc.integer({ min: 1, max: 9 }),
          ),
        ),
        ([{ asOf, windows, columns }, rows, stretch]) => {
          const [entitlements, standings] = columnsOf(pack, asOf, rows);
          const into = concludedColumns(stretch);
          for (let from = 0; from < rows.length; from += stretch) {
            const to = Math.min(rows.length, from + stretch);
            columns.conclude(entitlements, standings, from, to, into);
            for (let at = 0; at < to - from; at += 1) {
              const row = rows[from + at];
              assert.ok(row !== undefined);
              const standing = row.signs.reduce<Standing>(
                (held, sign) => foldSign(pack, asOf, held, sign),
                EMPTY_STANDING,
              );
              const isPlain = !row.signs.some(
                ({ kind }) => isLossSign(kind) || kind === "payment-failure",
              );
              if (isPlain) plain += 1;
              const answer = answerOf(columns, into, at, standing);
              if (answer === undefined) continue;
              if (isPlain) answered += 1;
              assert.deepEqual(
                answer,
                evaluateEntitlement(pack, row.facts, row.signs, asOf, windows),
              );
            }
          }
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
    // A clock that asks for more than the columns know leaves every covered row to the rules.
    const least = pack.clock.dependsOn === "facts" ? 0 : plain * 0.9;
    assert.ok(answered >= least, `only ${answered} of ${plain} plain rows were answered`);
  });
}
