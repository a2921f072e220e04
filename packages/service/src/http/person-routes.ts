// One person: finding them by number or name, their page with personal data masked, and reading the
// data in full, which takes a reason. Every look is audited; no number or name is ever in a URL.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { compact, foldName, judgeIdentity, toAsciiCapitals } from "@lingdai/matching";
import { formatDay, NOTICES } from "@lingdai/policy";
import type { BeneficiaryId, Database, PersonPage, Transaction } from "@lingdai/store";
import {
  appendAudit,
  beneficiaryIdOf,
  findByDocument,
  findPersonPage,
  findSealed,
  inTransaction,
  listByName,
  unmaskPerson,
} from "@lingdai/store";
import { Type } from "typebox";

import type { CivilClock } from "./civil-clock.ts";
import { codeOf, DateText, OptionalDate, dateOrNull } from "./civil-dates.ts";
import { STANDING_FIELDS } from "./entitlement-schema.ts";
import { fullPerson, maskedPerson, PersonSchema } from "./masked-person.ts";
import { Problem } from "./problem.ts";
import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { getViewer } from "./recognize-staff.ts";

const PersonPageSchema = Type.Object({
  beneficiaryId: Type.Integer(),
  person: PersonSchema,
  sex: Type.Union([Type.String(), Type.Null()]),
  birthDate: OptionalDate,
  householdDivision: Type.Union([Type.String(), Type.Null()]),
  residenceDivision: Type.Union([Type.String(), Type.Null()]),
  isComplete: Type.Boolean({ description: "电话、户籍地址、居住地址是否齐全" }),
  entitlements: Type.Array(
    Type.Object({
      ...STANDING_FIELDS,
      since: DateText,
      monthlyAmount: Type.Union([Type.String(), Type.Null()]),
      unitCode: Type.Union([Type.String(), Type.Null()]),
      statusSince: OptionalDate,
      isLocked: Type.Boolean({ description: "因死亡锁定（川 36）" }),
    }),
  ),
  tasks: Type.Array(
    Type.Object({
      number: Type.Integer(),
      reason: Type.String(),
      body: Type.String(),
      openedOn: DateText,
      dueOn: DateText,
    }),
  ),
  conclusions: Type.Array(
    Type.Object({
      number: Type.Integer(),
      decidedOn: DateText,
      conclusion: Type.Union([Type.String(), Type.Null()]),
      pendingReason: Type.Union([Type.String(), Type.Null()]),
      deadline: OptionalDate,
      basis: Type.Array(Type.String()),
      decidedBy: Type.Array(Type.String()),
    }),
  ),
  statuses: Type.Array(
    Type.Object({
      number: Type.Integer(),
      changedOn: DateText,
      status: Type.String(),
      stopReason: Type.Union([Type.String(), Type.Null()]),
      lossKind: Type.Union([Type.String(), Type.Null()]),
      cites: Type.Array(Type.String()),
    }),
  ),
  notices: Type.Array(
    Type.Object({ number: Type.Integer(), notice: codeOf(NOTICES), issuedOn: DateText }),
  ),
});

const Id = Type.Object({ beneficiaryId: Type.Integer({ minimum: 1 }) });

