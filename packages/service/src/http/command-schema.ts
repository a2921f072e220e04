// What the schemas of all commands share: a name, strict parts, 204 when it was carried out, and the
// problems that it can meet.

import type { FastifyRequest } from "fastify";
import { beneficiaryIdOf } from "@lingdai/store";
import type { TSchema } from "typebox";
import { Type } from "typebox";

import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { IfMatch } from "./version-tag.ts";

export interface CommandParts<Params extends TSchema, Body extends TSchema> {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly params: Params;
  readonly body: Body;
}

/** A command on something that has no version of its own: its state guards it. */
export function command<Params extends TSchema, Body extends TSchema>({
  operationId,
  summary,
  tag,
  params,
  body,
}: CommandParts<Params, Body>) {
  return {
    schema: {
      operationId,
      summary,
      tags: [tag],
      params,
      body,
      response: { 204: Type.Null({ description: "已办理" }), ...PROBLEM_RESPONSES },
    },
  };
}

/** A command on a record that was read before: it takes the version that was seen. */
export function versionedCommand<Params extends TSchema, Body extends TSchema>(
  parts: CommandParts<Params, Body>,
) {
  const { schema } = command(parts);
  return { schema: { ...schema, headers: IfMatch } };
}

export function personOf({ params }: FastifyRequest) {
  const { beneficiaryId } = params as { readonly beneficiaryId: number };
  return { beneficiaryId: beneficiaryIdOf(beneficiaryId) };
}

export function entitlementOf(request: FastifyRequest) {
  const { number } = request.params as { readonly number: number };
  return { ...personOf(request), number };
}
