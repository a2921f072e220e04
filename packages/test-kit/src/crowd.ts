// A crowd for tests of plans and for benchmarks: as many people as asked for, made by the database
// itself within seconds. Their numbers, places and days spread as those of a province do; nothing
// about them is true, all have one envelope with one name in it, and no rule has been asked. Only into
// an empty record.

import { createHash } from "node:crypto";

import type { Database } from "@lingdai/store";
import { clientOf, inTransaction } from "@lingdai/store";

import { runAsOwner } from "./test-server.ts";

/** The day on which the crowd stands as it does. */
export const CROWD_DAY = "2024-03-01";

/** Twenty cities of nine counties (510101 to 512009), each with twenty townships of fifteen villages. */
const COUNTY = `'51' || lpad((1 + person % 20)::text, 2, '0')
  || lpad((1 + person / 20 % 9)::text, 2, '0')`;
const VILLAGE = `lpad((person / 180 % 20)::text, 3, '0')
  || lpad((person / 3600 % 15)::text, 3, '0')`;

const NAMES = 300_000;

/** The blind index of the document of a person of the crowd, and that of one of their names. */
export function crowdDocumentKey(person: number): Buffer {
  return keyOf(person);
}
export function crowdNameKey(name: number): Buffer {
  return keyOf(-(name % NAMES));
}

/** The beginning of SHA-256 over the number as `int8send` writes it. */
function keyOf(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(number));
  return createHash("sha256").update(bytes).digest().subarray(0, 16);
}

/** Scattered and the same every time: neighbours in number are no neighbours in anything else. */
const SCATTERED = "(person * 2654435761 % 4294967296)";

const BENEFICIARIES = `
  INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, sex, birth_date,
    has_phone, has_household, has_residence, household_division, residence_division)
  SELECT person, substr(sha256(int8send(person)), 1, 16),
    ARRAY[substr(sha256(int8send(-(${SCATTERED} % ${NAMES}))), 1, 16)],
    $3::bytea, CASE person % 2 WHEN 0 THEN 'male' ELSE 'female' END,
    date '1935-01-01' + (${SCATTERED} % 9000)::integer, true, true, true, county, county || village
  FROM generate_series($1::bigint, $2::bigint) AS person,
    LATERAL (SELECT ${COUNTY} AS county, ${VILLAGE} AS village) AS home`;

/** As long as most are; sealing ten million of them is measured elsewhere. */
const PERSON = {
  idType: "resident-id",
  idNumber: "11010119500307003X",
  names: ["李秀英"],
  phone: "13800000000",
  residenceAddress: "某区某街道某社区一号楼二单元三号",
} as const;

const ENTITLEMENTS = `
  INSERT INTO entitlement (beneficiary_id, number, policy, insurance, kind, since, monthly_amount,
    unit_code, pay_division, residence_division, last_certified_on, last_certified_by, conclusion,
    pending_reason, anchor_on, anchor_by, deadline, basis, decided_by, decided_on)
  SELECT person, 0, 'sichuan-2022',
    (ARRAY['enterprise-pension', 'resident-pension', 'institution-pension'])[1 + place % 3],
    'retirement-pension', date '2000-01-15' + place % 8000, 1000 + place % 4000,
    CASE WHEN place % 2 = 0 THEN 'U' || place % 20000 END, county, county || village,
    anchor, 'rail-travel', conclusion, CASE conclusion WHEN 'pending' THEN 'no-sign' END, anchor,
    'rail-travel', (anchor + interval '1 year')::date, '{"SC 7","SC 8"}', '{roster}',
    '${CROWD_DAY}'::date
  FROM generate_series($1::bigint, $2::bigint) AS person,
    LATERAL (SELECT (${SCATTERED} / 1000 % 1000000)::integer AS place, ${COUNTY} AS county,
      ${VILLAGE} AS village) AS home,
    LATERAL (SELECT '${CROWD_DAY}'::date - CASE WHEN place % 100 < 88 THEN place / 100 % 270
      ELSE 270 + place / 100 % 1000 END AS anchor) AS certified,
    LATERAL (SELECT CASE WHEN place % 200 = 0 THEN 'lost'
      WHEN '${CROWD_DAY}'::date - anchor >= 274 THEN 'pending' ELSE 'eligible' END AS conclusion) AS concluded`;

