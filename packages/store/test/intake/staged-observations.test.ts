// The SQL steps that take an observation file in: who is matched, what is a duplicate, suspicious or
// about nobody, in FORMATS' order, and that two files at once never bring one reference twice.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import type { TestRecord } from "@lingdai/test-kit";
import { openTestRecord } from "@lingdai/test-kit";

import type { IntakeSession, NewPerson } from "../../src/index.ts";
import {
  ReferencesTaken,
  Staging,
  addPeople,
  asOne,
  classify,
  findOrAddFile,
  keepSuspicious,
  listSuspiciousLines,
  makeRosterStaging,
  moveFile,
  takeAwaitedSteps,
  takeLock,
  TakenAlready,
  withSession,
} from "../../src/index.ts";

const TODAY = dayAt("2024-03-01");

let record: TestRecord;
before(async () => {
  record = await openTestRecord();
  await withSession(record.worker, async (session) => {
    await makeRosterStaging(session);
    await asOne(session, async () => {
      await addPeople(session, [aPerson("li"), aPerson("wang")]);
    });
  });
});
after(async () => {
  await record.close();
});

function key(text: string): Buffer {
  return createHash("md5").update(text).digest();
}

function aPerson(document: string): NewPerson {
  return {
    documentKey: key(document),
    nameKeys: [key(`${document} now`), key(`${document} before`)],
    sealed: Buffer.from("sealed"),
    hasPhone: true,
    hasHousehold: true,
    hasResidence: true,
    entitlements: [
      {
        insurance: "enterprise-pension",
        kind: "retirement-pension",
        since: dayAt("2010-03-20"),
        payDivision: "510104",
        status: "paying",
        basis: ["SC 8"],
        decidedBy: ['a "quoted" \\ source:R1'],
      },
    ],
    caseFiles: [],
  };
}

interface Said {
  readonly document: string;
  readonly name?: string;
  readonly reference: number;
}

/** Takes a small file in; the lines begin with 2. */
async function takeIn(session: IntakeSession, name: string, said: readonly Said[]) {
  const { sourceFileId } = await findOrAddFile(session, {
    sort: "observations",
    name,
    contentHash: key(name),
    arrivedOn: TODAY,
  });
  return await asOne(session, async () => {
    const staging = await Staging.begin(session);
    const documents = [...new Set(said.map(({ document }) => document))];
    for (const document of documents) staging.addDocument(key(document));
    assert.equal(staging.documents, documents.length);
    for (const [at, { document, name: given = `${document} now`, reference }] of said.entries()) {
      staging.add({
        line: at + 2,
        document: documents.indexOf(document),
        nameKey: key(given),
        fingerprint: Uint32Array.of(reference, 0),
        kind: "rail-travel",
        occurredOn: dayAt("2024-02-01"),
        source: "铁路\t一",
        ref: `R\\${reference}`,
      });
    }
    staging.addRejected(99, "bad-date", "occurred_on");
    await staging.end();
    const counts = await classify(session, { sourceFileId, arrivedOn: TODAY });
    const lines = [...(await listSuspiciousLines(session))];
    const names = new Map(lines.map((line) => [line, Buffer.from("sealed name")]));
    await keepSuspicious(session, sourceFileId, TODAY, names);
    await moveFile(session, sourceFileId, "stepping");
    return { sourceFileId, counts, lines };
  });
}

