// Numbers as the plain decimal texts that FORMATS wants: no exponent, no trailing zeros behind the
// point. Knows no kind of file.

/** From here on a spreadsheet or a double has more digits than it keeps. */
const DIGITS_LOST_FROM = 1e15;

/** The shortest decimal text that means this very number; empty for what is no number. */
export function plainDecimal(value: number): string {
  if (Number.isNaN(value)) return "";
  const text = String(value === 0 ? 0 : value);
  const exponentAt = text.indexOf("e");
  if (exponentAt === -1) return text;
  return shifted(text.slice(0, exponentAt), Number(text.slice(exponentAt + 1)));
}

/** Whether a number that a program kept in binary has more digits than it kept. */
export function hasLostDigits(value: number): boolean {
  return Math.abs(value) >= DIGITS_LOST_FROM;
}

/** `-1.5` by 21 places is `-1500000000000000000000`, by -7 places `-0.00000015`. */
function shifted(mantissa: string, places: number): string {
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.slice(sign.length).split(".");
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.slice(0, point).padEnd(point, "0");
}
