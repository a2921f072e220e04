// Colours and sizes of charts. Every colour keeps 7:1 as text on white and 4.5:1 as a surface, and a
// chart is right without any: bars carry their numbers, bands go from light to dark and are hatched.

export const COLOURS = {
  ink: "#15202b",
  soft: "#414d59",
  line: "#c3ccd5",
  eligible: "#0b5d3b",
  pending: "#6e4500",
  lost: "#8f1d14",
  plain: "#1d4f85",
} as const;
export type Colour = keyof typeof COLOURS;

/** From light to dark in the order of what they stand for; the outline holds the light ones. */
export const LADDER = ["#d9e8f5", "#a9cbe8", "#6fa3d3", "#3d78b3", "#1f4f86", "#0c2a4d"] as const;
export const OUTLINE = "#0c2a4d";

export const FONT_FAMILY =
  "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Noto Sans SC',Arial,sans-serif";

/**
 * The widths in which a chart is drawn; the style sheet shows the one that fits. `broad` is for charts
 * that stand above their table on a large screen, not beside it; in `narrow` the label stands above
 * its bar, as there is no room at its left.
 */
export const CHART_SIZES = {
  broad: { width: 1108, font: 16, pitch: 42, label: { stands: "left", widthMax: 240 } },
  wide: { width: 520, font: 15, pitch: 42, label: { stands: "left", widthMax: 216 } },
  narrow: { width: 340, font: 14, pitch: 58, label: { stands: "above" } },
} as const;
export type ChartSize = keyof typeof CHART_SIZES;
