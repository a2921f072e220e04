// How a person looks in an answer before somebody has given a reason to see more.

import type { Keyring, PersonalData } from "@lingdai/store";
import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from "@lingdai/store";
import { Type } from "typebox";

import { orNull } from "./civil-dates.ts";

export const PersonSchema = Type.Object({
  idType: Type.String({ title: "证件类型" }),
  idNumber: Type.String({ title: "证件号码" }),
  names: Type.Array(Type.String(), { title: "姓名" }),
  phone: orNull(Type.String(), "联系电话"),
  householdAddress: orNull(Type.String(), "户籍地址"),
  residenceAddress: orNull(Type.String(), "居住地址"),
  bankAccount: orNull(Type.String(), "银行账号"),
});

/** A reason is words, not a key that somebody leant on. */
export const Unmasking = Type.Object(
  { reason: Type.String({ minLength: 4, maxLength: 200, description: "为什么要看完整信息" }) },
  { additionalProperties: false, examples: [{ reason: "核对来电人的身份" }] },
);

export function fullPerson(person: PersonalData) {
  return {
    idType: person.idType,
    idNumber: person.idNumber,
    names: [...person.names],
    phone: person.phone ?? null,
    householdAddress: person.householdAddress ?? null,
    residenceAddress: person.residenceAddress ?? null,
    bankAccount: person.bankAccount ?? null,
  };
}

export function maskedPerson(keyring: Keyring, sealed: Buffer) {
  const person = keyring.unseal(sealed);
  const masked = (text: string | undefined, mask: (text: string) => string): string | null =>
    text === undefined ? null : mask(text);
  return {
    idType: person.idType,
    idNumber: maskIdNumber(person.idNumber),
    names: person.names.map(maskName),
    phone: masked(person.phone, maskPhone),
    householdAddress: masked(person.householdAddress, maskAddress),
    residenceAddress: masked(person.residenceAddress, maskAddress),
    bankAccount: masked(person.bankAccount, maskAccount),
  };
}
