// Lists, a person's page and commands through HTTP, on a small province: who sees what, what is
// masked, and what is left in the audit.

import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import {
  buildServer,
  DATABASE_QUEUE,
  evidenceFolder,
  hashPassword,
  prepareQueue,
} from "@lingdai/service";
import { addStaff, inTransaction } from "@lingdai/store";
import type { NewStaff } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";
import type { TestRecord } from "@lingdai/test-kit";

import { A_PICTURE } from "./evidence-files.ts";
import type { SmallProvince } from "./intake/small-province.ts";
import { makeProvince, openSichuan, takeInAll, TODAY } from "./intake/small-province.ts";

const PASSWORD = "a long enough password";

let province: SmallProvince;
let record: TestRecord;
let server: Awaited<ReturnType<typeof buildServer>>;
/** The two counties that pay most people. */
let counties: readonly [string, string];
const cookies = new Map<string, Record<string, string>>();

before(async () => {
  province = await makeProvince(400);
  record = await openTestRecord();
  await openSichuan(record.worker);
  await takeInAll(record.worker, province);
  await prepareQueue(record.ownerUrl);
  const { rows } = await record.worker.pool.query<{ place: string }>(
    `SELECT pay_division AS place FROM entitlement WHERE conclusion = 'pending'
     GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2`,
  );
  counties = [rows[0]?.place ?? "", rows[1]?.place ?? ""];
  server = await buildServer({
    desk: {
      database: record.app,
      jobs: DATABASE_QUEUE,
      evidence: evidenceFolder(join(tmpdir(), `lingdai-evidence-${process.pid}`)),
    },
    clock: { today: () => TODAY },
  });
  const passwordHash = await hashPassword(PASSWORD);
  const staff: readonly Pick<NewStaff, "login" | "role" | "place">[] = [
    { login: "here", role: "clerk", place: counties[0] },
    { login: "there", role: "clerk", place: counties[1] },
    { login: "reviewer", role: "reviewer", place: counties[0] },
    { login: "second", role: "reviewer", place: counties[0] },
  ];
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const each of staff) {
      const own = { name: "经办", level: "county", origin: "added" } as const;
      await addStaff(tx, { ...own, ...each, passwordHash });
    }
  });
  for (const { login } of staff) cookies.set(login, await signIn(login));
});

after(async () => {
  await server.close();
  await record.close();
  province.remove();
});

async function signIn(login: string): Promise<Record<string, string>> {
  const payload = { login, password: PASSWORD };
  const answer = await server.inject({ method: "POST", url: "/api/session", payload });
  const [cookie] = answer.cookies;
  return { [cookie?.name ?? ""]: cookie?.value ?? "" };
}

async function get(login: string, url: string) {
  return await server.inject({ url, cookies: cookies.get(login) ?? {} });
}

async function post(login: string, url: string, payload: object, ifMatch = "*") {
  return await server.inject({
    method: "POST",
    url,
    payload,
    headers: { "if-match": ifMatch },
    cookies: cookies.get(login) ?? {},
  });
}

interface Row {
  readonly beneficiaryId: number;
  readonly number: number;
  readonly payDivision: string;
  readonly person: { readonly idNumber: string; readonly names: readonly string[] };
}
interface Page {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

async function wholeList(login: string, list: string, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let following = ""; ;) {
    const page: Page = (await get(login, `/api/lists/${list}?limit=${limit}${following}`)).json();
    rows.push(...page.rows);
    if (page.next === null) return rows;
    following = `&after=${page.next}`;
  }
}

async function firstPending(login: string): Promise<Row> {
  const [row] = await wholeList(login, "pending", 50);
  if (row === undefined) throw new Error("nobody is pending");
  return row;
}

test("Without signing in there is neither list nor person", async () => {
  for (const url of ["/api/lists/pending", "/api/beneficiaries/1", "/api/figures"]) {
    assert.equal((await server.inject({ url })).statusCode, 401, url);
  }
});

test("Pages of a list, whatever their size, hold everybody of the place once and nobody else", async () => {
  for (const list of ["eligible", "pending", "lost"]) {
    const { rows: expected } = await record.worker.pool.query<{ key: string }>(
      `SELECT beneficiary_id || '.' || number AS key FROM entitlement
       WHERE pay_division = $1 AND conclusion = $2 ORDER BY anchor_on, beneficiary_id, number`,
      [counties[0], list],
    );
    for (const limit of [1, 7, 200]) {
      const listed = await wholeList("here", list, limit);
      assert.deepEqual(
        listed.map(({ beneficiaryId, number }) => `${beneficiaryId}.${number}`),
        expected.map(({ key }) => key),
        `${list} by ${limit}`,
      );
    }
  }
});

test("The uncertified are those of ten months and more, neither lost nor terminated", async () => {
  // TODAY less ten months, counted as FORMATS does: anchor + 10 months ≤ today.
  const { rows: expected } = await record.worker.pool.query<{ key: string }>(
    `SELECT beneficiary_id || '.' || number AS key FROM entitlement
     WHERE pay_division = $1 AND conclusion <> 'lost' AND status <> 'terminated'
       AND (anchor_on + interval '10 months')::date <= DATE '1970-01-01' + $2::integer
     ORDER BY anchor_on, beneficiary_id, number`,
    [counties[0], TODAY],
  );
  const listed = await wholeList("here", "uncertified", 3);
  assert.deepEqual(
    listed.map(({ beneficiaryId, number }) => `${beneficiaryId}.${number}`),
    expected.map(({ key }) => key),
  );
  assert.ok(listed.length > 0);
});

