// HTML as values: what is put into a template is escaped unless it is markup already, so that no
// text of a file can become part of the page's structure. Knows no page.

/** A piece of a page, safe to put into another. */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

export type Part = string | number | Markup | readonly Part[] | undefined;

/** A template whose parts are escaped; undefined leaves nothing. */
export function markup(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(
    pieces.map((piece, at) => piece + (at < parts.length ? rendered(parts[at]) : "")).join(""),
  );
}

export const NOTHING = new Markup("");

function rendered(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Markup) return part.html;
  if (typeof part === "number") return String(part);
  if (typeof part === "string") return escapeText(part);
  return part.map(rendered).join("");
}

/** Text as it may stand between tags and in a quoted attribute; control characters are dropped. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