const Search = Type.Union([
  Type.Object(
    {
      idNumber: Type.String({ minLength: 5, maxLength: 40 }),
      idType: Type.Optional(Type.String({ maxLength: 40 })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { name: Type.String({ minLength: 2, maxLength: 100 }) },
    { additionalProperties: false },
  ),
]);

const Found = Type.Object({ beneficiaryId: Type.Integer(), person: PersonSchema });

/** A reason is words, not a key that somebody leant on. */
const Unmasking = Type.Object(
  { reason: Type.String({ minLength: 4, maxLength: 200, description: "为什么要看完整信息" }) },
  { additionalProperties: false },
);

export function personRoutes({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: CivilClock;
}): FastifyPluginAsyncTypebox {
  const { keyring } = database;
  return async (api) => {
    await Promise.resolve();
    api.post(
      "/beneficiaries/search",
      {
        schema: {
          operationId: "searchBeneficiaries",
          summary: "按证件号码或姓名找人",
          tags: ["人员"],
          body: Search,
          response: {
            200: Type.Object({
              found: Type.Array(Found),
            }),
            ...PROBLEM_RESPONSES,
          },
        },
      },
      async (request) =>
        await inTransaction(database, getViewer(request), async (tx) => {
          const ids = await search(tx, request.body);
          await appendAudit(tx, [{ action: "search", detail: { found: ids.length } }]);
          const found: Type.Static<typeof Found>[] = [];
          for (const beneficiaryId of ids) {
            const sealed = await findSealed(tx, beneficiaryId);
            if (sealed === undefined) continue;
            found.push({ beneficiaryId, person: maskedPerson(keyring, sealed) });
          }
          return { found };
        }),
    );
    api.get(
      "/beneficiaries/:beneficiaryId",
      {
        schema: {
          operationId: "getBeneficiary",
          summary: "一个人的档案（个人信息已遮盖）",
          tags: ["人员"],
          params: Id,
          response: { 200: PersonPageSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request, reply) =>
        await inTransaction(database, getViewer(request), async (tx) => {
          const page = await getPage(tx, beneficiaryIdOf(request.params.beneficiaryId));
          await appendAudit(tx, [
            { action: "look", beneficiaryId: page.person.beneficiaryId, detail: {} },
          ]);
          reply.header("etag", `"${page.person.version}"`);
          return { ...wordsOf(page), person: maskedPerson(keyring, page.person.sealed) };
        }),
    );
    api.post(
      "/beneficiaries/:beneficiaryId/unmasking",
      {
        schema: {
          operationId: "unmaskBeneficiary",
          summary: "写明理由，查看完整的个人信息（留痕）",
          tags: ["人员"],
          params: Id,
          body: Unmasking,
          response: { 200: PersonSchema, ...PROBLEM_RESPONSES },
        },
      },
      async (request) =>
        await inTransaction(database, getViewer(request), async (tx) => {
          const beneficiaryId = beneficiaryIdOf(request.params.beneficiaryId);
          const { reason } = request.body;
          const person = await unmaskPerson(tx, keyring, { beneficiaryId, reason });
          if (person === undefined) throw new Problem("not-found");
          if (person === "no-reason") throw new Problem("bad-request", "reason");
          return fullPerson(person);
        }),
    );
  };

  async function search(
    tx: Transaction,
    asked: Type.Static<typeof Search>,
  ): Promise<readonly BeneficiaryId[]> {
    if ("name" in asked) return await listByName(tx, keyring.nameKey(foldName(asked.name)));
    const number = toAsciiCapitals(compact(asked.idNumber));
    const { idType, idNumber, fault } = judgeIdentity(asked.idType ?? "", number, clock.today());
    if (idType === undefined) throw new Problem("bad-request", "idType");
    if (fault !== undefined) throw new Problem("bad-request", "idNumber");
    const found = await findByDocument(tx, keyring.documentKey(idType, idNumber));
    return found === undefined ? [] : [found];
  }
}

async function getPage(tx: Transaction, id: BeneficiaryId): Promise<PersonPage> {
  const page = await findPersonPage(tx, id);
  if (page === undefined) throw new Problem("not-found");
  return page;
}

/** The page in the API's words; the person's own data are added masked or not at all. */
function wordsOf({ person, entitlements, tasks, conclusions, statuses, notices }: PersonPage) {
  return {
    beneficiaryId: person.beneficiaryId,
    sex: person.sex,
    birthDate: dateOrNull(person.birthDate),
    householdDivision: person.householdDivision,
    residenceDivision: person.residenceDivision,
    isComplete: person.hasPhone && person.hasHousehold && person.hasResidence,
    entitlements: entitlements.map(({ anchorOn, anchorBy, ...each }) => ({
      ...each,
      basis: [...each.basis],
      decidedBy: [...each.decidedBy],
      since: formatDay(each.since),
      statusSince: dateOrNull(each.statusSince),
      deadline: dateOrNull(each.deadline),
      lastCertifiedOn: dateOrNull(anchorBy === null ? null : anchorOn),
      lastCertifiedBy: anchorBy,
    })),
    tasks: tasks.map((each) => ({
      ...each,
      openedOn: formatDay(each.openedOn),
      dueOn: formatDay(each.dueOn),
    })),
    conclusions: conclusions.map((each) => ({
      ...each,
      basis: [...each.basis],
      decidedBy: [...each.decidedBy],
      decidedOn: formatDay(each.decidedOn),
      deadline: dateOrNull(each.deadline),
    })),
    statuses: statuses.map((each) => ({
      ...each,
      cites: [...each.cites],
      changedOn: formatDay(each.changedOn),
    })),
    notices: notices.map((each) => ({ ...each, issuedOn: formatDay(each.issuedOn) })),
  };
}
