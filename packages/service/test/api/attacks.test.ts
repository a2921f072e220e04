// What a hostile or careless client tries, against every operation that the API describes: other
// people's ids, fields that are not theirs to set, texts that are SQL, bodies too large or too deep,
// tricks in paths, requests from foreign pages, and the walk-in used for trying numbers.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { addMonths } from "@lingdai/policy";

import type { ListPage, Method } from "./api-world.ts";
import { OPENED_ON, openApiWorld, PASSWORD, THERE } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

const LI = { idNumber: "11010119500307003X", name: "李秀英" } as const;
const here = await world.addPerson(LI);
const there = await world.addPerson({
  idNumber: "110101194902030029",
  name: "王德明",
  payDivision: THERE,
});
world.clock.day = addMonths(OPENED_ON, 9);
for (const id of [here, there]) await world.step(id, world.clock.day);

interface Operation {
  readonly method: Method;
  readonly path: string;
  readonly body: object | undefined;
}

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: {
              readonly content: Readonly<
                Record<string, { readonly example?: object; readonly schema: object }>
              >;
            };
          }
        >
      >
    >
  >;
}

const described = (await world.server.inject({ url: "/openapi.json" })).json<Described>();
const operations: readonly Operation[] = Object.entries(described.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods)
      .filter(() => path.startsWith("/api/"))
      .map(([method, { requestBody }]) => ({
        method: method.toUpperCase() as Method,
        path: path.slice("/api".length),
        // A form brings no JSON; what it may hold is tested where files are brought.
        body: requestBody?.content["application/json"]?.example,
      })),
);

function urlOf(path: string, ids: Readonly<Record<string, string | number>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `${ids[name] ?? 1}`);
}

type Answer = Awaited<ReturnType<typeof world.call>>;
const codeOf = (answer: Answer): string => answer.json<{ code: string }>().code;
const payloadOf = (body: object | undefined) => (body === undefined ? {} : { payload: body });

test("Whoever is paid elsewhere is not there, whatever is asked or done about them", async () => {
  const about = operations.filter(({ path }) => path.includes("{beneficiaryId}"));
  assert.ok(about.length > 15);
  for (const { method, path, body } of about) {
    const ask = async (beneficiaryId: number) =>
      await world.call(
        "approver",
        method,
        urlOf(path, { beneficiaryId, number: 0 }),
        payloadOf(body),
      );
    const [foreign, nobody] = [await ask(there), await ask(987_654_321)];
    assert.ok([403, 404].includes(foreign.statusCode), `${method} ${path}: ${foreign.body}`);
    assert.deepEqual(
      [foreign.statusCode, foreign.json()],
      [nobody.statusCode, nobody.json()],
      path,
    );
  }
});

test("Nothing is asked or done without signing in", async () => {
  const open = new Set(["/session", "/session/ways"]);
  for (const { method, path, body } of operations.filter((each) => !open.has(each.path))) {
    const answer = await world.server.inject({
      method,
      url: `/api${urlOf(path, {})}`,
      headers: { "if-match": "*" },
      ...payloadOf(body),
    });
    // What is malformed may be told before who asks; never is anything told or done.
    assert.ok([400, 401, 404].includes(answer.statusCode), `${method} ${path}: ${answer.body}`);
  }
});

test("No field is set that an operation does not ask for", async () => {
  const extra = {
    staffId: 1,
    role: "admin",
    level: "province",
    place: "51",
    payDivision: "510104",
    status: "paying",
    day: "2020-01-01",
    version: 99,
  };
  for (const { method, path, body } of operations.filter((each) => each.body !== undefined)) {
    for (const [field, value] of Object.entries(extra)) {
      if (Object.hasOwn(body ?? {}, field) || path === "/staff" || path === "/windows") continue;
      if (path.startsWith("/clock-holds")) continue;
      const payload = { ...body, [field]: value };
      const answer = await world.call("approver", method, urlOf(path, { beneficiaryId: here }), {
        payload,
      });
      assert.equal(answer.statusCode, 400, `${method} ${path} ${field}: ${answer.body}`);
    }
  }
  const polluted = '{"result":"accept","__proto__":{"role":"admin"}}';
  const answer = await world.server.inject({
    method: "POST",
    url: "/api/certifications/1/first-review",
    headers: { "content-type": "application/json" },
    payload: polluted,
    cookies: await world.signIn("clerk"),
  });
  assert.equal(answer.statusCode, 400);
});

const SQL_TEXTS = [
  "'; DROP TABLE lingdai.entitlement; --",
  "' OR '1'='1",
  "1); SELECT pg_sleep(10); --",
  "\\'; TRUNCATE audit_record; --",
  "${1+1}",
  "%00",
] as const;

