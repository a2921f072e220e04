// What changes on a later day if nothing else is heard of: a record that waits counts, a reminder goes
// out, somebody checks, payment pauses, a child turns eighteen.

import type { Label } from "../codes.ts";
import { positionOn } from "../position.ts";
import type { Turn } from "./ahead.ts";
import { BODY_WORDS } from "./benefit-words.ts";
import { reminderBody, reminderWords } from "./check-words.ts";
import { pausedLater } from "./pause-words.ts";
import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { Situation } from "./situation.ts";
import { dueSuspension } from "./situation.ts";

/** The turns in words; what comes after all is well again is too far off to tell. */
export function turnSentences(situation: Situation): readonly Said[] {
  const isPaused = situation.evaluation.duties.some(({ action }) => action === "suspend");
  const said: Said[] = [];
  for (const turn of situation.turns) {
    // A pause that is due already leaves nothing to say of a later one.
    if (isPaused && !turn.isNewConclusion) continue;
    said.push(...oneTurn(situation, turn));
    if (isWellAgain(turn)) break;
  }
  return said;
}

/** A record that waited counts: eligible again, or certified for longer. */
function isWellAgain({ isNewConclusion, isNewDeadline, evaluation }: Turn): boolean {
  return (isNewConclusion || isNewDeadline) && evaluation.conclusion === "eligible";
}

function oneTurn(situation: Situation, turn: Turn): readonly Said[] {
  const { conclusion, pendingReason } = turn.evaluation;
  if (isWellAgain(turn)) return [waitingCounts(situation, turn)];
  if (turn.isNewConclusion) {
    if (conclusion === "lost" || pendingReason === "incapacity-unknown") {
      return [turningEighteen(situation, turn)];
    }
    if (pendingReason === "conflict") return [anotherRecord(turn)];
  }
  const said: Said[] = [];
  const work = workAhead(situation, turn);
  if (work !== undefined) said.push(work);
  const due = turn.due.includes("suspend")
    ? dueSuspension(situation, turn.evaluation, turn.on)
    : undefined;
  if (due !== undefined) said.push(pausedLater(situation, due, turn.evaluation));
  return said;
}

function waitingCounts(
  { facts, position }: Situation,
  { on, isNewConclusion, evaluation }: Turn,
): Said {
  const day = dayInWords(on);
  const { deadline, basis } = evaluation;
  const until = deadline === undefined ? undefined : dayInWords(deadline);
  const isKept = facts.status === "paying" && position.isHeldByWaitingSign;
  if (!isNewConclusion && until !== undefined) {
    return say(
      `到${day.zh}，等着的那条记录就能用上，认证就能管到${until.zh}。`,
      `On ${day.en} the record that waits can be used; you are then certified until ${until.en}.`,
      basis,
    );
  }
  return say(
    [
      `到${day.zh}，等着的那条记录就能用上，您的资格就没有问题了`,
      until === undefined ? "。" : `，能管到${until.zh}。`,
      isKept ? "在那以前，不会因为过期停您的钱。" : "",
    ].join(""),
    [
      `On ${day.en} the record that waits can be used, and all will be well`,
      until === undefined ? "." : ` until ${until.en}.`,
      isKept ? " Until then payment does not pause for being late." : "",
    ].join(""),
    basis,
  );
}

function turningEighteen({ pack, facts, signs, windows }: Situation, turn: Turn): Said {
  const day = dayInWords(turn.on);
  const { basis } = turn.evaluation;
  if (positionOn(pack, facts, { signs, windows }, turn.on).isIncapacityUnknown) {
    return say(
      `到${day.zh}您满18周岁。那时候要看您能不能劳动，才能定还能不能领。`,
      `On ${day.en} you turn 18. Whether the benefit goes on then depends on whether you are able to work.`,
      basis,
    );
  }
  return say(
    `到${day.zh}您满18周岁，按规定，这笔钱发到那时候为止。如果您不能劳动，请早一点把劳动能力鉴定的结论交给社保机构，还可以接着领。`,
    `On ${day.en} you turn 18, and under the rules the benefit is paid up to then. If you are not able to work, please bring the result of the assessment to the office in good time, and it can go on.`,
    basis,
  );
}

function anotherRecord({ on, evaluation }: Turn): Said {
  const day = dayInWords(on);
  return say(
    `到${day.zh}，又有一条记录能用上，那时候会把几条消息放在一起核实。`,
    `On ${day.en} another record can be used, and the records will be checked together.`,
    evaluation.basis,
  );
}

/** Reminders and checks that begin on a later day, and an end of the cycle while nothing is paid. */
function workAhead(situation: Situation, turn: Turn): Said | undefined {
  const { pack, facts } = situation;
  const { conclusion, pendingReason, deadline, basis } = turn.evaluation;
  const isLapse = pendingReason === "no-sign";
  const reminds = turn.due.includes("remind") && (isLapse || conclusion === "eligible");
  const checks = turn.due.includes("verify") && isLapse;
  const day = dayInWords(turn.on);
  const reminder = reminderWords(facts);
  const body = BODY_WORDS[pack.tasks.bodyFor(facts)];
  const what = reminds
    ? checks
      ? reminderAndCheck(situation, reminder, body)
      : reminder
    : checks
      ? { zh: `${body.zh}会来核实，可能会联系您`, en: `${body.en} will check and may call you` }
      : undefined;
  if (what !== undefined) {
    return say(
      `从${day.zh}起，如果还没有新的记录，${what.zh}。`,
      `From ${day.en}, if no new record has come, ${what.en}.`,
      basis,
    );
  }
  // After the last day nothing is new: that day has been named already.
  const isWithinCycle = deadline !== undefined && turn.on <= deadline;
  const isForUnpaid = facts.status !== "paying" && turn.isNewConclusion && isLapse;
  if (!isForUnpaid || !isWithinCycle) return undefined;
  return say(
    `到${day.zh}，就该再认证一次了。`,
    `On ${day.en} it will be time to be certified again.`,
    basis,
  );
}

/** The same body may remind and check: it is then named once. */
function reminderAndCheck({ pack, facts }: Situation, reminder: Label, body: Label): Label {
  if (reminderBody(facts) === pack.tasks.bodyFor(facts)) {
    return {
      zh: `${body.zh}会提醒您，也会来核实`,
      en: `${body.en} will remind you and check`,
    };
  }
  return {
    zh: `${reminder.zh}，${body.zh}也会联系您`,
    en: `${reminder.en}, and ${body.en} will call you`,
  };
}
