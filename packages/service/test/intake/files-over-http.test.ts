// Files that staff bring over HTTP: kept, taken in by a worker in a process of its own, their books to
// read, their faults told once and for good; and what is no file, or not for who brings it.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { referenceNumberOf } from "@lingdai/matching";

import { BYTES_MAX, HERE, LI, openBringing, THERE, until, WANG } from "./bring-over-http.ts";

const bringing = await openBringing();
after(bringing.close);
const { record, inbox, call, bring, fileOf, endOf, ask, startWorker, endWorker } = bringing;

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
  await startWorker();
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
    assert.equal(await endWorker("SIGKILL"), false);
  } finally {
    await session.query("ROLLBACK");
    session.release();
  }
  await startWorker();
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
