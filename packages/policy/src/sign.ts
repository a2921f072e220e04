// One observation about a person as the rules see it, and the order in which signs are named.

import type { Day } from "./civil-date.ts";
import type { SignKind } from "./codes.ts";

/** A matched observation: what happened, when, when it became known, and who says so. */
export interface Sign {
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly arrivedOn: Day;
  readonly source: string;
  /** The source's own reference, unique in that source. */
  readonly ref: string;
}

/** Orders texts by code point, as every tool that sorts UTF-8 bytes does. */
export function byCodePoint(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) {
      // A surrogate stands for a code point above every other UTF-16 unit.
      const surrogates = Number(isSurrogate(a)) - Number(isSurrogate(b));
      return surrogates === 0 ? a - b : surrogates;
    }
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Negative where `left` is named before `right` on one day: smallest source, then ref. */
export function byName(left: Sign, right: Sign): number {
  return byCodePoint(left.source, right.source) || byCodePoint(left.ref, right.ref);
}

/** The later of two signs; on one day the one that is named first. */
export function laterSign(left: Sign, right: Sign): Sign {
  if (left.occurredOn !== right.occurredOn) {
    return left.occurredOn > right.occurredOn ? left : right;
  }
  return byName(left, right) <= 0 ? left : right;
}
