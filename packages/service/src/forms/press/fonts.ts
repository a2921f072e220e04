// The fonts in which forms are printed: the one that comes along, and one of the system's for rare
// characters that it lacks. Says which character is in which; one that is in none is for the caller to
// report, never left blank.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";

import type { Font } from "fontkit";
import { openSync } from "fontkit";

export interface FontFile {
  readonly path: string;
  /** Of a collection, the face that is meant. */
  readonly face?: string;
}

/** Where systems keep a font with rare characters of names, the first that is there. */
export const SYSTEM_FONTS: readonly FontFile[] = [
  {
    path: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    face: "NotoSansCJKsc-Regular",
  },
  { path: "C:\\Windows\\Fonts\\simsunb.ttf" },
];

const own = (file: string): FontFile => ({
  path: createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${file}`),
});
const REGULAR = own("400Regular/NotoSansSC_400Regular.ttf");
const BOLD = own("700Bold/NotoSansSC_700Bold.ttf");

/** The names by which a layout asks for fonts. */
export type FontName = "own" | "rare";

export interface Fonts {
  readonly regular: FontFile;
  readonly bold: FontFile;
  /** Where rare characters are; the regular one where the system has none. */
  readonly rare: FontFile;
  /** Undefined where no font here has the character. */
  readonly fontOf: (codePoint: number) => FontName | undefined;
}

export function loadFonts(rareFonts: readonly FontFile[]): Fonts {
  const rare = rareFonts.find(({ path }) => existsSync(path));
  const faces: (readonly [FontName, Font])[] = [["own", faceOf(REGULAR)]];
  if (rare !== undefined) faces.push(["rare", faceOf(rare)]);
  return {
    regular: REGULAR,
    bold: BOLD,
    rare: rare ?? REGULAR,
    fontOf: (codePoint) => faces.find(([, font]) => font.hasGlyphForCodePoint(codePoint))?.[0],
  };
}

function faceOf({ path, face }: FontFile): Font {
  const font = openSync(path, face);
  if ("fonts" in font) throw new TypeError(`${path}: a collection needs the name of a face`);
  return font;
}
