// Blanks around and inside fields, and full-width characters (FORMATS section 2).
// Knows nothing of columns; line breaks inside quotes are content, not blanks.

/** Space, tab, U+00A0, U+3000, the zero-width characters and the BOM. */
const BLANK_CODES: ReadonlySet<number> = new Set([
  0x09, 0x20, 0xa0, 0x200b, 0x200c, 0x200d, 0x2060, 0x3000, 0xfeff,
]);

const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_SHIFT = 0xfee0;

export function isBlankCode(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0xa0 && BLANK_CODES.has(code));
}

/** Drops the blanks around a field. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlankCode(text.charCodeAt(start))) start += 1;
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

export function isAllBlank(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (!isBlankCode(text.charCodeAt(at))) return false;
  }
  return true;
}

/** Drops every blank and turns full-width characters into ASCII. */
export function compact(text: string): string {
  if (isPlainAscii(text)) return text;
  let result = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) continue;
    const isFullWidth = code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST;
    result += String.fromCharCode(isFullWidth ? code - FULL_WIDTH_SHIFT : code);
  }
  return result;
}

/** Turns full-width characters into ASCII, and every run of blanks into one; none stay around it. */
export function singleBlanks(text: string): string {
  if (/^[!-~]+(?: [!-~]+)*$/.test(text)) return text;
  const words = Array.from(trimBlanks(text), (character) =>
    isBlankCode(character.charCodeAt(0)) ? " " : compact(character),
  );
  return words.join("").replaceAll(/ +/g, " ");
}

/** Turns the letters a-z into capitals and leaves every other character alone. */
export function toAsciiCapitals(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x61 || code > 0x7a) continue;
    return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
  }
  return text;
}

/** Whether nothing in the text is a blank or outside ASCII; the usual case, so it comes first. */
function isPlainAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7e || code === 0x20 || code === 0x09) return false;
  }
  return true;
}
