// A payment system that answers late, twice, out of order, half, wrongly, or about what nobody asked:
// no instruction is lost or carried out twice, every difference is somebody's work, the books agree.

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, beforeEach, test } from "node:test";

import type { Day } from "@lingdai/policy";
import { dayAt, formatDay } from "@lingdai/policy";
import { paymentFolders, takeReceiptFiles, writeInstructions } from "@lingdai/service";
import type { BeneficiaryId } from "@lingdai/store";
import { inTransaction, readPaymentBooks } from "@lingdai/store";
import type { PeerInstruction, PeerReceipt, TestRecord } from "@lingdai/test-kit";
import { PaymentPeer, openTestRecord, runAsOwner } from "@lingdai/test-kit";

import type { Offices } from "./offices.ts";
import { openOffices, signInAs } from "./offices.ts";
import { addPersonToTell, openCounty } from "./people-to-tell.ts";

/** A Friday. */
const TODAY = dayAt("2024-03-01");
const NOW = new Date("2024-02-29T17:30:00Z");

let record: TestRecord;
let offices: Offices;
let person: BeneficiaryId;
let folder: string;
let peer: PaymentPeer;
let agency: string;
let agencies = 510_200;

before(async () => {
  record = await openTestRecord();
  await openCounty(record.worker);
  person = await addPersonToTell(record.worker, { name: "李秀英" });
  await runAsOwner(
    record.ownerUrl,
    "UPDATE lingdai.entitlement SET monthly_amount = 1234.56 WHERE beneficiary_id = 1",
  );
  offices = await openOffices(record, { today: () => TODAY, now: () => NOW });
});
// An agency, its payment system and their folders for each test.
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lingdai-payment-"));
  peer = new PaymentPeer(folder);
  agencies += 1;
  agency = String(agencies);
});
after(async () => {
  await offices.close();
  await record.close();
});

/** Instructions as the record puts them down; an unsigned cause stands for the signatures. */
async function decide(...instructions: readonly string[]): Promise<void> {
  const rows = instructions.map((instruction) => {
    const cause = /resume|back-pay/.test(instruction) ? "'lapse-made-good'" : "NULL";
    const months = instruction === "back-pay" ? "'{2023-12-01,2024-01-01,2024-02-01}'" : "NULL";
    return `(${person}, 0, '${instruction}', date '2024-03-01', ${months}::date[], ${cause})`;
  });
  await runAsOwner(
    record.ownerUrl,
    `SET search_path = lingdai;
     INSERT INTO paying_agency (pay_division) VALUES ('${agency}') ON CONFLICT DO NOTHING;
     WITH given AS (SELECT *, row_number() OVER () AS place FROM (VALUES ${rows.join(", ")})
       AS listed (beneficiary_id, number, instruction, effective_on, months, unsigned_cause))
     INSERT INTO payment_instruction (pay_division, instruction_number, beneficiary_id, number,
       instruction, effective_on, months, unsigned_cause)
     SELECT '${agency}', last_number + place, beneficiary_id, number, instruction, effective_on,
       months, unsigned_cause FROM given, paying_agency WHERE pay_division = '${agency}';
     UPDATE paying_agency SET last_number = last_number + ${instructions.length}
       WHERE pay_division = '${agency}'`,
  );
}

const write = async (today: Day = TODAY, rowsMax?: number) =>
  await writeInstructions(record.worker, {
    folders: paymentFolders(folder),
    today,
    now: NOW,
    rowsMax,
  });
const take = async (today: Day = TODAY): Promise<void> => {
  await takeReceiptFiles(record.worker, { folders: paymentFolders(folder), today });
};
const books = async () => {
  const read = await inTransaction(
    record.worker,
    "worker",
    async (tx) => await readPaymentBooks(tx, agency),
  );
  const [own] = read;
  assert.ok(own);
  // Every instruction stands somewhere, and in one place.
  assert.equal(own.notFiled + own.unanswered + own.done + own.refused, own.lastNumber);
  return own;
};

/** Incidents as `kind number outcome`, sorted. */
async function incidents(): Promise<readonly string[]> {
  const { rows } = await record.worker.pool.query<{ said: string }>(
    `SELECT concat_ws(' ', kind, instruction_number, outcome) AS said FROM lingdai.payment_incident
     WHERE pay_division = $1 ORDER BY 1`,
    [agency],
  );
  return rows.map(({ said }) => said);
}

const honest = (told: readonly PeerInstruction[]): readonly PeerReceipt[] =>
  told.map((each) => peer.receiptFor(each));

