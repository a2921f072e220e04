// Turns whatever went wrong into a problem body: what the framework refused, what a use case
// refused, and defects, which are logged and told without their cause.

import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";

import { RefusalError } from "../use-cases/refusal-error.ts";
import type { ProblemCode } from "./problem.ts";
import { Problem, problemBody } from "./problem.ts";

/** What Fastify itself says, by its code or status. */
const FRAMEWORK_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_REQ_FILE_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unknown-content",
};

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError | Problem | RefusalError>(async (error, request, reply) => {
    if (error instanceof Problem) return await send(reply, error.code, error.field);
    if (error instanceof RefusalError)
      return await send(reply, error.code, undefined, error.detail);
    if (error.validation !== undefined) {
      const field = fieldOf(error.validation[0]);
      const isVersion = error.validationContext === "headers" && field === "if-match";
      return await send(reply, isVersion ? "version-needed" : "bad-request", field);
    }
    // Whoever broke off in the middle of a body is no defect of ours, and reads no answer.
    if (error.code === "ECONNRESET" && request.raw.destroyed)
      return await send(reply, "bad-request");
    const status = error.statusCode ?? 500;
    if (status === 429) return await send(reply, "too-many");
    if (status < 500) return await send(reply, FRAMEWORK_CODES[error.code] ?? "bad-request");
    request.log.error({ err: error }, "a request failed");
    return await send(reply, "defect");
  });
  app.setNotFoundHandler(async (_request, reply) => await send(reply, "not-found"));
}

async function send(
  reply: FastifyReply,
  code: ProblemCode,
  field?: string,
  detail?: string,
): Promise<FastifyReply> {
  const body = problemBody(code, field, detail);
  if (code === "bad-token") reply.header("www-authenticate", 'Bearer error="invalid_token"');
  return await reply.code(body.status).type("application/problem+json").send(body);
}

interface ValidationFault {
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The property that a schema refused, as the client wrote it. */
function fieldOf(fault: ValidationFault | undefined): string | undefined {
  if (fault === undefined) return undefined;
  const { missingProperty, additionalProperty } = fault.params;
  const last = missingProperty ?? additionalProperty;
  const path = fault.instancePath.split("/").filter((part) => part !== "");
  return [...path, ...(typeof last === "string" ? [last] : [])].join(".") || undefined;
}
