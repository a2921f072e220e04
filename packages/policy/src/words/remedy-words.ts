// What the person, or the family, can do: certify, show a record to be wrong, get payment back. Ways
// and conditions are asked of the pack; here are only the words.

import { addMonths } from "../civil-date.ts";
import type { LossGroup } from "../codes.ts";
import { isAcceptedKind } from "../standing.ts";
import {
  certifiedTodaySentences,
  methodSteps,
  reviewSentences,
  silentSentences,
} from "./method-words.ts";
import type { PageRecord } from "./page.ts";
import { resumptionSentences } from "./resumption-words.ts";
import type { Said } from "./said.ts";
import { say, step } from "./said.ts";
import type { Situation } from "./situation.ts";

/** What can be done; never empty. */
export function remedySentences(
  situation: Situation,
  records: readonly PageRecord[],
): readonly Said[] {
  const { evaluation } = situation;
  const help = say(
    "有不明白的，请打电话12333，或者问社区（村）的工作人员。",
    "If anything is not clear, call 12333 or ask the staff of your community.",
  );
  if (!evaluation.covered) return [help];
  return [
    ...actions(situation, records),
    ...objection(situation),
    ...account(situation, records),
    ...phone(situation),
    help,
  ];
}

function actions(situation: Situation, records: readonly PageRecord[]): readonly Said[] {
  switch (situation.evaluation.conclusion) {
    case "eligible":
      return whenEligible(situation, records);
    case "lost":
      return whenLost(situation);
    case "pending":
    case undefined:
      return whenPending(situation);
  }
}

function whenEligible(situation: Situation, records: readonly PageRecord[]): readonly Said[] {
  const { facts, evaluation } = situation;
  if (facts.status === "terminated") {
    return [
      say(
        "请带上身份证，到社保窗口说明情况，申请恢复。",
        "Please bring your identity card to a counter and apply for payment to come back.",
      ),
    ];
  }
  if (facts.status !== "paying" && hasBounced(situation, records)) {
    return [
      say(
        "您现在不用再认证。把收钱的账户改好，钱才能恢复。",
        "You need not be certified again. Payment comes back once your account has been put right.",
      ),
    ];
  }
  if (facts.status !== "paying") {
    return [
      say(
        "您现在不用再认证，等着恢复就行。",
        "You need not be certified again; payment will come back.",
      ),
    ];
  }
  // Nothing but bounced payments pauses a benefit whose holder is entitled.
  if (evaluation.duties.some(({ action }) => action === "suspend")) {
    return [
      say(
        "您不用再认证，只要把收钱的账户改好。",
        "You need not be certified again, only your account has to be put right.",
      ),
    ];
  }
  if (isTimeToCertify(situation)) {
    return [
      say(
        "现在就可以认证，下面哪种方便用哪种：",
        "You can be certified now, in whichever way suits you:",
      ),
      ...methodSteps(situation),
      ...certifiedTodaySentences(situation),
      ...reviewSentences(situation),
    ];
  }
  return [
    say(
      "认证的事，您现在什么都不用做。",
      "For your certification there is nothing that you need to do now.",
    ),
    ...silentSentences(situation),
    say("您想自己认证，也随时可以：", "You may also be certified at any time:"),
    ...methodSteps(situation).slice(0, 3),
  ];
}

/** How near the last day is when a page begins to invite; wording only, no rule. */
const INVITED_MONTHS_BEFORE = 3;

function isTimeToCertify({ evaluation, windows, asOf }: Situation): boolean {
  const { deadline, duties } = evaluation;
  if (deadline === undefined) return false;
  if (duties.some(({ action }) => action === "remind")) return true;
  const isOpen = windows.some(({ from, to }) => to === deadline && from <= asOf);
  return isOpen || deadline <= addMonths(asOf, INVITED_MONTHS_BEFORE);
}

function whenPending(situation: Situation): readonly Said[] {
  const { pendingReason } = situation.evaluation;
  if (pendingReason === "conflict") return [...meetSomebody(situation), ...unitSpeaks(situation)];
  if (pendingReason === "incapacity-unknown") {
    return [
      say(
        "如果您做过劳动能力鉴定，请把结论交给社保机构，自己去或者家里人去都行。",
        "If your ability to work has been assessed, please bring the result to the office, or send a relative with it.",
      ),
      say(
        "没有做过的，请问社保窗口怎么做。",
        "If it has not, the counter will tell you how it is done.",
      ),
    ];
  }
  const invitation = situation.position.isHeldByWaitingSign
    ? say(
        "您可以什么都不做，等到那天就行。想早一点办好，下面哪种方便用哪种：",
        "You may simply wait for that day. If you want it done sooner, choose whichever way suits you:",
      )
    : say("请认证一次，下面哪种方便用哪种：", "Please be certified, in whichever way suits you:");
  return [
    invitation,
    ...methodSteps(situation),
    ...certifiedTodaySentences(situation),
    ...reviewSentences(situation),
    ...(isHeld(situation) ? resumptionSentences(situation) : []),
  ];
}

/** Of what was ended the section before says already how it comes back. */
function isHeld({ facts }: Situation): boolean {
  return facts.status === "suspended" || facts.status === "stopped";
}

