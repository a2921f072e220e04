import assert from "node:assert/strict";
import { test } from "node:test";

import { COLOURS, LADDER, OUTLINE } from "./chart-look.ts";

/** WCAG 2: relative luminance. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test("Every colour of text keeps 7:1 on white, and all but hints also on the grey ground", () => {
  for (const [name, colour] of Object.entries(COLOURS)) {
    if (name === "line") continue;
    assert.ok(contrast(colour, "#ffffff") >= 7, name);
    assert.ok(contrast(colour, "#f3f5f7") >= 7, `${name} on the ground`);
  }
});

test("The bands go from light to dark, and their outline is seen against white and the lightest", () => {
  const steps = LADDER.map(luminance);
  assert.deepEqual(
    steps,
    steps.toSorted((a, b) => b - a),
  );
  assert.ok(contrast(OUTLINE, "#ffffff") >= 4.5);
  assert.ok(contrast(OUTLINE, LADDER[0]) >= 4.5);
});
