// How personal data look to whoever has not given a reason to see them. One place, so that no screen,
// list or notice shows more than another. Never reversible: what is hidden is not sent.

const HIDDEN = "*";

/** The first character and, from three on, the last: 李*英, 王*. */
export function maskName(name: string): string {
  const characters = [...name];
  const last = characters.length > 2 ? 1 : 0;
  return characters
    .map((character, at) => (at === 0 || at >= characters.length - last ? character : HIDDEN))
    .join("");
}

/** The first three and the last four: neither county nor birth date can be read. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length >= 15 ? keep(idNumber, 3, 4) : keep(idNumber, 1, 2);
}

/** 138****5678; a short number keeps its last four. */
export function maskPhone(phone: string): string {
  return phone.length >= 11 ? keep(phone, 3, 4) : keep(phone, 0, 4);
}

/** Down to the first place that it names: a county, or the city around it. */
export function maskAddress(address: string): string {
  const place = /^.{1,8}?[市区县旗州盟]/u.exec(address);
  return `${place?.[0] ?? ""}${HIDDEN.repeat(4)}`;
}

export function maskAccount(account: string): string {
  return keep(account, 0, 4);
}

/** What is too short to hide four characters of is hidden whole. */
function keep(text: string, first: number, last: number): string {
  if (text.length - first - last < 4) return HIDDEN.repeat(text.length);
  const hidden = HIDDEN.repeat(text.length - first - last);
  return text.slice(0, first) + hidden + text.slice(text.length - last);
}