/** To be seen by somebody settles a doubt about life. */
function meetSomebody({ pack }: Situation): readonly Said[] {
  const said = [
    step(
      "请您带上身份证，到社区（村）或者社保窗口见一面，当面说一说就行。",
      "Please bring your identity card to your community or to a counter and let them see you.",
    ),
  ];
  if (isAcceptedKind(pack, "home-visit")) {
    said.push(
      step(
        "走不动，可以给社区（村）打电话，请工作人员上门。",
        "If you cannot walk, call your community and somebody will come to you.",
      ),
    );
  }
  said.push(
    step(
      "哪条记录不是您的，请说出来，也可以请家里人或者单位替您说。记错了，我们会请送来的部门改过来。",
      "If a record is not yours, say so, or let your family or employer say so. We ask whoever sent it to correct it.",
    ),
  );
  return said;
}

function unitSpeaks({ pack, facts }: Situation): readonly Said[] {
  if (!pack.unit.decides || !facts.hasUnit) return [];
  return [
    step(
      "也请告诉您的单位，由单位跟社保机构说明。",
      "Please tell your employer as well, who will explain it to the office.",
    ),
  ];
}

function whenLost(situation: Situation): readonly Said[] {
  const groups = new Set(situation.position.standing.map((loss) => loss.group));
  return [
    ...[...groups].flatMap((group) => whenLostBy(situation, group)),
    ...unitSpeaks(situation),
  ];
}

function whenLostBy(situation: Situation, group: LossGroup): readonly Said[] {
  switch (group) {
    case "death":
      return [
        say(
          "如果是您本人在看这一页，说明消息不对：",
          "If you yourself are reading this, the message is wrong:",
        ),
        ...meetSomebody(situation),
        say(
          "如果您是家里人，消息也是真的，请带上有关的证明，到社保窗口办手续。该由家里人领的钱，窗口会告诉您怎么领。",
          "If you are family and the message is true, please bring the papers to a counter, which will tell you what the family is still due.",
        ),
      ];
    case "missing":
      return [
        say("如果您已经回来，或者消息不对：", "If you are back, or the message is wrong:"),
        ...meetSomebody(situation),
      ];
    case "imprisonment":
      return [
        say(
          "如果记录不对，请带上身份证到社保窗口，要求改正。",
          "If the record is wrong, please bring your identity card to a counter and ask for a correction.",
        ),
        say(
          "如果刑期已满，请带上释放证明，自己去或者家里人去都行。从那以后的钱可以恢复。",
          "If the term is over, please bring the release paper, or send a relative with it; payment can then come back.",
        ),
      ];
    case "came-of-age":
      return [
        say(
          "如果您不能劳动，请把劳动能力鉴定的结论交给社保机构。",
          "If you are not able to work, please bring the result of the assessment to the office.",
        ),
        say(
          "如果登记的出生日期不对，请带上身份证要求改正。",
          "If your date of birth is wrong on file, please bring your identity card and ask for a correction.",
        ),
      ];
    case "adopted":
    case "remarried":
    case "employed":
    case "enlisted":
    case "other-loss":
      return [
        say(
          "如果记录不对，请带上身份证和能说明情况的材料，到社保窗口要求改正。",
          "If the record is wrong, please bring your identity card and whatever shows it to a counter and ask for a correction.",
        ),
      ];
  }
}

/** How to object: formally once payment is halted (D10), before that by telling whoever checks. */
function objection({ facts, evaluation }: Situation): readonly Said[] {
  if (evaluation.conclusion === "eligible") return [];
  if (facts.status === "suspended" || facts.status === "stopped") {
    return [
      say(
        "您不同意这个结果，可以跟社保机构提出异议，家里人替您提也行。提出以后，会重新核实。",
        "If you do not agree, you or your family can object at the office. It will then be looked into anew.",
      ),
    ];
  }
  if (evaluation.conclusion !== "lost" && evaluation.pendingReason !== "conflict") return [];
  return [
    say(
      "您觉得不对，请跟社保机构说明，家里人替您说也行。说明的情况，核实的时候会一起看。",
      "If you think that it is wrong, you or your family can tell the office, and it will be looked at in the check.",
    ),
  ];
}

/** Payments that bounced longer ago than this are old news; wording only, no rule. */
const BOUNCED_MONTHS_AGO = 2;

function hasBounced({ asOf }: Situation, records: readonly PageRecord[]): boolean {
  const since = addMonths(asOf, -BOUNCED_MONTHS_AGO);
  return records.some(
    ({ sign, use }) =>
      sign?.kind === "payment-failure" && use === "counts" && sign.occurredOn >= since,
  );
}

function account(situation: Situation, records: readonly PageRecord[]): readonly Said[] {
  if (!hasBounced(situation, records)) return [];
  return [
    say(
      "请带上身份证和银行卡，到社保窗口核对收钱的账户。",
      "Please bring your identity card and bank card to a counter to have your account checked.",
    ),
  ];
}

function phone({ facts }: Situation): readonly Said[] {
  if (facts.hasPhone) return [];
  return [
    say(
      "我们还没有您的手机号码。告诉社区（村）或者社保窗口，以后好提醒您。",
      "We have no phone number of yours. Tell your community or a counter, so that we can remind you.",
    ),
  ];
}
