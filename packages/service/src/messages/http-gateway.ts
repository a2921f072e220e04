// A message gateway behind HTTP: `POST messages` hands one over, `GET messages/OCCASION` asks for it.
// Every request is signed. What an answer means is decided here; docs/outside.md is the contract.

import { signedHeaders } from "../machines/signed-request.ts";
import type { Handover, MessageGateway, OutgoingMessage, Whereabouts } from "./message-gateway.ts";

export interface HttpGatewayOptions {
  /** Ends in a slash or not. */
  readonly url: string;
  /** What the gateway knows us by, and the secret that both know. */
  readonly client: string;
  readonly secret: string;
  /** The signature that stands before every text, as registered: 【某市社保】. */
  readonly sender: string;
  readonly now: () => Date;
  /** Longer means fewer doubts about slow gateways, and slower sending through them. */
  readonly timeoutMs?: number | undefined;
}

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES_MAX = 64 * 1024;

export function httpGateway(options: HttpGatewayOptions): MessageGateway {
  const { sender } = options;
  return {
    async send({ occasion, phone, template, parameters, text }: OutgoingMessage, signal) {
      const content = { occasion, phone, template, parameters, text: `【${sender}】${text}` };
      const body = JSON.stringify(content);
      return handoverOf(
        await exchange(options, { method: "POST", path: "messages", body, signal }),
      );
    },
    async ask(occasion, signal) {
      const path = `messages/${occasion}`;
      return whereaboutsOf(await exchange(options, { method: "GET", path, body: "", signal }));
    },
  };
}

/** `unreachable`: no connection came about; `cut`: it broke, or the answer came too late. */
type Answer =
  | { readonly status: number; readonly body: string; readonly retryAfter: string | null }
  | "unreachable"
  | "cut";

function handoverOf(answer: Answer): Handover {
  if (answer === "unreachable") return { outcome: "not-taken" };
  if (answer === "cut") return { outcome: "unknown" };
  const { status, body, retryAfter } = answer;
  // 409: it has this occasion already.
  if (status === 200 || status === 201 || status === 202 || status === 409) {
    return { outcome: "taken", ref: refIn(body) };
  }
  if (status === 429 || status === 503) {
    return { outcome: "not-taken", retryAfterMs: retryAfterMs(retryAfter) };
  }
  // Our credentials are wrong or nobody can read us: ours to mend, and no fault of the message.
  if (status === 401 || status === 403 || status === 404) return { outcome: "not-taken" };
  return status >= 400 && status < 500 && status !== 408
    ? { outcome: "refused" }
    : { outcome: "unknown" };
}

function whereaboutsOf(answer: Answer): Whereabouts {
  if (typeof answer === "string") return "unknown";
  if (answer.status === 200) return "taken";
  return answer.status === 404 ? "not-taken" : "unknown";
}

interface Question {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
}

async function exchange(
  { url, client, secret, now, timeoutMs = TIMEOUT_MS }: HttpGatewayOptions,
  { method, path, body, signal }: Question,
): Promise<Answer> {
  const target = new URL(path, url.endsWith("/") ? url : `${url}/`);
  const parts = {
    method,
    path: target.pathname,
    timestamp: Math.floor(now().getTime() / 1000),
    idempotencyKey: "",
    body: Buffer.from(body),
  };
  try {
    const response = await fetch(target, {
      method,
      headers: {
        ...signedHeaders(client, secret, parts),
        ...(body === "" ? {} : { "content-type": "application/json" }),
      },
      ...(body === "" ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    return {
      status: response.status,
      body: await textOf(response),
      retryAfter: response.headers.get("retry-after"),
    };
  } catch (error) {
    return isUnreachable(error) ? "unreachable" : "cut";
  }
}

/** Reads no more than an answer can need; the rest is nobody's loss. */
async function textOf({ body }: Response): Promise<string> {
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Only where it is sure that not a byte of the request was read. */
const NO_CONNECTION: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && NO_CONNECTION.has(cause.code);
}

const REF_CHARACTERS_MAX = 100;

function refIn(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== "object" || answer === null || !("ref" in answer)) return undefined;
    return typeof answer.ref === "string" ? answer.ref.slice(0, REF_CHARACTERS_MAX) : undefined;
  } catch {
    return undefined;
  }
}

function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : undefined;
}
