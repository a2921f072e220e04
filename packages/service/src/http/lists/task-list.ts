// Open verification tasks of one body in a place of the viewer's, soonest due first. An agency also
// reads those of the service points and units that it may have to chase (D9).

import {
  BENEFIT_KINDS,
  BENEFIT_STATUSES,
  CONCLUSIONS,
  formatDay,
  INSURANCES,
} from "@lingdai/policy";
import type { Database, ListPlace, SignedIn } from "@lingdai/store";
import { listTasks } from "@lingdai/store";
import { Type } from "typebox";

import { codeIn, codeOf, DateText, dateOrNull, orNull } from "../civil-dates.ts";
import { BODIES, TASK_REASON_WORDS } from "../desk-words.ts";
import { maskedPerson, PersonSchema } from "../masked-person.ts";
import { Problem } from "../problem.ts";
import { bodyOf } from "../../use-cases/certify.ts";
import { defineList } from "./list.ts";
import { DivisionFilter, placeOf } from "./place-of-list.ts";

const ROW = {
  taskId: Type.Integer({ title: "任务编号" }),
  beneficiaryId: Type.Integer({ title: "人员编号" }),
  number: Type.Integer({ title: "待遇序号" }),
  person: PersonSchema,
  insurance: codeOf(INSURANCES, { title: "险种" }),
  kind: codeOf(BENEFIT_KINDS, { title: "待遇类别" }),
  status: codeOf(BENEFIT_STATUSES, { title: "待遇状态" }),
  conclusion: orNull(codeOf(CONCLUSIONS), "认证结论"),
  reason: codeOf(TASK_REASON_WORDS, { title: "核实原因" }),
  body: codeOf(BODIES, { title: "核实单位" }),
  openedOn: Type.String({ format: "date", title: "派发日期" }),
  dueOn: Type.String({ format: "date", title: "办理期限" }),
  isOverdue: Type.Boolean({ title: "是否超期" }),
  movedFrom: orNull(codeOf(BODIES), "转自"),
  movedOn: orNull(DateText, "转来日期"),
  assigneeId: orNull(Type.Integer(), "经办人编号"),
  assigneeName: orNull(Type.String(), "经办人"),
  payDivision: Type.String({ title: "发放地区划" }),
  residenceDivision: orNull(Type.String(), "居住地区划"),
  unitCode: orNull(Type.String(), "单位编号"),
};

export function taskList({ keyring }: Database) {
  return defineList({
    path: "/tasks",
    name: "Tasks",
    summary: "待办的核实任务",
    tag: "核实",
    about: "people",
    filters: {
      body: Type.Optional(codeOf(BODIES)),
      division: DivisionFilter,
      unitCode: Type.Optional(Type.String({ maxLength: 64, description: "只看这个单位的" })),
      due: Type.Optional(Type.Enum(["overdue"], { description: "只看超期的" })),
      assignee: Type.Optional(Type.Enum(["me"], { description: "只看自己领取的" })),
    },
    row: ROW,
    order: ["integer", "integer"],
    read: async (tx, { staff, asOf, filters, after, limit }) => {
      const { division, unitCode, due, assignee } = filters;
      const rows = await listTasks(tx, {
        body: codeIn(BODIES, filters.body) ?? bodyOf(staff),
        place: placeOfTasks(staff, division, unitCode),
        dueBefore: due === undefined ? undefined : asOf,
        assignee: assignee === undefined ? undefined : staff.staffId,
        after: after === undefined ? undefined : { dueOn: after[0], taskId: after[1] },
        limit,
      });
      return rows.map(({ sealed, openedOn, dueOn, movedOn, ...row }) => ({
        row: {
          ...row,
          person: maskedPerson(keyring, sealed),
          openedOn: formatDay(openedOn),
          dueOn: formatDay(dueOn),
          movedOn: dateOrNull(movedOn),
          isOverdue: dueOn < asOf,
        },
        cursor: [dueOn, row.taskId],
      }));
    },
  });
}

function placeOfTasks(
  staff: SignedIn,
  division: string | undefined,
  unitCode: string | undefined,
): ListPlace {
  if (unitCode === undefined) return placeOf(staff, division);
  if (division !== undefined) throw new Problem("bad-request", "unitCode");
  return { kind: "unit", code: unitCode };
}
