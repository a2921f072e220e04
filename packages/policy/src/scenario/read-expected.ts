// Reads what a scenario expects of one entitlement. A key that nobody knows is a fault:
// an expectation that is never compared would pass for ever.

import type { Expected } from "./scenario.ts";
import type { FieldPath, Fields } from "./scenario-fields.ts";
import { ScenarioFault, fieldsOf, listOf, refuseStrangers } from "./scenario-fields.ts";

const TEXT_KEYS = ["conclusion", "pendingReason", "status", "stopReason", "band"] as const;
const OTHER_KEYS = [
  "deadline",
  "task",
  "notices",
  "basis",
  "locked",
  "backpayMonths",
  "refused",
  "entitlement",
] as const;

export function readExpected(value: unknown, path: FieldPath): Expected {
  const fields = fieldsOf(value, path);
  refuseStrangers(fields, path, [...TEXT_KEYS, ...OTHER_KEYS]);
  const empty = fields.keys.find((key) => fields.optional(key) === undefined);
  if (empty !== undefined) throw new ScenarioFault([...path, empty], `“${empty}”后面没有写值`);
  const texts = Object.fromEntries(
    TEXT_KEYS.flatMap((key) => {
      const text = fields.optionalText(key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
  return {
    ...texts,
    ...deadlineIn(fields),
    ...taskIn(fields, path),
    ...textsIn(fields, path, "notices"),
    ...textsIn(fields, path, "basis"),
    ...lockedIn(fields, path),
    ...backpayIn(fields, path),
    ...refusedIn(fields, path),
  };
}

function deadlineIn(fields: Fields): Pick<Expected, "deadline"> {
  const text = fields.optionalText("deadline");
  if (text === undefined) return {};
  // A date that does not exist could never be met.
  if (text !== "none") fields.day("deadline");
  return { deadline: text };
}

function taskIn(fields: Fields, path: FieldPath): Pick<Expected, "task"> {
  const value = fields.optional("task");
  if (value === undefined) return {};
  if (value === "none") return { task: "none" };
  const task = fieldsOf(value, [...path, "task"]);
  refuseStrangers(task, [...path, "task"], ["to", "due"]);
  task.optionalDay("due");
  const [to, due] = [task.optionalText("to"), task.optionalText("due")];
  return { task: { ...(to === undefined ? {} : { to }), ...(due === undefined ? {} : { due }) } };
}

function textsIn(
  fields: Fields,
  path: FieldPath,
  key: "notices" | "basis",
): Pick<Expected, "notices" | "basis"> {
  const value = fields.optional(key);
  if (value === undefined) return {};
  const texts = listOf(value === "none" ? [] : value, [...path, key]).map(String);
  return key === "notices" ? { notices: texts } : { basis: texts };
}

function lockedIn(fields: Fields, path: FieldPath): Pick<Expected, "locked"> {
  const value = fields.optional("locked");
  if (value === undefined) return {};
  if (typeof value !== "boolean") {
    throw new ScenarioFault([...path, "locked"], "“locked”应是 true 或 false");
  }
  return { locked: value };
}

function backpayIn(fields: Fields, path: FieldPath): Pick<Expected, "backpayMonths"> {
  const value = fields.optional("backpayMonths");
  if (value === undefined) return {};
  if (typeof value === "number") return { backpayMonths: value };
  const months = value === "none" ? [] : value;
  return { backpayMonths: listOf(months, [...path, "backpayMonths"]).map(String) };
}

function refusedIn(fields: Fields, path: FieldPath): Pick<Expected, "refused"> {
  const value = fields.optional("refused");
  if (value === undefined) return {};
  if (value === false || typeof value === "string") return { refused: value };
  throw new ScenarioFault([...path, "refused"], "“refused”应是拒绝代码或 false");
}
