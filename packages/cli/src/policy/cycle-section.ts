// The certification cycle as worked examples with dates, found by asking the pack's own clock.
// Knows no region.

import {
  BENEFIT_KINDS,
  INSURANCES,
  addMonths,
  dayOf,
  formatDay,
  wholeMonthsBetween,
} from "@lingdai/policy";
import type { Day, EntitlementFacts, Label, Pack } from "@lingdai/policy";

import { enumerate, paragraph, sayIn, subheading, table } from "./document-parts.ts";
import type { Block, Language, Section } from "./document-parts.ts";
import { exampleDates } from "./example-dates.ts";
import { coveredKinds } from "./scope-section.ts";
import type { CoveredKind } from "./scope-section.ts";

interface Example {
  readonly name: Label;
  readonly since: Day;
  readonly certifiedOn?: Day;
}

export function cycleSection(pack: Pack, language: Language): Section {
  const say = sayIn(language);
  const { window } = exampleDates(pack);
  const groups = groupsWithOneCycle(pack);
  const blocks: Block[] = [];
  if (window !== undefined) {
    const [announced, from, to] = [window.announcedOn ?? window.from, window.from, window.to].map(
      formatDay,
    );
    blocks.push(
      paragraph(
        say({
          zh: `例：经办机构 ${announced} 公告认证期 ${from} 至 ${to}，频率 ${window.frequencyMonths} 个月。`,
          en: `Example: on ${announced} the agency announces a window from ${from} to ${to}, frequency ${window.frequencyMonths} months.`,
        }),
      ),
    );
  }
  for (const { kinds, rows } of groups) {
    if (groups.length > 1) blocks.push(subheading(namesOf(kinds, language)));
    blocks.push(lengthOf(pack, kinds, language));
    // What never happens here needs no column.
    const shown = COLUMNS.map((label, at) => ({ label, at })).filter(({ at }) =>
      groups.some((group) => group.rows.some((row) => isTelling(row, at))),
    );
    blocks.push(
      table(
        [say({ zh: "例子", en: "Example" }), ...shown.map(({ label }) => say(label))],
        rows.map(({ example, days }) => [
          say(example.name),
          ...shown.map(({ at }) => dayInWords(days[at])),
        ]),
      ),
    );
  }
  if (pack.clock.usesWindows) blocks.push(paragraph(say(NOT_DUE)));
  if (!suspendsForLapse(pack)) blocks.push(paragraph(say(TIME_SUSPENDS_NOBODY)));
  return { id: "cycle", title: say({ zh: "认证周期", en: "The cycle" }), blocks };
}

/** Whether time alone ever suspends anybody here. */
export function suspendsForLapse(pack: Pack): boolean {
  return groupsWithOneCycle(pack).some(({ rows }) =>
    rows.some(({ days }) => days[SUSPENDED_AT] !== undefined),
  );
}

/** The days of a row, in the order of a year. */
const COLUMNS: readonly Label[] = [
  { zh: "从哪天起算", en: "Counted from" },
  { zh: "到期提醒", en: "Reminder" },
  { zh: "转为待核实", en: "Pending from" },
  { zh: "截止日期（当日仍有效）", en: "Deadline (still inside)" },
  { zh: "仅因逾期暂停", en: "Suspended for lapse" },
];

/** Where a cycle is counted from is told only where that is not the day itself. */
function isTelling({ days, example }: CycleRow, at: number): boolean {
  return at === 0 ? days[at] !== (example.certifiedOn ?? example.since) : days[at] !== undefined;
}

/** The place of the suspension among the days of a row. */
const SUSPENDED_AT = 4;

const NOT_DUE: Label = {
  zh: "“—”表示这一期不用再认证。",
  en: "A dash: not due in this window.",
};
const TIME_SUSPENDS_NOBODY: Label = {
  zh: "到期本身不暂停发放。",
  en: "A lapse alone suspends nobody.",
};

function dayInWords(day: Day | undefined): string {
  return day === undefined ? "—" : formatDay(day);
}

interface CycleRow {
  readonly example: Example;
  readonly days: readonly (Day | undefined)[];
}

