// The thread that prints: forms in, the bytes of PDFs out, one after the other. Drawing a page takes a
// tenth of a second and more, in which the server answers everybody else.

import { parentPort, workerData } from "node:worker_threads";

import pdfmake from "pdfmake";

import type { PrintedForm } from "../printed-form.ts";
import { textDrawer } from "./draw-text.ts";
import type { FontFile } from "./fonts.ts";
import { loadFonts } from "./fonts.ts";
import { layOut } from "./lay-out.ts";

export interface PrintOrder {
  readonly number: number;
  readonly form: PrintedForm;
}
export type PrintAnswer =
  | { readonly number: number; readonly pdf: Uint8Array }
  | { readonly number: number; readonly failure: string };

const { regular, bold, rare, fontOf } = loadFonts(workerData as readonly FontFile[]);

/** The face of a collection is named behind its path, which the library's types do not know. */
function source({ path, face }: FontFile): string {
  return face === undefined ? path : ([path, face] as unknown as string);
}
pdfmake.setFonts({
  own: { normal: source(regular), bold: source(bold) },
  rare: { normal: source(rare), bold: source(rare) },
});
// A form's texts come from outside: none of them makes the library read another file or an address.
const paths = new Set([regular, bold, rare].map(({ path }) => path));
pdfmake.setLocalAccessPolicy((path) => paths.has(path));
pdfmake.setUrlAccessPolicy(() => false);

parentPort?.on("message", ({ number, form }: PrintOrder) => {
  void print(number, form);
});

async function print(number: number, form: PrintedForm): Promise<void> {
  const answer = await pdfOf(form).then(
    (pdf): PrintAnswer => ({ number, pdf }),
    (error: unknown): PrintAnswer => ({ number, failure: String(error) }),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window.
  parentPort?.postMessage(answer);
}

async function pdfOf(form: PrintedForm): Promise<Uint8Array> {
  return await pdfmake.createPdf(layOut(form, textDrawer(fontOf))).getBuffer();
}
