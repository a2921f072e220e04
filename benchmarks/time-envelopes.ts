// What encryption costs (PERFORMANCE: measured apart): sealing a person, opening one, the blind
// indexes, and COPY of sealed people beside COPY of the same people in clear. Ratios count; the
// absolute figures are those of this machine.
//
//   node benchmarks/time-envelopes.ts [PEOPLE]

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  Keyring,
  clientOf,
  copyRows,
  inTransaction,
  migrate,
  openDatabase,
  startCluster,
} from "@lingdai/store";
import type { Database, PersonalData } from "@lingdai/store";

const people = Number(process.argv[2] ?? 100_000);
const ROUNDS = 3;
const BATCH = 10_000;
const keyring = Keyring.fromMaster(Buffer.alloc(32, 1));

function personAt(at: number): PersonalData {
  return {
    idType: "resident-id",
    idNumber: `510104195003${String(at).padStart(6, "0")}`,
    names: ["某某某"],
    phone: `138${String(at).padStart(8, "0")}`,
    householdAddress: "四川省成都市锦江区某街道某社区 1 号",
    residenceAddress: "四川省成都市锦江区某街道某社区 1 号",
  };
}

/** Microseconds a person, the median of three rounds. */
function time(work: (at: number) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    for (let at = 0; at < people; at += 1) work(at);
    return ((performance.now() - begun) * 1000) / people;
  });
  return rounds.toSorted((left, right) => left - right)[1] ?? 0;
}

/** Seconds to bring all people into a table of one column, each made on the way. */
async function timeCopy(worker: Database, valueOf: (at: number) => Buffer): Promise<number> {
  return await inTransaction(worker, "worker", async (tx) => {
    const client = clientOf(tx);
    await client.query("CREATE TEMP TABLE copied (value bytea) ON COMMIT DROP");
    const begun = performance.now();
    for (let from = 0; from < people; from += BATCH) {
      const count = Math.min(BATCH, people - from);
      const rows = Array.from({ length: count }, (_, at) => [valueOf(from + at)]);
      await copyRows(client, "copied", rows);
    }
    return (performance.now() - begun) / 1000;
  });
}

const envelopes = Array.from({ length: people }, (_, at) => keyring.seal(personAt(at)));
const plain = time((at) => JSON.stringify(personAt(at)));
const rows = {
  "as JSON in clear": plain,
  sealed: time((at) => keyring.seal(personAt(at))),
  opened: time((at) => keyring.unseal(envelopes[at] ?? Buffer.alloc(0))),
  "two blind indexes": time((at) => {
    keyring.documentKey("resident-id", String(at));
    keyring.nameKey(String(at));
  }),
};
console.log(`${people} people, envelope of ${envelopes[0]?.length ?? 0} bytes`);
console.table(
  Object.entries(rows).map(([what, us]) => ({
    what,
    "µs a person": us.toFixed(2),
    "x clear": (us / plain).toFixed(1),
  })),
);

const folder = mkdtempSync(join(tmpdir(), "lingdai-bench-"));
chmodSync(folder, 0o711);
const cluster = await startCluster({ folder });
try {
  await migrate({ ownerUrl: cluster.url, keyring });
  const worker = openDatabase({ url: cluster.url, role: "worker", keyring });
  const clear = await timeCopy(worker, (at) => Buffer.from(JSON.stringify(personAt(at))));
  const sealed = await timeCopy(worker, (at) => keyring.seal(personAt(at)));
  console.log(
    `COPY in clear ${clear.toFixed(2)} s, sealed on the way ${sealed.toFixed(2)} s: ${(sealed / clear).toFixed(2)} x`,
  );
  await worker.close();
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true });
}
