// Division codes: GB/T 2260 six digits, nine for township, twelve for village.

const DIVISION = /^\d{6}(\d{3}(\d{3})?)?$/;

export type DivisionLevel = "province" | "city" | "county" | "township" | "village";

export function isDivisionCode(text: string): boolean {
  return DIVISION.test(text);
}

/** The level that the code names; trailing zeros of the first six digits are no level. */
export function levelOfDivision(code: string): DivisionLevel {
  if (code.length === 12 && !code.endsWith("000")) return "village";
  if (code.length >= 9 && code.slice(6, 9) !== "000") return "township";
  if (!code.slice(0, 6).endsWith("00")) return "county";
  return code.slice(0, 6).endsWith("0000") ? "province" : "city";
}

/** Whether `code` lies in `area` (both well formed): the area's significant digits lead it. */
export function isWithinDivision(code: string, area: string): boolean {
  const significant = { province: 2, city: 4, county: 6, township: 9, village: 12 };
  return code.startsWith(area.slice(0, significant[levelOfDivision(area)]));
}
