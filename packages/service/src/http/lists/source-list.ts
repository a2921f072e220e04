// The sources that certify people: when each last came, until when it is not late, and where the clock
// is held for its people (D16). Public facts.

import { formatDay } from "@lingdai/policy";
import { Type } from "typebox";

import { listSources } from "../../source-marks.ts";
import { DateText, orNull } from "../civil-dates.ts";
import { defineList } from "./list.ts";

export const sourceList = defineList({
  path: "/sources",
  name: "Sources",
  summary: "信息来源及是否迟到",
  tag: "地区",
  about: "facts",
  filters: {},
  row: {
    source: Type.String({ title: "来源" }),
    lastDeliveredOn: orNull(DateText, "最近送达日期"),
    expectedUntil: orNull(DateText, "最迟应再次送达的日期"),
    isLate: Type.Boolean({ title: "迟到" }),
    heldFor: Type.Array(Type.String(), { title: "暂不计时的地区" }),
  },
  order: ["text"],
  // Some dozens in all; a page of them is cut from the whole.
  read: async (tx, { asOf, after, limit }) => {
    const [last = ""] = after ?? [];
    const sources = (await listSources(tx, asOf)).filter(({ source }) => source > last);
    return sources.slice(0, limit).map((each) => ({
      row: {
        ...each,
        lastDeliveredOn: textOf(each.lastDeliveredOn),
        expectedUntil: textOf(each.expectedUntil),
        heldFor: [...each.heldFor],
      },
      cursor: [each.source],
    }));
  },
});

function textOf(day: number | undefined): string | null {
  return day === undefined ? null : formatDay(day);
}
