// `lingdai scenario PATH... [--json]`: runs a policy's executable examples on the policy core.

import { UnusableInput } from "@lingdai/matching";
import { runScenario } from "@lingdai/policy";
import type { ScenarioFailure } from "@lingdai/policy";
import { FLAG, readArguments } from "../command-arguments.ts";
import { UnreadableScenario, readScenarioFiles } from "../scenario-files.ts";
import type { ScenarioInFile } from "../scenario-files.ts";

export const summary = {
  zh: "运行政策情景文件：lingdai scenario 文件或文件夹... [--json]",
  en: "run a policy's scenario files",
};

/** 0: all pass; 1: one fails; 2: one cannot be read. */
export async function run(args: readonly string[]): Promise<number> {
  let found: readonly ScenarioInFile[];
  let asJson: boolean;
  try {
    const { values, positionals } = readArguments(args, { json: FLAG }, "any");
    if (positionals.length === 0) {
      throw new UnusableInput("参数", "没有情景文件", "请给出情景文件或文件夹");
    }
    asJson = values.json === true;
    found = await readScenarioFiles(positionals);
  } catch (error) {
    if (!(error instanceof UnreadableScenario) && !(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai scenario：${error.message}\n`);
    return 2;
  }
  let failed = 0;
  for (const { file, scenario, pack } of found) {
    const failures = runScenario(pack, scenario);
    if (failures.length > 0) failed += 1;
    const { name, policy } = scenario;
    const ok = failures.length === 0;
    process.stdout.write(
      asJson
        ? `${JSON.stringify({ file, name, policy, ok, failures })}\n`
        : inWords(file, name, failures),
    );
  }
  if (!asJson) process.stdout.write(`${found.length} 个情景，${failed} 个不符\n`);
  return failed === 0 ? 0 : 1;
}

function inWords(file: string, name: string, failures: readonly ScenarioFailure[]): string {
  if (failures.length === 0) return `通过 ${name}\n`;
  const lines = failures.map(
    ({ step, on, key, expected, actual }) =>
      `     步骤 ${step}（${on}）${key}：应为 ${JSON.stringify(expected)}，实为 ${JSON.stringify(actual)}\n`,
  );
  return `不符 ${name}（${file}）\n${lines.join("")}`;
}
