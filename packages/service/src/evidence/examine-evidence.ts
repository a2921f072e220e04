// What a file of evidence really is, by its bytes and not by its name: pictures are drawn anew, so that
// nothing but the picture is kept (no place, no device, no second file behind it); videos and documents
// are told by how they begin and end. What is something else is refused.

import type { EvidenceKind } from "@lingdai/policy";
import sharp from "sharp";

export interface ExaminedEvidence {
  readonly content: Buffer;
  readonly mediaType: string;
}

type Sort = "picture" | "video" | "document";

const SORTS: Readonly<Record<EvidenceKind, readonly Sort[]>> = {
  photo: ["picture"],
  video: ["video"],
  "id-card": ["picture", "document"],
  mandate: ["picture", "document"],
  document: ["picture", "document"],
};
const MB = 1024 * 1024;
const BYTES_MAX: Readonly<Record<Sort, number>> = {
  picture: 12 * MB,
  video: 12 * MB,
  document: 12 * MB,
};
/** A phone's largest picture; what unfolds to more is meant to exhaust us. */
const PIXELS_MAX = 60_000_000;
const JPEG_QUALITY = 85;

/** Undefined where the file is not what evidence of this kind can be. */
export async function examineEvidence(
  kind: EvidenceKind,
  content: Buffer,
): Promise<ExaminedEvidence | undefined> {
  const type = typeOf(content);
  if (type === undefined || !SORTS[kind].includes(type.sort)) return undefined;
  if (content.length > BYTES_MAX[type.sort]) return undefined;
  const { mediaType } = type;
  return type.sort === "picture" ? await drawAnew(content, mediaType) : { content, mediaType };
}

interface FileType {
  readonly sort: Sort;
  readonly mediaType: string;
}

function typeOf(content: Buffer): FileType | undefined {
  const at = (start: number, length: number): string =>
    content.subarray(start, start + length).toString("latin1");
  if (at(0, 3) === "\xff\xd8\xff") return { sort: "picture", mediaType: "image/jpeg" };
  if (at(0, 8) === "\x89PNG\r\n\x1a\n") return { sort: "picture", mediaType: "image/png" };
  if (at(0, 4) === "RIFF" && at(8, 4) === "WEBP") {
    return { sort: "picture", mediaType: "image/webp" };
  }
  if (at(4, 4) === "ftyp" && /^(isom|iso[2-6]|mp4[12]|avc1|M4V |3gp\d)$/.test(at(8, 4))) {
    return { sort: "video", mediaType: "video/mp4" };
  }
  if (at(4, 8) === "ftypqt  ") return { sort: "video", mediaType: "video/quicktime" };
  if (at(0, 4) === "\x1a\x45\xdf\xa3" && at(0, 64).includes("webm")) {
    return { sort: "video", mediaType: "video/webm" };
  }
  const isDocument =
    /^%PDF-[12]\.\d/.test(at(0, 8)) && at(content.length - 1024, 1024).includes("%%EOF");
  return isDocument ? { sort: "document", mediaType: "application/pdf" } : undefined;
}

/** Upright, as the device meant it; undefined where it cannot be drawn to its end. */
async function drawAnew(content: Buffer, mediaType: string): Promise<ExaminedEvidence | undefined> {
  try {
    const picture = sharp(content, { failOn: "error", limitInputPixels: PIXELS_MAX }).autoOrient();
    switch (mediaType) {
      case "image/png":
        return { content: await picture.png().toBuffer(), mediaType };
      case "image/webp":
        return { content: await picture.webp({ quality: JPEG_QUALITY }).toBuffer(), mediaType };
      case "image/jpeg":
        return { content: await picture.jpeg({ quality: JPEG_QUALITY }).toBuffer(), mediaType };
    }
    return undefined;
  } catch {
    return undefined;
  }
}
