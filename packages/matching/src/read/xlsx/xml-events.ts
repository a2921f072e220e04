// One XML part as a run of events: elements by their local names, texts, ends. Strict, in bounded
// memory whatever the part holds. Knows nothing of spreadsheets.

import { SaxesParser } from "saxes";

import type { UnusableInput } from "../../unusable-input.ts";
import { damaged } from "./zip-parts.ts";

/** Far deeper than any part of a workbook nests. */
const DEPTH_MAX = 64;
/** A cell holds 32,767 characters; one event of more bytes than this is no cell. */
const EVENT_BYTES_MAX = 8 * 1024 * 1024;

export interface XmlHandlers {
  readonly onOpen: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly onClose?: (name: string) => void;
  readonly onText?: (text: string) => void;
  /** Asked after each block: whether enough has been read. */
  readonly isEnough?: () => boolean;
}

/** Reads a part to its end, or until it is enough; `part` is its name for messages. */
export async function readXml(
  path: string,
  part: string,
  blocks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
): Promise<void> {
  const { onOpen, onClose, onText, isEnough } = handlers;
  const parser = new SaxesParser({ position: false });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let depth = 0;
  let bytesSinceEvent = 0;
  const refuse = (fault: string): UnusableInput => damaged(path, `部件 ${part} ${fault}`);
  parser.on("error", (error) => {
    throw refuse(`不是完好的 XML（${error.message}）`);
  });
  parser.on("opentag", ({ name, attributes }) => {
    bytesSinceEvent = 0;
    depth += 1;
    if (depth > DEPTH_MAX) throw refuse("嵌套过深");
    onOpen(localName(name), attributes as Readonly<Record<string, string>>);
  });
  parser.on("closetag", ({ name }) => {
    bytesSinceEvent = 0;
    depth -= 1;
    onClose?.(localName(name));
  });
  if (onText !== undefined) {
    parser.on("text", onText);
    parser.on("cdata", onText);
  }
  const decode = (block?: Buffer): string => {
    try {
      return decoder.decode(block, { stream: block !== undefined });
    } catch {
      throw refuse("不是 UTF-8 编码");
    }
  };
  for await (const block of blocks) {
    bytesSinceEvent += block.length;
    parser.write(decode(block));
    if (bytesSinceEvent > EVENT_BYTES_MAX) throw refuse("有过长的内容");
    if (isEnough?.() === true) return;
  }
  parser.write(decode()).close();
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}
