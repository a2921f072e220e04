// The API's own description: a linter finds nothing to say, every operation has an example that runs,
// and a client that somebody else's generator makes of it works.

import assert from "node:assert/strict";
import { after, test } from "node:test";

import { addMonths } from "@lingdai/policy";
import { buildServer, DATABASE_QUEUE, evidenceFolder, fileInbox } from "@lingdai/service";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import type { AxiosResponse } from "axios";
import { OpenAPIClientAxios } from "openapi-client-axios";
import type { Document, OpenAPIClient } from "openapi-client-axios";

import type { Given, Login, Method } from "./api-world.ts";
import { OPENED_ON, openApiWorld, PASSWORD } from "./api-world.ts";

const world = await openApiWorld();
after(world.close);

const li = await world.addPerson({ idNumber: "11010119500307003X", name: "李秀英" });
world.clock.day = addMonths(OPENED_ON, 9);
await world.step(li, world.clock.day);

interface Operation {
  readonly operationId: string;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: object }>>;
  };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: { readonly enum?: readonly string[] };
  }[];
  readonly responses: Readonly<Record<string, unknown>>;
}

const document = (await world.server.inject({ url: "/openapi.json" })).body;
const { paths } = JSON.parse(document) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

test("A linter finds nothing to say about the document, the machines' part included", async () => {
  const { app, worker } = world.record;
  const whole = await buildServer({
    desk: { database: app, jobs: DATABASE_QUEUE, evidence: evidenceFolder("unused") },
    clock: { today: () => OPENED_ON },
    machines: { database: worker, now: () => new Date() },
    inbox: fileInbox("unused"),
  });
  const source = (await whole.inject({ url: "/openapi.json" })).body;
  await whole.close();
  const config = await createConfig({ extends: ["recommended"] });
  const absoluteRef = "openapi.json";
  const problems = await lintFromString({ source, absoluteRef, config });
  const complaints = problems
    // Where a browser is sent elsewhere, being sent is the success.
    .filter(({ ruleId, location }) => {
      const at = location[0]?.pointer ?? "";
      return ruleId !== "operation-2xx-response" || !at.includes("~1session~1provider");
    })
    .map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`);
  assert.deepEqual(complaints, []);
});

type Call = (parameters?: object | null, body?: object) => Promise<AxiosResponse>;

test("A client made of the document signs in, reads a list and a page, and decides", async () => {
  const baseURL = await world.server.listen({ port: 0, host: "127.0.0.1" });
  const generator = new OpenAPIClientAxios({
    definition: JSON.parse(document) as Document,
    axiosConfigDefaults: { baseURL, validateStatus: () => true },
  });
  const client = await generator.init<
    OpenAPIClient & Readonly<Record<"signIn" | "listPending" | "getBeneficiary" | "maintain", Call>>
  >();
  const signedIn = await client.signIn(null, { login: "clerk", password: PASSWORD });
  assert.equal(signedIn.status, 204);
  const [cookie] = signedIn.headers["set-cookie"] ?? [];
  client.defaults.headers.common["cookie"] = cookie?.split(";")[0] ?? "";
  const { rows } = (await client.listPending({ limit: 5 })).data as {
    rows: { beneficiaryId: number }[];
  };
  assert.deepEqual(
    rows.map(({ beneficiaryId }) => beneficiaryId),
    [li],
  );
  const page = await client.getBeneficiary({ beneficiaryId: li });
  const etag = String(page.headers["etag"]);
  const decision = { beneficiaryId: li, "if-match": etag };
  assert.equal((await client.maintain(decision, { renewed: ["phone"] })).status, 204);
  assert.equal((await client.maintain(decision, { renewed: ["phone"] })).status, 412);
});

const payloadOf = (example: object | undefined): Given =>
  example === undefined ? {} : { payload: example };

/** A form as a browser sends it; what is called a file comes as one. */
async function asForm(example: object): Promise<Given> {
  const form = new FormData();
  for (const [field, value] of Object.entries(example)) {
    if (field === "file") form.append(field, new File([String(value)], "认证信息.csv"));
    else form.append(field, String(value));
  }
  const sent = new Response(form);
  const headers = { "content-type": sent.headers.get("content-type") ?? "" };
  return { payload: Buffer.from(await sent.arrayBuffer()), headers };
}

/** Who can give an operation at all. */
function actorOf(path: string): Login {
  if (path.includes("/staff") || path.includes("/audit-records")) return "admin";
  if (path.endsWith("/unit-decision")) return "unit";
  return path.includes("/death-lists") ? "street" : "approver";
}

test("Every operation has an example, and each example is answered as the document says", async () => {
  // Signing out ends the session that the others need.
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    .toSorted(
      (left, right) => Number(left.method === "delete") - Number(right.method === "delete"),
    );
  assert.ok(operations.length > 90);
  let succeeded = 0;
  for (const { path, method, operation } of operations) {
    const { requestBody } = operation;
    const form = requestBody?.content["multipart/form-data"]?.example;
    const example = form ?? requestBody?.content["application/json"]?.example;
    assert.ok(requestBody === undefined || example !== undefined, `${path}: no example`);
    const ids: Readonly<Record<string, number>> = { beneficiaryId: li, number: 0 };
    const url = path.slice("/api".length).replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      return `${ids[name] ?? 1}`;
    });
    const required = (operation.parameters ?? []).filter(
      (each) => each.in === "query" && each.required === true,
    );
    const query = required.map(({ name, schema }) => `${name}=${schema.enum?.[0] ?? 1}`).join("&");
    const answer = await world.call(
      actorOf(path),
      method.toUpperCase() as Method,
      query === "" ? url : `${url}?${query}`,
      form === undefined ? payloadOf(example) : await asForm(form),
    );
    const told = `${method} ${path}: ${answer.statusCode} ${answer.body.slice(0, 200)}`;
    assert.ok(Object.hasOwn(operation.responses, String(answer.statusCode)), told);
    // An example is well written, whatever state it meets.
    assert.notEqual(answer.statusCode, 400, told);
    if (answer.statusCode < 300) succeeded += 1;
  }
  assert.ok(succeeded > operations.length / 2, `${succeeded} of ${operations.length} succeeded`);
});
