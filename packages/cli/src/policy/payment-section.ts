// When payment is suspended, stopped and resumed under a pack, each with its clauses. What applies
// and when is read from the pack and its clock. Knows no region.

import { dayOf, formatDay } from "@lingdai/policy";
import type {
  Label,
  LossSign,
  Pack,
  ResumptionCause,
  StopCause,
  SuspensionCause,
} from "@lingdai/policy";

import { RESUMPTION_CAUSES, STOP_CAUSES, SUSPENSION_CAUSES } from "./decision-words.ts";
import { bullets, sayIn, subheading, table } from "./document-parts.ts";
import type { Block, Language, Section } from "./document-parts.ts";
import { exampleDates } from "./example-dates.ts";
import { hasComingOfAge } from "./scope-section.ts";
import { suspendsForLapse } from "./cycle-section.ts";

/** A cause and when it takes effect; undefined: it does not exist here. */
type When<Cause extends string> = Readonly<Record<Cause, Label | undefined>>;

export function paymentSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const { cites } = pack;
  return {
    id: "payment",
    title: say({ zh: "暂停、停发、恢复", en: "Suspension, stop, resumption" }),
    blocks: [
      subheading(say({ zh: "暂停", en: "Suspension" })),
      causeTable(language, SUSPENSION_CAUSES, suspensions(pack), (cause) =>
        EXAMPLE_LOSSES.flatMap((kind) => cites.suspension(cause, kind)),
      ),
      bullets(besides(pack).map(say)),
      subheading(say({ zh: "停发", en: "Stop" })),
      causeTable(language, STOP_CAUSES, stops(pack), (cause) =>
        EXAMPLE_LOSSES.flatMap((kind) => cites.stop(cause, kind)),
      ),
      subheading(say({ zh: "恢复", en: "Resumption" })),
      causeTable(language, RESUMPTION_CAUSES, resumptions(pack), cites.resumption),
    ],
  };
}

/** A loss of each kind that clauses tell apart. */
const EXAMPLE_LOSSES: readonly (LossSign | undefined)[] = [undefined, "death-population-register"];

function causeTable<Cause extends string>(
  language: Language,
  labels: Readonly<Record<Cause, Label>>,
  when: When<Cause>,
  citesOf: (cause: Cause) => readonly string[],
): Block {
  const say = sayIn(language);
  return table(
    [
      say({ zh: "原因", en: "Cause" }),
      say({ zh: "何时", en: "When" }),
      say({ zh: "依据", en: "Clauses" }),
    ],
    (Object.keys(labels) as Cause[]).flatMap((cause) => {
      const words = when[cause];
      if (words === undefined) return [];
      const clauses = [...new Set(citesOf(cause))];
      return [[say(labels[cause]), say(words), clauses.join(say({ zh: "、", en: ", " }))]];
    }),
  );
}

function suspensions(pack: Pack): When<SuspensionCause> {
  const { suspension, display, unit } = pack;
  const lapses = suspendsForLapse(pack);
  const workingDays = pack.failedCertificationSuspendsAfterWorkingDays;
  const failures = suspension.paymentFailureMonths;
  return {
    lapse: lapses ? { zh: "见“认证周期”的例子", en: "see the examples of the cycle" } : undefined,
    conflict: lapses ? conflictWords(pack) : undefined,
    "loss-found":
      suspension.lossFromData.order === "suspend-first"
        ? { zh: "信息到达当日", en: "on arrival" }
        : undefined,
    "loss-unanswered": unansweredWords(pack),
    "came-of-age": hasComingOfAge(pack)
      ? { zh: "十八周岁生日当日", en: "on the 18th birthday" }
      : undefined,
    unreachable: suspension.unreachableOnlyAfterDeadline
      ? { zh: "截止日期以后，核实当日", en: "after the deadline, on that day" }
      : { zh: "核实当日", en: "on that day" },
    "payment-failures":
      failures === undefined
        ? undefined
        : {
            zh: `连续第 ${failures} 个月失败当日`,
            en: `with the failure of the ${failures}th month`,
          },
    "unit-fail": unit.decides ? { zh: "次月一日", en: "on the 1st of the next month" } : undefined,
    "failed-certification":
      workingDays === undefined || unit.decides ? undefined : workingDayWords(workingDays),
    "public-objection":
      display === undefined ? undefined : workingDayWords(display.suspendAfterWorkingDays),
  };
}

