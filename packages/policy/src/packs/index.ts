// The packs that ship. A new region adds its folder and one line here.

import type { Pack } from "../pack.ts";
import { qingdaoPack } from "./qingdao-2019/pack.ts";
import { shanxiPack } from "./shanxi-2018/pack.ts";
import { sichuanPack } from "./sichuan-2022/pack.ts";
import { weihaiPack } from "./weihai-2017/pack.ts";
import { ziboPack } from "./zibo-2019/pack.ts";

export const PACKS: readonly Pack[] = [
  sichuanPack(),
  shanxiPack(),
  qingdaoPack(),
  weihaiPack(),
  ziboPack(),
];

export function findPack(id: string): Pack | undefined {
  return PACKS.find((pack) => pack.id === id);
}
