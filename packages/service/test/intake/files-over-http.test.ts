// Files that staff bring over HTTP: kept, taken in by a worker in a process of its own, their books to
// read, their faults told once and for good; and what is no file, or not for who brings it.

import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { referenceNumberOf } from "@lingdai/matching";
import {
  buildServer,
  DATABASE_QUEUE,
  evidenceFolder,
  fileInbox,
  hashPassword,
  prepareQueue,
} from "@lingdai/service";
import { addStaff, inTransaction } from "@lingdai/store";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import { isReady, killAfter, startProcess } from "./killed-processes.ts";
import { openSichuan, TODAY } from "./small-province.ts";

const HERE = "510104";
const THERE = "510105";
const LI = "11010119500307003X";
const WANG = "110101194902030029";
const PASSWORD = "a long enough password";
const BYTES_MAX = 64 * 1024;

let record: TestRecord;
let folder: string;
let inbox: string;
let server: Awaited<ReturnType<typeof buildServer>>;
let address: string;
let worker: ChildProcess | undefined;
const cookies = new Map<string, string>();

before(async () => {
  record = await openTestRecord();
  folder = mkdtempSync(join(tmpdir(), "lingdai-over-http-"));
  inbox = join(folder, "brought");
  await prepareQueue(record.ownerUrl);
  await openSichuan(record.worker);
  const passwordHash = await hashPassword(PASSWORD);
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const [login, level, place] of [
      ["here", "county", HERE],
      ["there", "county", THERE],
      ["city", "city", "5101"],
      ["street", "township", `${HERE}001`],
    ] as const) {
      const staff = { login, name: "经办", role: "clerk", level, place } as const;
      await addStaff(tx, { ...staff, passwordHash, origin: "added" });
    }
  });
  server = await buildServer({
    desk: {
      database: record.app,
      jobs: DATABASE_QUEUE,
      evidence: evidenceFolder(join(folder, "evidence")),
    },
    clock: { today: () => TODAY },
    inbox: fileInbox(inbox, BYTES_MAX),
  });
  address = await server.listen({ port: 0, host: "127.0.0.1" });
});
after(async () => {
  if (worker !== undefined) {
    const ended = killAfter(worker, 60_000);
    worker.kill("SIGTERM");
    await ended;
  }
  await server.close();
  await record.close();
  rmSync(folder, { recursive: true });
});

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: FormData | string;
}

