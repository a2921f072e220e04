// A person as a form shows them: masked, or in full where somebody gave a reason.

import type { PersonalData } from "@lingdai/store";
import { maskAddress, maskIdNumber, maskName, maskPhone } from "@lingdai/store";

export interface PersonOnForm {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly residenceAddress: string;
}

export function inFull({ names, idNumber, phone, residenceAddress }: PersonalData): PersonOnForm {
  return {
    name: names[0] ?? "",
    idNumber,
    phone: phone ?? "",
    residenceAddress: residenceAddress ?? "",
  };
}

export function masked(person: PersonalData): PersonOnForm {
  const { name, idNumber, phone, residenceAddress } = inFull(person);
  return {
    name: maskName(name),
    idNumber: maskIdNumber(idNumber),
    phone: maskPhone(phone),
    residenceAddress: residenceAddress === "" ? "" : maskAddress(residenceAddress),
  };
}
