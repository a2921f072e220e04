// The door to the readers: a file's header and rows, and the types of what they hand out.

export { readHeader, readRows } from "./source-file.ts";
export type { DelimitedFormat } from "./source-format.ts";
export type { SourceRow } from "./source-row.ts";
