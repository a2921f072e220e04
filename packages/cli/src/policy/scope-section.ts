// Who is covered and which losses end which benefit, found by asking the pack about every insurance,
// kind and relationship. Knows no region.

import { BENEFIT_KINDS, INSURANCES, LOSS_SIGNS, RELATIONSHIPS, lossGroupOf } from "@lingdai/policy";
import type {
  BenefitKind,
  Insurance,
  LossGroup,
  LossSign,
  Pack,
  Relationship,
} from "@lingdai/policy";

import { LOSS_GROUPS } from "./decision-words.ts";
import { enumerate, groupedRows, sayIn, table } from "./document-parts.ts";
import type { Block, Language, Section } from "./document-parts.ts";

/** A kind of benefit of one insurance. */
export interface CoveredKind {
  readonly insurance: Insurance;
  readonly kind: BenefitKind;
}

export function coveredKinds(pack: Pack): readonly CoveredKind[] {
  return (Object.keys(INSURANCES) as Insurance[]).flatMap((insurance) =>
    (Object.keys(BENEFIT_KINDS) as BenefitKind[])
      .filter((kind) => pack.covers(insurance, kind))
      .map((kind) => ({ insurance, kind })),
  );
}

export function scopeSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const covered = coveredKinds(pack);
  const insurances = Object.keys(INSURANCES) as Insurance[];
  return {
    id: "scope",
    title: say({ zh: "适用人员", en: "Who is covered" }),
    blocks: [
      table(
        [say({ zh: "险种", en: "Insurance" }), say({ zh: "待遇", en: "Benefits" })],
        groupedRows(
          language,
          insurances.map((insurance) => {
            const kinds = covered.filter((each) => each.insurance === insurance);
            return [say(INSURANCES[insurance]), kindsInWords(kinds, language)];
          }),
        ),
      ),
    ],
  };
}

function kindsInWords(kinds: readonly CoveredKind[], language: Language): string {
  const say = sayIn(language);
  if (kinds.length === 0) return say({ zh: "不适用", en: "not covered" });
  if (kinds.length === Object.keys(BENEFIT_KINDS).length) {
    return say({ zh: "全部待遇", en: "every kind of benefit" });
  }
  return enumerate(
    language,
    kinds.map(({ kind }) => say(BENEFIT_KINDS[kind])),
  );
}

export function lossSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const blocks: Block[] = [
    table(
      [say({ zh: "丧失情形", en: "Loss" }), say({ zh: "对哪些待遇适用", en: "Counts for" })],
      groupedRows(
        language,
        (Object.keys(LOSS_GROUPS) as LossGroup[]).map((group) => [
          groupInWords(pack, group, language),
          lossInWords(pack, group, language),
        ]),
      ),
    ),
  ];
  return { id: "losses", title: say({ zh: "丧失资格", en: "Losing entitlement" }), blocks };
}

/** The group, with those of its signs that alone count where not all of them do. */
function groupInWords(pack: Pack, group: LossGroup, language: Language): string {
  const say = sayIn(language);
  const kinds = (Object.keys(LOSS_SIGNS) as LossSign[]).filter(
    (kind) => lossGroupOf(kind) === group,
  );
  const counted = kinds.filter((kind) => !pack.unknownLosses.has(kind));
  const name = say(LOSS_GROUPS[group]);
  if (counted.length === kinds.length) return name;
  const list = enumerate(
    language,
    counted.map((kind) => say(LOSS_SIGNS[kind])),
  );
  return say({ zh: `${name}（只算${list}）`, en: `${name} (${list} only)` });
}

/** Whether a birthday can end a benefit here. */
export function hasComingOfAge(pack: Pack): boolean {
  return coveredKinds(pack).some(({ kind }) =>
    pack.dependantLossApplies("came-of-age", kind, "child", "none"),
  );
}

const GROUPS_OF_DEPENDANTS: ReadonlySet<LossGroup> = new Set<LossGroup>([
  "adopted",
  "remarried",
  "employed",
  "enlisted",
  "came-of-age",
]);

function lossInWords(pack: Pack, group: LossGroup, language: Language): string {
  const say = sayIn(language);
  const covered = coveredKinds(pack);
  if (!GROUPS_OF_DEPENDANTS.has(group)) {
    const exempt =
      group === "imprisonment"
        ? covered.filter(
            ({ insurance, kind }) =>
              insurance === "work-injury" && pack.imprisonmentExempt.has(kind),
          )
        : [];
    if (exempt.length === 0) return say({ zh: "全部待遇", en: "every benefit" });
    const list = kindsInWords(exempt, language);
    return say({
      zh: `除工伤的${list}外全部待遇`,
      en: `every benefit but, of work injury, ${list}`,
    });
  }
  const byKind = [...new Set(covered.map(({ kind }) => kind))].flatMap((kind) => {
    const relationships = (Object.keys(RELATIONSHIPS) as Relationship[]).filter((relationship) =>
      pack.dependantLossApplies(group, kind, relationship, "none"),
    );
    if (relationships.length === 0) return [];
    const everybody = relationships.length === Object.keys(RELATIONSHIPS).length;
    const whose = everybody
      ? say({ zh: "各种亲属关系", en: "every relationship" })
      : enumerate(
          language,
          relationships.map((each) => say(RELATIONSHIPS[each])),
        );
    return [
      say({
        zh: `${say(BENEFIT_KINDS[kind])}（${whose}）`,
        en: `${say(BENEFIT_KINDS[kind])} (${whose})`,
      }),
    ];
  });
  return byKind.length === 0
    ? say({ zh: "不适用", en: "counts for none" })
    : enumerate(language, byKind);
}