test("A text that is SQL is a text, in every field that takes one", async () => {
  const { rows: before } = await world.record.worker.pool.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM entitlement",
  );
  for (const text of SQL_TEXTS) {
    for (const { method, path, body } of operations.filter((each) => each.body !== undefined)) {
      if (path === "/session") continue;
      const texts = Object.entries(body ?? {}).filter(([, value]) => typeof value === "string");
      for (const [field] of texts) {
        const payload = { ...body, [field]: text };
        const answer = await world.call("clerk", method, urlOf(path, { beneficiaryId: there }), {
          payload,
        });
        assert.ok(answer.statusCode < 500, `${method} ${path} ${field}: ${answer.body}`);
      }
    }
    const asText = encodeURIComponent(text);
    for (const url of [
      `/units?name=${asText}`,
      `/divisions?name=${asText}`,
      `/feedback-cases?source=${asText}`,
      `/lists/pending?after=${asText}`,
      `/lists/pending?division=${asText}`,
      `/tasks?unitCode=${asText}&body=unit`,
      `/units?after=${Buffer.from(JSON.stringify([text])).toString("base64url")}`,
    ]) {
      const answer = await world.call("clerk", "GET", url);
      assert.ok([200, 400].includes(answer.statusCode), `${url}: ${answer.body}`);
      if (answer.statusCode === 200) assert.deepEqual(answer.json<ListPage<object>>().rows, []);
    }
  }
  const { rows: afterwards } = await world.record.worker.pool.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM entitlement",
  );
  assert.deepEqual(afterwards, before);
});

test("A text is kept as it was written, quotes and all", async () => {
  const residenceAddress = `O'Brien "街" 1 号'); DROP TABLE x; --`;
  const changed = await world.call("clerk", "POST", `/beneficiaries/${here}/record-changes`, {
    payload: { changedOn: "2024-10-01", residenceAddress },
  });
  assert.equal(changed.statusCode, 204, changed.body);
  const full = await world.call("clerk", "POST", `/beneficiaries/${here}/unmasking`, {
    payload: { reason: "核对地址" },
  });
  assert.equal(full.json<{ residenceAddress: string }>().residenceAddress, residenceAddress);
});

test("A body that is too large, too deep or holds NUL is refused, and the server goes on", async () => {
  const url = `/beneficiaries/${here}/maintenance`;
  const large = { renewed: ["phone"], padding: "x".repeat(300 * 1024) };
  assert.equal((await world.call("clerk", "POST", url, { payload: large })).statusCode, 413);
  const depth = 50_000;
  for (const payload of [
    `${"[".repeat(depth)}${"]".repeat(depth)}`,
    `{"renewed":${"[".repeat(depth)}${"]".repeat(depth)}}`,
    `${'{"a":'.repeat(depth / 2)}1${"}".repeat(depth / 2)}`,
    '{"renewed":["phone\\u0000"]}',
    '{"renewed":["phone"]',
    "",
  ]) {
    const answer = await world.server.inject({
      method: "POST",
      url: `/api${url}`,
      headers: { "content-type": "application/json", "if-match": "*" },
      payload,
      cookies: await world.signIn("clerk"),
    });
    assert.equal(answer.statusCode, 400, `${payload.slice(0, 20)}: ${answer.body.slice(0, 200)}`);
  }
  const nul = await world.call("clerk", "GET", "/units?name=a%00b");
  assert.equal(nul.statusCode, 400);
  assert.equal((await world.call("clerk", "GET", "/session")).statusCode, 200);
});

test("No path leads out of the API, and an exported file bears a name of ours", async () => {
  for (const url of [
    "/docs/static/..%2f..%2f..%2fpackage.json",
    "/docs/static/%2e%2e/%2e%2e/package.json",
    "/api/lists/..%2f..%2fpackage.json",
    "/api/../../etc/passwd",
    "/api/tasks/..%2f1/assignment",
  ]) {
    const answer = await world.server.inject({ url, cookies: await world.signIn("clerk") });
    assert.ok([400, 404].includes(answer.statusCode), `${url}: ${answer.statusCode}`);
    assert.doesNotMatch(answer.body, /lingdai"|root:/);
  }
  const exported = await world.call("clerk", "GET", "/lists/pending/export?format=csv");
  assert.equal(exported.statusCode, 200);
  assert.match(
    String(exported.headers["content-disposition"]),
    /^attachment; filename="list\.csv"; filename\*=UTF-8''[\w%.-]+$/,
  );
  assert.match(exported.body, /李\*英/);
  assert.doesNotMatch(exported.body, /李秀英|11010119500307003X|13800000000/);
});

test("A page of another site gives no command, whatever cookie its visitor has", async () => {
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://elsewhere.example" },
    { origin: "null" },
  ]) {
    for (const { method, path, body } of operations.filter((each) => each.method !== "GET")) {
      const url = urlOf(path, { beneficiaryId: here, number: 0 });
      const given = { headers: { ...headers } as Record<string, string>, ...payloadOf(body) };
      const answer = await world.call("approver", method, url, given);
      assert.equal(answer.statusCode, 403, `${method} ${path}`);
      assert.equal(codeOf(answer), "foreign-request");
    }
  }
  // A form of another site can send what it likes, but no JSON.
  const form = await world.server.inject({
    method: "POST",
    url: `/api/beneficiaries/${here}/loss-refutation`,
    headers: { "content-type": "text/plain", "if-match": "*" },
    payload: "{}",
    cookies: await world.signIn("approver"),
  });
  assert.ok([400, 415].includes(form.statusCode), form.body);
});

