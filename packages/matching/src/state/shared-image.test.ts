import assert from "node:assert/strict";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { test } from "node:test";

import { ImageWriter, openImage, readImage, readStretch } from "./shared-image.ts";

const MEGABYTE = 1024 * 1024;
const KEY = "version/what for";

/** Bytes that nowhere repeat the ones a stretch before them. */
function bytesOf(length: number): Uint8Array<SharedArrayBuffer> {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  for (let at = 0; at < length; at += 1)
    bytes[at] = (Math.imul(at, 0x9e3779b1) >>> 24) ^ (at >>> 16);
  return bytes;
}

/** An image of one large piece, given in parts, beside an empty and a small one. */
function anImage(context: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), "lingdai-image-"));
  context.after(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, "image-1");
  const large = bytesOf(9 * MEGABYTE + 5);
  const small = bytesOf(7);
  const writer = new ImageWriter(path);
  const cuts = [0, 3, 3, MEGABYTE, 5 * MEGABYTE + 1, large.length];
  const parts = cuts.slice(1).map((to, at) => large.subarray(cuts[at], to));
  const inParts = writer.add(parts);
  writer.finish(KEY, { inParts, small: small.buffer, none: new SharedArrayBuffer(0) });
  writer.close();
  return { path, large, small };
}

function change(path: string, at: number): void {
  const descriptor = openSync(path, "r+");
  const byte = Buffer.alloc(1);
  readSync(descriptor, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(descriptor, byte, 0, 1, at);
  closeSync(descriptor);
}

function areSame(left: unknown, right: Uint8Array): boolean {
  assert.ok(left instanceof SharedArrayBuffer);
  return Buffer.from(left).equals(right);
}

test("An image is read back as it was written, stretch by stretch in any order", (context) => {
  const { path, large, small } = anImage(context);
  const opened = openImage({ path, keyStart: "version/" });
  assert.ok(typeof opened === "object");
  assert.equal(opened.stretches.length, 4);
  assert.ok(opened.stretches.toReversed().every(readStretch));
  const told = opened.image.told as Readonly<Record<string, unknown>>;
  assert.ok(areSame(told["inParts"], large));
  assert.ok(areSame(told["small"], small));
  assert.ok(areSame(told["none"], new Uint8Array(0)));
  assert.equal(readImage({ path, keyStart: "other" }), "other");
});

test("An image with one changed bit anywhere, or too short, is none", (context) => {
  const { path, large, small } = anImage(context);
  const wanted = { path, keyStart: KEY };
  const told = large.length + small.length;
  for (const at of [0, 4 * MEGABYTE, 9 * MEGABYTE + 4, large.length + 3, told + 1]) {
    change(path, at);
    assert.equal(readImage(wanted), "damaged", `${at}`);
    change(path, at);
  }
  assert.equal(typeof readImage(wanted), "object");
  truncateSync(path, told);
  assert.equal(readImage(wanted), "damaged");
  rmSync(path);
  assert.equal(readImage(wanted), "damaged");
});
