// Records that the files' own checks set aside before any rule saw them: how many and why, never what
// they said. Whether they are about this person at all is not certain, so another's affairs must not
// show here.

import type { Label } from "../codes.ts";
import type { SetAsideReason, SetAsideRecord } from "./page.ts";
import type { Said } from "./said.ts";
import { point } from "./said.ts";

const SET_ASIDE: Readonly<Record<SetAsideReason, (count: number) => Label>> = {
  "name-mismatch": (count) => ({
    zh: `有${count}条记录，证件号码是您的，名字却不一样。要先请人看过，才能用。`,
    en: `Records with your number but another name: ${count}. Somebody has to look at them first.`,
  }),
  duplicate: (count) => ({
    zh: `有${count}条记录是重复送来的。同一条只算一次。`,
    en: `Records that were sent more than once: ${count}. Each counts once.`,
  }),
  "missing-field": (count) => ({
    zh: `有${count}条记录没有写完整，用不了。`,
    en: `Records that are not complete: ${count}.`,
  }),
  "bad-id-format": wrongNumber,
  "bad-birth-date-in-id": wrongNumber,
  "bad-id-checksum": wrongNumber,
  "unknown-kind": (count) => ({
    zh: `有${count}条记录，看不出说的是什么事，用不了。`,
    en: `Records that do not say clearly what happened: ${count}.`,
  }),
  "bad-date": (count) => ({
    zh: `有${count}条记录的日期写得不对，用不了。`,
    en: `Records whose date is not a date: ${count}.`,
  }),
  "future-date": (count) => ({
    zh: `有${count}条记录的日期写到以后去了，用不了。`,
    en: `Records whose date lies in the future: ${count}.`,
  }),
};

function wrongNumber(count: number): Label {
  return {
    zh: `有${count}条记录的证件号码好像写错了一位，用不了。`,
    en: `Records whose identity number seems to be mistyped: ${count}.`,
  };
}

/** One sentence for every reason that there is. */
export function setAsideSentences(records: readonly SetAsideRecord[]): readonly Said[] {
  const reasons = Object.keys(SET_ASIDE) as SetAsideReason[];
  return reasons.flatMap((reason) => {
    const count = records.filter((record) => record.reason === reason).length;
    if (count === 0) return [];
    const { zh, en } = SET_ASIDE[reason](count);
    return [point(zh, en)];
  });
}
