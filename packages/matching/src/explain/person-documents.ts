// The documents of the people that are asked for, and whether a row is about one of them, even a row
// that was rejected. Knows the form of documents, nothing of files.

import type { Day, IdType } from "@lingdai/policy";

import { judgeIdentity } from "../judge/judge-identity.ts";
import { PersonTable } from "../match/person-table.ts";
import { normaliseCell } from "../read/fields.ts";
import { UnusableInput } from "../unusable-input.ts";

/** A document as somebody typed it; without a type it is a resident ID. */
export interface PersonDocument {
  readonly idNumber: string;
  readonly idType?: string | undefined;
}

export class PersonDocuments {
  /** Normalised, each once, in the order given. */
  readonly all: readonly { readonly idType: IdType; readonly idNumber: string }[];
  readonly #table = new PersonTable();
  readonly #asOf: Day;

  /** Refuses a number that no row could carry. */
  constructor(documents: readonly PersonDocument[], asOf: Day) {
    this.#asOf = asOf;
    const all: { idType: IdType; idNumber: string }[] = [];
    for (const document of documents) {
      const judged = judgeDocument(document, asOf);
      if (this.#table.findOrAdd(judged.idType, judged.idNumber) === all.length) all.push(judged);
    }
    this.all = all;
  }

  /** The place of a judged document among those asked for. */
  find(idType: IdType, idNumber: string): number | undefined {
    return this.#table.find(idType, idNumber);
  }

  /**
   * The place of the document that a rejected row names, as far as it can be told: a wrong check
   * character leaves the 17 digits that say who it is, and an unknown type is taken for a resident ID.
   */
  findInText(idTypeText: string, numberText: string): number | undefined {
    const named = judgeIdentity(idTypeText, numberText, this.#asOf);
    const judged = named.idType === undefined ? judgeIdentity("", numberText, this.#asOf) : named;
    const { idType = "resident-id", idNumber, fault } = judged;
    const isPlain = fault === undefined || fault === "bad-id-checksum";
    return isPlain ? this.find(idType, idNumber) : undefined;
  }
}

function judgeDocument(
  { idNumber: asTyped, idType: typeAsTyped = "" }: PersonDocument,
  asOf: Day,
): { readonly idType: IdType; readonly idNumber: string } {
  const number = normaliseCell("id_number", asTyped);
  const typeText = normaliseCell("id_type", typeAsTyped);
  const { idType, idNumber, fault } = judgeIdentity(typeText, number, asOf);
  if (idType === undefined) {
    const mend =
      "可用的有：resident-id、passport、hkmo-permit、taiwan-permit、foreign-permanent-resident";
    throw new UnusableInput(`--id-type ${typeAsTyped}`, "没有这种证件类型", mend);
  }
  if (fault !== undefined || number === "") {
    throw new UnusableInput("--id", "证件号码不对", WRONG_NUMBER[fault ?? "bad-id-format"]);
  }
  return { idType, idNumber };
}

const WRONG_NUMBER = {
  "bad-id-format": "身份证是18位（旧的15位也可以），别的证件请加 --id-type",
  "bad-birth-date-in-id": "号码里的出生日期不是真的日期，请核对",
  "bad-id-checksum": "最后一位校验不对，请核对",
} as const;
