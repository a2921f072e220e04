// Jobs that come by the clock: each occasion once, however many workers look at it, and what each of
// them does when it comes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { dayAt } from "@lingdai/policy";
import { prepareQueue, startWorker } from "@lingdai/service";
import type { RunningWorker } from "@lingdai/service";
import { appendAudit, enqueueJob, inTransaction, urlOfRole } from "@lingdai/store";
import { TEST_KEYRING, openTestRecord, runAsOwner, type TestRecord } from "@lingdai/test-kit";

const TODAY = dayAt("2024-03-01");
const WORKERS = 3;

let record: TestRecord;
const workers: RunningWorker[] = [];
const failures: unknown[] = [];

before(async () => {
  record = await openTestRecord();
  await prepareQueue(record.ownerUrl);
  // Every job that was ever asked for; and as if workers had been away since the day before yesterday.
  await runAsOwner(
    record.ownerUrl,
    `CREATE TABLE public.asked (task_id integer, payload json);
     CREATE FUNCTION public.note_asked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
     BEGIN INSERT INTO public.asked VALUES (NEW.task_id, NEW.payload); RETURN NULL; END $$;
     CREATE TRIGGER note_asked AFTER INSERT ON graphile_worker._private_jobs
       FOR EACH ROW EXECUTE FUNCTION public.note_asked();
     GRANT SELECT ON public.asked TO lingdai_worker;
     INSERT INTO graphile_worker._private_known_crontabs
       VALUES ('nightly', now() - interval '2 days', now() - interval '2 days');`,
  );
  const login = { url: record.ownerUrl, role: "worker", keyring: TEST_KEYRING } as const;
  const starting = Array.from({ length: WORKERS }, async () => {
    const worker = await startWorker({
      database: record.worker,
      url: urlOfRole(login),
      today: () => TODAY,
      onFailure: (_task, error) => failures.push(error),
    });
    workers.push(worker);
  });
  await Promise.all(starting);
});
after(async () => {
  await Promise.all(workers.map(async (worker) => await worker.stop()));
  await record.close();
});

async function ask<Row extends object>(question: string): Promise<readonly Row[]> {
  return (await record.worker.pool.query<Row>(question)).rows;
}

/** Waits as long as a slow machine may need; the test's own limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test("A night that nobody was there for is run once, whichever of three workers takes it", async () => {
  await until(async () => {
    const nights = await ask("SELECT FROM nightly_run WHERE finished_at IS NOT NULL");
    return nights.length > 0;
  });
  const twice = await ask(
    `SELECT identifier, payload -> '_cron' ->> 'ts' AS occasion
     FROM public.asked JOIN graphile_worker._private_tasks AS task ON task.id = task_id
     WHERE payload -> '_cron' IS NOT NULL
     GROUP BY 1, 2 HAVING count(*) > 1`,
  );
  assert.deepEqual(twice, []);
  assert.deepEqual(await ask("SELECT day FROM nightly_run"), [{ day: TODAY }]);
  assert.deepEqual(failures, []);
});

test("Counts are folded to what they were with what had changed, by a job asked for three times", async () => {
  await runAsOwner(
    record.ownerUrl,
    `SET search_path = lingdai;
     INSERT INTO beneficiary (beneficiary_id, document_key, name_keys, sealed, has_phone,
         has_household, has_residence) VALUES (1, 'one', '{}', '', false, false, false);
     INSERT INTO entitlement (beneficiary_id, number, insurance, kind, since, pay_division)
       VALUES (1, 0, 'enterprise-pension', 'retirement-pension', '2010-01-01', '510104');`,
  );
  await doAll(["fold-counts", "fold-counts", "fold-counts"]);
  assert.deepEqual(await ask("SELECT FROM roll_up_delta"), []);
  assert.deepEqual(await ask("SELECT place, benefits FROM roll_up ORDER BY place"), [
    { place: "51", benefits: [1] },
    { place: "5101", benefits: [1] },
    { place: "510104", benefits: [1] },
  ]);
});

test("The end of each chain of the audit is anchored, and a chain that did not grow not again", async () => {
  await inTransaction(record.worker, "worker", async (tx) => {
    await appendAudit(tx, [{ action: "look" }]);
  });
  await doAll(["anchor-audit"]);
  await doAll(["anchor-audit"]);
  assert.deepEqual(
    await ask("SELECT chain, position FROM audit_anchor ORDER BY chain"),
    await ask("SELECT chain, position FROM audit_head WHERE position > 0 ORDER BY chain"),
  );
});

test("Sessions that have ended and answers of the day before are cleared away, others are not", async () => {
  await runAsOwner(
    record.ownerUrl,
    `SET search_path = lingdai;
     INSERT INTO staff (login, name, password_hash, role, level, place)
       VALUES ('clerk', '经办', '', 'clerk', 'county', '510104');
     INSERT INTO session (token_hash, staff_id, ends_at)
       SELECT token, staff_id, now() + after FROM staff, (VALUES
         ('ended'::bytea, interval '-1 minute'), ('runs', interval '1 hour')) AS each (token, after);
     INSERT INTO staff_answer (staff_id, idempotency_key, request_hash, asked_at)
       SELECT staff_id, key, '', now() - before FROM staff, (VALUES
         ('old', interval '25 hours'), ('new', interval '23 hours')) AS each (key, before);`,
  );
  await doAll(["clear-away"]);
  const left = await ask(
    `SELECT (SELECT string_agg(encode(token_hash, 'escape'), ' ') FROM session) AS sessions,
       (SELECT string_agg(idempotency_key, ' ') FROM staff_answer) AS answers`,
  );
  assert.deepEqual(left, [{ sessions: "runs", answers: "new" }]);
});

/** Asks for jobs and waits until none of theirs is left. */
async function doAll(tasks: readonly string[]): Promise<void> {
  await inTransaction(record.worker, "worker", async (tx) => {
    for (const [at, task] of tasks.entries()) {
      await enqueueJob(tx, { task, payload: {}, key: `${task} ${at}` });
    }
  });
  await until(async () => {
    const left = await ask("SELECT FROM graphile_worker.jobs WHERE key LIKE '% %'");
    return left.length === 0;
  });
  assert.deepEqual(failures, []);
}