async function call(login: string, path: string, asking: Asking = {}): Promise<Response> {
  let cookie = cookies.get(login);
  if (cookie === undefined) {
    const signedIn = await fetch(`${address}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password: PASSWORD }),
    });
    cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    cookies.set(login, cookie);
  }
  return await fetch(`${address}/api${path}`, {
    ...asking,
    headers: { cookie, ...asking.headers },
  });
}

interface Bringing {
  readonly sort: string;
  readonly name: string;
  readonly content: string;
  readonly mapping?: string;
  readonly more?: Readonly<Record<string, string>>;
}

async function bring(login: string, { sort, name, content, mapping, more }: Bringing) {
  const form = new FormData();
  form.append("sort", sort);
  if (mapping !== undefined) form.append("mapping", mapping);
  for (const [field, value] of Object.entries(more ?? {})) form.append(field, value);
  form.append("file", new File([content], name));
  const answer = await call(login, "/source-files", { method: "POST", body: form });
  return { status: answer.status, body: (await answer.json()) as Told };
}

interface Told {
  readonly sourceFileId: number;
  readonly outcome: string;
  readonly state: string;
  readonly code: string;
  readonly field?: string;
  readonly detail?: string;
}

interface FileAnswer {
  readonly state: string;
  readonly rowsDone: number;
  readonly books: object | null;
  readonly failure: { readonly code: string; readonly detail: string | null } | null;
}

async function fileOf(login: string, sourceFileId: number): Promise<FileAnswer> {
  const answer = await call(login, `/source-files/${sourceFileId}`);
  assert.equal(answer.status, 200);
  return (await answer.json()) as FileAnswer;
}

/** Waits as long as a slow machine may need; the test's own limit ends it. */
async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function endOf(login: string, sourceFileId: number): Promise<FileAnswer> {
  return await until(async () => {
    const file = await fileOf(login, sourceFileId);
    return ["taken-in", "failed"].includes(file.state) ? file : undefined;
  });
}

async function ask<Row extends object>(question: string): Promise<readonly Row[]> {
  return (await record.worker.pool.query<Row>(question)).rows;
}

const ROSTER = {
  sort: "roster",
  name: "名册 2024-03.csv",
  content: [
    "id_number,name,phone,insurance,kind,since,pay_division",
    `${LI},李秀英,13800000000,enterprise-pension,retirement-pension,2010-05-01,${HERE}`,
    `510104195003070026,甲,,enterprise-pension,retirement-pension,2010-05-01,${HERE}`,
    `${WANG},王德明,,enterprise-pension,retirement-pension,2010-05-01,${THERE}`,
    `${LI},李秀英,,enterprise-pension,retirement-pension,2010-05-01,${HERE}`,
  ].join("\n"),
} as const;
const OBSERVATIONS = {
  sort: "observations",
  name: "铁路.csv",
  mapping:
    'files: ["铁路*.csv"]\ncolumns: { id_number: 证号 }\nconstants: { source: 铁路, kind: rail-travel }\n',
  content: [
    "证号,name,occurred_on,ref",
    `${LI},李秀英,2024-02-20,L1`,
    `${WANG},王德明,2024-02-21,L2`,
    `${LI},李秀英,2024-02-30,L3`,
    `${LI},李秀兰,2024-02-22,L4`,
    `${LI},李秀英,2024-02-20,L1`,
  ].join("\n"),
} as const;

test("A roster that is brought waits for a worker, and its books tell of every row", async () => {
  const { status, body } = await bring("here", ROSTER);
  assert.deepEqual([status, body.outcome, body.state], [202, "waits-now", "waiting"]);
  assert.equal((await fileOf("here", body.sourceFileId)).state, "waiting");
  worker = startProcess("worker-process.ts", [record.ownerUrl, inbox]);
  await isReady(worker);
  const file = await endOf("here", body.sourceFileId);
  // Four rows: Li's is in; one number cannot be; one is paid next door; Li's second row says nothing new.
  assert.deepEqual(file, {
    sourceFileId: body.sourceFileId,
    sort: "roster",
    name: ROSTER.name,
    arrivedOn: "2024-03-01",
    state: "taken-in",
    rowsDone: file.rowsDone,
    books: {
      rows: 4,
      accepted: 1,
      rejected: 2,
      rejectedBy: [
        { reason: "bad-id-checksum", rows: 1 },
        { reason: "outside-place", rows: 1 },
      ],
      duplicate: 1,
      notOnRoster: 0,
      suspicious: 0,
    },
    failure: null,
  });
  const rejected = await call("here", `/rejected-rows?sourceFileId=${body.sourceFileId}`);
  const { rows } = (await rejected.json()) as { rows: { line: number; field: string }[] };
  assert.deepEqual(
    rows.map(({ line, field }) => [line, field]),
    [
      [3, "id_number"],
      [4, "pay_division"],
    ],
  );
  // Who brought it and that it was taken in are on record; the file itself is kept no longer.
  const audit = await ask<{ action: string }>(
    `SELECT action FROM audit_record WHERE detail ->> 'sourceFileId' = '${body.sourceFileId}'
     ORDER BY position`,
  );
  assert.deepEqual(
    audit.map(({ action }) => action),
    ["bring-file", "take-in-file"],
  );
  await until(async () => (readdirSync(join(inbox, "kept")).length === 0 ? true : undefined));
});

test("A worker killed while it reads is followed by one that goes on, and says how far it is", async () => {
  assert.ok(worker);
  const { ownerUrl } = record;
  const session = await record.worker.pool.connect();
  let sourceFileId: number;
  try {
    // While somebody else brings the same reference, rows are read and not yet in.
    await session.query("BEGIN");
    await session.query("INSERT INTO observation_reference VALUES ($1)", [
      String(referenceNumberOf("铁路", "L1")),
    ]);
    const { status, body } = await bring("here", OBSERVATIONS);
    assert.equal(status, 202, JSON.stringify(body));
    ({ sourceFileId } = body);
    const reading = await until(async () => {
      const file = await fileOf("here", body.sourceFileId);
      return file.rowsDone > 0 ? file : undefined;
    });
    assert.deepEqual([reading.state, reading.books], ["reading", null]);
    const killed = killAfter(worker, 0);
    assert.equal(await killed, false);
  } finally {
    await session.query("ROLLBACK");
    session.release();
  }
  worker = startProcess("worker-process.ts", [ownerUrl, inbox]);
  await isReady(worker);
  const { books } = await endOf("here", sourceFileId);
  // L1 counts; Wang is nobody on this county's roster; 30 February is no day; L4 names somebody else; L1 again.
  assert.deepEqual(books, {
    rows: 5,
    accepted: 1,
    rejected: 1,
    rejectedBy: [{ reason: "bad-date", rows: 1 }],
    duplicate: 1,
    notOnRoster: 1,
    suspicious: 1,
  });
  assert.deepEqual(await ask("SELECT ref FROM observation"), [{ ref: "L1" }]);
});

test("The same file again is known, under whatever name, and nothing is done twice", async () => {
  const again = await bring("here", { ...ROSTER, name: "another name.csv" });
  assert.deepEqual(
    [again.status, again.body.outcome, again.body.state],
    [200, "known", "taken-in"],
  );
  // A mapping that means the same makes no other file.
  const other = await bring("here", {
    ...OBSERVATIONS,
    mapping: `${OBSERVATIONS.mapping}dates: {}`,
  });
  assert.deepEqual([other.status, other.body.outcome], [200, "known"]);
  const brought = await ask("SELECT FROM audit_record WHERE action = 'bring-file'");
  assert.equal(brought.length, 2);
});

test("The next county neither sees a file nor is kept from bringing the same one for its own people", async () => {
  const [first] = await ask<{ id: number }>("SELECT min(source_file_id) AS id FROM source_file");
  const id = first?.id ?? 0;
  assert.equal((await call("there", `/source-files/${id}`)).status, 404);
  const listed = async (login: string, path: string) =>
    ((await (await call(login, path)).json()) as { rows: object[] }).rows.length;
  assert.deepEqual(
    [
      await listed("there", "/source-files"),
      await listed("there", `/rejected-rows?sourceFileId=${id}`),
    ],
    [0, 0],
  );
  // The city above sees what its counties brought.
  assert.equal(await listed("city", "/source-files"), 2);
  const { status, body } = await bring("there", ROSTER);
  assert.deepEqual([status, body.outcome], [202, "waits-now"]);
  const { books } = await endOf("there", body.sourceFileId);
  // Here it is Wang who is theirs; Li's first row is paid next door, her second a repetition of it.
  assert.deepEqual(
    { ...books, rejectedBy: undefined },
    {
      rows: 4,
      accepted: 1,
      rejected: 2,
      duplicate: 1,
      notOnRoster: 0,
      suspicious: 0,
      rejectedBy: undefined,
    },
  );
});

test("A file that cannot be read fails for good, says what to mend, and waits again when it is brought again", async () => {
  const pdf = { sort: "observations", name: "名单.csv", content: "%PDF-1.7 %%EOF" } as const;
  const { body } = await bring("here", pdf);
  const { state, failure } = await endOf("here", body.sourceFileId);
  assert.deepEqual([state, failure?.code], ["failed", "unreadable"]);
  assert.match(failure?.detail ?? "", /^名单\.csv：.*PDF/);
  await until(async () => {
    const left = await ask(
      "SELECT FROM graphile_worker.jobs WHERE task_identifier = 'import-file'",
    );
    return left.length === 0 ? true : undefined;
  });
  assert.deepEqual(readdirSync(join(inbox, "kept")), []);
  const again = await bring("here", pdf);
  assert.deepEqual([again.status, again.body.sourceFileId], [202, body.sourceFileId]);
  assert.equal((await endOf("here", body.sourceFileId)).state, "failed");
});

test("A mapping that cannot be used is refused at once, with its line or key", async () => {
  const broken = await bring("here", { ...OBSERVATIONS, mapping: 'files: ["*"]\ncolumns: {\n' });
  assert.deepEqual([broken.status, broken.body.code], [422, "mapping-unusable"]);
  assert.match(broken.body.detail ?? "", /^来源映射 mapping\.yaml 第 \d+ 行/);
  const unknown = await bring("here", { ...OBSERVATIONS, mapping: 'files: ["*"]\ncolums: {}\n' });
  assert.match(unknown.body.detail ?? "", /colums/);
  const forOthers = await bring("here", { ...OBSERVATIONS, mapping: 'files: ["民航*.csv"]\n' });
  assert.match(forOthers.body.detail ?? "", /铁路\.csv/);
  assert.equal(forOthers.status, 422);
});

test("What is no such form, too large, or not for who brings it is refused, and nothing of it stays", async () => {
  const small = { sort: "roster", name: "a.csv", content: "id_number\n" };
  const large = await bring("here", { ...small, content: "x".repeat(BYTES_MAX + 1) });
  assert.deepEqual([large.status, large.body.code], [413, "too-large"]);
  const announced = await bring("here", { ...small, content: "x".repeat(BYTES_MAX + 500_000) });
  assert.deepEqual([announced.status, announced.body.code], [413, "too-large"]);
  const extra = await bring("here", { ...small, more: { place: "51" } });
  assert.deepEqual([extra.status, extra.body.field], [400, "place"]);
  const sort = await bring("here", { ...small, sort: "divisions" });
  assert.deepEqual([sort.status, sort.body.field], [400, "sort"]);
  const hidden = await bring("here", { ...small, name: ".." });
  assert.deepEqual([hidden.status, hidden.body.field], [400, "file"]);
  const json = await call("here", "/source-files", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  assert.equal(json.status, 415);
  assert.equal((await bring("street", small)).status, 403);
  assert.deepEqual(readdirSync(join(inbox, "drafts")), []);
  assert.deepEqual(readdirSync(join(inbox, "kept")), []);
});
