// Which clauses a scenario says that it shows: those at the head of its name (`SC 8, 35 a ...`,
// `WH 8.4 to 8.6 a ...`) and those that it expects as a basis. Runs nothing.

import type { Citation, Scenario } from "@lingdai/policy";

const NUMBER = String.raw`A?\d+(?:\.\d+)*`;

export function clausesMentioned(scenario: Scenario, prefix: string): ReadonlySet<Citation> {
  const expected = scenario.steps.flatMap((step) =>
    step.type === "expect" ? (step.expected.basis ?? []) : [],
  );
  return new Set([...clausesInName(scenario.name, prefix), ...expected]);
}

/** The clauses that a name gives after the regulation's prefix. */
export function clausesInName(name: string, prefix: string): readonly Citation[] {
  const lists = new RegExp(
    `\\b${prefix} (${NUMBER}(?:(?:, | and | to )${NUMBER})*)(?![\\d.]*\\d)`,
    "g",
  );
  return [...name.matchAll(lists)].flatMap(([, list = ""]) =>
    list
      .split(/, | and /)
      .flatMap((part) => between(part.split(" to ")))
      .map((number) => `${prefix} ${number}`),
  );
}

/** `8.4 to 8.6` are three clauses below one article. */
function between([first = "", last]: readonly string[]): readonly string[] {
  if (last === undefined) return [first];
  const cut = first.lastIndexOf(".") + 1;
  const [from, to] = [Number(first.slice(cut)), Number(last.slice(cut))];
  return Array.from({ length: to - from + 1 }, (_, at) => `${first.slice(0, cut)}${from + at}`);
}