/** Whoever is pending is with somebody: a third each with service points, agencies and units. */
const BODY = "(ARRAY['service-point', 'agency', 'unit'])[1 + (beneficiary_id / 7 % 3)::integer]";

/** Files that are not as opened know of the task, as a run leaves them; they wait for the next run. */
const CASE_FILES = `
  INSERT INTO case_file (beneficiary_id, policy, opened_on, next_due_on, file)
  SELECT beneficiary_id, policy, '${CROWD_DAY}',
    CASE conclusion WHEN 'pending' THEN '${CROWD_DAY}'::date + 1
      ELSE (anchor_on + interval '9 months')::date END,
    CASE conclusion WHEN 'pending' THEN jsonb_build_object('entitlements', jsonb_build_object('0',
      jsonb_build_object('concluded', '{"conclusion": "pending", "reason": "no-sign"}'::jsonb,
        'eligibleSince', NULL, 'workedReason', 'no-sign',
        'reminded', jsonb_build_object('anchor', day_number(anchor_on), 'inTime', true),
        'task', jsonb_build_object('reason', 'no-sign', 'to', ${BODY},
          'openedOn', day_number(anchor_on + 274), 'dueOn', day_number(anchor_on + 365))))) END
  FROM entitlement WHERE number = 0`;

const TASKS = `
  INSERT INTO verification_task (beneficiary_id, number, reason, body, opened_on, due_on,
    pay_division, residence_division, unit_code)
  SELECT beneficiary_id, number, 'no-sign', ${BODY}, anchor_on + 274, anchor_on + 365,
    pay_division, residence_division, unit_code
  FROM entitlement WHERE conclusion = 'pending'`;

const OBSERVATIONS = `
  INSERT INTO observation (beneficiary_id, kind, occurred_on, arrived_on, source, ref)
  SELECT beneficiary_id, 'rail-travel', anchor_on, '${CROWD_DAY}', 'rail', beneficiary_id::text
  FROM entitlement`;

/** Among these one in four failed in an app, once or twice: half of them before they were certified. */
export const CROWD_WITH_APPS = 200_000;

const FAILED_ATTEMPTS = `
  INSERT INTO failed_attempt (beneficiary_id, occurred_on, arrived_on, source, ref, reason)
  SELECT beneficiary_id, anchor_on + (1 + nth) * CASE beneficiary_id / 4 % 2 WHEN 0 THEN 1 ELSE -1 END,
    '${CROWD_DAY}', 'app', beneficiary_id || '-' || nth, (ARRAY['face-mismatch', 'other'])[1 + nth]
  FROM entitlement, LATERAL generate_series(0, (beneficiary_id / 8 % 2)::integer) AS nth
  WHERE beneficiary_id % 4 = 0 AND beneficiary_id <= ${CROWD_WITH_APPS}`;

/** Rows a statement: what the server remembers of one is bounded. */
const PIECE = 500_000;

/** Loads so many people; the counts and what the planner knows are those of the whole crowd. */
export async function fillWithCrowd(
  { worker, ownerUrl }: { readonly worker: Database; readonly ownerUrl: string },
  people: number,
): Promise<void> {
  await inTransaction(worker, "worker", async (tx) => {
    const session = clientOf(tx);
    const { rows } = await session.query<{ first: number | null }>(
      "SELECT begin_first_load() AS first",
    );
    if (rows[0]?.first !== 1) throw new Error("a crowd needs a record in which nobody ever was");
    const sealed = worker.keyring.seal(PERSON);
    for (let at = 0; at < people; at += PIECE) {
      const piece = [at + 1, Math.min(at + PIECE, people)];
      await session.query(BENEFICIARIES, [...piece, sealed]);
      await session.query(ENTITLEMENTS, piece);
    }
    await session.query(CASE_FILES);
    await session.query("SELECT finish_first_load()");
    await session.query(TASKS);
    await session.query("SELECT ensure_observation_month($1)", [CROWD_DAY]);
    await session.query(OBSERVATIONS);
    await session.query(FAILED_ATTEMPTS);
  });
  await runAsOwner(ownerUrl, "VACUUM ANALYZE");
}
