// Until when the present certification holds, or by when a new one is needed. The day itself is the
// policy core's deadline; windows are the announced ones.

import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { Situation } from "./situation.ts";

/** The last day, to come or gone by; empty where it says nothing to the reader. */
export function lastDaySentences(situation: Situation): readonly Said[] {
  const { evaluation, asOf } = situation;
  const { deadline, conclusion, pendingReason } = evaluation;
  if (conclusion === "lost" || pendingReason === "conflict") return [];
  if (pendingReason === "incapacity-unknown") return [];
  if (deadline === undefined) return withoutDeadline(situation);
  return asOf > deadline ? goneBy(situation, deadline) : toCome(situation, deadline);
}

function withoutDeadline({ windows }: Situation): readonly Said[] {
  const another = say(
    "下次办认证的时候，社保机构会提前公告。",
    "The office will announce the next time for certification.",
  );
  return windows.length === 0
    ? [say("现在没有公告要办认证的时间。", "No time for certification is announced now."), another]
    : [
        say(
          "这次公告的认证，您不用再办。",
          "For the time that was announced there is nothing left to do.",
        ),
        another,
      ];
}

function goneBy({ evaluation }: Situation, deadline: number): readonly Said[] {
  const day = dayInWords(deadline);
  return [
    say(
      `认证的最后一天是${day.zh}，已经过了。现在补办也可以。`,
      `The last day was ${day.en}. You can still be certified now.`,
      evaluation.basis,
    ),
  ];
}

function toCome(
  { evaluation, position, windows, asOf }: Situation,
  deadline: number,
): readonly Said[] {
  const { basis } = evaluation;
  const day = dayInWords(deadline);
  const window = windows.find(({ to }) => to === deadline);
  if (window !== undefined) {
    const from = dayInWords(window.from);
    return [
      say(
        `公告的认证时间是${from.zh}到${day.zh}，最后一天也算。`,
        `The time announced runs from ${from.en} to ${day.en}, the last day included.`,
        basis,
      ),
    ];
  }
  if (evaluation.conclusion !== "eligible") {
    if (asOf === deadline) {
      return [
        say(
          "今天就是最后一天，请今天认证一次。",
          "Today is the last day: please be certified today.",
          basis,
        ),
      ];
    }
    return [
      say(
        `请在${day.zh}以前认证一次，当天也算。`,
        `Please be certified by ${day.en}, that day included.`,
        basis,
      ),
    ];
  }
  if (position.anchor.event !== undefined) {
    return [
      say(
        `这次认证管到${day.zh}，当天也算。`,
        `Your certification holds until ${day.en}, that day included.`,
        basis,
      ),
    ];
  }
  return [
    say(
      "这笔钱批下来的时候，已经核实过您的资格。",
      "Your entitlement was checked when the benefit was granted.",
    ),
    say(
      `第一次认证，请在${day.zh}以前办好，当天也算。`,
      `Please be certified for the first time by ${day.en}, that day included.`,
      basis,
    ),
  ];
}
