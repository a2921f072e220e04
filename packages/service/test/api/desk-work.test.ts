// The desk's own work through HTTP: tasks taken, handed on and escalated, reviews and signatures found
// in their lists, versions of what was seen, and which commands a page offers.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { addMonths, dayAt } from "@lingdai/policy";

import type { ListPage, Login } from "./api-world.ts";
import { HERE, OPENED_ON, openApiWorld, PHOTO, STREET } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

/** Nine months after the certification: reminded, and a task opens (SC 14). */
const PENDING_ON = addMonths(OPENED_ON, 9);

const li = await world.addPerson({ idNumber: "11010119500307003X", name: "李秀英" });
const wang = await world.addPerson({ idNumber: "110101194902030029", name: "王德明" });
for (const id of [li, wang]) await world.step(id, PENDING_ON);
world.clock.day = PENDING_ON;

interface TaskRow {
  readonly taskId: number;
  readonly beneficiaryId: number;
  readonly body: string;
  readonly dueOn: string;
  readonly assigneeName: string | null;
  readonly person: { readonly names: readonly string[] };
}

async function tasksOf(login: Login, query = ""): Promise<readonly TaskRow[]> {
  const answer = await world.call(login, "GET", `/tasks${query}`);
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<ListPage<TaskRow>>().rows;
}

const codeOf = (answer: Awaited<ReturnType<typeof world.call>>): string =>
  answer.json<{ code: string }>().code;

test("A task lies in the list of the body that it was given to, masked", async () => {
  const tasks = await tasksOf("street");
  assert.deepEqual(
    tasks.map(({ beneficiaryId, body, dueOn }) => [beneficiaryId, body, dueOn]),
    // 2 January + 9 months = 2 October, due three months later (SC 21).
    [
      [li, "service-point", "2025-01-02"],
      [wang, "service-point", "2025-01-02"],
    ],
  );
  assert.equal(tasks[0]?.person.names[0], "李*英");
  assert.deepEqual(await tasksOf("clerk"), []);
  assert.equal((await tasksOf("city", "?body=service-point")).length, 2);
  assert.equal((await tasksOf("city", `?body=service-point&division=${HERE}`)).length, 2);
  assert.deepEqual(await tasksOf("there", "?body=service-point"), []);
});

test("Whoever takes a task has it until they give it back or it moves on", async () => {
  const [task] = await tasksOf("street");
  assert.ok(task);
  const url = `/tasks/${task.taskId}/assignment`;
  assert.equal((await world.call("street", "PUT", url)).statusCode, 204);
  assert.equal((await world.call("street", "PUT", url)).statusCode, 204);
  assert.equal(codeOf(await world.call("clerk", "PUT", url)), "taken-already");
  assert.equal((await world.call("there", "PUT", url)).statusCode, 404);
  assert.equal((await tasksOf("street", "?assignee=me")).length, 1);
  // A reviewer may release it for somebody who is away.
  assert.equal(codeOf(await world.call("clerk", "DELETE", url)), "taken-already");
  assert.equal((await world.call("reviewer", "DELETE", url)).statusCode, 204);
  assert.equal((await world.call("clerk", "PUT", url)).statusCode, 204);
  const escalation = `/beneficiaries/${task.beneficiaryId}/entitlements/0/task-escalation`;
  assert.equal((await world.call("street", "POST", escalation)).statusCode, 204);
  const [escalated] = await tasksOf("clerk");
  assert.equal(escalated?.beneficiaryId, task.beneficiaryId);
  assert.equal(escalated?.assigneeName, null);
  const transfer = `/beneficiaries/${task.beneficiaryId}/entitlements/0/task-transfer`;
  const back = { payload: { to: "service-point" } };
  assert.equal((await world.call("clerk", "POST", transfer, back)).statusCode, 204);
  assert.equal((await tasksOf("street")).length, 2);
});

test("A decision needs the version that was seen, and a stale one decides nothing", async () => {
  const url = `/beneficiaries/${wang}/entitlements/0/verification`;
  const payload = { result: "unreachable" };
  const { server } = world;
  const bare = await server.inject({
    method: "POST",
    url: `/api${url}`,
    payload,
    cookies: await world.signIn("street"),
  });
  assert.equal(bare.statusCode, 428);
  assert.equal(codeOf(bare), "version-needed");
  const malformed = await world.call("street", "POST", url, {
    payload,
    headers: { "if-match": "7" },
  });
  assert.equal(malformed.statusCode, 400);
  const seen = (await world.call("street", "GET", `/beneficiaries/${wang}`)).headers.etag ?? "";
  // Meanwhile somebody else renews the telephone number.
  const maintenance = `/beneficiaries/${wang}/maintenance`;
  const renewed = await world.call("clerk", "POST", maintenance, {
    payload: { renewed: ["phone"] },
    headers: { "if-match": seen },
  });
  assert.equal(renewed.statusCode, 204);
  const headers = { "if-match": seen };
  const stale = await world.call("street", "POST", url, { payload, headers });
  assert.equal(stale.statusCode, 412);
  assert.equal(codeOf(stale), "changed-meanwhile");
  const again = (await world.call("street", "GET", `/beneficiaries/${wang}`)).headers.etag ?? "";
  assert.notEqual(again, seen);
  const fresh = await world.call("street", "POST", url, {
    payload,
    headers: { "if-match": again },
  });
  assert.equal(fresh.statusCode, 204);
});

