// How much a compressed file may unfold to. A file that unfolds to thousands of times its size is
// made to exhaust a machine, not to tell anything. Knows no format.

import { UnusableInput } from "../unusable-input.ts";

const GIB = 1024 ** 3;

/** Honest tables unfold to 5 to 60 times their size; a bomb to a thousand times. */
const RATIO_MAX = 200;
/** Up to here no ratio is suspicious: a small file of repetitions harms nobody. */
const HARMLESS_BYTES = 64 * 1024 ** 2;
/** What a cell is reckoned at before it has been read. */
const CELL_BYTES = 16;
/** Some billion rows; far beyond any file of one country. */
const UNFOLDED_BYTES_MAX = 64 * GIB;

/** Refuses content that has grown too big for the bytes that it was packed in. */
export function refuseUnfoldingBeyond(
  path: string,
  unfolded: number,
  packed: number,
  unfoldedMax = UNFOLDED_BYTES_MAX,
): void {
  const times = unfolded / Math.max(1, packed);
  if (unfolded <= unfoldedMax && (unfolded <= HARMLESS_BYTES || times <= RATIO_MAX)) return;
  const size =
    unfolded >= GIB
      ? `${(unfolded / GIB).toFixed(1)} GB`
      : `${Math.round(unfolded / 1024 ** 2)} MB`;
  throw new UnusableInput(
    path,
    `解压后超过 ${size}（压缩前后相差 ${Math.floor(times)} 倍以上），像是“压缩炸弹”，已停止读取`,
    "请核实文件来源；确实有这么多内容的，请拆成几个文件",
  );
}

/** Whether so many cells are so much more than the file that somebody should count their bytes. */
export function couldBeBomb(cells: number, packed: number): boolean {
  const unfolded = cells * CELL_BYTES;
  return unfolded > HARMLESS_BYTES && unfolded > packed * RATIO_MAX;
}