test("A token that nobody was given opens nothing, and signing in never keeps the one it came with", async () => {
  const planted = "C".repeat(43);
  const answer = await world.server.inject({
    method: "POST",
    url: "/api/session",
    remoteAddress: "10.9.0.1",
    cookies: { lingdai_session: planted },
    payload: { login: "city", password: PASSWORD },
  });
  assert.equal(answer.statusCode, 204);
  assert.notEqual(answer.cookies[0]?.value, planted);
  for (const token of [planted, "", "x", `${planted}'--`]) {
    const asked = await world.server.inject({
      url: "/api/session",
      cookies: { lingdai_session: token },
    });
    assert.equal(asked.statusCode, 401);
  }
});

test("Guessing one account's password from many addresses locks it, and tells no unknown login", async () => {
  const guess = async (login: string, at: number) =>
    await world.server.inject({
      method: "POST",
      url: "/api/session",
      remoteAddress: `10.8.${at}.1`,
      payload: { login, password: `guess ${at}` },
    });
  for (let at = 1; at <= 5; at += 1) {
    const [known, unknown] = [await guess("reviewer", at), await guess("no-such-login", at)];
    assert.equal(known.statusCode, 401);
    assert.deepEqual(known.json(), unknown.json());
  }
  const right = await world.server.inject({
    method: "POST",
    url: "/api/session",
    remoteAddress: "10.8.99.1",
    payload: { login: "reviewer", password: PASSWORD },
  });
  assert.equal(codeOf(right), "sign-in-locked");
});

test("A clerk who asks without end is told to wait, a colleague at the same address is not", async () => {
  const [city, colleague] = [await world.signIn("city"), await world.signIn("admin")];
  const ask = async (cookies: Record<string, string>) =>
    await world.server.inject({ url: "/api/session", remoteAddress: "10.10.0.1", cookies });
  const answers = await Promise.all(Array.from({ length: 601 }, async () => await ask(city)));
  assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 1);
  assert.equal((await ask(colleague)).statusCode, 200);
});

test("The walk-in tells region and conclusion of an exact number and name, and is no way of trying", async () => {
  const look = async (idNumber: string, name: string) =>
    await world.call("there", "POST", "/walk-ins", { payload: { idNumber, name } });
  const found = await look(LI.idNumber, LI.name);
  assert.equal(found.statusCode, 200, found.body);
  const { walkInId, benefits } = found.json<{ walkInId: number; benefits: object[] }>();
  assert.deepEqual(benefits, [
    {
      payDivision: "510104",
      divisionName: "锦江区",
      insurance: "enterprise-pension",
      conclusion: "pending",
    },
  ]);
  assert.doesNotMatch(found.body, /beneficiaryId|110101/);
  // Nothing else about the person opens by it.
  assert.equal((await world.call("there", "GET", `/beneficiaries/${here}`)).statusCode, 404);
  const wrongName = await look(LI.idNumber, "李秀");
  const wrongNumber = await look("110101195003070013", LI.name);
  assert.deepEqual([wrongName.statusCode, wrongNumber.statusCode], [404, 404]);
  assert.deepEqual(wrongName.json(), wrongNumber.json());
  const file = `/walk-ins/${walkInId}/certification`;
  const payload = { kind: "counter" };
  // Only who looked, only once.
  assert.equal((await world.call("clerk", "POST", file, { payload })).statusCode, 404);
  assert.equal((await world.call("there", "POST", file, { payload })).statusCode, 204);
  assert.equal((await world.call("there", "POST", file, { payload })).statusCode, 404);
  assert.equal((await world.call("unit", "POST", "/walk-ins", { payload: LI })).statusCode, 403);
  let looks = 3;
  let answer = found;
  while (answer.statusCode !== 429 && looks < 100) {
    answer = await look("110101195003070013", "张三");
    looks += 1;
  }
  // Sixty an hour; the next is told to wait, and so is one for somebody who exists.
  assert.equal(looks, 61);
  assert.equal(codeOf(await look(LI.idNumber, LI.name)), "too-many");
  const { rows } = await world.record.worker.pool.query<{ looks: number }>(
    `SELECT count(*)::integer AS looks FROM audit_record JOIN staff USING (staff_id)
     WHERE action = 'look-up-walk-in' AND login = 'there'`,
  );
  assert.equal(rows[0]?.looks, 60);
});
