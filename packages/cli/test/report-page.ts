// Reads a report's page as a strict reader would: every element is closed where it should be, every
// attribute quoted and given once. Knows HTML's syntax as far as our pages use it, not their meaning.

const VOID_ELEMENTS = new Set(["meta", "wbr", "br", "hr"]);
const TOKEN =
  /<!doctype html>|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<]*")?)*)\s*(\/?)>|([^<]+)/gy;

export interface PageElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: PageElement | undefined;
  readonly children: PageElement[];
  /** All text within, that of its children included. */
  text: string;
}

/** The elements of a page in their order; throws where it is not well formed. */
export function readPage(html: string): readonly PageElement[] {
  const elements: PageElement[] = [];
  const open: PageElement[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < html.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(html);
    if (token === null) throw new Error(`not well formed: ${html.slice(at, at + 120)}`);
    const [, closing, name, attributes = "", selfClosing, text] = token;
    if (text !== undefined) {
      const decoded = decode(text);
      for (const element of open) element.text += decoded;
    } else if (name !== undefined && closing === "/") {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name ?? "nothing"}>`);
    } else if (name !== undefined) {
      const parent = open.at(-1);
      const element = {
        name,
        attributes: attributesOf(attributes),
        parent,
        children: [],
        text: "",
      };
      parent?.children.push(element);
      elements.push(element);
      if (selfClosing !== "/" && !VOID_ELEMENTS.has(name)) open.push(element);
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name ?? ""}> is never closed`);
  return elements;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)) {
    if (attributes.has(name)) throw new Error(`${name} is given twice`);
    attributes.set(name, decode(value));
  }
  return attributes;
}

function decode(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`unknown entity in ${text}`);
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
