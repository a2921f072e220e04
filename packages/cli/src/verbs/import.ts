// `lingdai import roster|observations|divisions|service-points|units FILE ...`: files into the system
// of record, each once, however often they are given.

import { parseDay } from "@lingdai/policy";
import type { Day } from "@lingdai/policy";
import { UnusableInput } from "@lingdai/matching";
import {
  SHANGHAI_CLOCK,
  importDivisions,
  importObservations,
  importRoster,
  importServicePoints,
  importUnits,
} from "@lingdai/service";
import type { Database } from "@lingdai/store";

import { HELP, TEXT, atMostOne, readArguments } from "../command-arguments.ts";
import { endingCleanly } from "../installation.ts";
import { withWorker } from "../with-worker.ts";

export const summary = {
  zh: "把名册、部门文件、区划、基层服务组织、单位导入数据库；同一个文件只计一次",
  en: "take rosters, observation files and tables of places into the record; a file counts once",
};

const USAGE = `用法 usage: npx lingdai import SORT FILE...

  SORT       roster 名册 | observations 部门文件 | divisions 区划 |
             service-points 基层服务组织 | units 单位
  --mapping  来源映射，可给出多次
  --date     文件到达的日期，默认今天（北京时间）
`;
const SORTS = ["roster", "observations", "divisions", "service-points", "units"] as const;
type Sort = (typeof SORTS)[number];

interface Asked {
  readonly sort: Sort;
  readonly paths: readonly string[];
  readonly mappings: readonly string[];
  readonly day: Day;
}

/** 0 when it is in, even with rejected rows; 2 where arguments, a file or the database cannot be used. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("import", async () => {
    const asked = readAsked(args);
    if (asked === undefined) return 0;
    return await withWorker(async ({ database }) => {
      await takeIn(database, asked);
    });
  });
}

/** Undefined where only help was asked for. */
function readAsked(args: readonly string[]): Asked | undefined {
  const options = { help: HELP, mapping: TEXT, date: TEXT };
  const { values, positionals } = readArguments(args, options, "any");
  if (values.help === true) {
    process.stdout.write(USAGE);
    return undefined;
  }
  const [given = "", ...paths] = positionals;
  const sort = SORTS.find((each) => each === given);
  if (sort === undefined) {
    throw new UnusableInput(given || "import", "没有这种文件", `可用 ${SORTS.join("、")}`);
  }
  if (paths.length === 0) throw new UnusableInput(`import ${sort}`, "没有给出文件", "请写出路径");
  const date = atMostOne("date", values.date);
  const day = date === undefined ? SHANGHAI_CLOCK.today() : parseDay(date);
  if (day === undefined) {
    throw new UnusableInput(`--date ${date}`, "不是日期", "请写成 YYYY-MM-DD");
  }
  if (day > SHANGHAI_CLOCK.today()) {
    throw new UnusableInput(`--date ${date}`, "还没有到", "文件不会在将来到达");
  }
  return { sort, paths, mappings: values.mapping ?? [], day };
}

async function takeIn(worker: Database, { sort, paths, mappings, day }: Asked): Promise<void> {
  for (const path of paths) {
    switch (sort) {
      case "divisions":
        say(path, `更新 ${await importDivisions(worker, path)} 行`);
        break;
      case "service-points":
        say(path, `更新 ${await importServicePoints(worker, path)} 行`);
        break;
      case "units":
        say(path, `${await importUnits(worker, path)} 个单位`);
        break;
      case "roster": {
        const done = await importRoster(worker, { path, mappings, day });
        say(
          path,
          done.outcome === "was-taken-in"
            ? "早已导入，没有改动"
            : `${done.rows} 行，新增 ${done.newPeople} 人，变更 ${done.changedPeople} 人，` +
                `拒收 ${done.rejected} 行，重复 ${done.duplicate} 行`,
        );
        break;
      }
      case "observations": {
        const done = await importObservations(worker, { path, mappings, day });
        say(
          path,
          done.outcome === "was-taken-in"
            ? "早已导入，没有改动"
            : `${done.rows} 行，采用 ${done.accepted} 行，拒收 ${done.rejected} 行，` +
                `重复 ${done.duplicate} 行，名册上没有 ${done.notOnRoster} 行，可疑 ${done.suspicious} 行`,
        );
        break;
      }
    }
  }
}

function say(path: string, words: string): void {
  process.stdout.write(`${path}：${words}\n`);
}