/** What else belongs to a suspension here. */
function besides(pack: Pack): readonly Label[] {
  const { suspension } = pack;
  const lines: Label[] = [
    {
      zh: "数据中的丧失和矛盾只会暂停和上报，停发一定要由人确认。",
      en: "A loss from records, or a conflict, suspends and escalates at most: a stop for it takes a person.",
    },
  ];
  if (!suspendsForLapse(pack)) {
    lines.unshift({
      zh: "期满没有认证本身不暂停，只转待核实。",
      en: "Time alone suspends nobody; it only makes people pending.",
    });
  }
  if (suspension.needsReminder) {
    lines.push({
      zh: "没有按时提醒过的周期，期满不暂停。",
      en: "Where no reminder went out in time, the lapse of that cycle suspends nobody.",
    });
  }
  if (suspension.investigateAfterMonths !== undefined) {
    const months = suspension.investigateAfterMonths;
    lines.push({
      zh: `暂停满 ${months} 个月的次日，由社保经办机构开调查任务查明情况。`,
      en: `The day after ${months} months of suspension the agency gets a task to find out.`,
    });
  }
  return lines;
}

function workingDayWords(days: number): Label {
  return {
    zh: `之后第 ${days} 个工作日，除非事先解决`,
    en: `on working day ${days} after it, unless settled`,
  };
}

function conflictWords(pack: Pack): Label {
  return pack.suspension.conflictWaitsForTask
    ? {
        zh: "截止日期与首个核实任务期限中较晚者的次日",
        en: "the day after the later of the deadline and the first task's due date",
      }
    : { zh: "与逾期相同", en: "as for a lapse" };
}

function unansweredWords(pack: Pack): Label | undefined {
  const rule = pack.suspension.lossFromData;
  if (rule.order !== "confirm-first") return undefined;
  const arrivedOn = dayOf(exampleDates(pack).year, 3, 15);
  const [arrived, suspended] = [formatDay(arrivedOn), formatDay(rule.unansweredOn(arrivedOn))];
  return {
    zh: `例：${arrived} 到达，一直无人确认，${suspended} 暂停`,
    en: `example: arrived on ${arrived}, unanswered, suspended on ${suspended}`,
  };
}

function stops(pack: Pack): When<StopCause> {
  const months = pack.suspension.stopAfterMonths;
  return {
    "loss-confirmed": {
      zh: "人工确认当日；死亡的同时锁定档案",
      en: "on the day a person confirms it; a death also locks the record",
    },
    "no-objection":
      months === undefined
        ? undefined
        : { zh: `暂停满 ${months} 个月的次日`, en: `the day after ${months} months of suspension` },
    "unit-termination": pack.unit.terminatesDirectly
      ? { zh: "第三人签字当日", en: "on the third signature" }
      : undefined,
  };
}

function resumptions(pack: Pack): When<ResumptionCause> {
  const { resumption } = pack;
  return {
    signed: SIGNED[resumption.signed],
    "signed-after-termination": resumption.terminatedByCityOnly
      ? { zh: "第三人签字当日，只能由市（州）办理", en: "on the third signature, by the city only" }
      : undefined,
    "by-itself": resumption.lapseResumesByItself
      ? { zh: "认证后的次月一日", en: "on the 1st after the certification" }
      : undefined,
    "objection-resolved":
      pack.display === undefined
        ? undefined
        : { zh: "查明当日，不用签字", en: "that day, without signatures" },
  };
}

const SIGNED: Readonly<Record<Pack["resumption"]["signed"], Label>> = {
  "at-once": { zh: "第三人签字当日", en: "on the third signature" },
  "first-after-certification": {
    zh: "认证后的次月一日；签字更晚的，第三人签字当日",
    en: "on the 1st after the certification, or on the third signature if that is later",
  },
  "first-after-signature": {
    zh: "第三人签字后的次月一日",
    en: "on the 1st after the third signature",
  },
};