test("A list names people masked, and another county's division opens nothing", async () => {
  for (const { person } of await wholeList("here", "pending", 50)) {
    assert.match(person.idNumber, /^\d{3}\*+[\dX]{4}$/);
    assert.match(person.names[0] ?? "", /\*/);
  }
  const foreign = await get("here", `/api/lists/pending?division=${counties[1]}`);
  assert.equal(foreign.statusCode, 404);
});

test("Who is paid elsewhere is not found, as if nobody had that number", async () => {
  const { beneficiaryId } = await firstPending("here");
  assert.equal((await get("here", `/api/beneficiaries/${beneficiaryId}`)).statusCode, 200);
  const foreign = await get("there", `/api/beneficiaries/${beneficiaryId}`);
  const nobody = await get("there", "/api/beneficiaries/999999999");
  assert.equal(foreign.statusCode, 404);
  assert.deepEqual(foreign.json(), nobody.json());
});

test("Data in full take a reason, and the reason stands in the audit", async () => {
  const { beneficiaryId } = await firstPending("here");
  const url = `/api/beneficiaries/${beneficiaryId}/unmasking`;
  assert.equal((await post("here", url, {})).statusCode, 400);
  assert.equal((await post("here", url, { reason: "      " })).statusCode, 400);
  assert.equal((await post("there", url, { reason: "核对来电人的身份" })).statusCode, 404);
  const answer = await post("here", url, { reason: "核对来电人的身份" });
  const { idNumber } = answer.json<{ idNumber: string }>();
  assert.match(idNumber, /^\d{17}[\dX]$/);
  const { rows } = await record.worker.pool.query<{ detail: { reason: string } }>(
    "SELECT detail FROM audit_record WHERE action = 'unmask-person' AND beneficiary_id = $1",
    [beneficiaryId],
  );
  assert.equal(rows[0]?.detail.reason, "核对来电人的身份");
  // By the number, written carelessly, the same person is found; elsewhere nobody.
  const careless = { idNumber: ` ${idNumber.toLowerCase().slice(0, 6)}　${idNumber.slice(6)}` };
  const found = await post("here", "/api/beneficiaries/search", careless);
  assert.equal(found.json<{ found: Row[] }>().found[0]?.beneficiaryId, beneficiaryId);
  const elsewhere = await post("there", "/api/beneficiaries/search", careless);
  assert.deepEqual(elsewhere.json(), { found: [] });
});

test("A certification with its photograph counts after two reviews by two other people", async () => {
  const { beneficiaryId, number } = await firstPending("here");
  const url = `/api/beneficiaries/${beneficiaryId}/certifications`;
  const bare = await post("here", url, { kind: "counter" });
  assert.equal(bare.statusCode, 422);
  assert.equal(bare.json<{ code: string }>().code, "evidence-missing");
  const content = A_PICTURE.toString("base64");
  const evidence = [{ kind: "photo", mediaType: "image/jpeg", content }];
  assert.equal((await post("there", url, { kind: "counter", evidence })).statusCode, 404);
  assert.equal((await post("here", url, { kind: "counter", evidence })).statusCode, 204);
  const { rows } = await record.worker.pool.query<{ id: number }>(
    "SELECT certification_id AS id FROM certification WHERE beneficiary_id = $1",
    [beneficiaryId],
  );
  const review = `/api/certifications/${rows[0]?.id}`;
  const own = await post("here", `${review}/first-review`, { result: "accept" });
  assert.equal(own.json<{ code: string }>().code, "same-person");
  const first = await post("reviewer", `${review}/first-review`, { result: "accept" });
  assert.equal(first.statusCode, 204);
  const again = await post("reviewer", `${review}/second-review`, { result: "accept" });
  assert.equal(again.json<{ code: string }>().code, "same-person");
  const second = await post("second", `${review}/second-review`, { result: "accept" });
  assert.equal(second.statusCode, 204);
  const page = (await get("here", `/api/beneficiaries/${beneficiaryId}`)).json<{
    entitlements: { conclusion: string; lastCertifiedBy: string }[];
  }>();
  assert.equal(page.entitlements[number]?.conclusion, "eligible");
  assert.equal(page.entitlements[number]?.lastCertifiedBy, "counter");
});

test("What a role may not do is refused, and the attempt is kept", async () => {
  const { beneficiaryId } = await firstPending("here");
  const url = `/api/beneficiaries/${beneficiaryId}/entitlements/0/unit-decision`;
  const answer = await post("here", url, { result: "pass" });
  assert.equal(answer.statusCode, 403);
  const { rows } = await record.worker.pool.query(
    "SELECT FROM audit_record WHERE action = 'unit-decide-refused' AND beneficiary_id = $1",
    [beneficiaryId],
  );
  assert.equal(rows.length, 1);
});

test("The figures of the place are those of its list", async () => {
  const { rows } = (await get("here", "/api/figures")).json<{
    rows: { conclusion: string | null; benefits: number }[];
  }>();
  const lost = rows.filter(({ conclusion }) => conclusion === "lost");
  const listed = await wholeList("here", "lost", 50);
  assert.equal(
    lost.reduce((sum, { benefits }) => sum + benefits, 0),
    listed.length,
  );
});

test("The API describes itself, every operation by a name of its own", async () => {
  const document = (await server.inject({ url: "/openapi.json" })).json<{
    openapi: string;
    paths: Record<string, Record<string, { operationId: string }>>;
  }>();
  assert.equal(document.openapi, "3.1.0");
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length > 20);
});
