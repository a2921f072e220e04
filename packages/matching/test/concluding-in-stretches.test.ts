// Reading signs back in small stretches, so that memory stays bounded, changes no conclusion.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import type { Evaluation } from "@lingdai/policy";

import { SignSpool, Standings, concludeRoster, evaluateFiles, readRoster } from "../src/index.ts";
import { ObservationFolder } from "../src/index.ts";
import { planRun } from "../src/plan-run.ts";
import { judgeArguments } from "../src/run-arguments.ts";
import {
  aFolder,
  aRosterRow,
  anObservation,
  readTable,
  residentId,
  writtenRun,
} from "./evaluation-fixture.ts";

test("Whether signs are read back one person at a time or all at once, the conclusions are the same", async (context) => {
  const folder = aFolder(context);
  const people = Array.from({ length: 40 }, (_, at) => residentId(at));
  const options = writtenRun(folder, {
    roster: [
      ...people.map((id) => aRosterRow({ id_number: id })),
      ...people.map((id) =>
        aRosterRow({ id_number: id, insurance: "work-injury", kind: "nursing-fee" }),
      ),
    ],
    observations: {
      "obs.csv": people.flatMap((id, at) => [
        anObservation({ id_number: id, occurred_on: "2023-10-01" }),
        anObservation({ id_number: id, kind: at % 3 === 0 ? "death-cremation" : "counter" }),
        anObservation({ id_number: id, occurred_on: at % 2 === 0 ? "2023-12-20" : "2023-11-01" }),
      ]),
    },
  });
  await evaluateFiles(options);
  const expected = readTable(options.out, "conclusions").map((row) => row["decided_by"]);

  const { pack, asOf, windows } = judgeArguments(options);
  const plan = await planRun(options);
  const { roster } = await readRoster(plan.roster, asOf, { onReject: () => undefined });
  for (const signsAtOnceMax of [1, 7, 1000]) {
    const standings = new Standings(pack, asOf, roster.people);
    const spool = new SignSpool(join(folder, `signs-${signsAtOnceMax}`));
    try {
      const folding = new ObservationFolder(
        { asOf, arrivesWhenItOccurs: false },
        roster,
        standings,
        spool,
      );
      for (const file of plan.observations) {
        await folding.foldFile(file, { onReject: assert.fail, onSuspicious: assert.fail });
      }
      const found: Evaluation[] = [];
      await concludeRoster(
        { pack, asOf, windows, roster, standings, spool, signsAtOnceMax },
        { onRow: (_, __, evaluation) => found.push(evaluation) },
      );
      assert.deepEqual(
        found.map(({ decidedBy }) => decidedBy.join(";")),
        expected,
        `${signsAtOnceMax} at once`,
      );
    } finally {
      spool.close();
    }
  }
});
