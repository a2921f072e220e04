// The source mapping that goes with a supplier's files (FORMATS section 2), as YAML.

import type { SourceShape } from "./source-shapes.ts";
import { DOCUMENT_WORDS, takesOtherDocuments } from "./source-shapes.ts";

/** Ours that a mapping names a column for. */
const MAPPED = new Set([
  "id_number",
  "id_type",
  "name",
  "kind",
  "occurred_on",
  "arrived_on",
  "ref",
]);

/** Undefined where the files are read without one. */
export function mappingText(shape: SourceShape, supplier: string): string | undefined {
  if (shape.isOurShape) return undefined;
  const columns = shape.columns
    .filter(([, meaning]) => MAPPED.has(meaning))
    .map(([header, meaning]) => `  ${meaning}: ${quoted(header)}\n`);
  const dates = shape.columns
    .filter(([, meaning]) => meaning === "occurred_on" || meaning === "arrived_on")
    .map(([, meaning]) => `  ${meaning}: ${quoted(shape.datePattern)}\n`);
  const codes = Object.entries(shape.codes ?? {}).map(
    ([kind, code]) => `    ${quoted(code)}: ${kind}\n`,
  );
  const documents = Object.entries(takesOtherDocuments(shape) ? DOCUMENT_WORDS : {}).map(
    ([idType, word]) => `    ${quoted(word)}: ${idType}\n`,
  );
  const values = [
    codes.length === 0 ? "" : `  kind:\n${codes.join("")}`,
    documents.length === 0 ? "" : `  id_type:\n${documents.join("")}`,
  ].join("");
  return [
    `# ${supplier}的文件怎样读 How to read the files of this source.\n`,
    `files: [${quoted(`${shape.stem}-*.${shape.extension}`)}]\n`,
    `encoding: ${shape.encoding}\n`,
    `delimiter: ${quoted(shape.delimiter)}\n`,
    `columns:\n${columns.join("")}`,
    `dates:\n${dates.join("")}`,
    values === "" ? "" : `values:\n${values}`,
    `constants:\n  source: ${quoted(supplier)}\n`,
    shape.onlyKind === undefined ? "" : `  kind: ${shape.onlyKind}\n`,
  ].join("");
}

/** Double quotes, as JSON writes them, are YAML too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
