// `lingdai scenario PATH... [--json]`: runs a policy's executable examples on the policy core.

import { UnusableInput } from "@lingdai/matching";
import { runScenario } from "@lingdai/policy";
import type { ScenarioFailure } from "@lingdai/policy";
import { FLAG, HELP, readArguments } from "../command-arguments.ts";
import { UnreadableScenario, readScenarioFiles } from "../scenario-files.ts";

export const summary = {
  zh: "运行政策情景文件：lingdai scenario 文件或文件夹... [--json]",
  en: "run a policy's scenario files",
};

const USAGE = `用法 usage:
  npx lingdai scenario PATH... [--json]
    PATH  情景文件或文件夹 scenario files or folders
  --json  每个情景一行 JSON one JSON object a line

退出码 exit codes: 0 都符合; 1 有不符的; 2 有读不懂的
`;

/** 0: all pass; 1: one fails; 2: one cannot be read (the others are run all the same). */
export async function run(args: readonly string[]): Promise<number> {
  let paths: readonly string[];
  let asJson: boolean;
  try {
    const { values, positionals } = readArguments(args, { json: FLAG, help: HELP }, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (positionals.length === 0) {
      throw new UnusableInput("参数", "没有情景文件", "请给出情景文件或文件夹");
    }
    asJson = values.json === true;
    paths = positionals;
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error;
    process.stderr.write(`lingdai scenario：${error.message}\n`);
    return 2;
  }
  const counted = { run: 0, failed: 0, unreadable: 0 };
  for (const read of await readScenarioFiles(paths)) {
    if (read instanceof UnreadableScenario) {
      counted.unreadable += 1;
      process.stderr.write(`lingdai scenario：${read.message}\n`);
      continue;
    }
    const { file, scenario, pack } = read;
    const failures = runScenario(pack, scenario);
    counted.run += 1;
    if (failures.length > 0) counted.failed += 1;
    const { name, policy } = scenario;
    const ok = failures.length === 0;
    process.stdout.write(
      asJson
        ? `${JSON.stringify({ file, name, policy, ok, failures })}\n`
        : inWords(file, name, failures),
    );
  }
  if (!asJson && counted.run > 0) {
    process.stdout.write(`${counted.run} 个情景，${counted.failed} 个不符\n`);
  }
  if (counted.unreadable > 0) return 2;
  return counted.failed === 0 ? 0 : 1;
}

function inWords(file: string, name: string, failures: readonly ScenarioFailure[]): string {
  if (failures.length === 0) return `通过 ${name}\n`;
  const lines = failures.map(
    ({ step, on, key, expected, actual }) =>
      `     步骤 ${step}（${on}）${key}：应为 ${JSON.stringify(expected)}，实为 ${JSON.stringify(actual)}\n`,
  );
  return `不符 ${name}（${file}）\n${lines.join("")}`;
}
