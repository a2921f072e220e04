// What all operations share: a name, strict parts, the problems that they can meet; of commands also
// that 204 says that they were carried out. It keeps the types of what a request brings.

import type { FastifyReply, FastifyRequest } from "fastify";
import { beneficiaryIdOf } from "@lingdai/store";
import type { TSchema } from "typebox";
import { Type } from "typebox";

import { PROBLEM_RESPONSES } from "./problem-schema.ts";
import { RepeatKey } from "./repeated-requests.ts";
import { IfMatch } from "./version-tag.ts";

interface Words {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
}

/** What a request brings; what a command does not take is left out. */
interface Given {
  readonly params?: TSchema;
  readonly body?: TSchema;
  readonly querystring?: TSchema;
}

/** A question. */
export function answering<Parts extends Given, Answer extends TSchema>(
  parts: Words & Parts,
  answer: Answer,
) {
  return { schema: { ...describe(parts), response: { 200: answer, ...PROBLEM_RESPONSES } } };
}

/** A command on something that has no version of its own: its state guards it. */
export function command<Parts extends Given>(parts: Words & Parts) {
  return {
    schema: { ...describe(parts), headers: RepeatKey, response: DONE },
    preHandler: tellNothing,
  };
}

/** A command that has something to tell. */
export function tellingCommand<Parts extends Given, Answer extends TSchema>(
  parts: Words & Parts,
  answer: Answer,
) {
  const { schema } = answering(parts, answer);
  return { schema: { ...schema, headers: RepeatKey } };
}

/** A command on a record that was read before: it takes the version that was seen. */
export function versionedCommand<Parts extends Given>(parts: Words & Parts) {
  const { schema, preHandler } = command(parts);
  return { schema: { ...schema, headers: VersionAndKey }, preHandler };
}

/** Of commands on a record that was read before. */
export const VersionAndKey = Type.Object({ ...IfMatch.properties, ...RepeatKey.properties });

const DONE = { 204: Type.Null({ description: "已办理" }), ...PROBLEM_RESPONSES };

/** A handler that returns nothing has done it; a problem sets a status of its own. */
async function tellNothing(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await Promise.resolve();
  reply.code(204);
}

function describe<Parts extends Given>({ tag, ...parts }: Words & Parts) {
  return { ...parts, tags: [tag] };
}

export function personOf({ params }: FastifyRequest) {
  const { beneficiaryId } = params as { readonly beneficiaryId: number };
  return { beneficiaryId: beneficiaryIdOf(beneficiaryId) };
}

export function entitlementOf(request: FastifyRequest) {
  const { number } = request.params as { readonly number: number };
  return { ...personOf(request), number };
}
