import assert from "node:assert/strict";
import { test } from "node:test";

import { beneficiaryIdOf } from "../database/ids.ts";
import type { TaskWrite } from "./case-writes.ts";
import { tellPassedTasks } from "./passed-tasks.ts";

const OF = { beneficiaryId: beneficiaryIdOf(1), number: 0 };

function opens(round: number, change: "open" | "replace" = "open"): TaskWrite {
  const told = { reason: "no-sign", body: "agency", openedOn: 10 + round, dueOn: 40 } as const;
  const replaced = change === "replace" ? ({ outcome: "replaced" } as const) : {};
  return { ...OF, round, onDay: 10 + round, change, ...told, ...replaced };
}

function closes(round: number): TaskWrite {
  return { ...OF, round, onDay: 10 + round, change: "close", outcome: "no-longer-due" };
}

test("A task that its own step closes again is told as closed, and nothing is left to do", () => {
  assert.deepEqual(tellPassedTasks([opens(0), closes(1)]), {
    passed: [{ ...opens(0), closedOn: 11, outcome: "no-longer-due" }],
    left: [],
  });
});

test("A task that stays open, is moved, or was open before the step takes its turns as ever", () => {
  const moved: TaskWrite = { ...opens(1), change: "move" };
  for (const turns of [
    [opens(0)],
    [closes(0)],
    [opens(0), moved, closes(2)],
    [opens(0, "replace")],
  ]) {
    assert.deepEqual(tellPassedTasks(turns), { passed: [], left: turns });
  }
});

test("What replaced an older task and is replaced itself leaves the older one closed and the last one open", () => {
  const { passed, left } = tellPassedTasks([opens(0, "replace"), opens(1, "replace")]);
  assert.deepEqual(passed, [{ ...opens(0, "replace"), closedOn: 11, outcome: "replaced" }]);
  assert.deepEqual(left, [
    { ...closes(0), outcome: "replaced" },
    { ...opens(1), outcome: undefined },
  ]);
});

test("One benefit's turns end no task of another", () => {
  const other = { ...closes(1), number: 1 };
  assert.deepEqual(tellPassedTasks([opens(0), other]), { passed: [], left: [opens(0), other] });
});
