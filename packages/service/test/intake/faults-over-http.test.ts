// What goes wrong with files that staff bring: workers told to end or killed in the middle, bringers who
// move on, files cut off or disguised, bodies half sent. Afterwards nothing is lost and nothing doubled.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { referenceNumberOf } from "@lingdai/matching";

import { HERE, LI, openBringing, THERE, until } from "./bring-over-http.ts";

const bringing = await openBringing();
after(bringing.close);
const { record, inbox, bring, fileOf, endOf, ask, startWorker, endWorker } = bringing;

const HEADER = "id_number,name,kind,occurred_on,source,ref";
/** So many rides of Li, each with a reference of its own. */
const ridesOf = (prefix: string, rows: number) =>
  Array.from(
    { length: rows },
    (_, at) => `${LI},李秀英,rail-travel,2024-02-20,rail,${prefix}${at}`,
  );
const observations = (name: string, rows: readonly string[]) => ({
  sort: "observations",
  name,
  content: [HEADER, ...rows].join("\n"),
});
const countOf = async (prefix: string): Promise<number> => {
  const [row] = await ask<{ rows: number }>(
    `SELECT count(*)::integer AS rows FROM observation WHERE ref LIKE '${prefix}%'`,
  );
  return row?.rows ?? 0;
};

before(async () => {
  await startWorker();
  const { body } = await bring("here", {
    sort: "roster",
    name: "roster.csv",
    content: [
      "id_number,name,insurance,kind,since,pay_division",
      `${LI},李秀英,enterprise-pension,retirement-pension,2010-05-01,${HERE}`,
    ].join("\n"),
  });
  assert.equal((await endOf("here", body.sourceFileId)).state, "taken-in");
});

/** Holds something in the record until the work is done; a worker that needs it waits meanwhile. */
async function holding(statement: string, work: () => Promise<void>): Promise<void> {
  const session = await record.worker.pool.connect();
  try {
    await session.query("BEGIN");
    await session.query(statement);
    await work();
  } finally {
    await session.query("ROLLBACK");
    session.release();
  }
}

/** Resolves once a worker waits for what somebody holds. */
async function somebodyWaits(): Promise<void> {
  await until(async () => {
    const waiting = await ask(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return waiting.length > 0 ? true : undefined;
  });
}

test("A worker told to end in the middle of a file ends at once and well, and the next one goes on", async () => {
  let sourceFileId = 0;
  await holding(
    `INSERT INTO observation_reference VALUES (${String(referenceNumberOf("rail", "T0"))})`,
    async () => {
      const { body } = await bring("here", observations("told.csv", ridesOf("T", 500)));
      ({ sourceFileId } = body);
      await until(async () =>
        (await fileOf("here", sourceFileId)).rowsDone > 0 ? true : undefined,
      );
      await somebodyWaits();
      assert.ok(await endWorker("SIGTERM"), "it ended as it was told to, though it was held up");
      const file = await fileOf("here", sourceFileId);
      assert.deepEqual([file.state, await countOf("T")], ["reading", 0]);
    },
  );
  await startWorker();
  assert.equal((await endOf("here", sourceFileId)).state, "taken-in");
  assert.equal(await countOf("T"), 500);
});

test("A file whose rows are in is ended though its bringer has moved; one that waited is not theirs any more", async () => {
  let stepping = 0;
  let waiting = 0;
  // The person whom the file speaks about is held, so the file cannot leave its second half.
  await holding("SELECT FROM beneficiary FOR NO KEY UPDATE", async () => {
    stepping = (await bring("here", observations("moved.csv", ridesOf("M", 3)))).body.sourceFileId;
    await until(async () =>
      (await fileOf("here", stepping)).state === "stepping" ? true : undefined,
    );
    await somebodyWaits();
    waiting = (await bring("here", observations("behind.csv", ridesOf("B", 3)))).body.sourceFileId;
    await endWorker("SIGKILL");
    await ask(`UPDATE staff SET place = '${THERE}' WHERE login = 'here'`);
  });
  await startWorker();
  assert.equal((await endOf("colleague", stepping)).state, "taken-in");
  assert.deepEqual(await ask("SELECT FROM awaited_step"), []);
  const left = await endOf("colleague", waiting);
  assert.deepEqual([left.state, left.failure?.code], ["failed", "not-theirs"]);
  await ask(`UPDATE staff SET place = '${HERE}' WHERE login = 'here'`);
  // A colleague who works there brings it again.
  const again = await bring("colleague", observations("behind.csv", ridesOf("B", 3)));
  assert.deepEqual([again.status, again.body.sourceFileId], [202, waiting]);
  assert.equal((await endOf("colleague", waiting)).state, "taken-in");
  assert.deepEqual([await countOf("M"), await countOf("B")], [3, 3]);
});

test("What breaks off, lacks a column or is something else fails for good, in words, and nothing of it counts", async () => {
  const whole = gzipSync([HEADER, ...ridesOf("G", 5000)].join("\n"));
  const picture = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  for (const [name, content, words] of [
    ["cut.csv.gz", whole.subarray(0, whole.length / 2), /cut\.csv\.gz：GZIP .*不完整/],
    ["header.csv", `证号,姓名\n${LI},李秀英\n`, /header\.csv：.*id_number/],
    ["picture.xlsx", picture, /picture\.xlsx：/],
    ["picture.csv.gz", picture, /picture\.csv\.gz：/],
    ["picture.csv", picture, /picture\.csv：/],
  ] as const) {
    const { status, body } = await bring("here", { sort: "observations", name, content });
    assert.equal(status, 202, name);
    const { state, failure, books } = await endOf("here", body.sourceFileId);
    assert.deepEqual([state, failure?.code, books], ["failed", "unreadable", null], name);
    assert.match(failure?.detail ?? "", words);
  }
  assert.equal(await countOf("G"), 0);
  assert.deepEqual(readdirSync(join(inbox, "kept")), []);
});

test("The same file twice at the same moment is one file", async () => {
  const file = observations("twice.csv", ridesOf("D", 4));
  const both = await Promise.all([bring("here", file), bring("colleague", file)]);
  assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 202]));
  const [one, other] = both.map(({ body }) => body.sourceFileId);
  assert.equal(one, other);
  assert.equal((await endOf("here", one ?? 0)).state, "taken-in");
  assert.equal(await countOf("D"), 4);
});