/** Kinds of benefit whose examples come out the same stand together. */
function groupsWithOneCycle(
  pack: Pack,
): readonly { readonly kinds: readonly CoveredKind[]; readonly rows: readonly CycleRow[] }[] {
  const groups = new Map<string, { kinds: CoveredKind[]; rows: readonly CycleRow[] }>();
  for (const kind of coveredKinds(pack)) {
    const rows = examplesOf(pack).map((example) => rowOf(pack, kind, example));
    const key = JSON.stringify(rows.map((row) => row.days.map(dayInWords)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { kinds: [kind], rows });
    else group.kinds.push(kind);
  }
  return [...groups.values()];
}

function rowOf(pack: Pack, kind: CoveredKind, example: Example): CycleRow {
  const { since, certifiedOn } = example;
  const facts = factsOf(kind, since);
  const start = pack.clock.firstCycleStart(facts);
  const { window } = exampleDates(pack);
  const cycle = pack.clock.cycle({
    facts,
    anchor: certifiedOn ?? start,
    isAnchorSigned: certifiedOn !== undefined,
    latestSign: certifiedOn,
    latestPaper: undefined,
    windows: window === undefined ? [] : [window],
    asOf: certifiedOn ?? start,
  });
  return {
    example,
    days: [
      certifiedOn ?? start,
      cycle.remindOn,
      cycle.pendingFrom,
      cycle.deadline,
      cycle.suspendOn,
    ],
  };
}

function factsOf({ insurance, kind }: CoveredKind, since: Day): EntitlementFacts {
  return {
    insurance,
    kind,
    since,
    status: "paying",
    hasPhone: true,
    hasUnit: true,
    hasResidence: true,
  };
}

function examplesOf(pack: Pack): readonly Example[] {
  const { year, window } = exampleDates(pack);
  const longAgo = dayOf(year - 10, 6, 15);
  const certified = (certifiedOn: Day): Example => ({
    name: {
      zh: `最近一次认证 ${formatDay(certifiedOn)}`,
      en: `last certified on ${formatDay(certifiedOn)}`,
    },
    since: longAgo,
    certifiedOn,
  });
  const begun = (since: Day): Example => ({
    name: {
      zh: `${formatDay(since)} 起领取，尚未认证`,
      en: `paid since ${formatDay(since)}, no sign yet`,
    },
    since,
  });
  if (window === undefined) {
    return [
      certified(dayOf(year, 2, 10)),
      certified(dayOf(year, 5, 31)),
      begun(dayOf(year, 1, 31)),
      begun(dayOf(year, 8, 1)),
    ];
  }
  return [
    certified(addMonths(window.to, -window.frequencyMonths) - 1),
    certified(addMonths(window.to, -window.frequencyMonths)),
    certified(window.to),
    begun(window.from - 1),
    begun(window.from),
  ];
}

/** The length in months, where the deadline lies whole months after the certification. */
function lengthOf(pack: Pack, kinds: readonly CoveredKind[], language: Language): Block {
  const say = sayIn(language);
  const [kind] = kinds;
  const deadlines = examplesOf(pack).flatMap((example) => {
    const row = kind === undefined ? undefined : rowOf(pack, kind, example);
    const [start, , , deadline] = row?.days ?? [];
    return start === undefined || deadline === undefined ? [] : [{ start, deadline }];
  });
  const [first] = deadlines;
  const months = first === undefined ? 0 : wholeMonthsBetween(first.start, first.deadline);
  const isRolling = deadlines.every(({ start, deadline }) => addMonths(start, months) === deadline);
  if (months > 0 && isRolling && !pack.clock.usesWindows) {
    return paragraph(
      say({
        zh: `每次认证都从发生之日重新起算 ${months} 个月；日期按月向后推，没有对应日的取当月最后一天。`,
        en: `Every certification starts ${months} new months on its day; a day that a month lacks becomes its last.`,
      }),
    );
  }
  return paragraph(
    pack.clock.usesWindows
      ? say({
          zh: "认证期由经办机构公告；没有公告，谁也不到期。",
          en: "Windows are announced by the agency; without one nobody is due.",
        })
      : say({
          zh: "截止日期不随认证日逐日后推，而是按年度确定，见下表。",
          en: "Deadlines do not move with each certification but go by the calendar year, see below.",
        }),
  );
}

function namesOf(kinds: readonly CoveredKind[], language: Language): string {
  const say = sayIn(language);
  const insurances = [...new Set(kinds.map(({ insurance }) => insurance))];
  return insurances
    .map((insurance) => {
      const names = kinds
        .filter((each) => each.insurance === insurance)
        .map(({ kind }) => say(BENEFIT_KINDS[kind]));
      const list = enumerate(language, names);
      return say({
        zh: `${say(INSURANCES[insurance])}：${list}`,
        en: `${say(INSURANCES[insurance])}: ${list}`,
      });
    })
    .join(say({ zh: "；", en: "; " }));
}
