// Files of evidence for tests: small, and really what they are brought as.

import type { EvidenceKind } from "@lingdai/policy";

/** Two by two pixels of grey, as they are when drawn anew. */
export const A_PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADklEQVQImWPoAAMGCAUALK4GYSSeFPoAAAAASUVORK5CYII=",
  "base64",
);
/** How a video begins. */
const A_VIDEO = Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "latin1");

export function contentOf(kind: EvidenceKind): Buffer {
  return kind === "video" ? A_VIDEO : A_PICTURE;
}
