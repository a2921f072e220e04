// Accounts of staff, for whoever administers them: list, page, add, change, lock, unlock, reset.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { mayDo } from "@lingdai/policy";
import type { Database } from "@lingdai/store";
import {
  findAdministered,
  inTransaction,
  listStaff,
  STAFF_ROLES,
  staffIdOf,
  VIEWER_LEVELS,
} from "@lingdai/store";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";

import {
  addStaffAccount,
  changeStaffAccount,
  lockStaffAccount,
  removeStaffTotp,
  resetStaffPassword,
  unlockStaffAccount,
} from "../use-cases/administer-accounts.ts";
import type { Desk } from "../use-cases/desk.ts";
import { Nothing } from "./case-schema.ts";
import type { CivilClock } from "./civil-clock.ts";
import { DateText, dateOrNull, orNull } from "./civil-dates.ts";
import { answering, versionedCommand, VersionAndKey } from "./command-schema.ts";
import { defineList } from "./lists/list.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getStaff } from "./recognize-staff.ts";
import { RepeatKey } from "./repeated-requests.ts";
import { etagOf, seenTagOf } from "./version-tag.ts";

const STRICT = { additionalProperties: false } as const;
const tag = "账号";

const Name = Type.String({ minLength: 1, maxLength: 50 });
const Role = Type.Enum([...STAFF_ROLES], {
  title: "岗位",
  description: "admin 管理员、clerk 经办、reviewer 复核、approver 审批、unit-clerk 单位经办",
});
const Level = Type.Enum([...VIEWER_LEVELS], {
  title: "层级",
  description: "province 省、city 市、county 县、township 镇街、village 村居、unit 单位",
});
const Place = Type.String({
  pattern: "^[0-9A-Za-z-]{2,64}$",
  title: "区划或单位编号",
  description: "区划代码 2、4、6、9、12 位，或单位编号",
});
const Subject = Type.String({ minLength: 1, maxLength: 255 });

const ACCOUNT = {
  staffId: Type.Integer({ title: "编号" }),
  login: Type.String({ title: "账号" }),
  name: Type.String({ title: "姓名" }),
  role: Role,
  level: Level,
  place: Place,
  lockedOn: orNull(DateText, "停用日期"),
  isLocked: Type.Boolean({ title: "密码错误过多而锁定" }),
  hasTotp: Type.Boolean({ title: "启用动态口令" }),
  mustChangePassword: Type.Boolean({ title: "须改密码" }),
  externalSubject: orNull(Type.String(), "统一身份"),
};

const Adding = Type.Object(
  {
    login: Type.String({ pattern: "^[0-9A-Za-z._-]{2,50}$" }),
    name: Name,
    role: Role,
    level: Level,
    place: Place,
    externalSubject: Type.Optional(Subject),
  },
  {
    ...STRICT,
    examples: [
      { login: "zhang.san", name: "张三", role: "clerk", level: "county", place: "510104" },
    ],
  },
);

const Changing = Type.Object(
  {
    name: Type.Optional(Name),
    work: Type.Optional(Type.Object({ role: Role, level: Level, place: Place }, STRICT)),
    externalSubject: Type.Optional(orNull(Subject, "统一身份")),
  },
  { ...STRICT, minProperties: 1, examples: [{ name: "张三丰" }] },
);

const Added = Type.Object({
  staffId: Type.Integer(),
  password: Type.String({ description: "只显示这一次，首次登录须改" }),
});

const Params = Type.Object({ staffId: Type.Integer({ minimum: 1, examples: [1] }) });

export const staffList = defineList({
  path: "/staff",
  name: "Staff",
  summary: "经办人员账号",
  tag,
  command: "manage-staff",
  about: "facts",
  filters: {
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 50, description: "姓名或账号的一部分" }),
    ),
    role: Type.Optional(Role),
    level: Type.Optional(Level),
    within: Type.Optional(
      Type.String({ pattern: "^[0-9A-Za-z-]{0,64}$", description: "区划或单位编号的开头几位" }),
    ),
    standing: Type.Optional(
      Type.Enum(["open", "locked"], { description: "open 在用、locked 停用" }),
    ),
  },
  row: ACCOUNT,
  order: ["integer"],
  read: async (tx, { filters, after, limit }) => {
    const rows = await listStaff(tx, { ...filters, after: after?.[0], limit });
    return rows.map((row) => ({ row: wordsOf(row), cursor: [row.staffId] }));
  },
});

