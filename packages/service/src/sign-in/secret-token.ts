// The secret of a session or of a machine's access: made by chance, held by the other side alone; the
// record keeps its hash.

import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** Undefined where the text cannot be a token of ours. */
export function hashOfToken(token: string): Buffer | undefined {
  return TOKEN_SHAPE.test(token) ? createHash("sha256").update(token).digest() : undefined;
}
