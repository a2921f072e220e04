// Passwords: hashed with Argon2id, compared in the same time whether the account exists or not.

import { randomBytes } from "node:crypto";

import { hash, verify } from "@node-rs/argon2";

/** OWASP's advice for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, COST);
}

/** Made by chance and never by hashing: no password fits it, and the first to meet it waits no longer. */
const NOBODYS = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${[
  16, 32,
]
  .map((bytes) => randomBytes(bytes).toString("base64").replaceAll("=", ""))
  .join("$")}`;

/** Whether the password fits; without an account the same work is done, for nothing. */
export async function fitsPassword(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? NOBODYS, password);
  return stored !== undefined && fits;
}
