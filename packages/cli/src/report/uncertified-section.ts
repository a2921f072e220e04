// Who has not been certified for ten months and more: how long, and in which paying division.

import type { BandCounts, RunFigures } from "@lingdai/matching";
import type { Band, Label } from "@lingdai/policy";

import { divisionLabels } from "./division-names.ts";
import { broadFigure, figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { BAND_WORDS } from "./report-words.ts";
import { folded, section } from "./section.ts";
import type { Speech } from "./speech.ts";
import type { TableToShow } from "./table.ts";
import { table } from "./table.ts";

const BAND_ORDER = Object.keys(BAND_WORDS) as Band[];

/** A picture of more divisions than this is no picture; a folded table has the others. */
const DIVISIONS_DRAWN = 12;

interface DivisionRow {
  readonly label: Label;
  readonly code: string;
  readonly bands: Readonly<BandCounts>;
  readonly all: number;
}

export function uncertifiedSection(
  { uncertified }: RunFigures,
  speech: Speech,
  divisionNames: ReadonlyMap<string, string>,
): Markup {
  const { say, count, share, partOf } = speech;
  const { rows, bands, monthsMax } = uncertified;
  const overYear = rows - bands["10-12m"];
  const years = Math.floor(monthsMax / 12);
  const longest: Label =
    years < 2
      ? { zh: `${count(monthsMax)} 个月`, en: `${count(monthsMax)} months` }
      : { zh: `超过 ${count(years)} 年`, en: `over ${count(years)} years` };
  const words = {
    id: "uncertified",
    title: say({ zh: "十个月以上没有认证", en: "Not certified for ten months and more" }),
    lead:
      rows === 0
        ? say({ zh: "没有十个月以上没认证的。", en: "There is nobody." })
        : say({
            zh: `${count(rows)} 笔待遇十个月以上没有认证，其中满一年的 ${count(overYear)} 笔，最久的${longest.zh}。`,
            en: `Benefits: ${count(rows)}; a year and more: ${count(overYear)}; the longest: ${longest.en}.`,
          }),
  };
  if (rows === 0) return section(words, undefined);
  const divisions = divisionRows(uncertified, divisionNames);
  const drawn = divisions.slice(0, DIVISIONS_DRAWN);
  const rest = divisions.slice(DIVISIONS_DRAWN);
  return section(
    words,
    markup`${figure(
      {
        id: "bands-chart",
        title: say({ zh: "多久没有认证", en: "How long without certification" }),
        bars: BAND_ORDER.map((band) => ({
          label: say(BAND_WORDS[band]),
          values: [bands[band]],
          shown: partOf(count(bands[band]), share(bands[band], rows)),
        })),
      },
      {
        caption: say({ zh: "多久没有认证", en: "How long without certification" }),
        columns: [
          { title: say({ zh: "多久", en: "How long" }) },
          { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
          { title: say({ zh: "占比", en: "Share" }), isNumber: true },
        ],
        rows: BAND_ORDER.map((band) => [
          say(BAND_WORDS[band]),
          count(bands[band]),
          share(bands[band], rows),
        ]),
      },
    )}
      <h3>${say({ zh: "各地有多少", en: "By paying division" })}</h3>
      ${broadFigure(
        {
          id: "divisions-chart",
          title: say({
            zh: "各发放地十个月以上没有认证的笔数",
            en: "Not certified for ten months and more, by paying division",
          }),
          parts: BAND_ORDER.map((band) => say(BAND_WORDS[band])),
          bars: drawn.map(({ label, bands: counts, all }) => ({
            label: say(label),
            values: BAND_ORDER.map((band) => counts[band]),
            shown: count(all),
          })),
        },
        divisionTable(drawn, speech, {
          zh: "笔数，按没有认证的时间分",
          en: "Benefits by time without certification",
        }),
      )}
      ${
        rest.length > 0
          ? folded(
              say({
                zh: `看其余 ${count(rest.length)} 个发放地`,
                en: `The other ${count(rest.length)} divisions`,
              }),
              table(
                divisionTable(rest, speech, {
                  zh: "其余发放地的笔数，按没有认证的时间分",
                  en: "The other divisions, by time without certification",
                }),
              ),
            )
          : undefined
      }
      <p class="note">
        ${say({
          zh: "这里只看多久没有认证：正常的、待核实的、暂停和停发的都在内，丧失资格和已终止的不在内。所以与上面“待核实”的笔数不同。",
          en: "This counts time alone: eligible, pending, suspended and stopped benefits, not lost or terminated ones; hence the difference to those pending.",
        })}
      </p>
      <p class="note">
        ${say({
          zh: "结果表里没有各地的总人数，所以只列笔数，不列占比。人多的地方，笔数自然也多。",
          en: "The tables do not hold how many benefits each division pays, so these are numbers, not shares.",
        })}
      </p>`,
  );
}

function divisionRows(
  { byDivision }: RunFigures["uncertified"],
  names: ReadonlyMap<string, string>,
): readonly DivisionRow[] {
  const labels = divisionLabels(byDivision.keys(), names);
  return [...byDivision]
    .map(([code, bands]) => ({
      label: labels.get(code) ?? { zh: code, en: code },
      code: /^\d+$/.test(code) ? code : "",
      bands,
      all: BAND_ORDER.reduce((sum, band) => sum + bands[band], 0),
    }))
    .toSorted((a, b) => b.all - a.all || (a.code < b.code ? -1 : 1));
}

function divisionTable(
  divisions: readonly DivisionRow[],
  { say, count }: Speech,
  caption: Label,
): TableToShow {
  return {
    isBroad: true,
    caption: say(caption),
    columns: [
      { title: say({ zh: "发放地", en: "Division" }) },
      { title: say({ zh: "合计", en: "All" }), isNumber: true },
      ...BAND_ORDER.map((band) => ({ title: say(BAND_WORDS[band]), isNumber: true })),
    ],
    rows: divisions.map(({ label, code, bands, all }) => [
      say(label) === code ? code : markup`${say(label)} <small>${code}</small>`,
      markup`<strong>${count(all)}</strong>`,
      ...BAND_ORDER.map((band) => count(bands[band])),
    ]),
  };
}
