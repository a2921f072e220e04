// Where a page ended, as text that clients hand back unread: the values of the list's order at its
// last row. It is no secret; whatever is in it, the viewer's sight decides what the next page holds.

import { Problem } from "../problem.ts";

export type CursorShape = readonly ("integer" | "text")[];
export type CursorOf<Shape extends CursorShape> = {
  readonly [At in keyof Shape]: Shape[At] extends "integer" ? number : string;
};

const TEXT_MAX = 200;

export function writeCursor(parts: readonly (number | string)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** Throws a `bad-request` about `after` where it is no cursor of that shape. */
export function readCursor<Shape extends CursorShape>(text: string, shape: Shape): CursorOf<Shape> {
  const parts = parse(text);
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    shape.every((kind, at) => isPart(kind, parts[at]));
  if (!fits) throw new Problem("bad-request", "after");
  return parts as unknown as CursorOf<Shape>;
}

function isPart(kind: CursorShape[number], part: unknown): boolean {
  if (kind === "integer") return Number.isSafeInteger(part) && Math.abs(Number(part)) < 2 ** 52;
  return typeof part === "string" && part.length <= TEXT_MAX && !part.includes("\0");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