type AccountRow = Awaited<ReturnType<typeof listStaff>>[number];

function wordsOf({ disabledOn, version: _version, role, ...row }: AccountRow) {
  return { ...row, role: role as (typeof STAFF_ROLES)[number], lockedOn: dateOrNull(disabledOn) };
}

export function staffRoutes({
  desk,
  clock,
}: {
  readonly desk: Desk & { readonly database: Database };
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/staff",
      {
        schema: {
          operationId: "addStaff",
          summary: "新增账号",
          tags: [tag],
          headers: RepeatKey,
          body: Adding,
          response: { 201: Added, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const added = await addStaffAccount(desk, getStaff(request), request.body);
        return await reply.code(201).header("cache-control", "no-store").send(added);
      },
    );
    api.get(
      "/staff/:staffId",
      answering(
        {
          operationId: "getStaff",
          summary: "一个账号",
          tag,
          params: Params,
        },
        Type.Object(ACCOUNT),
      ),
      async (request, reply) => {
        const viewer = getStaff(request);
        if (!mayDo("manage-staff", viewer.role, viewer.level)) throw new Problem("not-permitted");
        const { staffId } = request.params;
        const found = await inTransaction(
          desk.database,
          viewer,
          async (tx) => await findAdministered(tx, staffIdOf(staffId)),
        );
        if (found === undefined) throw new Problem("not-found");
        reply.header("etag", etagOf(found.version));
        return wordsOf(found);
      },
    );
    api.patch(
      "/staff/:staffId",
      versionedCommand({
        operationId: "changeStaff",
        summary: "修改账号的姓名、岗位或所在地",
        tag,
        params: Params,
        body: Changing,
      }),
      async (request) => {
        const { name, work, externalSubject } = request.body;
        const changes = { name, ...work, externalSubject };
        await changeStaffAccount(desk, getStaff(request), { ...accountOf(request), ...changes });
      },
    );
    api.post(
      "/staff/:staffId/lock",
      versionedCommand({
        operationId: "lockStaff",
        summary: "停用账号",
        tag,
        params: Params,
        body: Nothing,
      }),
      async (request) => {
        await lockStaffAccount(desk, getStaff(request), accountOf(request), clock.today());
      },
    );
    api.post(
      "/staff/:staffId/unlock",
      versionedCommand({
        operationId: "unlockStaff",
        summary: "恢复账号",
        tag,
        params: Params,
        body: Nothing,
      }),
      async (request) => {
        await unlockStaffAccount(desk, getStaff(request), accountOf(request));
      },
    );
    api.post(
      "/staff/:staffId/totp-removal",
      versionedCommand({
        operationId: "removeStaffTotp",
        summary: "为丢失手机的人停用动态口令",
        tag,
        params: Params,
        body: Nothing,
      }),
      async (request) => {
        await removeStaffTotp(desk, getStaff(request), accountOf(request));
      },
    );
    api.post(
      "/staff/:staffId/password-reset",
      {
        schema: {
          operationId: "resetStaffPassword",
          summary: "重置密码",
          tags: [tag],
          params: Params,
          headers: VersionAndKey,
          body: Nothing,
          response: { 200: Type.Pick(Added, ["password"]), ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) => {
        const password = await resetStaffPassword(desk, getStaff(request), accountOf(request));
        reply.header("cache-control", "no-store");
        return { password };
      },
    );
  };
}

function accountOf(request: FastifyRequest) {
  const { staffId } = request.params as { readonly staffId: number };
  const seen = seenTagOf(request);
  if (seen !== undefined && !/^\d{1,9}$/.test(seen)) throw new Problem("changed-meanwhile");
  return {
    staffId: staffIdOf(staffId),
    seenVersion: seen === undefined ? undefined : Number(seen),
  };
}
