// A PDF read back by somebody else's program: its texts line by line, the glyphs that are drawn, and
// whether every font is inside.

import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  readonly pages: number;
  readonly width: number;
  readonly height: number;
  /** All texts without blanks, in the order in which they are drawn. */
  readonly text: string;
  /** The same by page. */
  readonly textOfPages: readonly string[];
  /** How often the glyph that stands for "none" is drawn. */
  readonly undrawn: number;
  /** Fonts that a reader would have to have of its own. */
  readonly fontsOutside: readonly string[];
}

interface Glyph {
  readonly unicode: string;
}

export async function readPdf(content: Buffer): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(content), verbosity: 0, disableFontFace: true });
  const document = await task.promise;
  const texts: string[] = [];
  let undrawn = 0;
  const fontsOutside = new Set<string>();
  let size = { width: 0, height: 0 };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    size = { width, height };
    const { items } = await page.getTextContent();
    const text = items.map((item) => ("str" in item ? item.str : "")).join("");
    texts.push(text.replaceAll(/[\s\u3000]/g, ""));
    const { fnArray, argsArray } = await page.getOperatorList();
    for (const [at, operation] of fnArray.entries()) {
      const argument: unknown = argsArray[at];
      if (operation === OPS.showText && Array.isArray(argument)) {
        const glyphs = (argument as readonly (readonly (Glyph | number)[])[]).flat();
        for (const glyph of glyphs) {
          // The glyph for "none" stands for no character, which its font writes as NUL.
          if (typeof glyph === "object" && glyph.unicode === "\0") undrawn += 1;
        }
      }
      if (operation === OPS.setFont && Array.isArray(argument)) {
        const name = String(argument[0]);
        const font = page.commonObjs.get(name) as { readonly missingFile?: boolean };
        if (font.missingFile === true) fontsOutside.add(name);
      }
    }
  }
  const read = {
    pages: document.numPages,
    ...size,
    text: texts.join(""),
    textOfPages: texts,
    undrawn,
    fontsOutside: [...fontsOutside],
  };
  await task.destroy();
  return read;
}
