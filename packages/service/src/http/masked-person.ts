// How a person looks in an answer before somebody has given a reason to see more.

import type { Keyring, PersonalData } from "@lingdai/store";
import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from "@lingdai/store";
import { Type } from "typebox";

export const PersonSchema = Type.Object({
  idType: Type.String(),
  idNumber: Type.String(),
  names: Type.Array(Type.String()),
  phone: Type.Union([Type.String(), Type.Null()]),
  householdAddress: Type.Union([Type.String(), Type.Null()]),
  residenceAddress: Type.Union([Type.String(), Type.Null()]),
  bankAccount: Type.Union([Type.String(), Type.Null()]),
});

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
