// How a case file is kept between two steps: plain JSON that omits whatever equals an untouched
// file, so that most people cost nothing. Days and months stay integers, sets become lists. What
// has a home of its own (person, grants, windows, holds, opening day) is not in it: the reader
// brings a file opened from those. Knows no database.

import { NO_APPLICATIONS } from "./high-risk-approval.ts";
import type { Applications, HighRiskAction } from "./high-risk-approval.ts";
import type { CaseFile, EntitlementFile, Grant, PersonData } from "./case-file.ts";
import type { Payments } from "./payments.ts";
import { openCaseFile } from "./case-file.ts";
import type { Start } from "./protection.ts";
import type { Day } from "../civil-date.ts";
import type { LossGroup } from "../codes.ts";
import type { Refutation } from "../facts.ts";
import type { Pack } from "../pack.ts";

/** A file that nothing has happened to is stored as nothing at all. */
export interface StoredCaseFile {
  readonly signs?: CaseFile["signs"];
  readonly submissions?: CaseFile["submissions"];
  readonly sequence?: number;
  /** By number, with the fields that differ; `null` where an untouched one has a value. */
  readonly entitlements?: Readonly<Record<string, StoredEntitlement>>;
}

type Kept = Omit<EntitlementFile, "grant">;
type StoredEntitlement = {
  readonly [Key in keyof Kept]?: StoredField<Key> | null;
};
type StoredField<Key extends keyof Kept> = Key extends "refutations"
  ? readonly (Omit<Refutation, "groups"> & { readonly groups: readonly LossGroup[] })[]
  : Key extends "applications"
    ? Omit<Applications, "open"> & { readonly open: readonly HighRiskAction[] }
    : Key extends "payments"
      ? Omit<Payments, "failedMonths"> & { readonly failedMonths: readonly number[] }
      : Kept[Key];

/**
 * The file of somebody to whom nothing has happened: opened, and found eligible in the run of that
 * day. The run of the opening day leaves the same file whether it meets this one or one just opened.
 */
export function untouchedCaseFile(
  pack: Pack,
  person: PersonData,
  grants: readonly Grant[],
  openedOn: Day,
  start: Start = "running",
): CaseFile {
  const opened = openCaseFile(person, grants, openedOn, start);
  return {
    ...opened,
    entitlements: opened.entitlements.map((each) => untouchedEntitlement(pack, each, openedOn)),
  };
}

/** One more entitlement of a file, as the run of that day would leave it if nothing is due. */
export function untouchedEntitlement(
  pack: Pack,
  opened: EntitlementFile,
  openedOn: Day,
): EntitlementFile {
  const { insurance, kind } = opened.grant;
  if (!pack.covers(insurance, kind)) return opened;
  return { ...opened, concluded: { conclusion: "eligible" }, eligibleSince: openedOn };
}

/** Undefined where nothing differs from the untouched file. */
export function storeCaseFile(file: CaseFile, untouched: CaseFile): StoredCaseFile | undefined {
  const entitlements = file.entitlements.flatMap((entitlement, number) => {
    const stored = storeEntitlement(entitlement, untouched.entitlements[number]);
    return stored === undefined ? [] : [[String(number), stored] as const];
  });
  const stored: StoredCaseFile = {
    ...(file.signs.length > 0 && { signs: file.signs }),
    ...(file.submissions.length > 0 && { submissions: file.submissions }),
    ...(file.sequence > 0 && { sequence: file.sequence }),
    ...(entitlements.length > 0 && { entitlements: Object.fromEntries(entitlements) }),
  };
  return Object.keys(stored).length === 0 ? undefined : stored;
}

/** The file that `storeCaseFile` was given, from the untouched file of the same person. */
export function restoreCaseFile(
  stored: StoredCaseFile | null | undefined,
  untouched: CaseFile,
): CaseFile {
  if (stored === null || stored === undefined) return untouched;
  return {
    ...untouched,
    signs: stored.signs ?? [],
    submissions: stored.submissions ?? [],
    sequence: stored.sequence ?? 0,
    entitlements: untouched.entitlements.map((entitlement, number) =>
      restoreEntitlement(stored.entitlements?.[number], entitlement),
    ),
  };
}

function storeEntitlement(
  entitlement: EntitlementFile,
  untouched: EntitlementFile | undefined,
): StoredEntitlement | undefined {
  const fields = new Set([...Object.keys(untouched ?? {}), ...Object.keys(entitlement)]);
  fields.delete("grant");
  const stored: Record<string, unknown> = {};
  for (const field of fields as ReadonlySet<keyof Kept>) {
    const value = entitlement[field];
    if (isSameValue(value, untouched?.[field])) continue;
    stored[field] = value === undefined ? null : withoutSets(value);
  }
  return Object.keys(stored).length === 0 ? undefined : stored;
}

function restoreEntitlement(
  stored: StoredEntitlement | undefined,
  untouched: EntitlementFile,
): EntitlementFile {
  if (stored === undefined) return untouched;
  const { refutations, applications, payments, ...plain } = stored;
  const fields: Record<string, unknown> = { ...untouched, ...plain };
  for (const field of Object.keys(plain)) if (fields[field] === null) fields[field] = undefined;
  return {
    ...(fields as unknown as EntitlementFile),
    refutations: (refutations ?? []).map((each) => ({ ...each, groups: new Set(each.groups) })),
    applications:
      applications === null || applications === undefined
        ? NO_APPLICATIONS
        : { ...applications, open: new Set(applications.open) },
    payments:
      payments === null || payments === undefined
        ? untouched.payments
        : { ...payments, failedMonths: new Set(payments.failedMonths) },
  };
}

function withoutSets(value: unknown): unknown {
  if (value instanceof Set) return [...value];
  if (Array.isArray(value)) return value.map(withoutSets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutSets(each)]));
}

/** Whether two values of a case file say the same; what is absent and undefined is one. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (left === null || right === null) return false;
  if (left instanceof Set || right instanceof Set) {
    return (
      left instanceof Set &&
      right instanceof Set &&
      left.size === right.size &&
      left.isSubsetOf(right)
    );
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && isSameList(left, right);
  }
  const [a, b] = [left as Record<string, unknown>, right as Record<string, unknown>];
  for (const key in a) {
    const [one, other] = [a[key], b[key]];
    if (one !== other && !isSameValue(one, other)) return false;
  }
  for (const key in b) if (a[key] === undefined && b[key] !== undefined) return false;
  return true;
}

function isSameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  if (left.length !== right.length) return false;
  // By place: `for in` would make a text of every index.
  for (let at = 0; at < left.length; at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one !== other && !isSameValue(one, other)) return false;
  }
  return true;
}
