import assert from "node:assert/strict";
import { test } from "node:test";

import { drawBars } from "./bar-chart.ts";
import { CHART_SIZES } from "./chart-look.ts";
import type { ChartSize } from "./chart-look.ts";

const CHART = {
  id: "lists",
  title: "三张名单",
  description: "具备资格 3；丧失资格 1",
  bars: [
    { label: "具备资格", values: [3], shown: "3（75.0%）", colour: "eligible" as const },
    { label: "<丧失> & 资格", values: [1], shown: "1（25.0%）", colour: "lost" as const },
  ],
};
const STACKED = {
  ...CHART,
  parts: ["一年", "两年"],
  bars: [{ label: "锦江区", values: [3, 1], shown: "4" }],
};
const SIZES = Object.keys(CHART_SIZES) as ChartSize[];

test("Every size shows each label and each number, and tells what it shows in words", () => {
  for (const size of SIZES) {
    const svg = drawBars(CHART, size).html;
    assert.match(svg, /^<svg [^>]*role="img" aria-labelledby="lists-\w+-title" aria-describedby=/);
    assert.ok(svg.includes("<title ") && svg.includes("三张名单</title>"), size);
    assert.ok(svg.includes("具备资格 3；丧失资格 1</desc>"), size);
    for (const text of ["具备资格", "3（75.0%）", "&lt;丧失&gt; &amp; 资格", "1（25.0%）"]) {
      assert.ok(svg.includes(`>${text}</text>`), `${size}: ${text}`);
    }
    assert.ok(svg.includes(`width="${CHART_SIZES[size].width}"`));
  }
});

test("A chart brings no script, no link, no style sheet, and no traces of the library's own", () => {
  for (const size of SIZES) {
    for (const svg of [drawBars(CHART, size).html, drawBars(STACKED, size).html]) {
      assert.doesNotMatch(svg, /<script|<style|https?:|xlink|ecmeta|zr\d|\son\w+=|class="zr/);
    }
  }
});

test("Parts of a bar are named in a legend and differ by hatching too", () => {
  const svg = drawBars(STACKED, "wide").html;
  assert.ok(svg.includes(">一年</text>") && svg.includes(">两年</text>"));
  assert.match(svg, /<pattern [^>]*id="lists-wide-p1"/);
  assert.match(svg, /fill="url\(#lists-wide-p1\)"/);
});

test("The longer bar is the larger number", () => {
  const widths = [
    ...drawBars(CHART, "wide").html.matchAll(/<path d="M[\d.]+ [\d.]+l([\d.]+) 0l0 24/g),
  ];
  const [first = 0, second = 0] = widths.map(([, width]) => Number(width));
  assert.ok(Math.abs(first - 3 * second) < 0.5, `${first} and ${second}`);
});

test("The same chart is the same text, however many were drawn before", () => {
  const first = drawBars(STACKED, "narrow").html;
  drawBars(CHART, "wide");
  assert.equal(drawBars(STACKED, "narrow").html, first);
});

test("Nothing but zeros, or nothing at all, is a chart as well", () => {
  const zeros = { ...CHART, bars: [{ label: "没有", values: [0], shown: "0" }] };
  assert.ok(drawBars(zeros, "wide").html.includes(">没有</text>"));
  assert.match(drawBars({ ...CHART, bars: [] }, "narrow").html, /^<svg /);
});
