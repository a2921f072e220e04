// Several offices report one and the same loss. Nobody should read five times that he has died: such
// messages are told once, with how many there are and from whom. Knows only words and days.

import type { Label } from "../codes.ts";
import { isLossSign, lossGroupOf } from "../codes.ts";
import type { PageRecord } from "./page.ts";
import { sourceInWords } from "./source-words.ts";

/** A record to be told, and all records that say the same, itself among them. */
export interface SameMessages {
  readonly record: PageRecord;
  readonly all: readonly PageRecord[];
}

/** In the order of their first; of the same losses of one day the one that decided is told. */
export function mergeSame(records: readonly PageRecord[]): readonly SameMessages[] {
  const groups = new Map<unknown, PageRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [record]);
    else group.push(record);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    const record = all.find(({ use }) => use === "decides") ?? first;
    return record === undefined ? [] : [{ record, all }];
  });
}

function keyOf(record: PageRecord): unknown {
  const { sign, use } = record;
  if (sign === undefined || !isLossSign(sign.kind)) return record;
  const isTold = use === "decides" || use === "counts" ? "known" : use;
  return `${lossGroupOf(sign.kind)} ${sign.occurredOn} ${isTold}`;
}

/** How many say so and who; undefined for one alone. */
export function howManySay({ all }: SameMessages): Label | undefined {
  if (all.length < 2) return undefined;
  const sources = all.flatMap(({ sign }) => (sign === undefined ? [] : sourceInWords(sign.source)));
  const zh = [...new Set(sources.map((source) => source.zh))].join("、");
  const en = [...new Set(sources.map((source) => source.en))].join(", ");
  return {
    zh: `说这件事的消息一共有${all.length}条，来自${zh}。`,
    en: `Messages that say so: ${all.length}, from ${en}.`,
  };
}
