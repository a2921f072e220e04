// `lingdai user add`: an account for a member of staff. The password comes from standard input, so that
// it stands in no history and no list of processes; without one a random one is printed.

import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";

import { UnusableInput } from "@lingdai/matching";
import { hashPassword } from "@lingdai/service";
import {
  STAFF_ROLES,
  VIEWER_LEVELS,
  addStaff,
  inTransaction,
  migrate,
  openDatabase,
  type NewStaff,
} from "@lingdai/store";

import { FLAG, HELP, TEXT, oneOf, readArguments, required } from "../command-arguments.ts";
import { endingCleanly, withInstallation } from "../installation.ts";

export const summary = {
  zh: "添加一个工作人员账号",
  en: "add an account for a member of staff",
};

const USAGE = `用法 usage: npx lingdai user add --login NAME --name 姓名 --role ROLE --level LEVEL --place CODE
    [--password-stdin]

  ROLE   ${STAFF_ROLES.join(" | ")}
  LEVEL  ${VIEWER_LEVELS.join(" | ")}
  CODE   区划代码：省 2 位、市 4 位、县 6 位、镇街 9 位、村居 12 位；单位填单位编号
`;
const OPTIONS = {
  login: TEXT,
  name: TEXT,
  role: TEXT,
  level: TEXT,
  place: TEXT,
  "password-stdin": FLAG,
  help: HELP,
} as const;
const DIGITS = { province: 2, city: 4, county: 6, township: 9, village: 12 } as const;
const PASSWORD_MIN = 10;

/** 0 when added; 2 for what cannot be used, a login that is taken among it. */
export async function run(args: readonly string[]): Promise<number> {
  return await endingCleanly("user", async () => {
    const { values, positionals } = readArguments(args, OPTIONS, "any");
    if (values.help === true) {
      process.stdout.write(USAGE);
      return 0;
    }
    if (positionals.length !== 1 || positionals[0] !== "add") {
      throw new UnusableInput("user", "要做什么没有说清", "用 lingdai user add");
    }
    const account = accountOf(values);
    const given = values["password-stdin"] === true ? await readPassword() : undefined;
    const password = given ?? randomBytes(12).toString("base64url");
    await add({ ...account, passwordHash: await hashPassword(password), origin: "added" });
    process.stdout.write(`已添加 ${account.login}\n`);
    if (given === undefined) process.stdout.write(`密码 password：${password}\n`);
    return 0;
  });
}

function accountOf(
  values: ReturnType<typeof readArguments<typeof OPTIONS>>["values"],
): Omit<NewStaff, "passwordHash" | "origin"> {
  required("role", values.role);
  required("level", values.level);
  const level = oneOf("level", values.level, VIEWER_LEVELS);
  const place = required("place", values.place);
  if (level !== "unit" && !new RegExp(`^\\d{${DIGITS[level]}}$`).test(place)) {
    throw new UnusableInput(`--place ${place}`, `与 ${level} 不符`, `应为 ${DIGITS[level]} 位数字`);
  }
  return {
    login: required("login", values.login),
    name: required("name", values.name),
    role: oneOf("role", values.role, STAFF_ROLES),
    level,
    place,
  };
}

async function readPassword(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, "");
  if (password.length >= PASSWORD_MIN) return password;
  throw new UnusableInput("--password-stdin", "密码太短", `至少 ${PASSWORD_MIN} 个字符`);
}

async function add(staff: NewStaff): Promise<void> {
  await withInstallation(async ({ ownerUrl, keyring }) => {
    await migrate({ ownerUrl, keyring });
    const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
    try {
      const id = await inTransaction(worker, "worker", async (tx) => await addStaff(tx, staff));
      if (id !== undefined) return;
      throw new UnusableInput(`--login ${staff.login}`, "这个账号名已被使用", "请换一个");
    } finally {
      await worker.close();
    }
  });
}
