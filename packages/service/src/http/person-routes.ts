// One person: finding them by number or name, their page with personal data masked, and reading the
// data in full, which takes a reason. Every look is audited; no number or name is ever in a URL.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { foldName } from "@lingdai/matching";
import type { BeneficiaryId, Database, FoundPerson, PersonPage, Transaction } from "@lingdai/store";
import {
  appendAudit,
  beneficiaryIdOf,
  findByDocument,
  findPersonPage,
  inTransaction,
  listByName,
  unmaskPerson,
} from "@lingdai/store";
import { Type } from "typebox";

import { sourceMarks } from "../source-marks.ts";
import type { CivilClock } from "./civil-clock.ts";
import { answering } from "./command-schema.ts";
import { readDocument } from "./given-document.ts";
import { fullPerson, maskedPerson, PersonSchema, Unmasking } from "./masked-person.ts";
import { PersonPageSchema, pageWords } from "./person-page.ts";
import { Problem } from "./problem.ts";
import { getStaff, getViewer } from "./recognize-staff.ts";
import { etagOf } from "./version-tag.ts";

const Id = Type.Object({ beneficiaryId: Type.Integer({ minimum: 1 }) });

const Search = Type.Union(
  [
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
  ],
  { examples: [{ name: "李秀英" }] },
);

const Found = Type.Object({ beneficiaryId: Type.Integer(), person: PersonSchema });

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
      answering(
        {
          operationId: "searchBeneficiaries",
          summary: "按证件号码或姓名找人",
          tag: "人员",
          body: Search,
        },
        Type.Object({
          found: Type.Array(Found),
        }),
      ),
      async (request) =>
        await inTransaction(database, getViewer(request), async (tx) => {
          const people = await search(tx, request.body);
          await appendAudit(tx, [
            { action: "search", detail: { found: people.length } },
            ...people.map(({ beneficiaryId }) => ({ action: "find", beneficiaryId })),
          ]);
          const found = people.map(({ beneficiaryId, sealed }) => ({
            beneficiaryId,
            person: maskedPerson(keyring, sealed),
          }));
          return { found };
        }),
    );
    api.get(
      "/beneficiaries/:beneficiaryId",
      answering(
        {
          operationId: "getBeneficiary",
          summary: "一个人的档案（个人信息已遮盖）",
          tag: "人员",
          params: Id,
        },
        PersonPageSchema,
      ),
      async (request, reply) =>
        await inTransaction(database, getViewer(request), async (tx) => {
          const page = await getPage(tx, beneficiaryIdOf(request.params.beneficiaryId));
          await appendAudit(tx, [
            { action: "look", beneficiaryId: page.beneficiaryId, detail: {} },
          ]);
          reply.header("etag", etagOf(page.tag)).header("cache-control", "no-store");
          const staff = getStaff(request);
          const { marksOf } = await sourceMarks(tx, clock.today());
          return {
            ...pageWords(page, staff, clock.today(), marksOf),
            person: maskedPerson(keyring, page.sealed),
          };
        }),
    );
    api.post(
      "/beneficiaries/:beneficiaryId/unmasking",
      answering(
        {
          operationId: "unmaskBeneficiary",
          summary: "写明理由，查看完整的个人信息（留痕）",
          tag: "人员",
          params: Id,
          body: Unmasking,
        },
        PersonSchema,
      ),
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
  ): Promise<readonly FoundPerson[]> {
    if ("name" in asked) return await listByName(tx, keyring.nameKey(foldName(asked.name)));
    const { idType, idNumber } = readDocument(asked, clock.today());
    const found = await findByDocument(tx, keyring.documentKey(idType, idNumber));
    return found === undefined ? [] : [found];
  }
}

async function getPage(tx: Transaction, id: BeneficiaryId): Promise<PersonPage> {
  const page = await findPersonPage(tx, id);
  if (page === undefined) throw new Problem("not-found");
  return page;
}
