// What is known about a person by name and number, as it stands inside an envelope.

import type { IdType } from "@lingdai/policy";

export interface PersonalData {
  readonly idType: IdType;
  readonly idNumber: string;
  /** As written on the person's rows, the first row's first. */
  readonly names: readonly string[];
  readonly phone?: string | undefined;
  readonly householdAddress?: string | undefined;
  readonly residenceAddress?: string | undefined;
  readonly bankAccount?: string | undefined;
}

/** Compact, for every byte is stored ten million times. */
export function encodePersonalData(person: PersonalData): string {
  const { idType, idNumber, names, phone, householdAddress, residenceAddress, bankAccount } =
    person;
  // What is undefined stands as null in a list.
  const fields = [phone, householdAddress, residenceAddress, bankAccount];
  return JSON.stringify([idType, idNumber, names, ...fields]);
}

export function decodePersonalData(text: string): PersonalData {
  const [idType, idNumber, names, phone, householdAddress, residenceAddress, bankAccount] =
    JSON.parse(text) as [IdType, string, string[], ...(string | null)[]];
  return {
    idType,
    idNumber,
    names,
    ...(typeof phone === "string" ? { phone } : {}),
    ...(typeof householdAddress === "string" ? { householdAddress } : {}),
    ...(typeof residenceAddress === "string" ? { residenceAddress } : {}),
    ...(typeof bankAccount === "string" ? { bankAccount } : {}),
  };
}
