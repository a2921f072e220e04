// The sources by the name that they bear in their records: whose records decided, whose were
// contradicted or did not fit by name, and who may have missed a delivery.

import type { RunFigures } from "@lingdai/matching";
import { FURTHER_GROUPS } from "@lingdai/matching";
import type { Day, Label } from "@lingdai/policy";

import { broadFigure } from "./figure.ts";
import type { Markup, Part } from "./markup.ts";
import { NOTHING, markup } from "./markup.ts";
import { folded } from "./section.ts";
import { LATE_AFTER_DAYS, LATE_FROM_ROWS, lateSources, withoutNumbers } from "./source-series.ts";
import type { Speech } from "./speech.ts";
import type { TableToShow } from "./table.ts";
import { dayCell, table } from "./table.ts";

const SOURCES_SHOWN = 20;
const SOURCES_DRAWN = 10;

interface DecidingSource {
  readonly name: Label;
  readonly eligible: number;
  readonly lost: number;
  readonly conflict: number;
  /** Undefined for the roster, whose rows have no other name to differ from. */
  readonly suspicious: number | undefined;
  readonly newestOn: Day | undefined;
  readonly isLate: boolean;
}

export function decidingSources(figures: RunFigures, speech: Speech): Markup {
  const { say, count } = speech;
  const sources = sourcesOf(figures);
  const { roster } = figures.conclusions;
  if (sources.length === 0 && roster.eligible === 0) return NOTHING;
  const name = { zh: "名册上原有的认证", en: "the roster's own certification" };
  const shown = sources.slice(0, SOURCES_SHOWN);
  const rest = sources.slice(SOURCES_SHOWN);
  const first = sourceTable(
    [...shown, { ...roster, name, suspicious: undefined, isLate: false }],
    speech,
    { zh: "每个来源起了什么作用", en: "What each source did" },
  );
  const bars = sources
    .flatMap((source) => {
      const { newestOn } = source;
      return newestOn === undefined ? [] : [{ ...source, days: figures.summary.asOf - newestOn }];
    })
    .toSorted((a, b) => b.days - a.days)
    .slice(0, SOURCES_DRAWN)
    .map((source) => ({
      label: say(source.name),
      values: [source.days],
      shown: say({ zh: `${count(source.days)} 天`, en: `${count(source.days)} days` }),
      colour: source.isLate ? ("lost" as const) : ("plain" as const),
    }));
  const title = say({
    zh: "每个来源最近一条有用的记录是几天以前的",
    en: "Age in days of each source's newest useful record",
  });
  return markup`<h3>
      ${say({ zh: "谁的记录起了作用，谁来晚了", en: "Whose records counted, and who is late" })}
    </h3>
    ${bars.length === 0 ? undefined : barsInWords(speech)}
    ${bars.length === 0 ? table(first) : broadFigure({ id: "newest-chart", title, bars }, first)}
    ${rest.length === 0 ? undefined : foldedRest(rest, speech)}
    <p class="note">
      ${say({
        zh: `结果表里没有每条记录的到达日期，只能看最近一条有用的记录是哪天的。决定了 ${LATE_FROM_ROWS} 笔以上、却超过 ${LATE_AFTER_DAYS} 天没有新记录的来源，标为“可能漏交”。`,
        en: `The tables do not hold when records arrived, only of which day the newest useful one is. A source that decided ${LATE_FROM_ROWS} benefits or more and has nothing newer than ${LATE_AFTER_DAYS} days is marked “late?”.`,
      })}
    </p>`;
}

function barsInWords({ say }: Speech): Markup {
  return markup`<p class="note">
    ${say({
      zh: "横条是最近一条有用的记录离截至日有几天，越长，越可能晚交了或者漏交了。",
      en: "The bar is the age of the newest useful record: the longer, the likelier a late delivery.",
    })}
  </p>`;
}

function foldedRest(rest: readonly DecidingSource[], speech: Speech): Markup {
  const { say, count } = speech;
  return folded(
    say({
      zh: `看其余 ${count(rest.length)} 个来源`,
      en: `The other ${count(rest.length)} sources`,
    }),
    table(
      sourceTable(rest, speech, {
        zh: "其余来源起了什么作用",
        en: "What the other sources did",
      }),
    ),
  );
}

/** All sources that decided something or whose names did not fit, the most useful first. */
function sourcesOf(figures: RunFigures): readonly DecidingSource[] {
  const { conclusions, suspicious } = figures;
  const late = new Set(lateSources(figures).map(({ source }) => source));
  const names = new Set([...conclusions.sources.keys(), ...suspicious.bySource.keys()]);
  return [...names]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((source) => {
      const decided = conclusions.sources.get(source);
      const { life = 0, loss = 0, none = 0 } = suspicious.bySource.get(source) ?? {};
      return {
        name: nameOf(source),
        eligible: decided?.eligible ?? 0,
        lost: decided?.lost ?? 0,
        conflict: decided?.conflict ?? 0,
        suspicious: life + loss + none,
        newestOn: decided?.newestOn,
        isLate: late.has(source),
      };
    })
    .toSorted((a, b) => b.eligible + b.lost - a.eligible - a.lost);
}

function nameOf(source: string): Label {
  if (source === FURTHER_GROUPS) return { zh: "更多来源合计", en: "all further sources" };
  const name = withoutNumbers(source);
  return { zh: name, en: name };
}

function sourceTable(
  sources: readonly DecidingSource[],
  { say, count, day }: Speech,
  caption: Label,
): TableToShow {
  const newest = ({ newestOn, isLate }: DecidingSource): Part => {
    if (newestOn === undefined) return "—";
    const mark = markup` <strong>${say({ zh: "可能漏交", en: "late?" })}</strong>`;
    return [dayCell(day(newestOn)), isLate ? mark : undefined];
  };
  return {
    isBroad: true,
    caption: say(caption),
    columns: [
      { title: say({ zh: "来源", en: "Source" }) },
      { title: say({ zh: "定为具备", en: "Eligible by it" }), isNumber: true },
      { title: say({ zh: "定为丧失", en: "Lost by it" }), isNumber: true },
      { title: say({ zh: "与别家矛盾", en: "Contradicted" }), isNumber: true },
      { title: say({ zh: "姓名对不上", en: "Name differs" }), isNumber: true },
      { title: say({ zh: "最近一条", en: "Newest record" }) },
    ],
    rows: sources.map((source) => [
      say(source.name),
      count(source.eligible),
      count(source.lost),
      count(source.conflict),
      source.suspicious === undefined ? "—" : count(source.suspicious),
      newest(source),
    ]),
  };
}
