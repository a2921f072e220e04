// Draws bars as a static SVG: no script, no network, no colour without a number. ECharts lays out;
// what only its own scripts would read is taken away again. Knows nothing of what is counted.

import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

import type { ChartSize, Colour } from "./chart-look.ts";
import { CHART_SIZES, COLOURS, FONT_FAMILY, LADDER, OUTLINE } from "./chart-look.ts";
import { Markup, escapeText } from "./markup.ts";

use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** One row of bars; with several parts they are stacked in that order, from light to dark. */
export interface Bar {
  readonly label: string;
  readonly values: readonly number[];
  /** What stands behind the bar. */
  readonly shown: string;
  readonly colour?: Colour;
}

export interface BarsToDraw {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** What somebody who does not see the picture is told. */
  readonly description: string;
  readonly bars: readonly Bar[];
  /** The names of the parts; needed only where there are several. */
  readonly parts?: readonly string[];
}

const BAR_HEIGHT = 24;
/** Between a label or a number and the bar. */
const GAP = 10;
/** Widths of text are estimates: no font is at hand when the chart is drawn. */
const SLACK = 12;
const LEGEND = { line: 26, swatch: 18, gap: 14 } as const;

interface TextLook {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly color: string;
}

/** The chart in one size, with a title and a description for those who hear the page. */
export function drawBars(chart: BarsToDraw, size: ChartSize): Markup {
  const { width, font, pitch } = CHART_SIZES[size];
  const text: TextLook = { fontFamily: FONT_FAMILY, fontSize: font, color: COLOURS.ink };
  const legendHeight = chart.parts === undefined ? 0 : legendHeightOf(chart.parts, size) + 8;
  const height = legendHeight + Math.max(1, chart.bars.length) * pitch + 8;
  const drawing = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    drawing.setOption({
      animation: false,
      textStyle: text,
      // Its own sentences are about axes; ours stand in the title and the description.
      aria: {
        enabled: chart.parts !== undefined,
        label: { enabled: false },
        decal: { show: true, decals: HATCHES },
      },
      ...(chart.parts === undefined ? {} : { legend: legendOf(chart.parts, text, width) }),
      grid: {
        left: leftOf(chart.bars, size),
        right: GAP + 4 + Math.max(0, ...chart.bars.map(({ shown }) => widthOf(shown, font))),
        top: legendHeight,
        bottom: 8,
      },
      xAxis: { type: "value", show: false, min: 0, max: largestOf(chart.bars) },
      yAxis: {
        type: "category",
        inverse: true,
        data: chart.bars.map(({ label }) => label),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: COLOURS.soft } },
        axisLabel: { ...text, interval: 0, ...labelPlace(chart.bars, size) },
      },
      series: [
        ...(chart.parts ?? [""]).map((name, part) => seriesOf(chart, name, part)),
        numbers(chart.bars, text),
      ],
    });
    return new Markup(withWords(chart, size, height, drawing.renderToSVGString()));
  } finally {
    // Without this the process would not end.
    drawing.dispose();
  }
}

/** Where the bars begin. */
function leftOf(bars: readonly Bar[], size: ChartSize): number {
  const { font, label } = CHART_SIZES[size];
  if (label.stands === "above") return 2;
  const widest = Math.max(0, ...bars.map((bar) => widthOf(bar.label, font)));
  return GAP + SLACK + Math.min(label.widthMax, Math.ceil(widest));
}

function labelPlace(bars: readonly Bar[], size: ChartSize): object {
  const { font, label, width } = CHART_SIZES[size];
  if (label.stands === "above") {
    const padding = [0, 0, BAR_HEIGHT / 2 + 5, 6];
    return {
      inside: true,
      margin: 0,
      verticalAlign: "bottom",
      padding,
      width,
      overflow: "truncate",
    };
  }
  const room = leftOf(bars, size) - GAP - SLACK;
  return { margin: GAP - 2, width: room + 2, overflow: "break", lineHeight: font + 4 };
}

function seriesOf({ bars, parts }: BarsToDraw, name: string, part: number): object {
  const isStacked = parts !== undefined;
  const ofLadder = { color: LADDER[part] ?? OUTLINE, borderColor: OUTLINE, borderWidth: 1 };
  return {
    type: "bar",
    name,
    stack: "all",
    silent: true,
    barWidth: BAR_HEIGHT,
    // The legend takes the series' own colour, not that of its bars.
    itemStyle: isStacked ? ofLadder : {},
    data: bars.map(({ values, colour }) => ({
      value: values[part] ?? 0,
      itemStyle: isStacked ? ofLadder : { color: COLOURS[colour ?? "plain"] },
    })),
  };
}

/** A part without length at the end of each bar that bears the number. */
function numbers(bars: readonly Bar[], text: TextLook): object {
  return {
    type: "bar",
    stack: "all",
    silent: true,
    data: bars.map(() => 0),
    label: {
      ...text,
      show: true,
      position: "right",
      distance: GAP - 2,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => bars[dataIndex]?.shown ?? "",
    },
  };
}

/** Every second part is hatched, so that neighbours differ without their colour. */
const HATCHES = LADDER.map((_, part) => {
  const color = part < 3 ? "rgba(12,42,77,0.35)" : "rgba(255,255,255,0.35)";
  if (part % 2 === 0) return { symbol: "none" };
  return { symbol: "rect", color, dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 };
});

function legendOf(parts: readonly string[], text: TextLook, width: number): object {
  return {
    data: [...parts],
    left: 0,
    top: 0,
    width,
    padding: 0,
    itemWidth: LEGEND.swatch,
    itemHeight: LEGEND.swatch - 4,
    itemGap: LEGEND.gap,
    selectedMode: false,
    itemStyle: { borderColor: OUTLINE, borderWidth: 1 },
    textStyle: { ...text, lineHeight: LEGEND.line - 4 },
  };
}

/** As many lines as the names need where each begins on a new one when it no longer fits. */
function legendHeightOf(parts: readonly string[], size: ChartSize): number {
  const { width, font } = CHART_SIZES[size];
  let lines = 1;
  let used = 0;
  for (const part of parts) {
    const needed = LEGEND.swatch + 5 + widthOf(part, font) + LEGEND.gap;
    if (used > 0 && used + needed > width) {
      lines += 1;
      used = 0;
    }
    used += needed;
  }
  return lines * (LEGEND.line + LEGEND.gap) - LEGEND.gap;
}

function largestOf(bars: readonly Bar[]): number {
  const totals = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  // An axis of no length would draw nothing at all.
  return Math.max(0, ...totals) || 1;
}

/** Chinese characters are as wide as they are high, everything else somewhat more than half. */
function widthOf(text: string, font: number): number {
  const widths = [...text].map((character) => (character > "\u2e7f" ? font : font * 0.6));
  return widths.reduce((sum, width) => sum + width, 0);
}

/** The drawing as a picture with words; ids made the chart's own, and no trace of its scripts. */
function withWords(
  { id, title, description }: BarsToDraw,
  size: ChartSize,
  height: number,
  svg: string,
): string {
  const own = `${id}-${size}`;
  const { width } = CHART_SIZES[size];
  const body = svg
    .replace(/^<svg[^>]*>/, "")
    .replaceAll(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, "")
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, "")
    .replaceAll(/zr\d+-/g, `${own}-`);
  return (
    `<svg class="${size}" role="img" aria-labelledby="${own}-title" aria-describedby="${own}-desc" ` +
    `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<title id="${own}-title">${escapeText(title)}</title>` +
    `<desc id="${own}-desc">${escapeText(description)}</desc>${body}`
  );
}
