// Keys of rows that must not be mistaken for one another: numbers with a name.

declare const idOf: unique symbol;

export type BeneficiaryId = number & { readonly [idOf]: "beneficiary" };
export type StaffId = number & { readonly [idOf]: "staff" };

export function beneficiaryIdOf(id: number): BeneficiaryId {
  return id as BeneficiaryId;
}

export function staffIdOf(id: number): StaffId {
  return id as StaffId;
}
