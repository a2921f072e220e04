// The sources as files: how many of their rows could be used, why others could not, and where those
// stand.

import type { RunFigures } from "@lingdai/matching";
import type { Day, Label } from "@lingdai/policy";

import { decidingSources } from "./deciding-sources.ts";
import { broadFigure } from "./figure.ts";
import type { Markup, Part } from "./markup.ts";
import { markup } from "./markup.ts";
import { REJECT_WORDS, fieldInWords } from "./report-words.ts";
import { folded, section } from "./section.ts";
import type { SourceSeries } from "./source-series.ts";
import { isSilent, rejectedShare, seriesOf, withoutNumbers } from "./source-series.ts";
import type { Speech } from "./speech.ts";
import type { TableToShow } from "./table.ts";
import { table } from "./table.ts";

const SOURCES_DRAWN = 10;

export function sourceSection(figures: RunFigures, speech: Speech): Markup {
  const { say, count, share } = speech;
  const series = seriesOf(figures.summary.files);
  const rows = series.reduce((sum, one) => sum + one.rows, 0);
  const accepted = series.reduce((sum, one) => sum + one.accepted, 0);
  const words = {
    id: "sources",
    title: say({ zh: "数据来源的质量", en: "Quality of the sources" }),
    lead:
      rows === 0
        ? say({ zh: "来源文件里没有记录。", en: "The source files hold no records." })
        : say({
            zh: `${count(series.length)} 个来源送来 ${count(rows)} 条记录，采用了 ${count(accepted)} 条（${share(accepted, rows)}）。`,
            en: `Sources: ${count(series.length)}; records: ${count(rows)}; used: ${count(accepted)} (${share(accepted, rows)}).`,
          }),
  };
  return section(
    words,
    markup`${rows === 0 ? undefined : filesFigure(series, figures.summary.asOf, speech)} ${rejectsFigure(figures, speech)}
    ${decidingSources(figures, speech)}`,
  );
}

function filesFigure(series: readonly SourceSeries[], asOf: Day, speech: Speech): Markup {
  const { say, count, share, partOf } = speech;
  const drawn = series.slice(0, SOURCES_DRAWN);
  const rest = series.slice(SOURCES_DRAWN);
  return markup`<h3>${say({ zh: "多少条记录读不进来", en: "Records that could not be used" })}</h3>
    <p class="note">
      ${say({
        zh: "横条是读不进来的记录占多少，越长，这个来源的文件问题越多。",
        en: "The bar is the share that could not be used: the longer, the worse the files.",
      })}
    </p>
    ${broadFigure(
      {
        id: "rejected-chart",
        title: say({
          zh: "读不进来的记录占多少，从多到少",
          en: "Share of records that could not be used, largest first",
        }),
        bars: drawn.map((one) => ({
          label: one.name,
          values: [rejectedShare(one)],
          shown: partOf(
            share(one.rejected, one.rows),
            say({ zh: `${count(one.rejected)} 条`, en: count(one.rejected) }),
          ),
          colour: "pending" as const,
        })),
      },
      filesTable(drawn, asOf, speech, {
        zh: "每条记录的去处（名称只差日期的文件合成一行）",
        en: "Where each record went (files that differ in the date only are one row)",
      }),
    )}
    ${
      rest.length > 0
        ? folded(
            say({
              zh: `看其余 ${count(rest.length)} 个来源`,
              en: `The other ${count(rest.length)} sources`,
            }),
            table(
              filesTable(rest, asOf, speech, {
                zh: "其余来源文件的每条记录的去处",
                en: "The other files: where each record went",
              }),
            ),
          )
        : undefined
    }`;
}

function filesTable(
  series: readonly SourceSeries[],
  asOf: Day,
  { say, count, month }: Speech,
  caption: Label,
): TableToShow {
  const late = markup` <strong>${say({ zh: "可能漏交", en: "late?" })}</strong>`;
  const latest = (one: SourceSeries): Part => {
    if (one.latestMonth === undefined) return "—";
    return [month(one.latestMonth), isSilent(one, asOf) ? late : undefined];
  };
  return {
    isBroad: true,
    caption: say(caption),
    columns: [
      { title: say({ zh: "来源文件", en: "Files" }) },
      { title: say({ zh: "记录", en: "Records" }), isNumber: true },
      { title: say({ zh: "采用", en: "Used" }), isNumber: true },
      { title: say({ zh: "读不进来", en: "Unusable" }), isNumber: true },
      { title: say({ zh: "姓名对不上", en: "Name differs" }), isNumber: true },
      { title: say({ zh: "不在名册", en: "Not on roster" }), isNumber: true },
      { title: say({ zh: "重复", en: "Repeated" }), isNumber: true },
      { title: say({ zh: "最近一期", en: "Latest file" }) },
    ],
    rows: series.map((one) => [
      one.files === 1
        ? one.name
        : markup`${one.name}
            <small>${say({ zh: `${one.files} 个文件`, en: `${one.files} files` })}</small>`,
      ...[one.rows, one.accepted, one.rejected, one.suspicious, one.notOnRoster, one.duplicate].map(
        count,
      ),
      latest(one),
    ]),
  };
}

function rejectsFigure({ rejects }: RunFigures, { say, count, share, partOf }: Speech): Markup {
  const heading = markup`<h3>
    ${say({ zh: "为什么读不进来", en: "Why records could not be used" })}
  </h3>`;
  if (rejects.rows === 0) {
    return markup`${heading}
      <p>${say({ zh: "没有读不进来的记录。", en: "There are none." })}</p>`;
  }
  const reasons = [...rejects.byReason].toSorted((a, b) => b[1].rows - a[1].rows);
  return markup`${heading}
  ${broadFigure(
    {
      id: "reasons-chart",
      title: say({ zh: "读不进来的原因", en: "Reasons" }),
      bars: reasons.map(([reason, { rows }]) => ({
        label: say(REJECT_WORDS[reason]),
        values: [rows],
        shown: partOf(count(rows), share(rows, rejects.rows)),
        colour: "pending" as const,
      })),
    },
    {
      isBroad: true,
      caption: say({ zh: "原因、出在哪一项、第一处在哪里", en: "Reasons, columns, first places" }),
      columns: [
        { title: say({ zh: "原因", en: "Reason" }) },
        { title: say({ zh: "条数", en: "Rows" }), isNumber: true },
        { title: say({ zh: "其中名册", en: "In the roster" }), isNumber: true },
        { title: say({ zh: "出在哪一项", en: "Column" }) },
        { title: say({ zh: "第一处", en: "First place" }) },
      ],
      rows: reasons.map(([reason, { rows, fields, first }]) => [
        say(REJECT_WORDS[reason]),
        count(rows),
        count(rejects.ofRoster.get(reason) ?? 0),
        [...fields]
          .toSorted((a, b) => b[1] - a[1])
          .slice(0, 2)
          .map(([field]) => say(fieldInWords(field)))
          .join(say({ zh: "、", en: ", " })),
        say({
          zh: `${withoutNumbers(first.file)} 第 ${first.line} 行`,
          en: `${withoutNumbers(first.file)} line ${first.line}`,
        }),
      ]),
    },
  )}`;
}
