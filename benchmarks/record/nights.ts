// A night in which so many cases are due, spread over everybody; nobody else is. It is the night of the
// day on which they came, before which hardly anybody is due: of ten million none has to be put off.

import { runNights } from "@lingdai/service";

import type { BenchRecord } from "./bench-record.ts";
import { TODAY } from "./bench-record.ts";
import type { Figure } from "./measure.ts";
import { spentOn } from "./measure.ts";

export async function measureNight({ worker, server }: BenchRecord, due: number): Promise<Figure> {
  await worker.pool.query(
    "UPDATE case_file SET next_due_on = NULL WHERE next_due_on <= date '1970-01-01' + $1::integer",
    [TODAY],
  );
  await worker.pool.query(
    `UPDATE case_file SET next_due_on = date '1970-01-01' + $1::integer WHERE beneficiary_id IN (
       SELECT beneficiary_id FROM beneficiary ORDER BY document_key LIMIT $2)`,
    [TODAY, due],
  );
  const spent = await spentOn(server, async () => {
    await runNights({ database: worker, day: TODAY });
  });
  return { rows: due, ...spent };
}
