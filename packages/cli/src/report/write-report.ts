// Writes the report of a finished run: reads its figures, makes the page, puts it in place at once or
// not at all. Knows neither what the figures mean nor how the page looks.

import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { readCountyNames } from "@lingdai/lab";
import { UnusableInput, readRunFigures } from "@lingdai/matching";

import { reportPage } from "./page.ts";
import type { Language } from "./speech.ts";
import { speechIn } from "./speech.ts";

/** Writes the report of the run in that folder; rejects with `UnusableInput` where it cannot. */
export async function writeReport(
  runFolder: string,
  outFile: string,
  language: Language = "zh",
): Promise<void> {
  const figures = await readRunFigures(runFolder);
  const page = reportPage(figures, speechIn(language), readCountyNames());
  const beside = join(dirname(outFile), `.lingdai-report-${process.pid}.markup`);
  try {
    await writeFile(beside, page, { flush: true });
    await rename(beside, outFile);
  } catch (error) {
    await rm(beside, { force: true });
    throw new UnusableInput(
      `--out ${outFile}`,
      `报告写不进去（${error instanceof Error && "code" in error ? String(error.code) : String(error)}）`,
      "请换一个可以写入的文件",
    );
  }
}
