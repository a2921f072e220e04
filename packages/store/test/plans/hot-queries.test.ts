// The SQL that people wait for is what stands in hot-queries.generated.sql, and no plan of it reads a
// large table from end to end, whoever asks; and what is counted beforehand is what counting gives.
// `RENEW_QUERIES=1 npm test -- hot-queries` writes the file anew.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";

import pg from "pg";

import { clientOf, inTransaction, listByConclusion, staffIdOf } from "@lingdai/store";
import type { ListCursor, Transaction } from "@lingdai/store";
import { HOT_QUERIES, fillWithCrowd, openTestRecord } from "@lingdai/test-kit";
import type { HotQuery, TestRecord } from "@lingdai/test-kit";

const FILE = path.join(import.meta.dirname, "../../hot-queries.generated.sql");
const PEOPLE = 60_000;
/** Tables of fewer rows may be read as a whole. */
const LARGE_ROWS = 5_000;
/** What a step of a plan may read: a page, and some that belong to another page or body. */
const READ_ROWS_MAX = 300;
/** Of a dashboard: every group of every place that it shows, and no more. */
const GROUPS_READ_MAX = 500;
const COUNTS = "roll_up";

let record: TestRecord;
before(async () => {
  record = await openTestRecord();
  await fillWithCrowd(record, PEOPLE);
});
after(async () => {
  await record.close();
});

interface Asked {
  readonly text: string;
  readonly parameters: readonly unknown[];
  /** Kept by the connection, which may plan it for all parameters alike. */
  readonly keeping: "kept" | "forgotten";
}

interface Watched {
  query: (this: unknown, ...given: readonly unknown[]) => unknown;
}

/** What the work sends to the database, statement by statement. */
async function watched(work: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  // Every connection's own method comes from here.
  const connection = pg.Client.prototype as unknown as Watched;
  const send = connection.query;
  connection.query = function (...given) {
    const [query, parameters] = given;
    if (isKept(query)) asked.push({ text: query.text, parameters: query.values, keeping: "kept" });
    // What has no parameters begins and ends.
    if (typeof query === "string" && Array.isArray(parameters)) {
      asked.push({ text: query, parameters, keeping: "forgotten" });
    }
    return Reflect.apply(send, this, given);
  };
  try {
    await work();
  } finally {
    connection.query = send;
  }
  return asked;
}

function isKept(query: unknown): query is pg.QueryConfig & { readonly values: unknown[] } {
  return typeof query === "object" && query !== null && "name" in query && "values" in query;
}

const AT = 1;

async function statementsOf({ viewer, ask }: HotQuery): Promise<readonly Asked[]> {
  return await watched(async () => {
    await inTransaction(record.app, viewer, async (tx) => await ask(tx, AT));
  });
}

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly Node[];
}

/** Rows of the table that a step looked at, those included that it did not hand on. */
function rowsReadBy(node: Node): number {
  const { "Actual Rows": handedOn, "Rows Removed by Filter": removed = 0 } = node;
  return (handedOn + removed) * node["Actual Loops"];
}

function nodesOf(node: Node): readonly Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** The plan for these parameters, and of what is kept the one for any. */
async function plansOf(
  tx: Transaction,
  { text, parameters, keeping }: Asked,
): Promise<readonly Node[]> {
  const client = clientOf(tx);
  const explain = "EXPLAIN (ANALYZE, FORMAT JSON)";
  const own = await client.query<Explained>(`${explain} ${text}`, [...parameters]);
  if (keeping === "forgotten") return nodesIn(own.rows);
  await client.query(`SET LOCAL plan_cache_mode = force_generic_plan; PREPARE kept AS ${text}`);
  const given = parameters.map(literalOf).join(", ");
  const general = await client.query<Explained>(
    `${explain} EXECUTE kept${given === "" ? "" : `(${given})`}`,
  );
  await client.query("DEALLOCATE kept; SET LOCAL plan_cache_mode = auto");
  return nodesIn([...own.rows, ...general.rows]);
}

interface Explained {
  readonly "QUERY PLAN": readonly [{ readonly Plan: Node }];
}

function nodesIn(explained: readonly Explained[]): readonly Node[] {
  return explained.flatMap((each) => nodesOf(each["QUERY PLAN"][0].Plan));
}

function literalOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `'\\x${value.toString("hex")}'`;
  return pg.escapeLiteral(String(value));
}

