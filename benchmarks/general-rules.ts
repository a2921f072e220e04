// The four conclusions as rules of json-rules-engine, so that readers see why the batch does not
// work that way. It gets an easier task than the others: cycle and losses are worked out for it.

import { Engine } from "json-rules-engine";

/** What is worked out beforehand about one row. */
export interface WorkedOut {
  readonly hasLoss: boolean;
  readonly isInConflict: boolean;
  readonly asOf: number;
  /** The first day on which nothing certifies the row any more. */
  readonly pendingFrom: number;
}

/** Conclusions a second over some rows. */
export async function rateOfGeneralRules(rows: readonly WorkedOut[]): Promise<number> {
  const engine = new Engine();
  const isTrue = (fact: string, value: boolean) => ({ fact, operator: "equal", value });
  const before = (operator: string) => ({
    fact: "asOf",
    operator,
    value: { fact: "pendingFrom" },
  });
  const rules = [
    ["lost", [isTrue("hasLoss", true), isTrue("isInConflict", false)]],
    ["conflict", [isTrue("isInConflict", true)]],
    [
      "no-sign",
      [isTrue("hasLoss", false), isTrue("isInConflict", false), before("greaterThanInclusive")],
    ],
    ["eligible", [isTrue("hasLoss", false), isTrue("isInConflict", false), before("lessThan")]],
  ] as const;
  for (const [type, all] of rules) {
    engine.addRule({ conditions: { all: [...all] }, event: { type } });
  }
  const begun = process.cpuUsage();
  for (const row of rows) {
    const { events } = await engine.run({ ...row });
    if (events.length !== 1) throw new Error(`${events.length} conclusions about one row`);
  }
  const { user, system } = process.cpuUsage(begun);
  return rows.length / ((user + system) / 1e6);
}