test("Rows are known, about nobody, about somebody else by name, or accepted, in this order", async () => {
  await withSession(record.worker, async (session) => {
    const first = await takeIn(session, "first.csv", [
      { document: "li", reference: 1 },
      { document: "li", name: "li before", reference: 2 },
      { document: "li", name: "somebody else", reference: 3 },
      { document: "nobody", reference: 4 },
    ]);
    assert.deepEqual(first.counts, { accepted: 2, duplicate: 0, notOnRoster: 1, suspicious: 1 });
    assert.deepEqual(first.lines, [4]);
    // Reference 1 is known whatever else the row says; 3 was kept with the suspicious row; what was
    // said about nobody left none.
    const second = await takeIn(session, "second.csv", [
      { document: "nobody", reference: 1 },
      { document: "wang", reference: 3 },
      { document: "wang", reference: 4 },
    ]);
    assert.deepEqual(second.counts, { accepted: 1, duplicate: 2, notOnRoster: 0, suspicious: 0 });

    const { sourceFileId } = first;
    const query = { sourceFileId, arrivedOn: TODAY, behind: 0, peopleMax: 10 };
    const steps = await takeAwaitedSteps(session, { ...query, people: "free" });
    assert.equal(steps.length, 1);
    assert.deepEqual(
      steps[0]?.observations.map(({ source, ref }) => `${source} ${ref}`),
      ["铁路\t一 R\\1", "铁路\t一 R\\2"],
    );
    assert.deepEqual(await takeAwaitedSteps(session, { ...query, people: "all" }), []);
  });
});

test("Whom another file has in hand is left for later, and nobody is left out", async () => {
  await withSession(record.worker, async (session) => {
    const { sourceFileId } = await takeIn(session, "free.csv", [
      { document: "li", reference: 61 },
      { document: "wang", reference: 62 },
    ]);
    const query = { sourceFileId, arrivedOn: TODAY, behind: 0, peopleMax: 10 };
    const refsOf = async (people: "free" | "all") =>
      (await takeAwaitedSteps(session, { ...query, people })).flatMap(({ observations }) =>
        observations.map(({ ref }) => ref),
      );
    await withSession(record.worker, async (other) => {
      await asOne(other, async () => {
        await other.query("SELECT FROM beneficiary WHERE document_key = $1 FOR NO KEY UPDATE", [
          key("li"),
        ]);
        assert.deepEqual(await refsOf("free"), ["R\\62"]);
      });
    });
    assert.deepEqual(await refsOf("all"), ["R\\61"]);
    assert.deepEqual(await refsOf("all"), []);
  });
});

test("Observations stand in the partition of the month in which they arrived", async () => {
  const { rows } = await record.worker.pool.query<{ table: string }>(
    `SELECT DISTINCT tableoid::regclass::text AS "table" FROM observation`,
  );
  assert.deepEqual(rows, [{ table: "observation_202403" }]);
});

test("A reference that another file brings at the same moment is told, and known the next time", async () => {
  await withSession(record.worker, async (one) => {
    await withSession(record.worker, async (other) => {
      const said = [{ document: "li", reference: 50 }];
      await one.query("BEGIN");
      await one.query("INSERT INTO observation_reference VALUES (50)");
      const refused = assert.rejects(takeIn(other, "other.csv", said), ReferencesTaken);
      await somebodyWaits();
      await one.query("COMMIT");
      await refused;
      const again = await takeIn(other, "other.csv", said);
      assert.deepEqual(again.counts, { accepted: 0, duplicate: 1, notOnRoster: 0, suspicious: 0 });
    });
  });
});

/** Resolves once a session of this database waits for another one. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await record.worker.pool.query(
      `SELECT FROM pg_locks WHERE NOT granted
         AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
    );
    if (rowCount !== 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("A lock keeps everybody else out until its connection ends", async () => {
  await withSession(record.worker, async (one) => {
    await takeLock(one, 7n, "a.csv");
    await withSession(record.worker, async (other) => {
      await assert.rejects(takeLock(other, 7n, "a.csv"), TakenAlready);
    });
  });
  await withSession(record.worker, async (later) => {
    await takeLock(later, 7n, "a.csv");
  });
});

test("Lists keep quotes and backslashes on their way through COPY", async () => {
  const { rows } = await record.worker.pool.query<{ decided: string[]; keys: Buffer[] }>(
    `SELECT decided_by AS decided, name_keys AS keys FROM entitlement
     JOIN beneficiary USING (beneficiary_id) ORDER BY beneficiary_id LIMIT 1`,
  );
  assert.deepEqual(rows[0]?.decided, ['a "quoted" \\ source:R1']);
  assert.deepEqual(rows[0].keys, [key("li now"), key("li before")]);
});
