// The rows of one observation file on their way to the record: what repeats a reference of the file is
// counted and left out, and a document is sealed once, however many rows name it. Knows no table.

import type { Observation, PlainObservation } from "@lingdai/matching";
import { PersonTable, SeenReferences } from "@lingdai/matching";
import type { Day, IdType, SignKind } from "@lingdai/policy";
import { checkCharacterOf } from "@lingdai/policy";
import type { Staging } from "@lingdai/store";

import type { BlindKeys } from "./blind-keys.ts";

interface Told {
  readonly name: string;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly source: string;
  readonly ref: string;
}

export class StagedRows {
  rejected = 0;
  /** Rows whose source and reference an earlier row of the file has. */
  repeated = 0;
  readonly sources = new Set<string>();
  readonly #staging: Staging;
  readonly #keys: BlindKeys;
  readonly #seen = new SeenReferences();
  readonly #documents = new PersonTable();

  constructor(staging: Staging, keys: BlindKeys) {
    this.#staging = staging;
    this.#keys = keys;
  }

  reject(line: number, reason: string, field: string): void {
    this.rejected += 1;
    this.#staging.addRejected(line, reason, field);
  }

  add(line: number, { idType, idNumber, name, sign }: Observation): void {
    if (this.#isRepeated(sign)) return;
    const document = this.#documents.findOrAdd(idType, idNumber);
    this.#stage(line, document, idType, () => idNumber, { ...sign, name });
  }

  /** As `add` does, but a number is spelled out only where it is new. */
  addPlain(line: number, row: PlainObservation): void {
    if (this.#isRepeated(row)) return;
    const { high, low } = row;
    const document = this.#documents.findOrAddResident(high, low);
    this.#stage(line, document, "resident-id", () => numberOf(high, low), row);
  }

  #isRepeated({ source, ref }: Pick<Told, "source" | "ref">): boolean {
    this.sources.add(source);
    if (this.#seen.add(source, ref)) return false;
    this.repeated += 1;
    return true;
  }

  #stage(
    line: number,
    document: number,
    idType: IdType,
    idNumber: () => string,
    { name, kind, occurredOn, source, ref }: Told,
  ): void {
    const staging = this.#staging;
    if (document === staging.documents) {
      staging.addDocument(this.#keys.documentKey(idType, idNumber()));
    }
    const { fingerprint } = this.#seen;
    const nameKey = this.#keys.nameKey(name);
    staging.add({ line, document, nameKey, fingerprint, kind, occurredOn, source, ref });
  }
}

/** From the first 8 and the next 9 digits. */
function numberOf(high: number, low: number): string {
  const first = String(high).padStart(8, "0") + String(low).padStart(9, "0");
  return first + checkCharacterOf(first);
}
