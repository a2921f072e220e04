// The sources of a run: files that one source sends month by month seen as one, who sends many bad
// rows, who may have missed a delivery, and what of a name from outside a report may show.

import type { RunFigures } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import { civilOf } from "@lingdai/policy";

/** From this share of bad rows on, the source should mend its files. */
const REJECTED_SHARE_HIGH = 0.05;

/**
 * Sources deliver monthly: one whose newest effective record is older than two months has missed a
 * delivery. Rarely used ones are left out: nothing happens there for months on end.
 */
export const LATE_AFTER_DAYS = 62;
export const LATE_FROM_ROWS = 100;

/** The month of the as-of date may still be under way, the one before it is on its way. */
const LATE_AFTER_MONTHS = 2;

export interface SourceSeries {
  readonly name: string;
  readonly files: number;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly notOnRoster: number;
  readonly duplicate: number;
  readonly suspicious: number;
  /** The latest month in the files' names, counted from the year 0; undefined where they have none. */
  readonly latestMonth: number | undefined;
}

type Files = RunFigures["summary"]["files"];

/** The run's observation files by source, those with the largest share of rejects first. */
export function seriesOf(files: Files): readonly SourceSeries[] {
  const series = new Map<string, SourceSeries>();
  for (const [name, file] of files) {
    const common = seriesName(name);
    const before = series.get(common);
    const rejected = Object.values(file.rejected).reduce((sum, rows) => sum + rows, 0);
    series.set(common, {
      name: common,
      files: (before?.files ?? 0) + 1,
      rows: (before?.rows ?? 0) + file.rows,
      accepted: (before?.accepted ?? 0) + file.accepted,
      rejected: (before?.rejected ?? 0) + rejected,
      notOnRoster: (before?.notOnRoster ?? 0) + file.not_on_roster,
      duplicate: (before?.duplicate ?? 0) + file.duplicate,
      suspicious: (before?.suspicious ?? 0) + file.suspicious,
      latestMonth: later(before?.latestMonth, monthIn(name)),
    });
  }
  return [...series.values()].toSorted(
    (a, b) => rejectedShare(b) - rejectedShare(a) || b.rows - a.rows || (a.name < b.name ? -1 : 1),
  );
}

export function rejectedShare({ rejected, rows }: SourceSeries): number {
  return rows === 0 ? 0 : rejected / rows;
}

export function wantsMending(series: SourceSeries): boolean {
  return rejectedShare(series) >= REJECTED_SHARE_HIGH;
}

/** Sources that used to send month by month and have stopped, the longest silent first. */
export function silentSeries({ files, asOf }: RunFigures["summary"]): readonly SourceSeries[] {
  return seriesOf(files)
    .filter((series) => series.files > 1 && isSilent(series, asOf))
    .toSorted((a, b) => (a.latestMonth ?? 0) - (b.latestMonth ?? 0));
}

/** Whether the latest file is from months ago. */
export function isSilent({ latestMonth }: SourceSeries, asOf: Day): boolean {
  if (latestMonth === undefined) return false;
  const { year, month } = civilOf(asOf);
  return year * 12 + month - 1 - latestMonth >= LATE_AFTER_MONTHS;
}

function monthIn(name: string): number | undefined {
  const found = [...name.matchAll(/((?:19|20)\d{2})[-_.年]?(1[0-2]|0[1-9]|[1-9](?!\d))/g)].at(-1);
  return found === undefined ? undefined : Number(found[1]) * 12 + Number(found[2]) - 1;
}

function later(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}

interface LateSource {
  readonly source: string;
  readonly newestOn: Day;
}

/** Sources whose newest effective record is too old, the oldest first. */
export function lateSources({ summary, conclusions }: RunFigures): readonly LateSource[] {
  return [...conclusions.sources]
    .flatMap(([source, { eligible, newestOn }]) =>
      newestOn !== undefined &&
      eligible >= LATE_FROM_ROWS &&
      summary.asOf - newestOn > LATE_AFTER_DAYS
        ? [{ source, newestOn }]
        : [],
    )
    .toSorted((a, b) => a.newestOn - b.newestOn);
}

/** A file's name without its ending, its date, what says that it was sent again, and what joined them. */
function seriesName(file: string): string {
  const name = file
    .replace(/ \(\d+\)$/, "")
    .replace(/(\.(?:csv|txt|tsv|xlsx|parquet|gz))+$/i, "")
    .replaceAll(/(?:19|20)\d{2}(?:[-_.年]?(?:1[0-2]|0?[1-9])(?:[-_.月]?[0-3]\d)?)?[年月日]*/g, "")
    .replaceAll(/resent|重发|补发/gi, "")
    .replaceAll(/[-_. ]{2,}/g, "-")
    .replaceAll(/^[-_. ]+|[-_. ]+$/g, "");
  return withoutNumbers(name === "" ? file : name);
}

/** A name from outside without anything long enough to be somebody's number. */
export function withoutNumbers(name: string): string {
  return name.replaceAll(/[0-9０-９]{7,}[XxＸｘ]?/g, "…");
}
