// What it all means, in one sentence, and a kind word after it where the news is bad. A loss is always
// told as a message that came in and may be wrong; nobody is accused of anything.

import type { Label, LossGroup } from "../codes.ts";
import type { EntitlementFacts } from "../facts.ts";
import type { Pack } from "../pack.ts";
import { latestLoss } from "../position.ts";
import type { Turn } from "./ahead.ts";
import { STATUS_WORDS } from "./benefit-words.ts";
import type { Said } from "./said.ts";
import { dayInWords, say } from "./said.ts";
import type { Situation } from "./situation.ts";

const MESSAGES: Readonly<Record<LossGroup, Label>> = {
  death: { zh: "说您已经去世的消息", en: "a message that you have passed away" },
  missing: { zh: "说您下落不明的消息", en: "a message that nobody can find you" },
  imprisonment: { zh: "一条服刑的记录", en: "a record of a prison term" },
  adopted: { zh: "一条您被收养的记录", en: "a record that you were adopted" },
  remarried: { zh: "一条您再婚的记录", en: "a record that you have married again" },
  employed: { zh: "一条您参加工作的记录", en: "a record that you have started to work" },
  enlisted: { zh: "一条您参军的记录", en: "a record that you have joined the army" },
  "came-of-age": { zh: "您满18周岁的记录", en: "a record that you have turned 18" },
  "other-loss": {
    zh: "一条可能影响领取资格的记录",
    en: "a record that may affect your entitlement",
  },
};

/** The conclusion first, then what comforts. */
export function conclusionSentences(situation: Situation): readonly Said[] {
  const { evaluation } = situation;
  if (!evaluation.covered) {
    return [
      say(
        "这笔钱不归这份规定管，所以这里不能下结论。",
        "These rules do not cover this benefit, so nothing can be concluded here.",
      ),
    ];
  }
  const said = concluded(situation);
  return said.map((sentence, at) =>
    at === 0 ? { ...sentence, cites: evaluation.basis } : sentence,
  );
}

function concluded(situation: Situation): readonly Said[] {
  const { evaluation } = situation;
  switch (evaluation.conclusion) {
    case "eligible":
      return [eligible(situation)];
    case "lost":
      return lost(situation);
    case "pending":
    case undefined:
      return pending(situation);
  }
}

function eligible({ pack, facts, evaluation }: Situation): Said {
  switch (facts.status) {
    case "paying": {
      const isHalted = evaluation.duties.some(({ action }) => action === "suspend");
      const months = pack.suspension.paymentFailureMonths;
      if (!isHalted || months === undefined) {
        return say(
          "您领这笔钱的资格没有问题，请放心。",
          "You are entitled to this benefit, and all is well.",
        );
      }
      return say(
        `您领这笔钱的资格没有问题，只是连续${months}个月的钱没有发到您的账户。`,
        `You are entitled to this benefit, but ${months} payments in a row did not reach your account.`,
      );
    }
    case "suspended":
    case "stopped":
      return say(
        "您领这笔钱的资格没有问题，可以恢复发钱了。",
        "You are entitled to this benefit, and payment can come back.",
      );
    case "terminated":
      return say(
        "您领这笔钱的资格没有问题，只是这笔钱以前办了终止。",
        "You are entitled to this benefit, but it had been ended before.",
      );
  }
}

function lost({ facts, position }: Situation): readonly Said[] {
  const group = latestLoss(position.standing)?.group ?? "other-loss";
  const status = STATUS_WORDS[facts.status];
  const isOver = facts.status === "stopped" || facts.status === "terminated";
  if (group === "came-of-age") {
    return [
      say(
        "您已经满18周岁，按规定，这笔钱发到18周岁为止，所以现在按没有资格处理。",
        "You have turned 18, up to which age this benefit is paid, so it now counts as not due.",
      ),
      say(
        "如果您的身体情况不能劳动，请告诉我们，可以再核实。",
        "If you are not able to work, please tell us, and we shall look again.",
      ),
    ];
  }
  const { zh, en } = MESSAGES[group];
  const conclusion = isOver
    ? say(
        `我们收到${zh}，按没有资格处理，这笔钱${status.zh}。`,
        `We received ${en}; it counts as not due, and the money ${status.en}.`,
      )
    : say(
        `我们收到${zh}，在核实清楚以前，先按没有资格处理。`,
        `We received ${en}; until it has been checked, the benefit counts as not due.`,
      );
  return [conclusion, ...comfort(group)];
}

