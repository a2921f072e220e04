// The name of a message towards a gateway: the same for every attempt, also after the record came back
// from a backup, and one that nobody else can make up. So nobody is told twice for one occasion, and a
// receipt for a message that was never ours shows.

import type { Keyring } from "@lingdai/store";

const CODE_CHARACTERS = 32;

export function occasionOf(keyring: Keyring, noticeId: number): string {
  return `${noticeId}-${codeOf(keyring, noticeId)}`;
}

/** The message that is meant; undefined where the name is none of ours. */
export function readOccasion(keyring: Keyring, occasion: string): number | undefined {
  const noticeId = Number(/^([1-9]\d{0,14})-[0-9a-f]{32}$/.exec(occasion)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(noticeId)) return undefined;
  return occasion === occasionOf(keyring, noticeId) ? noticeId : undefined;
}

function codeOf(keyring: Keyring, noticeId: number): string {
  return keyring.codeOf(`occasion ${noticeId}`).toString("hex").slice(0, CODE_CHARACTERS);
}
