// How payment comes back and what is owed, by each pack's own order of signatures (D7, D8, D14).

import { firstOfNextMonth } from "../civil-date.ts";
import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { Situation } from "./situation.ts";

/** How payment comes back once the person is entitled again. */
export function resumptionSentences(situation: Situation): readonly Said[] {
  const { pack, facts } = situation;
  const { signed, lapseResumesByItself, terminatedByCityOnly } = pack.resumption;
  if (facts.status === "terminated") {
    const isForCity = terminatedByCityOnly && facts.insurance !== "work-injury";
    const where = isForCity
      ? { zh: "市（州）的社保机构", en: "the city's office" }
      : { zh: "社保机构", en: "the office" };
    return [
      say(
        `已经终止的，要先申请，再由${where.zh}三个人先后审核，才能恢复。`,
        `An ended benefit has to be applied for, and comes back once three people at ${where.en} have approved it in turn.`,
        pack.cites.resumption("signed-after-termination"),
      ),
    ];
  }
  const cites = pack.cites.resumption("signed");
  switch (signed) {
    case "at-once":
      return [
        say(
          "恢复发钱要由社保机构三个人先后审核。审核完，钱就恢复。您不用交申请。",
          "Three people at the office approve it in turn, and then payment is back. You need not apply.",
          cites,
        ),
      ];
    case "first-after-certification":
      return [
        say(
          "社保机构审核以后，从您认证的下个月1日起恢复发钱。您不用交申请。",
          "Once the office has approved it, payment is back from the 1st of the month after your certification. You need not apply.",
          cites,
        ),
      ];
    case "first-after-signature": {
      const reviewed = say(
        "如果是别的原因停的，由单位报上来，审核以后从下个月1日起恢复。",
        "If it was paused for another reason, your employer reports it and payment is back on the 1st of the month after the review.",
        cites,
      );
      if (!lapseResumesByItself) return [reviewed];
      return [backByItself(situation), reviewed];
    }
  }
}

/** On the 1st after the certification counts (QD 3.2); before there is one, after the next. */
function backByItself({ pack, evaluation, position, asOf }: Situation): Said {
  const cites = pack.cites.resumption("by-itself");
  const { event } = position.anchor;
  if (evaluation.conclusion !== "eligible" || event === undefined) {
    return say(
      "如果只是因为没有按时认证停的，认证以后，下个月1日会自动恢复。",
      "If it was paused only because you were not certified in time, payment is back by itself on the 1st of the month after you are.",
      cites,
    );
  }
  const on = firstOfNextMonth(Math.max(event.occurredOn, event.countsOn));
  const day = dayInWords(on);
  return on > asOf
    ? say(
        `如果只是因为没有按时认证停的，${day.zh}会自动恢复。`,
        `If it was paused only because you were not certified in time, payment is back by itself on ${day.en}.`,
        cites,
      )
    : say(
        `如果只是因为没有按时认证停的，从${day.zh}起就该恢复了。还没有恢复的，请问社保窗口。`,
        `If it was paused only because you were not certified in time, payment should be back since ${day.en}. If it is not, please ask at a counter.`,
        cites,
      );
}

/** What is owed; the roster does not know which months were missed, so no sum is named. */
export function backPaySentence({ pack, evaluation }: Situation): Said {
  const cites = pack.cites.resumption("signed");
  return evaluation.conclusion === "eligible"
    ? say(
        "停的这段时间，您该领的钱会补给您。补几个月、补多少，可以问社保窗口。",
        "What you were due in the meantime is paid later. The counter can tell you how many months and how much.",
        cites,
      )
    : say(
        "恢复的时候，停的这段时间您该领的钱会补给您。",
        "When payment comes back, what you were due in the meantime is paid as well.",
        cites,
      );
}
