// Passwords: hashed with Argon2id, compared in the same time whether the account exists or not.

import { hash, verify } from "@node-rs/argon2";

/** OWASP's advice for Argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export async function hashPassword(password: string): Promise<string> {
  return await hash(password, COST);
}

let nobodys: Promise<string> | undefined;

/** Whether the password fits; without an account the same work is done, for nothing. */
export async function fitsPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword("nobody has this password");
  const fits = await verify(stored ?? (await nobodys), password);
  return stored !== undefined && fits;
}
