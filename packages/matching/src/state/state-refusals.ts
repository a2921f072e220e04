// Why a kept state cannot be used, each in one line with the way out. Knows no file format.

import { UnusableInput } from "../unusable-input.ts";

const AFRESH = "请换一个新的 --state 文件夹，把各月的文件重新给一遍";

/** Damaged: nothing of it is used. */
export function corruptState(folder: string, what: string): UnusableInput {
  return new UnusableInput(stateArgument(folder), `状态已损坏（corrupt state）：${what}`, AFRESH);
}

/** Not ours, or not for this run. */
export function foreignState(folder: string, what: string, mend: string = AFRESH): UnusableInput {
  return new UnusableInput(stateArgument(folder), what, mend);
}

export function stateArgument(folder: string): string {
  return `--state ${folder}`;
}
