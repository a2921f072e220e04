// A chart with the same figures as a table by it: who cannot see the one reads the other.

import type { BarsToDraw } from "./bar-chart.ts";
import { drawBars } from "./bar-chart.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { TableToShow } from "./table.ts";
import { table } from "./table.ts";

type ChartWords = Omit<BarsToDraw, "description">;

/** The chart with a table of few columns beside it. */
export function figure(chart: ChartWords, beside: TableToShow): Markup {
  const drawn = { ...chart, description: describe(chart) };
  return markup`<div class="figure">
    <div class="chart">${drawBars(drawn, "wide")}${drawBars(drawn, "narrow")}</div>
    ${table(beside)}
  </div>`;
}

/** The chart above a table of many columns. */
export function broadFigure(chart: ChartWords, below: TableToShow): Markup {
  const drawn = { ...chart, description: describe(chart) };
  const sizes = (["broad", "wide", "narrow"] as const).map((size) => drawBars(drawn, size));
  return markup`<div class="figure above">
    <div class="chart">${sizes}</div>
    ${table(below)}
  </div>`;
}

function describe({ bars, title }: ChartWords): string {
  return `${title}：${bars.map(({ label, shown }) => `${label} ${shown}`).join("；")}`;
}
