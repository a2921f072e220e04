// A first roster read from its bytes, cut into blocks and taken by several threads, leaves the record
// that reading it row by row leaves: on rosters full of whatever rosters have.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import fc from "fast-check";

import { checkCharacterOf, dayAt } from "@lingdai/policy";
import { importRoster } from "@lingdai/service";
import type { Database } from "@lingdai/store";
import { openRegions, withSession } from "@lingdai/store";
import { TEST_KEYRING, openTestRecord, runAsOwner, type TestRecord } from "@lingdai/test-kit";

const TODAY = dayAt("2024-03-01");
const HEADER =
  "id_number,id_type,name,sex,birth_date,phone,household_division,household_address,residence_division,residence_address,unit_code,unit_name,insurance,kind,since,monthly_amount,pay_division,status,last_certified_on,last_certified_by,refuted_on,relationship,incapacity";

let record: TestRecord;
let folder: string;
before(async () => {
  record = await openTestRecord();
  folder = mkdtempSync(join(tmpdir(), "lingdai-first-load-"));
  await withSession(record.worker, async (session) => {
    await openRegions(session, [
      { payDivision: "51", policy: "sichuan-2022", openedOn: TODAY, start: "running" },
      { payDivision: "3702", policy: "qingdao-2019", openedOn: TODAY, start: "first-run" },
    ]);
  });
});
after(async () => {
  await record.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that the record says, people by what their envelopes hold. */
async function saidIn({ pool }: Database): Promise<unknown> {
  const { rows } = await pool.query<{ sealed: Buffer; person: object; rows: object }>(
    `SELECT sealed, to_jsonb(beneficiary) - 'beneficiary_id' - 'sealed' AS person,
       (SELECT jsonb_agg(to_jsonb(entitlement) - 'beneficiary_id' ORDER BY number) FROM entitlement
        WHERE entitlement.beneficiary_id = beneficiary.beneficiary_id) || coalesce(
       (SELECT jsonb_agg(to_jsonb(case_file) - 'beneficiary_id' ORDER BY policy) FROM case_file
        WHERE case_file.beneficiary_id = beneficiary.beneficiary_id), '[]') AS rows
     FROM beneficiary ORDER BY document_key`,
  );
  const one = async (query: string): Promise<readonly object[]> =>
    (await pool.query<object>(query)).rows;
  return {
    people: rows.map((row) => ({ ...row, sealed: TEST_KEYRING.unseal(row.sealed) })),
    units: await one("SELECT unit_code, name FROM unit ORDER BY 1"),
    rejected: await one("SELECT line, reason, field FROM rejected_row ORDER BY line"),
    file: await one(
      "SELECT state, people_done, rows, accepted, rejected, duplicate FROM source_file",
    ),
    counts: await one(
      `SELECT place, policy, insurance, conclusion, status, counted.*
       FROM roll_up, unnest(deadline_months, benefits) AS counted (deadline_month, benefits)
       ORDER BY 1, 2, 3, 4, 5, 6`,
    ),
  };
}

async function saidAfter(
  path: string,
  pieces?: { readonly threads: number; readonly blockBytes: number },
): Promise<unknown> {
  await runAsOwner(
    record.ownerUrl,
    "TRUNCATE lingdai.beneficiary, lingdai.source_file, lingdai.unit, lingdai.roll_up CASCADE",
  );
  await importRoster(record.worker, { path, mappings: [], day: TODAY, pieces });
  return await saidIn(record.worker);
}

const person = fc.nat(40).chain((number) => {
  const first = `51010419${40 + (number % 20)}0${1 + (number % 9)}1${number % 10}${String(number).padStart(3, "0")}`;
  const whole = first + checkCharacterOf(first);
  return fc.constantFrom(
    ...Array<string>(6).fill(`${whole},`),
    `${whole.toLowerCase()},resident-id`,
    ` ${whole} ,`,
    `${first.slice(0, 6)}${first.slice(8, 17)},`,
    `${first}0,`,
    `E${String(number).padStart(8, "0")},passport`,
    `"${whole}",`,
    `,`,
  );
});
const cell =
  (...usual: readonly string[]) =>
  (...odd: readonly string[]) =>
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...usual) },
      fc.constantFrom(...usual, ...odd),
    );
const day = cell("2023-03-20", "2022-12-31", "2023-11-01", "2010-06-15", "");
const row = fc
  .tuple(
    person,
    cell("王芳", "李小明", "欧阳 娜")("", '"张""三"', "　赵六　", "a\\b"),
    cell("", "male", "female")("男"),
    fc.constant(""),
    cell("13800000000", "")(" 139 ", '"1\n2"'),
    cell("510104", "510104001", "")("51", "五一〇一"),
    cell("", "天府街1号")('"甲,乙"'),
    cell("510104001", "510104001002", "370202", "")("4401"),
    cell("")("海边"),
    cell("", "U1", "U2")(),
    cell("", "甲厂")("乙厂"),
    cell(
      "enterprise-pension,retirement-pension",
      "resident-pension,resident-pension",
      "work-injury,nursing-fee",
      "enterprise-pension,survivor-subsidy",
    )("nothing,retirement-pension"),
    cell("2015-03-20", "2003-12-31", "2024-02-11")("2015/3/20", "2024-07-01", ""),
    cell("1234.56", "0", "99999999.9", "10000", "0.05", "")("-1", "1e3", "12345678901", "7.123"),
    cell("510104", "370202", "")("440103", "51"),
    cell("paying", "", "suspended")("stopped", "terminated", "gone"),
    fc.tuple(day(), cell("", "counter", "rail-travel")("sleepwalking")).map(String),
    cell("", "")("2023-10-10", "2024-03-02"),
    cell(",", ",")("child,", "spouse,none", ",none"),
  )
  .map((cells) => cells.join(","));
const end = fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n");

test("Blocks on any threads leave the record that reading row by row leaves", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(row, end).map(([cells, close]) => cells + close),
        { maxLength: 100 },
      ),
      fc.constantFrom(0, 2),
      fc.integer({ min: 200, max: 3000 }),
      async (rows, threads, blockBytes) => {
        const text = `${HEADER}\n${rows.join("")}`;
        const [whole, packed] = [join(folder, "roster.csv"), join(folder, "roster.csv.gz")];
        writeFileSync(whole, text);
        writeFileSync(packed, gzipSync(text));
        const expected = await saidAfter(packed);
        assert.deepEqual(await saidAfter(whole, { threads, blockBytes }), expected);
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});
