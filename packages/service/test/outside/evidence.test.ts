// Evidence as people really bring it, and as attackers do: pictures lose all but the picture, what only
// looks like one is refused, nobody sees a file from elsewhere, and a full disk leaves nothing half.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";

import sharp from "sharp";

import { dayAt } from "@lingdai/policy";
import type { BeneficiaryId } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import { A_PICTURE, contentOf } from "../evidence-files.ts";
import type { Offices } from "./offices.ts";
import { openOffices, signInAs } from "./offices.ts";
import { COUNTY, addPersonToTell, openCounty } from "./people-to-tell.ts";

const DAY = dayAt("2024-01-10");

let record: TestRecord;
let offices: Offices;
let here: Record<string, string>;
let there: Record<string, string>;

before(async () => {
  record = await openTestRecord();
  await openCounty(record.worker);
  offices = await openOffices(record, { today: () => DAY, now: () => new Date() });
  const at = { role: "clerk", level: "county" } as const;
  here = await signInAs(offices.server, record, { login: "here", place: COUNTY, ...at });
  there = await signInAs(offices.server, record, { login: "there", place: "510105", ...at });
});
after(async () => {
  await offices.close();
  await record.close();
});

async function certifyWith(id: BeneficiaryId, content: Buffer, kind = "photo") {
  const evidence = [{ kind, mediaType: "image/jpeg", content: content.toString("base64") }];
  return await offices.server.inject({
    method: "POST",
    url: `/api/beneficiaries/${id}/certifications`,
    payload: { kind: "counter", evidence },
    headers: { "if-match": "*" },
    cookies: here,
  });
}

async function somebody(): Promise<BeneficiaryId> {
  return await addPersonToTell(record.worker, { name: "李秀英" });
}

interface Listed {
  readonly rows: readonly { readonly evidenceId: number; readonly mediaType: string }[];
}

async function list(id: BeneficiaryId, cookies: Record<string, string>) {
  const url = `/api/beneficiaries/${id}/evidence`;
  return (await offices.server.inject({ url, cookies })).json<Partial<Listed>>().rows;
}

async function view(id: BeneficiaryId, evidenceId: number, cookies: Record<string, string>) {
  const url = `/api/beneficiaries/${id}/evidence/${evidenceId}`;
  return await offices.server.inject({ url, cookies });
}

