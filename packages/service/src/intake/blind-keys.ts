// Blind indexes for row after row: the same few names come again and again, so their keys are
// remembered for a while. Knows no table.

import { foldName } from "@lingdai/matching";
import type { IdType } from "@lingdai/policy";
import type { Sealer } from "@lingdai/store";

/** Some 20 MB at most. */
const NAMES_MAX = 100_000;

type Indexer = Pick<Sealer, "documentKey" | "nameKey">;

export class BlindKeys {
  readonly #sealer: Indexer;
  readonly #names = new Map<string, Buffer>();

  constructor(sealer: Indexer) {
    this.#sealer = sealer;
  }

  documentKey(idType: IdType, idNumber: string): Buffer {
    return this.#sealer.documentKey(idType, idNumber);
  }

  nameKey(name: string): Buffer {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const key = this.#sealer.nameKey(foldName(name));
    if (this.#names.size >= NAMES_MAX) this.#names.clear();
    this.#names.set(name, key);
    return key;
  }
}
