// By which methods people are certified under a pack, what must be handed in, and when it counts:
// found by asking the pack about every sign of life. Knows no region.

import { LIFE_SIGNS, PAPERS, dayOf, formatDay } from "@lingdai/policy";
import type { EvidenceNeed, Label, LifeSign, Pack, SignKind } from "@lingdai/policy";

import { EVIDENCE_KINDS } from "./decision-words.ts";
import { bullets, enumerate, sayIn, table } from "./document-parts.ts";
import type { Language, Section } from "./document-parts.ts";
import { exampleDates } from "./example-dates.ts";

/** What records and apps say by themselves: nobody hands anything in for them. */
const WITHOUT_A_CLERK: ReadonlySet<SignKind> = new Set<SignKind>([
  "rail-travel",
  "air-travel",
  "hospital-stay",
  "hospital-discharge",
  "health-checkup",
  "border-crossing",
  "offsite-assist",
  "face-self",
  "face-on-behalf",
  "consular-app",
  "info-maintenance",
  "released",
  "returned",
  "other-life",
]);

export function evidenceSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const rows = new Map<string, LifeSign[]>();
  for (const kind of Object.keys(LIFE_SIGNS) as LifeSign[]) {
    const key = JSON.stringify([
      say(evidenceInWords(pack, kind, language)),
      say(effectInWords(pack, kind)),
    ]);
    rows.set(key, [...(rows.get(key) ?? []), kind]);
  }
  return {
    id: "methods",
    title: say({ zh: "认证方式与佐证", en: "Methods and evidence" }),
    blocks: [
      table(
        [
          say({ zh: "方式或信息", en: "Method or record" }),
          say({ zh: "须交的佐证", en: "Evidence" }),
          say({ zh: "生效", en: "Counts" }),
        ],
        [...rows].map(([key, kinds]) => [
          enumerate(
            language,
            kinds.map((kind) => say(LIFE_SIGNS[kind])),
          ),
          ...(JSON.parse(key) as readonly string[]),
        ]),
      ),
      bullets(besides(pack, language).map(say)),
    ],
  };
}

function isAccepted(pack: Pack, kind: LifeSign): boolean {
  if (pack.refusedMethods.has(kind)) return false;
  return kind !== "info-maintenance" || pack.maintenanceIsSign;
}

function evidenceInWords(pack: Pack, kind: LifeSign, language: Language): Label {
  if (!isAccepted(pack, kind)) return { zh: "—", en: "—" };
  if (WITHOUT_A_CLERK.has(kind)) return { zh: "不需要", en: "none" };
  return needInWords(pack.evidence.certify(kind), language);
}

/** Any of a group will do, all groups are needed. */
function needInWords(need: EvidenceNeed, language: Language): Label {
  const say = sayIn(language);
  if (need.length === 0) return { zh: "不需要", en: "none" };
  const groups = need.map((kinds) => kinds.map((kind) => say(EVIDENCE_KINDS[kind])));
  return {
    zh: groups.map((kinds) => kinds.join("或")).join("，以及"),
    en: groups.map((kinds) => kinds.join(" or ")).join(", and "),
  };
}

function effectInWords(pack: Pack, kind: LifeSign): Label {
  if (!isAccepted(pack, kind))
    return { zh: "不接受，或没有作用", en: "refused, or without effect" };
  const arrivedOn = dayOf(exampleDates(pack).year, 3, 15);
  const countsOn = pack.countsFrom?.(kind, arrivedOn) ?? arrivedOn;
  if (countsOn > arrivedOn) {
    const [arrived, counts] = [formatDay(arrivedOn), formatDay(countsOn)];
    return {
      zh: `要等待（例：${arrived} 到达，${counts} 生效）`,
      en: `waits (example: arrived on ${arrived}, counts from ${counts})`,
    };
  }
  if (pack.reviewsCertifications && !WITHOUT_A_CLERK.has(kind)) {
    return {
      zh: "初审、复核通过后，从发生之日起算",
      en: "after first and second review, from the day it occurred",
    };
  }
  if (PAPERS.has(kind) && pack.paperValidityMonths !== undefined) {
    const months = pack.paperValidityMonths;
    return {
      zh: `到达即生效，自出具之日起 ${months} 个月内有效`,
      en: `on arrival, valid for ${months} months from its date`,
    };
  }
  return { zh: "到达即生效，从发生之日起算", en: "on arrival, from the day it occurred" };
}

function besides(pack: Pack, language: Language): readonly Label[] {
  const need = needInWords(pack.evidence.verifyEligible, language);
  const lines: Label[] = [
    {
      zh: `核实任务作出“具备资格”的结论：${need.zh === "不需要" ? "不需要佐证" : `须有${need.zh}`}，当日生效。`,
      en: `A verification as entitled: evidence ${need.en}; it counts that day.`,
    },
    {
      zh: "买药、门诊、刷社保卡和户籍状态正常都不是生存信息。",
      en: "Medicines, out-patient bills, card payments and a normal register entry are no signs of life.",
    },
  ];
  if (pack.display !== undefined) {
    const shown = [...pack.display.kinds].flatMap((kind) =>
      kind in LIFE_SIGNS ? [LIFE_SIGNS[kind as LifeSign]] : [],
    );
    const { days } = pack.display;
    lines.push({
      zh: `公示的结果：${enumerate(
        "zh",
        shown.map(({ zh }) => zh),
      )}，公示当日起至其后第 ${days} 天（含）。`,
      en: `Displayed to the public: ${enumerate(
        "en",
        shown.map(({ en }) => en),
      )}, from its day to the ${days}th after it.`,
    });
  }
  if (pack.unit.decides) {
    lines.push({
      zh: "单位可认定“通过”或“不通过”；“通过”须联系电话和两个地址齐全。",
      en: "The unit passes or fails people; a pass needs phone and both addresses.",
    });
  }
  return lines;
}
