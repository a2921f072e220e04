// A server killed in the middle of a paper register: what was entered stays entered, and the same file
// again enters the rest, each row once.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { dayAt } from "@lingdai/policy";

import { openApiWorld } from "../api/api-world.ts";
import { startProcess } from "../intake/killed-processes.ts";
import { HEADER, register, rowOf } from "./typed-register.ts";

const COUNTY = "370303";
const world = await openApiWorld({
  region: "37",
  policy: "zibo-2019",
  staff: [{ login: "zibo", role: "clerk", level: "township", place: `${COUNTY}001` }],
});
const folder = mkdtempSync(join(tmpdir(), "lingdai-killed-register-"));
after(async () => {
  rmSync(folder, { recursive: true });
  await world.close();
});
world.clock.day = dayAt("2024-05-20");

// The last digits are worked out by GB 11643 (MOD 11-2).
const PEOPLE = [
  { idNumber: "370303195003070015", name: "李秀英" },
  { idNumber: "370303195003070023", name: "王桂兰" },
  { idNumber: "370303195003070031", name: "赵德胜" },
] as const;
for (const person of PEOPLE) {
  await world.addPerson({ policy: "zibo-2019", payDivision: COUNTY, ...person });
}
const keyOf = (at: 0 | 1 | 2) =>
  world.record.keyring.documentKey("resident-id", PEOPLE[at].idNumber);

/** By number, how many certifications are on record and how many the audit has. */
async function certified(): Promise<readonly (readonly number[])[]> {
  const { rows } = await world.record.worker.pool.query<{ kept: number; told: number }>(
    `SELECT (SELECT count(*)::integer FROM certification WHERE
         certification.beneficiary_id = person.beneficiary_id) AS kept,
       (SELECT count(*)::integer FROM audit_record WHERE action = 'certify'
         AND audit_record.beneficiary_id = person.beneficiary_id) AS told
     FROM unnest($1::bytea[]) WITH ORDINALITY AS wanted (document_key, place)
     JOIN beneficiary AS person USING (document_key) ORDER BY place`,
    [[keyOf(0), keyOf(1), keyOf(2)]],
  );
  return rows.map(({ kept, told }) => [kept, told]);
}

async function startDesk() {
  const { ownerUrl } = world.record;
  const desk = startProcess("../forms/desk-process.ts", [ownerUrl, folder, "2024-05-20"]);
  assert.ok(desk.stdout);
  const [address] = (await once(desk.stdout, "data")) as [Buffer];
  return { desk, address: String(address) };
}

const content = (
  await register(HEADER, ...PEOPLE.map((person) => rowOf(person, "2024-05-08")))
).toString("base64");

async function handIn(address: string): Promise<Response> {
  const [cookie] = Object.entries(await world.signIn("zibo"));
  return await fetch(`${address}/api/paper-registers`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: cookie?.join("=") ?? "" },
    body: JSON.stringify({ content, evidence: [] }),
  });
}

test("A register whose server is killed in the middle is ended by the same file: no row lost, none twice", async () => {
  const first = await startDesk();
  const { pool } = world.record.worker;
  const session = await pool.connect();
  try {
    // The second person is held, so the register stops behind the first.
    await session.query("BEGIN");
    await session.query("SELECT FROM beneficiary WHERE document_key = $1 FOR UPDATE", [keyOf(1)]);
    const broken = assert.rejects(handIn(first.address));
    const waits = async () =>
      (
        await session.query(
          `SELECT FROM pg_locks WHERE NOT granted
             AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`,
        )
      ).rowCount;
    while ((await waits()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const killed = once(first.desk, "exit");
    first.desk.kill("SIGKILL");
    await Promise.all([killed, broken]);
    assert.deepEqual(await certified(), [
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  } finally {
    await session.query("ROLLBACK");
    session.release();
  }
  const second = await startDesk();
  try {
    const answer = await handIn(second.address);
    assert.equal(answer.status, 200);
    const { rows } = (await answer.json()) as { rows: { result: string; code: string | null }[] };
    assert.deepEqual(
      rows.map(({ result }) => result),
      ["entered", "entered", "entered"],
    );
    assert.deepEqual(await certified(), [
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  } finally {
    const ended = once(second.desk, "exit");
    second.desk.kill("SIGKILL");
    await ended;
  }
});
