// The evidence about a person: what there is, and each file for whoever may see it, on record.

import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { beneficiaryIdOf, findSealed, inTransaction, listEvidence } from "@lingdai/store";
import { Type } from "typebox";

import type { Desk } from "../use-cases/desk.ts";
import { viewEvidence } from "../use-cases/view-evidence.ts";
import { answering } from "./command-schema.ts";
import { Problem } from "./problem.ts";
import { getStaff, getViewer } from "./recognize-staff.ts";

const BeneficiaryId = Type.Integer({ minimum: 1, examples: [1] });
const EvidenceList = Type.Object({
  rows: Type.Array(
    Type.Object({
      evidenceId: Type.Integer(),
      kind: Type.String(),
      mediaType: Type.String(),
      bytes: Type.Integer(),
      recordedAt: Type.String({ format: "date-time" }),
    }),
  ),
});

export function evidenceRoutes({ desk }: { readonly desk: Desk }): FastifyPluginAsyncTypebox {
  return async (api) => {
    await Promise.resolve();
    api.get(
      "/beneficiaries/:beneficiaryId/evidence",
      answering(
        {
          operationId: "listEvidence",
          summary: "认证凭据清单",
          tag: "凭据",
          params: Type.Object({ beneficiaryId: BeneficiaryId }),
        },
        EvidenceList,
      ),
      async (request) => {
        const beneficiaryId = beneficiaryIdOf(request.params.beneficiaryId);
        const rows = await inTransaction(desk.database, getViewer(request), async (tx) => {
          if ((await findSealed(tx, beneficiaryId)) === undefined) throw new Problem("not-found");
          return await listEvidence(tx, beneficiaryId);
        });
        return {
          rows: rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })),
        };
      },
    );
    api.get(
      "/beneficiaries/:beneficiaryId/evidence/:evidenceId",
      answering(
        {
          operationId: "viewEvidence",
          summary: "查看一份认证凭据（留痕）",
          tag: "凭据",
          params: Type.Object({
            beneficiaryId: BeneficiaryId,
            evidenceId: Type.Integer({ minimum: 1, examples: [1] }),
          }),
        },
        {
          description: "文件内容",
          content: { "application/octet-stream": { schema: Type.Unsafe({}) } },
        },
      ),
      async (request, reply) => {
        const { beneficiaryId, evidenceId } = request.params;
        const { content, mediaType } = await viewEvidence(desk, getStaff(request), {
          beneficiaryId: beneficiaryIdOf(beneficiaryId),
          evidenceId,
        });
        // A picture was drawn by us; whatever else somebody brought opens nowhere near our pages.
        const isPicture = mediaType.startsWith("image/");
        return await reply
          .header("cache-control", "no-store")
          .header("content-security-policy", "default-src 'none'; sandbox")
          .header("content-disposition", isPicture ? "inline" : "attachment")
          .type(mediaType)
          .send(content);
      },
    );
  };
}
