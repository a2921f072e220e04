/**
 * What happens to a cell's characters before anything judges it (FORMATS 2, "Normalised on reading").
 * It must not know which cells exist or what they mean.
 */

/** The blanks of FORMATS 2: space, tab, U+00A0, U+3000, zero-width characters, BOM. */
const BLANKS = " \t\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff";

/** Whether one character is a blank. */
export function isBlank(character: string): boolean {
  return BLANKS.includes(character);
}

/** FORMATS 2: blanks around every field are dropped. */
export function withoutOuterBlanks(cell: string): string {
  let from = 0;
  let to = cell.length;
  while (from < to && isBlank(cell.charAt(from))) from += 1;
  while (to > from && isBlank(cell.charAt(to - 1))) to -= 1;
  return cell.slice(from, to);
}

/** FORMATS 2: in number, number type, kind and dates every blank goes, full width becomes ASCII. */
export function withoutBlanksAndNarrow(cell: string): string {
  let cleaned = "";
  for (const character of cell) {
    if (isBlank(character)) continue;
    const code = character.codePointAt(0) ?? 0;
    cleaned += code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : character;
  }
  return cleaned;
}
