// Text as runs of one font each. A character that no font has is written as its number and remembered,
// so that somebody writes it by hand: a name must not lose a character in silence.

import type { FontName } from "./fonts.ts";

export interface Run {
  readonly text: string;
  readonly font: FontName;
}

export interface TextDrawer {
  readonly draw: (text: string) => readonly Run[];
  /** What no font had, in the order in which it came. */
  readonly missing: () => readonly string[];
}

export function textDrawer(fontOf: (codePoint: number) => FontName | undefined): TextDrawer {
  const missing = new Set<string>();
  return {
    missing: () => [...missing],
    draw: (text) => {
      const runs: { text: string; font: FontName }[] = [];
      for (const character of text.replaceAll(CONTROLS, " ").toWellFormed()) {
        const font = fontOf(character.codePointAt(0) ?? 0);
        if (font === undefined) missing.add(character);
        const shown = font === undefined ? `〔${numberOf(character)}〕` : character;
        const last = runs.at(-1);
        if (last !== undefined && last.font === (font ?? "own")) last.text += shown;
        else runs.push({ text: shown, font: font ?? "own" });
      }
      return runs.length === 0 ? [{ text: "", font: "own" }] : runs;
    },
  };
}

/** What would move the pen instead of drawing; a line's end of ours is none of them. */
const CONTROLS =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** `U+20BB7`, as one looks a character up. */
export function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
