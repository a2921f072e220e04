// Characters that XML cannot hold stand in a workbook as `_x000D_`; an underscore that would be
// mistaken for such stands as `_x005F_`. Knows nothing else.

/** The text that was meant. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