test("What was decided is told in order, without gaps, with exact money, and answered: the books agree", async () => {
  await decide("suspend", "back-pay", "resume");
  await write();
  await decide("suspend");
  await write(TODAY + 1);
  const told = peer.read();
  assert.deepEqual(peer.complaints, []);
  assert.deepEqual(
    told.map(({ number, instruction, amount }) => [number, instruction, amount]),
    // Three months of 1234.56 are 3703.68.
    [
      [1, "suspend", ""],
      [2, "back-pay", "3703.68"],
      [3, "resume", ""],
      [4, "suspend", ""],
    ],
  );
  assert.equal(told[0]?.idNumber, "510104195003070026");
  peer.put(peer.receiptFile(agency, honest(told)));
  await take();
  assert.deepEqual(await incidents(), []);
  assert.deepEqual(
    { ...(await books()) },
    {
      payDivision: agency,
      lastNumber: 4,
      notFiled: 0,
      unanswered: 0,
      done: 4,
      refused: 0,
      openIncidents: 0,
    },
  );
});

test("A day without instructions has no file, and a run twice writes nothing twice", async () => {
  await decide("suspend");
  assert.equal((await write()).length, 1);
  assert.equal((await write()).length, 0);
  assert.equal(peer.read().length, 1);
});

test("Many instructions go out in several files that follow each other", async () => {
  await decide("suspend", "resume", "suspend", "resume", "suspend");
  await Promise.all([write(TODAY, 2), write(TODAY, 2)]);
  assert.deepEqual(
    peer.read().map(({ number }) => number),
    [1, 2, 3, 4, 5],
  );
  assert.deepEqual(peer.complaints, []);
  assert.equal(readdirSync(path.join(folder, "out", agency)).length, 3);
});

test("A run killed between record and folder is finished by the next; nothing is told twice or lost", async () => {
  await decide("suspend", "resume");
  const folders = paymentFolders(folder);
  const killed = {
    ...folders,
    deliver: async () => await Promise.reject(new Error("killed")),
  };
  const run = writeInstructions(record.worker, { folders: killed, today: TODAY, now: NOW });
  await assert.rejects(run, /killed/);
  assert.throws(() => readdirSync(path.join(folder, "out")), { code: "ENOENT" });
  await decide("suspend");
  await write();
  assert.deepEqual(
    peer.read().map(({ number }) => number),
    [1, 2, 3],
  );
  assert.deepEqual(peer.complaints, []);
});

test("A run that cannot write its draft leaves nothing on record, and the next one begins anew", async () => {
  await decide("suspend");
  // A file stands where the folder of drafts should be.
  writeFileSync(path.join(folder, "drafts"), "");
  await assert.rejects(write());
  assert.equal((await books()).notFiled, 1);
  rmSync(path.join(folder, "drafts"));
  await write();
  assert.equal(peer.read().length, 1);
  assert.deepEqual(peer.complaints, []);
});

test("Receipts twice are one", async () => {
  await decide("suspend", "resume");
  await write();
  const content = peer.receiptFile(agency, honest(peer.read()));
  peer.put(content);
  peer.put(content);
  await take();
  peer.put(content);
  // The same word in a later file of its own is the same word.
  peer.put(peer.receiptFile(agency, honest(peer.carriedOut)));
  await take();
  assert.equal((await books()).done, 2);
  assert.deepEqual(await incidents(), []);
});

test("A receipt that is late is somebody's work after three working days, until it comes", async () => {
  await decide("suspend", "stop");
  await write();
  const [first] = peer.read();
  assert.ok(first);
  // Friday 1 March: the third working day is Wednesday 6 March, and still in time.
  await take(dayAt("2024-03-06"));
  assert.deepEqual(await incidents(), []);
  await take(dayAt("2024-03-07"));
  await take(dayAt("2024-03-08"));
  assert.deepEqual(await incidents(), ["no-receipt 1", "no-receipt 2"]);
  peer.put(peer.receiptFile(agency, [peer.receiptFor(first)]));
  await take(dayAt("2024-03-09"));
  assert.deepEqual(await incidents(), ["no-receipt 1 receipt-came", "no-receipt 2"]);
});

test("A refusal is somebody's work; doing it after all ends it", async () => {
  await decide("resume");
  await write();
  const [told] = peer.read();
  assert.ok(told);
  const refusal = { ...peer.receiptFor(told), outcome: "refused", reason: "账户已注销" } as const;
  peer.put(peer.receiptFile(agency, [refusal]));
  await take();
  assert.deepEqual(await incidents(), ["refused 1"]);
  assert.equal((await books()).refused, 1);
  peer.put(peer.receiptFile(agency, [peer.receiptFor(told)]));
  await take();
  assert.deepEqual(await incidents(), ["refused 1 receipt-came"]);
  assert.equal((await books()).done, 1);
});

