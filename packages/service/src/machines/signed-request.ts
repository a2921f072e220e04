// Requests that a machine signs: a code (HMAC-SHA-256) over what is asked, when, under which key of
// idempotency, and the hash of the body. The same scheme in both directions; it knows no framework.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export interface SignedParts {
  readonly method: string;
  /** Path and query as sent. */
  readonly path: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Empty where there is none. */
  readonly idempotencyKey: string;
  readonly body: Uint8Array;
}

export const SIGNATURE_HEADERS = {
  client: "lingdai-client",
  timestamp: "lingdai-timestamp",
  signature: "lingdai-signature",
  idempotencyKey: "idempotency-key",
} as const;

/** How far the two clocks may be apart; what is older could be a recording. */
export const REPLAY_WINDOW_SECONDS = 300;

export function signRequest(secret: string, parts: SignedParts): string {
  const { method, path, timestamp, idempotencyKey, body } = parts;
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const text = [method.toUpperCase(), path, String(timestamp), idempotencyKey, bodyHash].join("\n");
  return createHmac("sha256", secret).update(text).digest("hex");
}

/** The headers with which a request goes out. */
export function signedHeaders(
  client: string,
  secret: string,
  parts: SignedParts,
): Readonly<Record<string, string>> {
  return {
    [SIGNATURE_HEADERS.client]: client,
    [SIGNATURE_HEADERS.timestamp]: String(parts.timestamp),
    [SIGNATURE_HEADERS.signature]: signRequest(secret, parts),
    ...(parts.idempotencyKey === ""
      ? {}
      : { [SIGNATURE_HEADERS.idempotencyKey]: parts.idempotencyKey }),
  };
}

/** Whether whoever made the signature had the secret, and made it just now. */
export function isSignedNow(
  secret: string,
  parts: SignedParts,
  signature: string,
  nowSeconds: number,
): boolean {
  const expected = Buffer.from(signRequest(secret, parts), "hex");
  const given = Buffer.from(/^[0-9a-f]{64}$/.test(signature) ? signature : "", "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  return Math.abs(nowSeconds - parts.timestamp) <= REPLAY_WINDOW_SECONDS;
}