function comfort(group: LossGroup): readonly Said[] {
  if (group === "death") {
    return [
      say(
        "如果消息不对，让您看到这样的话，我们很抱歉。请您别着急，可以改正。",
        "If the message is wrong, we are sorry. Please do not worry: it can be put right.",
      ),
      say("如果您是家里人，请节哀。", "If you are family, please accept our sympathy."),
    ];
  }
  return [
    say(
      "这只是收到的一条消息，还要由人核实。如果不对，可以改正。",
      "It is only a message, and somebody will check it. If it is wrong, it can be put right.",
    ),
  ];
}

function pending({ pack, facts, evaluation, position, turns, asOf }: Situation): readonly Said[] {
  switch (evaluation.pendingReason) {
    case "conflict":
      return [
        say(
          "我们收到的消息对不上，要请工作人员核实一下。",
          "The records that we received do not agree, so somebody has to check.",
        ),
        say(
          "这种事有时是登记出了差错，请您不用担心。",
          "This sometimes comes from a mistake in a register. Please do not worry.",
        ),
      ];
    case "incapacity-unknown":
      return [
        say(
          "您已经满18周岁，我们还不知道您能不能劳动，要核实以后才能定。",
          "You have turned 18, and we do not know yet whether you are able to work, so somebody has to check.",
        ),
      ];
    case "no-sign":
    case undefined: {
      const { deadline } = evaluation;
      if (position.isHeldByWaitingSign) {
        return [newRecordWaits(turns), say("请您放心。", "Please do not worry.")];
      }
      if (facts.status === "terminated") {
        return [
          say(
            "这笔钱以前办了终止，要恢复，先要认证一次。",
            "This benefit had been ended; for it to come back, a certification is needed first.",
          ),
        ];
      }
      const isToCome = deadline !== undefined && asOf <= deadline;
      return [certificationNeeded(isToCome, pack), calmAboutLapse(facts)];
    }
  }
}

/** The record that waits will certify; the core says on which day. */
function newRecordWaits(turns: readonly Turn[]): Said {
  const on = turns.find(({ evaluation }) => evaluation.conclusion === "eligible")?.on;
  const day = on === undefined ? { zh: "过一阵", en: "a later day" } : dayInWords(on);
  return say(
    `您的认证过期了，不过我们收到了您新的记录，${day.zh}就能用上。`,
    `Your certification has run out, but a new record of you has come, which can be used from ${day.en}.`,
  );
}

function certificationNeeded(isToCome: boolean, pack: Pack): Said {
  if (isToCome) {
    return say(
      "您的认证快到期了，需要再认证一次。",
      "Your certification will soon run out, so we need a new one.",
    );
  }
  if (pack.clock.usesWindows) {
    return say(
      "这次公告的认证，您还没有办，需要补办一次。",
      "The time announced for certification is over, and we still need yours.",
    );
  }
  return say(
    "您的认证已经过期了，需要补办一次。",
    "Your certification has run out, so we need a new one.",
  );
}

function calmAboutLapse({ status }: EntitlementFacts): Said {
  if (status === "paying") {
    return say(
      "请不用担心。这只是因为我们最近没有收到您的记录。",
      "Please do not worry. It only means that no record of you has reached us lately.",
    );
  }
  return say(
    "请不用担心。补办以后，钱就可以恢复。",
    "Please do not worry. After that, payment can come back.",
  );
}
