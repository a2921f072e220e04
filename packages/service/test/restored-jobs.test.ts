// Jobs that waited when the record was backed up wait again after it was restored: nothing that was
// decided is forgotten.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

import { prepareQueue } from "@lingdai/service";
import { backUp, migrate, openDatabase, restore } from "@lingdai/store";
import { TEST_KEYRING, openTestServer, type TestServer } from "@lingdai/test-kit";

const keyring = TEST_KEYRING;

let server: TestServer;
let folder: string;

before(async () => {
  server = await openTestServer();
  folder = await mkdtemp(path.join(tmpdir(), "lingdai-jobs-"));
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function askWorker(ownerUrl: string, question: string): Promise<unknown> {
  const worker = openDatabase({ url: ownerUrl, role: "worker", keyring });
  try {
    return (await worker.pool.query<Record<string, unknown>>(question)).rows;
  } finally {
    await worker.close();
  }
}

test("A job that waited in the backup waits in the restored record", async () => {
  const [ownerUrl, target] = [await server.createDatabase(), await server.createDatabase()];
  await migrate({ ownerUrl, keyring });
  await prepareQueue(ownerUrl);
  await askWorker(ownerUrl, `SELECT enqueue_job('send-notices', '{"day": 1}', 'once')`);
  const archive = path.join(folder, "archive");
  await backUp({ ownerUrl, keyring, archive });
  await restore({ ownerUrl: target, keyring, archive, prepare: prepareQueue });
  const jobs = "SELECT task_identifier, key, attempts FROM graphile_worker.jobs";
  assert.deepEqual(await askWorker(target, jobs), [
    { task_identifier: "send-notices", key: "once", attempts: 0 },
  ]);
  // The key still stands for one job, and the next job gets a number of its own.
  await askWorker(target, `SELECT enqueue_job('send-notices', '{}', 'once')`);
  await askWorker(target, `SELECT enqueue_job('send-notices', '{}', 'another')`);
  const counted = "SELECT count(*)::integer AS jobs FROM graphile_worker.jobs";
  assert.deepEqual(await askWorker(target, counted), [{ jobs: 2 }]);
});
