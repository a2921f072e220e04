// Who checks and by when, who reminds, and what happens to somebody whom nobody can reach. Bodies and
// days are the pack's.

import type { Day } from "../civil-date.ts";
import type { Label } from "../codes.ts";
import { conflictSinceOn } from "../duties.ts";
import type { EntitlementFacts } from "../facts.ts";
import type { Body } from "../pack.ts";
import { BODY_WORDS } from "./benefit-words.ts";
import type { Said } from "./said.ts";
import { dayInWords, say, sentenceCase } from "./said.ts";
import type { Situation } from "./situation.ts";

/** Who checks, and by when. */
export function checkSentences(situation: Situation): readonly Said[] {
  const { pack, facts, evaluation, position, asOf } = situation;
  switch (evaluation.conclusion) {
    case "eligible":
    case undefined:
      return [];
    case "lost": {
      const arrivals = position.standing.map((loss) => loss.arrivedOn);
      const dueOn = pack.tasks.confirmationDueOn(Math.min(...arrivals));
      return [checking(pack.tasks.confirmationBody(facts), dueOn, asOf)];
    }
    case "pending":
      return [checking(pack.tasks.bodyFor(facts), pack.tasks.dueOn(pendingSince(situation)), asOf)];
  }
}

/** The day from which the doubt that is now checked has existed. */
function pendingSince({ pack, facts, evaluation, position, signs, windows, asOf }: Situation): Day {
  switch (evaluation.pendingReason) {
    case "conflict":
      return conflictSinceOn(pack, facts, { signs, windows }, asOf) ?? asOf;
    case "incapacity-unknown":
      return position.cameOfAgeOn ?? asOf;
    case "no-sign":
    case undefined:
      return position.cycle.pendingFrom ?? asOf;
  }
}

function checking(body: Body, dueOn: Day, asOf: Day): Said {
  const who = BODY_WORDS[body];
  if (dueOn < asOf) {
    return say(
      "原定核实的日子已经过了，社保机构会接着核实。",
      "The time set for checking is over; the social insurance office goes on with it.",
    );
  }
  const day = dayInWords(dueOn);
  return say(
    `${who.zh}会来核实，最晚到${day.zh}，可能会联系您或者家里人。`,
    `${sentenceCase(who.en)} will check by ${day.en} and may get in touch with you or your family.`,
  );
}

/** Where time alone never suspends, only somebody whom nobody can reach is suspended. */
export function unreachableSentences({ pack, position, evaluation }: Situation): readonly Said[] {
  if (position.cycle.suspendOn !== undefined || evaluation.pendingReason !== "no-sign") return [];
  return [
    say(
      "核实的时候，钱照发。如果一直联系不上您，可能会先暂停，所以请留意电话。",
      "You are paid meanwhile. If nobody can reach you for long, payment may pause, so please answer the phone.",
      pack.cites.suspension("unreachable"),
    ),
  ];
}

/** Who reminds; undefined where a text message does. */
export function reminderBody(facts: EntitlementFacts): Body | undefined {
  if (facts.hasPhone) return undefined;
  return facts.hasUnit ? "unit" : "service-point";
}

/** Who reminds, and how. */
export function reminderWords(facts: EntitlementFacts): Label {
  const body = reminderBody(facts);
  if (body === undefined) {
    return { zh: "会发短信提醒您", en: "we will remind you by text message" };
  }
  const who = BODY_WORDS[body];
  return { zh: `${who.zh}会提醒您`, en: `${who.en} will remind you` };
}
