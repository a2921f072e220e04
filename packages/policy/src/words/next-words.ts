// What happens next and when, put together: the last day, checks, pauses, what time will bring. Every
// day that is named was asked of the policy core or of the pack; nothing is reckoned here.

import { checkSentences, reminderWords, unreachableSentences } from "./check-words.ts";
import { lastDaySentences } from "./last-day-words.ts";
import { pausedNow } from "./pause-words.ts";
import { backPaySentence, resumptionSentences } from "./resumption-words.ts";
import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { Situation } from "./situation.ts";
import { dueSuspension } from "./situation.ts";
import { turnSentences } from "./turn-words.ts";

/** What happens next; never empty. */
export function nextSentences(situation: Situation): readonly Said[] {
  const { facts, evaluation } = situation;
  if (!evaluation.covered) {
    return [
      say(
        "给您发钱的社保机构会告诉您，按哪份规定办。",
        "The office that pays you will tell you which rules apply.",
      ),
    ];
  }
  const now = facts.status === "paying" ? whilePaid(situation) : whileHeld(situation);
  return [...now, ...turnSentences(situation), ...endOfRules(situation)];
}

function whilePaid(situation: Situation): readonly Said[] {
  const { evaluation, asOf } = situation;
  const due = dueSuspension(situation, evaluation, asOf);
  const paused = due === undefined ? [] : [pausedNow(situation, due)];
  switch (evaluation.conclusion) {
    case "eligible":
      return [...lastDaySentences(situation), ...reminderNow(situation), ...paused];
    case "lost":
      return [...confirmation(situation), ...paused];
    case "pending":
    case undefined:
      return [
        ...lastDaySentences(situation),
        ...checkSentences(situation),
        ...unreachableSentences(situation),
        ...paused,
      ];
  }
}

/** A reminder that is due while the person is still certified (SX 1.4). */
function reminderNow(situation: Situation): readonly Said[] {
  if (!situation.evaluation.duties.some(({ action }) => action === "remind")) return [];
  const reminder = reminderWords(situation.facts);
  return [say(`快到期了，${reminder.zh}。`, `The last day is near; ${reminder.en}.`)];
}

/** A message of a loss waits for a person; a birthday is certain (D2). */
function confirmation(situation: Situation): readonly Said[] {
  const messages = situation.position.standing.filter((loss) => loss.sign !== undefined);
  if (messages.length === 0) return [];
  const kinds = messages.flatMap((loss) => situation.pack.cites.stop("loss-confirmed", loss.kind));
  return [
    ...checkSentences(situation),
    say(
      "不会只凭一条消息就停发。查实了，才会停发。",
      "Payment never stops because of a message alone, only once it has been confirmed.",
      [...new Set(kinds)],
    ),
  ];
}

function whileHeld(situation: Situation): readonly Said[] {
  const { pack, facts, evaluation } = situation;
  if (facts.status === "terminated") {
    const first =
      evaluation.conclusion === "eligible"
        ? []
        : [say("要恢复，先要核实您的资格。", "Before it can come back, somebody has to check.")];
    return [...first, ...resumptionSentences(situation), ...lastDaySentences(situation)];
  }
  switch (evaluation.conclusion) {
    case "eligible":
      return [
        ...resumptionSentences(situation),
        backPaySentence(situation),
        ...lastDaySentences(situation),
      ];
    case "lost":
      return [decidedByHand()];
    case "pending":
    case undefined: {
      if (evaluation.pendingReason === "conflict") return [decidedByHand()];
      const first =
        evaluation.pendingReason === "no-sign"
          ? say(
              "您认证以后，就可以办恢复。",
              "Once you are certified, payment can come back.",
              pack.cites.resumption("signed"),
            )
          : decidedByHand();
      const afterwards = facts.status === "suspended" ? afterMonths(situation) : [];
      return [first, backPaySentence(situation), ...afterwards];
    }
  }
}

function decidedByHand(): Said {
  return say(
    "工作人员核实以后，才能定能不能恢复。",
    "Whether payment can come back is decided once somebody has checked.",
  );
}

/** What a long pause leads to (SC 26, ZB 4.2.4; WH 10). */
function afterMonths({ pack }: Situation): readonly Said[] {
  const { stopAfterMonths, investigateAfterMonths } = pack.suspension;
  const said: Said[] = [];
  if (stopAfterMonths !== undefined) {
    said.push(
      say(
        `暂停满${stopAfterMonths}个月，还没有人提出异议，就会停发。所以请早一点办。`,
        `After ${stopAfterMonths} months of pause without an objection payment stops, so please do not wait.`,
        pack.cites.stop("no-objection"),
      ),
    );
  }
  if (investigateAfterMonths !== undefined) {
    said.push(
      say(
        `暂停超过${investigateAfterMonths}个月的，社保机构会主动来查清楚。`,
        `After ${investigateAfterMonths} months of pause the office looks into it by itself.`,
        pack.cites.suspension("lapse"),
      ),
    );
  }
  return said;
}

/** Rules that end within a year: what comes after them is not known yet. */
function endOfRules({ pack, evaluation, asOf }: Situation): readonly Said[] {
  const { to } = pack.validity;
  if (to === undefined || to - asOf > 365 || evaluation.conclusion !== "eligible") return [];
  const day = dayInWords(to);
  return [
    say(
      `这份规定用到${day.zh}。以后怎么办，社保机构会告诉大家。`,
      `These rules hold until ${day.en}. The office will say what comes after them.`,
    ),
  ];
}
