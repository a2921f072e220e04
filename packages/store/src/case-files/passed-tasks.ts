// Tasks that one step opens and closes: a night that was due opens them, and the certification that
// came with the next file closes them. They go into the ledger as they end, and never through the
// indexes of open tasks. Knows no rule and no query.

import type { TaskOutcome, TaskWrite } from "./case-writes.ts";

/** Nobody ever saw it open. */
export interface PassedTask extends TaskWrite {
  readonly closedOn: TaskWrite["onDay"];
  readonly outcome: TaskOutcome;
}

export interface TaskTurns {
  readonly passed: readonly PassedTask[];
  /** What is to be carried out round by round, as it was told. */
  readonly left: readonly TaskWrite[];
}

/** Turns of many benefits, each benefit's in the order of its rounds. */
export function tellPassedTasks(tasks: readonly TaskWrite[]): TaskTurns {
  const passed: PassedTask[] = [];
  const left = new Set<TaskWrite>();
  /** The latest that was opened and not touched since, by benefit. */
  const opened = new Map<string, TaskWrite>();
  for (const turn of tasks) {
    const benefit = `${turn.beneficiaryId}/${turn.number}`;
    const earlier = opened.get(benefit);
    opened.delete(benefit);
    const { change, outcome } = turn;
    const isNew = change === "open" || change === "replace";
    if (earlier === undefined || outcome === undefined) {
      left.add(turn);
      if (isNew) opened.set(benefit, turn);
      continue;
    }
    // Where it had replaced an older one, that one is still to be closed, in its round.
    left.delete(earlier);
    if (earlier.change === "replace") left.add(closing(earlier));
    passed.push({ ...earlier, closedOn: turn.onDay, outcome });
    if (!isNew) continue;
    const opening: TaskWrite = { ...turn, change: "open", outcome: undefined };
    left.add(opening);
    opened.set(benefit, opening);
  }
  return { passed, left: [...left] };
}

function closing({ beneficiaryId, number, round, onDay, outcome }: TaskWrite): TaskWrite {
  return { beneficiaryId, number, round, onDay, change: "close", outcome };
}