test("An empty delivery that was in yesterday is today's own when it is brought again", async () => {
  const nothing = observations("nothing.csv", []);
  const first = (await bring("here", nothing)).body.sourceFileId;
  assert.equal((await endOf("here", first)).state, "taken-in");
  await ask(`UPDATE source_file SET arrived_on = arrived_on - 1 WHERE source_file_id = ${first}`);
  const { status, body } = await bring("here", nothing);
  assert.equal(status, 202);
  assert.notEqual(body.sourceFileId, first);
  assert.equal((await endOf("here", body.sourceFileId)).state, "taken-in");
  const again = await bring("here", nothing);
  assert.deepEqual([again.status, again.body.sourceFileId], [200, body.sourceFileId]);
});

test("A body that breaks off half way brings nothing, and sent whole it is taken", async () => {
  const file = observations("half.csv", ridesOf("H", 20));
  const parts = [
    '--cut\r\ncontent-disposition: form-data; name="sort"\r\n\r\nobservations\r\n',
    '--cut\r\ncontent-disposition: form-data; name="file"; filename="half.csv"\r\n\r\n',
    `${file.content}\r\n--cut--\r\n`,
  ];
  const form = Buffer.from(parts.join(""));
  const { port, hostname } = new URL(bringing.address);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `POST /api/source-files HTTP/1.1\r\nhost: lingdai\r\ncookie: ${await bringing.cookieOf("here")}\r\n` +
      `content-type: multipart/form-data; boundary=cut\r\ncontent-length: ${form.length}\r\n\r\n`,
  );
  socket.write(form.subarray(0, form.length / 2));
  const drafts = () => readdirSync(join(inbox, "drafts")).length;
  await until(async () => await Promise.resolve(drafts() > 0 ? true : undefined));
  socket.destroy();
  await until(async () => await Promise.resolve(drafts() === 0 ? true : undefined));
  assert.deepEqual(await ask("SELECT FROM source_file WHERE name = 'half.csv'"), []);
  const { status, body } = await bring("here", file);
  assert.equal(status, 202);
  assert.equal((await endOf("here", body.sourceFileId)).state, "taken-in");
  assert.equal(await countOf("H"), 20);
});