test("No hot query reads a large table from end to end, or much more than it shows, whoever asks", async () => {
  const { rows } = await record.worker.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE relnamespace = 'lingdai'::regnamespace AND relkind = 'r' AND reltuples > $1`,
    [LARGE_ROWS],
  );
  const large = new Set(rows.map(({ name }) => name));
  for (const name of [
    "beneficiary",
    "entitlement",
    "case_file",
    "verification_task",
    "failed_since_certified",
    "failed_attempt",
    "roll_up",
  ]) {
    assert.ok(large.has(name), `${name} is large`);
  }
  for (const query of HOT_QUERIES) {
    const statements = await statementsOf(query);
    assert.ok(statements.length > 0, query.name);
    await inTransaction(record.app, query.viewer, async (tx) => {
      for (const asked of statements) {
        const greedy = (await plansOf(tx, asked)).filter((node) => {
          const table = node["Relation Name"];
          if (table === undefined || !large.has(table)) return false;
          if (node["Node Type"].includes("Seq Scan")) return true;
          return rowsReadBy(node) > (table === COUNTS ? GROUPS_READ_MAX : READ_ROWS_MAX);
        });
        assert.deepEqual(greedy, [], `${query.name}\n${asked.text}`);
      }
    });
  }
});

test("Page after page a list is its place's people of that conclusion, longest uncertified first", async () => {
  const staffId = staffIdOf(1);
  for (const [viewer, place, column] of [
    [{ level: "province", place: "51", staffId }, { kind: "pay", code: "51" }, "pay_division"],
    [{ level: "city", place: "5101", staffId }, { kind: "pay", code: "5101" }, "pay_division"],
    [
      { level: "county", place: "510101", staffId },
      { kind: "pay", code: "510101" },
      "pay_division",
    ],
    [
      { level: "township", place: "510101000", staffId },
      { kind: "residence", code: "510101000" },
      "residence_division",
    ],
    [
      { level: "village", place: "510101000000", staffId },
      { kind: "residence", code: "510101000000" },
      "residence_division",
    ],
    [{ level: "unit", place: "U0", staffId }, { kind: "unit", code: "U0" }, "unit_code"],
  ] as const) {
    for (const conclusion of ["eligible", "lost", "pending"] as const) {
      const { rows } = await record.worker.pool.query<{ id: number }>(
        `SELECT beneficiary_id AS id FROM entitlement
         WHERE conclusion = $1 AND CASE $2 WHEN 'unit_code' THEN unit_code = $3
           ELSE starts_with(${column}, $3) END
         ORDER BY anchor_on, beneficiary_id, number LIMIT 120`,
        [conclusion, column, place.code],
      );
      const listed: number[] = [];
      await inTransaction(record.app, viewer, async (tx) => {
        let cursor: ListCursor | undefined;
        for (let page = 0; page < 3; page += 1) {
          const query = { place, limit: 40, after: cursor };
          const found = await listByConclusion(tx, conclusion, query);
          listed.push(...found.map(({ beneficiaryId }) => beneficiaryId));
          const last = found.at(-1);
          if (last?.anchorOn === undefined || last.anchorOn === null) break;
          cursor = { ...last, anchorOn: last.anchorOn };
        }
      });
      const expected = rows.map(({ id }) => id);
      assert.deepEqual(listed, expected, `${viewer.level}: ${conclusion}`);
    }
  }
});

test("Sight is asked row by row: no policy lets the planner look at everybody first", async () => {
  const { rows } = await record.worker.pool.query<{ policy: string }>(
    `SELECT tablename || ': ' || policyname AS policy FROM pg_policies
     WHERE schemaname = 'lingdai' AND concat(qual, with_check) ~ 'EXISTS'
       AND concat(qual, with_check) !~ 'OFFSET 0'`,
  );
  assert.deepEqual(rows, [], "write EXISTS (SELECT ... OFFSET 0)");
});

test("The committed SQL is the one that is asked", async () => {
  const namesOf = new Map<string, string[]>();
  for (const query of HOT_QUERIES) {
    for (const { text } of await statementsOf(query)) {
      const statement = spread(text);
      namesOf.set(statement, [...new Set([...(namesOf.get(statement) ?? []), query.name])]);
    }
  }
  const sections = [...namesOf].map(
    ([statement, names]) => `${names.map((name) => `-- ${name}\n`).join("")}${statement};\n`,
  );
  const written = `-- Written by store/test/plans/hot-queries.test.ts, which holds each plan to its indexes.\n\n${sections.join("\n")}`;
  if (process.env["RENEW_QUERIES"] === "1") await writeFile(FILE, written);
  assert.equal(await readFile(FILE, "utf8"), written);
});

/** A clause a line; what stands between quotes is left alone, and no keyword stands in any. */
function spread(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=(?:from|inner join|where|order by|limit|group by|union all) )/gi, "\n  ");
}

test("What was counted while loading is what counting gives, at every level", async () => {
  for (const [digits, column] of [
    [2, "pay_division"],
    [4, "pay_division"],
    [6, "pay_division"],
    [9, "residence_division"],
    [12, "residence_division"],
  ] as const) {
    const { rows } = await record.worker.pool.query<{ differing: number; groups: number }>(
      `WITH live AS (
         SELECT left(${column}, ${digits}) AS place, policy, insurance, conclusion, status,
           extract(year FROM deadline) * 12 + extract(month FROM deadline) AS month,
           count(*) AS benefits
         FROM entitlement GROUP BY 1, 2, 3, 4, 5, 6
       ), kept AS (
         SELECT place, policy, insurance, conclusion, status,
           extract(year FROM deadline_month) * 12 + extract(month FROM deadline_month) AS month,
           counted.benefits
         FROM roll_up, unnest(deadline_months, benefits) AS counted (deadline_month, benefits)
         WHERE digits = ${digits}
       )
       SELECT (SELECT count(*) FROM kept) AS groups, (SELECT count(*) FROM (
         (TABLE live EXCEPT ALL TABLE kept) UNION ALL (TABLE kept EXCEPT ALL TABLE live)
       ) AS differing) AS differing`,
    );
    assert.equal(rows[0]?.differing, 0, `${digits} digits`);
    assert.ok((rows[0]?.groups ?? 0) > 0, `${digits} digits`);
  }
});