test("Another day and another amount are differences, a fen among them", async () => {
  await decide("back-pay", "stop");
  await write();
  const [paid, stopped] = peer.read();
  assert.ok(paid !== undefined && stopped !== undefined);
  peer.put(
    peer.receiptFile(agency, [
      { ...peer.receiptFor(paid), amount: "3703.67" },
      { ...peer.receiptFor(stopped), effectiveOn: "2024-04-01" },
    ]),
  );
  await take();
  assert.deepEqual(await incidents(), ["amount-differs 1", "date-differs 2"]);
});

test("Receipts for instructions that nobody gave, or that have not gone out, change nothing", async () => {
  await decide("suspend");
  await write();
  const [told] = peer.read();
  assert.ok(told);
  await decide("stop");
  const invented = [2, 77].map((number) => ({ ...peer.receiptFor(told), number }));
  peer.put(peer.receiptFile(agency, invented));
  await take();
  assert.deepEqual(await incidents(), ["unknown-instruction 2", "unknown-instruction 77"]);
  const { notFiled, unanswered, done } = await books();
  assert.deepEqual({ notFiled, unanswered, done }, { notFiled: 1, unanswered: 1, done: 0 });
});

test("Files out of order lead where they lead in order: the later file has the last word", async () => {
  const ends: unknown[] = [];
  // Refused in file 1, done in 2, refused again in 3: the last of it contradicts what was done.
  for (const order of [
    [1, 2, 3],
    [3, 2, 1],
    [2, 3, 1],
    [3, 1, 2],
  ]) {
    agencies += 1;
    agency = String(agencies);
    await decide("resume");
    await write();
    const told = peer.read().find((each) => each.agency === agency);
    assert.ok(told);
    for (const file of order) {
      const outcome = file === 2 ? "done" : "refused";
      peer.put(peer.receiptFile(agency, [{ ...peer.receiptFor(told), outcome }], file));
      await take();
    }
    const { done, refused } = await books();
    const open = (await incidents()).filter((each) => each.startsWith("contradicting"));
    ends.push({ done, refused, open });
  }
  for (const end of ends) {
    assert.deepEqual(end, { done: 0, refused: 1, open: ["contradicting-receipts 1"] });
  }
});

test("A file that was cut off, changed or miscounted moves nothing; whole it is taken", async () => {
  await decide("suspend");
  await write();
  const whole = peer.receiptFile(agency, honest(peer.read()));
  const miscounted = whole.replace(/,1\n/, ",2\n");
  for (const content of [whole.slice(0, -20), whole.replace("done", "refused"), miscounted, ""]) {
    peer.put(content);
  }
  // Still being written, as its name says.
  peer.put(whole, "later.csv.part");
  await take();
  assert.equal((await books()).unanswered, 1);
  assert.deepEqual(await incidents(), ["unreadable-file", "unreadable-file", "unreadable-file"]);
  assert.equal(readdirSync(path.join(folder, "in", "unreadable")).length, 4);
  peer.put(whole);
  await take();
  assert.equal((await books()).done, 1);
});

test("Agencies see and close the incidents of their own people's payer, nobody else's", async () => {
  agency = "510104";
  await decide("suspend");
  await write();
  peer.read();
  peer.put(peer.receiptFile(agency, [{ ...NOBODY, number: 99 }]));
  await take();
  const { server } = offices;
  const at = { role: "clerk", level: "county" } as const;
  const here = await signInAs(server, record, { login: "here", place: "510104", ...at });
  const there = await signInAs(server, record, { login: "there", place: "510199", ...at });
  const village = { role: "clerk", level: "village", place: "510104001001" } as const;
  const point = await signInAs(server, record, { login: "point", ...village });
  const open = async (cookies: Record<string, string>) =>
    (await server.inject({ url: "/api/payment-incidents", cookies })).json<{
      rows: readonly { readonly incidentId: number; readonly kind: string }[];
    }>().rows;
  const [mine] = await open(here);
  assert.equal(mine?.kind, "unknown-instruction");
  assert.deepEqual(await open(there), []);
  assert.deepEqual(await open(point), []);
  const close = async (cookies: Record<string, string>) => {
    const url = `/api/payment-incidents/${mine?.incidentId}/closing`;
    const payload = { outcome: "corrected-there" };
    return (await server.inject({ method: "POST", url, payload, cookies })).statusCode;
  };
  assert.equal(await close(there), 404);
  assert.equal(await close(point), 403);
  assert.equal(await close(here), 204);
  assert.equal(await close(here), 404);
  assert.deepEqual(await open(here), []);
  const answer = await server.inject({ url: "/api/payment-books", cookies: here });
  const [own] = answer.json<{ agencies: readonly { payDivision: string }[] }>().agencies;
  assert.equal(own?.payDivision, "510104");
});

const NOBODY: PeerReceipt = {
  number: 1,
  outcome: "done",
  effectiveOn: formatDay(TODAY),
  amount: "",
  reason: "",
};
