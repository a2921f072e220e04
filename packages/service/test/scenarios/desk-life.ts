// Generated lives at a desk: what people of an agency, and a source or two, do to one person's case in
// whatever order, each on its day. Plain data, so that a failing life can be read and shrunk.

import fc from "fast-check";

import type { CaseEvent, Day, LossSign, Pack, SignKind } from "@lingdai/policy";
import { addMonths, dayAt, firstOfNextMonth, monthIndexOf } from "@lingdai/policy";

/** What happens, before its day and its staff are known. */
export interface Happening {
  readonly waitDays: number;
  /** Which of the staff at hand does it. */
  readonly staff: number;
  readonly what:
    | { readonly do: "observe"; readonly kind: SignKind; readonly daysAgo: number }
    | { readonly do: "event"; readonly event: CaseEvent["type"]; readonly result: number }
    | { readonly do: "settle-up" };
}

const SIGNS: readonly SignKind[] = [
  "rail-travel",
  "face-self",
  "hospital-stay",
  "payment-failure",
  "consular-certificate",
];
const LOSSES: readonly LossSign[] = ["death-cremation", "imprisonment", "missing-court-declared"];

export function someHappenings(options: {
  readonly losses: boolean;
  readonly staff: number;
}): fc.Arbitrary<readonly Happening[]> {
  const kinds = options.losses ? [...SIGNS, ...SIGNS, ...SIGNS, ...LOSSES] : SIGNS;
  const events: readonly CaseEvent["type"][] = [
    "certify",
    "review",
    "verify",
    "verify",
    ...(options.losses ? (["confirm-loss", "refute-loss", "refute-loss"] as const) : []),
    "unit",
    "maintain",
    "payment",
    "object",
    "apply",
    "approve",
    "approve",
    "approve",
    "announce",
    "public-objection",
    "resolve-objection",
  ];
  const what = fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("observe" as const),
        kind: fc.constantFrom(...kinds),
        daysAgo: fc.integer({ min: 0, max: 200 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("event" as const),
        event: fc.constantFrom(...events),
        result: fc.integer({ min: 0, max: options.losses ? 2 : 1 }),
      }),
    },
    { weight: 4, arbitrary: fc.constant({ do: "settle-up" as const }) },
  );
  return fc.array(
    fc.record({
      waitDays: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }) },
        { weight: 2, arbitrary: fc.integer({ min: 80, max: 130 }) },
      ),
      staff: fc.integer({ min: 0, max: options.staff - 1 }),
      what,
    }),
    { minLength: 12, maxLength: 20, size: "max" },
  );
}

/** The event of a happening as it would come on that day. */
export function eventOn(
  pack: Pack,
  type: CaseEvent["type"],
  result: number,
  day: Day,
): CaseEvent | undefined {
  const evidence = ["photo", "document", "mandate", "id-card"] as const;
  switch (type) {
    case "certify":
      return {
        type,
        kind: "counter",
        occurredOn: day,
        evidence,
        result: result === 1 && pack.display !== undefined ? "failed" : "passed",
      };
    case "review":
      return { type, result: result === 1 ? "reject" : "accept" };
    case "verify": {
      const results = ["eligible", "unreachable", "lost"] as const;
      return { type, entitlement: 0, result: results[result] ?? "eligible", refutes: [], evidence };
    }
    case "confirm-loss":
      return { type, entitlement: 0, kind: "death-cremation", occurredOn: day - result * 30 };
    case "refute-loss":
      return { type };
    case "unit":
      return { type, entitlement: 0, result: result === 1 ? "fail" : "pass" };
    case "maintain":
      return { type, renewed: ["phone", "account"] };
    case "payment":
      return { type, entitlement: 0, result: "failed", month: monthIndexOf(day) - result };
    case "object":
    case "public-objection":
      return { type, entitlement: 0 };
    case "apply":
    case "approve": {
      const actions = ["resume", "backpay", "terminate"] as const;
      const action = actions[result] ?? "resume";
      return { type: "apply", entitlement: 0, action, wasTerminated: false };
    }
    case "announce":
      return {
        type,
        window: { from: day + 20, to: addMonths(day, 2), frequencyMonths: 12 },
      };
    case "resolve-objection":
      return { type, entitlement: 0, result: "eligible" };
    case "observe":
    case "transfer":
    case "edit":
      return undefined;
  }
}

/** Where a life begins: in force everywhere, and Weihai's rules have years before them. */
export const LIFE_BEGINS = firstOfNextMonth(dayAt("2022-12-12"));
