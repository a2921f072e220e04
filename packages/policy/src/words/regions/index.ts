// The regions' words by pack. A pack without words still gets its pages, with bare citations.

import { QINGDAO_WORDS } from "./qingdao-2019.ts";
import type { RegionWords } from "./region-words.ts";
import { SHANXI_WORDS } from "./shanxi-2018.ts";
import { SICHUAN_WORDS } from "./sichuan-2022.ts";
import { WEIHAI_WORDS } from "./weihai-2017.ts";
import { ZIBO_WORDS } from "./zibo-2019.ts";

const WORDS: ReadonlyMap<string, RegionWords> = new Map([
  ["sichuan-2022", SICHUAN_WORDS],
  ["shanxi-2018", SHANXI_WORDS],
  ["qingdao-2019", QINGDAO_WORDS],
  ["weihai-2017", WEIHAI_WORDS],
  ["zibo-2019", ZIBO_WORDS],
]);

export function findRegionWords(packId: string): RegionWords | undefined {
  return WORDS.get(packId);
}