test("A page offers what its reader may do here and now", async () => {
  const commandsOf = async (login: Login): Promise<readonly string[]> => {
    const answer = await world.call(login, "GET", `/beneficiaries/${li}`);
    const page = answer.json<{ entitlements: { commands: string[] }[] }>();
    return page.entitlements[0]?.commands ?? [];
  };
  const [street, clerk, admin] = [
    await commandsOf("street"),
    await commandsOf("clerk"),
    await commandsOf("admin"),
  ];
  assert.ok(street.includes("verify") && !street.includes("confirm-loss"));
  // Paying: nothing to object to, and nobody has asked for anything that could be signed twice.
  assert.ok(clerk.includes("confirm-loss") && !clerk.includes("object"));
  assert.ok(!clerk.includes("sign-2"));
  assert.deepEqual(admin, []);
});

test("A certification waits for its reviews in the list of those who may give them", async () => {
  const url = `/beneficiaries/${li}/certifications`;
  const payload = { kind: "community", evidence: [PHOTO] };
  assert.equal((await world.call("street", "POST", url, { payload })).statusCode, 204);
  interface Review {
    readonly certificationId: number;
    readonly isOwn: boolean;
    readonly submittedByName: string;
  }
  const waiting = async (login: Login, state: string): Promise<readonly Review[]> =>
    (await world.call(login, "GET", `/certifications?state=${state}`)).json<ListPage<Review>>()
      .rows;
  const [own] = await waiting("street", "submitted");
  assert.equal(own?.isOwn, true);
  const [first] = await waiting("clerk", "submitted");
  assert.equal(first?.isOwn, false);
  assert.equal(first?.submittedByName, "经办street");
  assert.deepEqual(await waiting("there", "submitted"), []);
  const accept = { payload: { result: "accept" } };
  const review = `/certifications/${first?.certificationId}`;
  assert.equal(
    (await world.call("clerk", "POST", `${review}/first-review`, accept)).statusCode,
    204,
  );
  assert.deepEqual(await waiting("clerk", "submitted"), []);
  assert.equal((await waiting("reviewer", "first-reviewed")).length, 1);
  assert.equal(
    (await world.call("reviewer", "POST", `${review}/second-review`, accept)).statusCode,
    204,
  );
  assert.deepEqual(await waiting("reviewer", "first-reviewed"), []);
});

test("What three people sign stands in the list by how many have signed", async () => {
  // Wang was unreachable; after 2 January 2025 payment is suspended (SC 24), then he comes.
  const cameOn = dayAt("2025-01-20");
  await world.step(wang, cameOn);
  world.clock.day = cameOn;
  const url = `/beneficiaries/${wang}/entitlements/0`;
  const verified = await world.call("clerk", "POST", `${url}/verification`, {
    payload: { result: "eligible", evidence: [PHOTO] },
  });
  assert.equal(verified.statusCode, 204, verified.body);
  interface Application {
    readonly action: string;
    readonly signatures: number;
  }
  const open = async (signatures: number): Promise<readonly string[]> => {
    const answer = await world.call("city", "GET", `/applications?signatures=${signatures}`);
    return answer.json<ListPage<Application>>().rows.map(({ action }) => action);
  };
  // D7: both open by themselves that day.
  assert.deepEqual(await open(0), ["resume", "backpay"]);
  const sign = async (login: Login) =>
    (await world.call(login, "POST", `${url}/signatures`, { payload: { action: "resume" } }))
      .statusCode;
  assert.equal(await sign("clerk"), 204);
  assert.deepEqual(await open(1), ["resume"]);
  assert.equal(await sign("clerk"), 403);
  assert.equal(await sign("reviewer"), 204);
  assert.equal(await sign("approver"), 204);
  assert.deepEqual([await open(0), await open(1), await open(2)], [["backpay"], [], []]);
  const page = (await world.call("clerk", "GET", `/beneficiaries/${wang}`)).json<{
    entitlements: { status: string }[];
  }>();
  assert.equal(page.entitlements[0]?.status, "paying");
});

test("A task of the street is in no other street's list", async () => {
  assert.equal((await world.call("street", "GET", `/tasks?division=${STREET}`)).statusCode, 200);
  const elsewhere = await world.call("street", "GET", `/tasks?division=${HERE}002`);
  assert.equal(elsewhere.statusCode, 404);
});
