// Whose losses count for dependants and survivors (DOMAIN D4), as a table for the packs.

import type { BenefitKind, Incapacity, LossGroup, Relationship } from "./codes.ts";

export interface DependantRule {
  readonly groups: ReadonlySet<LossGroup>;
  readonly kinds: ReadonlySet<BenefitKind>;
  /** Absent: every relationship, but not an empty one. */
  readonly relationships?: ReadonlySet<Relationship>;
}

const MINORS: ReadonlySet<Relationship> = new Set<Relationship>(["child", "grandchild", "sibling"]);
const SPOUSE: ReadonlySet<Relationship> = new Set<Relationship>(["spouse"]);
const DEPENDANT_PENSION: ReadonlySet<BenefitKind> = new Set<BenefitKind>(["dependant-pension"]);

/** SC 13.2: remarriage ends a spouse's pension, the others a child's, grandchild's, sibling's. */
export const DEPENDANT_RULES: readonly DependantRule[] = [
  { groups: new Set<LossGroup>(["remarried"]), kinds: DEPENDANT_PENSION, relationships: SPOUSE },
  {
    groups: new Set<LossGroup>(["adopted", "employed", "enlisted", "came-of-age"]),
    kinds: DEPENDANT_PENSION,
    relationships: MINORS,
  },
];

/** Full incapacity keeps a dependant entitled beyond the 18th birthday. */
export function dependantLosses(
  rules: readonly DependantRule[],
): (
  group: LossGroup,
  kind: BenefitKind,
  relationship: Relationship | undefined,
  incapacity: Incapacity | undefined,
) => boolean {
  return (group, kind, relationship, incapacity) => {
    // An empty relationship fits none of them, anywhere.
    if (relationship === undefined) return false;
    if (group === "came-of-age" && incapacity === "full") return false;
    return rules.some(
      (rule) =>
        rule.groups.has(group) &&
        rule.kinds.has(kind) &&
        (rule.relationships === undefined || rule.relationships.has(relationship)),
    );
  };
}