/** A photograph as a phone makes it: lying on its side, with place and device, something behind it. */
async function photograph(): Promise<Buffer> {
  const picture = await sharp({
    create: { width: 40, height: 20, channels: 3, background: "#a98" },
  })
    .withExif({ IFD0: { Make: "SomePhone" }, IFD3: { GPSLatitude: "30/1 39/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  return Buffer.concat([picture, Buffer.from("PK\x03\x04 a second file behind the picture")]);
}

test("Of a photograph only the picture is kept, upright; place, device and what hides behind it are gone", async () => {
  const id = await somebody();
  const brought = await photograph();
  assert.match(brought.toString("latin1"), /SomePhone/);
  assert.equal((await certifyWith(id, brought)).statusCode, 204);
  const [file] = (await list(id, here)) ?? [];
  assert.equal(file?.mediaType, "image/jpeg");
  const answer = await view(id, file.evidenceId, here);
  assert.equal(answer.statusCode, 200);
  const { width, height, exif, orientation } = await sharp(answer.rawPayload).metadata();
  assert.deepEqual(
    { width, height, exif, orientation },
    { width: 20, height: 40, exif: undefined, orientation: undefined },
  );
  assert.doesNotMatch(answer.rawPayload.toString("latin1"), /SomePhone|PK\x03\x04/);
});

test("A file goes out sandboxed and uncached, to its own place's staff only, each look on record", async () => {
  const id = await somebody();
  await certifyWith(id, A_PICTURE);
  const [file] = (await list(id, here)) ?? [];
  assert.ok(file);
  const { evidenceId } = file;
  const { headers } = await view(id, evidenceId, here);
  assert.equal(headers["content-type"], "image/png");
  assert.equal(headers["cache-control"], "no-store");
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.match(String(headers["content-security-policy"]), /sandbox/);
  assert.equal((await view(id, evidenceId, there)).statusCode, 404);
  assert.equal((await view(id, evidenceId, {})).statusCode, 401);
  assert.equal(await list(id, there), undefined);
  // A file of one person does not come out under another's name.
  assert.equal((await view(await somebody(), evidenceId, here)).statusCode, 404);
  const { rows } = await record.worker.pool.query<{ looks: number }>(
    `SELECT count(*)::integer AS looks FROM audit_record
     WHERE action = 'view-evidence' AND beneficiary_id = $1`,
    [id],
  );
  assert.equal(rows[0]?.looks, 1);
});

/** A tiny PNG that says it is as large as a town. */
function hugeOnPaper(): Buffer {
  const content = Buffer.from(A_PICTURE);
  // Width and height stand after signature, length and name of the first part; its checksum after it.
  content.writeUInt32BE(60_000, 16);
  content.writeUInt32BE(60_000, 20);
  content.writeUInt32BE(crc32(content.subarray(12, 29)), 29);
  return content;
}

test("What only looks like evidence is refused, and nothing of it is kept", async () => {
  const id = await somebody();
  const disguised: readonly (readonly [string, Buffer, string?])[] = [
    ["a page", Buffer.from("<!doctype html><script>alert(1)</script>")],
    ["a program", Buffer.from("MZ\x90\x00\x03 a program")],
    [
      "a drawing with a script",
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    ],
    [
      "a page that begins like a picture",
      Buffer.from("\xff\xd8\xff\xe0<script>alert(1)</script>", "latin1"),
    ],
    ["half a picture", A_PICTURE.subarray(0, 60)],
    ["a picture that would fill the memory", hugeOnPaper()],
    ["nothing", Buffer.alloc(0)],
    ["a video brought as a photo", contentOf("video")],
    ["a photo brought as a video", A_PICTURE, "video"],
    ["a document without an end", Buffer.from("%PDF-1.7 and no more"), "document"],
  ];
  for (const [what, content, kind] of disguised) {
    const answer = await certifyWith(id, content, kind);
    assert.equal(answer.statusCode, 422, what);
    assert.equal(answer.json<{ code: string }>().code, "evidence-unusable", what);
  }
  assert.deepEqual(await list(id, here), []);
});

test("A photograph as large as phones make them is taken; what is larger is refused", async () => {
  const noise = Buffer.alloc(1200 * 900 * 3);
  // Colours that hardly repeat, so that the file is as large as a photograph's.
  for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 7919 + (at >> 7) * 104_729) % 251;
  const raw = { width: 1200, height: 900, channels: 3 } as const;
  const large = await sharp(noise, { raw }).jpeg({ quality: 95 }).toBuffer();
  assert.ok(large.length > 300_000);
  const id = await somebody();
  assert.equal((await certifyWith(id, large)).statusCode, 204);
  const tooLarge = Buffer.concat([A_PICTURE, Buffer.alloc(12 * 1024 * 1024)]);
  assert.equal((await certifyWith(id, tooLarge)).statusCode, 422);
});

test("Where there is no room nothing half-written is left, and the store says what is wrong", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lingdai-full-"));
  try {
    const script = path.join(import.meta.dirname, "keep-evidence-process.ts");
    // Blocks of 512 or 1024 bytes, as the shell has it: 64 of them are less than 200,000 bytes.
    const run = async (bytes: number): Promise<string> => {
      const command = `ulimit -f 64; exec "$0" "$1" "$2" ${bytes}`;
      const given = ["-c", command, process.execPath, script, folder];
      return (await promisify(execFile)("sh", given)).stdout;
    };
    assert.equal(await run(200_000), "EvidenceStoreFull");
    assert.deepEqual(filesIn(folder), []);
    assert.equal(await run(2000), "kept");
    assert.equal(filesIn(folder).length, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
