// Two sections of a page: what is known and from whom, and what was left aside and why. What each
// record was good for has been weighed elsewhere; here are only the words.

import type { Day } from "../civil-date.ts";
import type { Label } from "../codes.ts";
import { isLossSign } from "../codes.ts";
import type { Evaluation } from "../evaluation.ts";
import type { EntitlementFacts } from "../facts.ts";
import type { Pack } from "../pack.ts";
import type { Sign } from "../sign.ts";
import type { PageRecord, RecordUse } from "./page.ts";
import type { Said } from "./said.ts";
import { dayInWords, point, say } from "./said.ts";
import type { Situation } from "./situation.ts";
import { howManySay, mergeSame } from "./same-messages.ts";
import { setAsideSentences } from "./set-aside-words.ts";
import { certificationInWords, signInWords } from "./sign-words.ts";
import { sourceInWords } from "./source-words.ts";

/** Records of one use that are told one by one; the rest is counted. */
const TOLD_MAX = 6;

/** What is known, in date order, and from whom. */
export function knownSentences(
  facts: EntitlementFacts,
  records: readonly PageRecord[],
  asOf: Day,
  { pendingReason, decidedBy }: Evaluation,
): readonly Said[] {
  const isConflict = pendingReason === "conflict";
  const dated: (readonly [Day, Said])[] = [beginning(facts, asOf)];
  if (facts.lastCertified !== undefined) {
    const { on, by } = facts.lastCertified;
    const what = certificationInWords(by);
    const said = told(on, what, { zh: "社保机构的登记", en: "the roster of the office" });
    dated.push([on, decidedBy.includes("roster") ? deciding(said, isConflict) : said]);
  }
  if (facts.refutedOn !== undefined) dated.push([facts.refutedOn, refutation(facts.refutedOn)]);
  const used = records.filter(({ use }) => use === "decides" || use === "counts");
  const failures = used.flatMap(({ sign }) => (sign?.kind === "payment-failure" ? [sign] : []));
  const last = failures.at(-1);
  if (last !== undefined) dated.push([last.occurredOn, bouncedPayments(failures.length, last)]);
  const telling = mergeSame(used.filter(({ sign }) => sign?.kind !== "payment-failure"));
  const spared = new Set(
    telling.filter(({ record }) => record.use === "counts").slice(0, -TOLD_MAX),
  );
  for (const messages of telling) {
    const { sign, use } = messages.record;
    if (sign === undefined || spared.has(messages)) continue;
    const known = knownRecord(sign, use, isConflict);
    dated.push([sign.occurredOn, withMore(known, howManySay(messages))]);
  }
  const said = dated.toSorted(([left], [right]) => left - right).map(([, sentence]) => sentence);
  if (spared.size > 0) said.push(moreOfThem(spared.size));
  if (used.length > 0 || facts.lastCertified !== undefined) return said;
  return [
    ...said,
    say(
      "除此以外，我们还没有收到能用的记录。",
      "Apart from that we have no record that we can use yet.",
    ),
  ];
}

function beginning({ since }: EntitlementFacts, asOf: Day): readonly [Day, Said] {
  const day = dayInWords(since);
  if (since > asOf) {
    return [
      since,
      point(`${day.zh}起，您可以领这笔钱。`, `From ${day.en} you can draw this benefit.`),
    ];
  }
  return [
    since,
    point(`${day.zh}，您开始领这笔钱。`, `${day.en}: you began to draw this benefit.`),
  ];
}

function refutation(on: Day): Said {
  const day = dayInWords(on);
  return point(
    `${day.zh}，工作人员核实过：在这以前说您不能领的消息，是不对的。`,
    `${day.en}: a member of staff found that earlier messages against your entitlement were wrong.`,
  );
}

function bouncedPayments(count: number, last: Sign): Said {
  const day = dayInWords(last.occurredOn);
  const from = sourceInWords(last.source);
  return point(
    `有${count}次钱没有发到您的账户，最近一次是${day.zh}。消息来自${from.zh}。`,
    `Payments did not reach your account: ${count} so far, the last on ${day.en}. We have this from ${from.en}.`,
  );
}

function knownRecord(sign: Sign, use: RecordUse, isConflict: boolean): Said {
  const said = told(sign.occurredOn, signInWords(sign.kind), sourceInWords(sign.source));
  const arrived = dayInWords(sign.arrivedOn);
  const isLate = isLossSign(sign.kind) && sign.arrivedOn !== sign.occurredOn;
  const dated = isLate
    ? point(`${said.zh}我们是${arrived.zh}收到的。`, `${said.en} It reached us on ${arrived.en}.`)
    : said;
  return use === "decides" ? deciding(dated, isConflict) : dated;
}

/** Adds that a record is what decided. */
function deciding({ zh, en }: Label, isConflict: boolean): Said {
  return isConflict
    ? point(`${zh}这一条和别的消息对不上。`, `${en} It does not agree with other records.`)
    : point(`${zh}这次就是看这一条定的。`, `${en} This is what decided.`);
}

function told(on: Day, what: Label, from: Label): Said {
  const day = dayInWords(on);
  return point(
    `${day.zh}，${what.zh}。消息来自${from.zh}。`,
    `${day.en}: ${what.en}. We have this from ${from.en}.`,
  );
}

function withMore(said: Said, more: Label | undefined): Said {
  return more === undefined ? said : point(`${said.zh}${more.zh}`, `${said.en} ${more.en}`);
}

function moreOfThem(count: number): Said {
  return say(
    `另外还有${count}条这样的记录，这里不一一写了。`,
    `There are ${count} more such records.`,
  );
}

/** What was left aside and why; never empty. */
export function ignoredSentences(
  { pack, evaluation, position }: Situation,
  records: readonly PageRecord[],
): readonly Said[] {
  const signs = records.flatMap(({ sign }) => (sign === undefined ? [] : [sign]));
  const setAside = records.flatMap(({ setAside: record }) =>
    record === undefined ? [] : [record],
  );
  if (!evaluation.covered) return [...uncovered(signs.length), ...setAsideSentences(setAside)];
  const said: Said[] = [];
  for (const use of EXPLAINED_USES) {
    const those = mergeSame(records.filter((record) => record.use === use));
    for (const messages of those.slice(-TOLD_MAX)) {
      const { sign, countsOn } = messages.record;
      if (sign === undefined) continue;
      said.push(withMore(leftAside(pack, use, sign, countsOn), howManySay(messages)));
    }
    if (those.length > TOLD_MAX) said.push(moreOfThem(those.length - TOLD_MAX));
  }
  said.push(...setAsideSentences(setAside));
  const isToTell = setAside.length > 0 || records.some(({ use }) => isDisputable(use));
  const older = records.filter(({ use }) => use === "older");
  const latest = older.at(-1)?.sign;
  if (latest !== undefined)
    said.push(olderOnes(older.length, latest.occurredOn, position.anchor.event === undefined));
  if (isToTell) {
    said.push(
      say(
        "您觉得哪一条不该这样处理，请告诉社保窗口。",
        "If you think that one of them should count, please tell the counter.",
      ),
    );
  }
  if (said.length > 0) return said;
  return signs.length === 0
    ? [say("没有。", "None.")]
    : [say("没有。收到的记录都用上了。", "None. Every record that we have was used.")];
}

function uncovered(count: number): readonly Said[] {
  return count === 0
    ? [say("没有。", "None.")]
    : [
        say(
          `收到了${count}条记录，在这里都没有用上。`,
          `Records that were not used here: ${count}.`,
        ),
      ];
}

/** Uses that are told record by record, in the order in which a page tells them. */
const EXPLAINED_USES = [
  "waiting",
  "refuted",
  "ended",
  "not-enough",
  "unknown-here",
  "other-benefit",
  "paper-too-old",
  "method-not-accepted",
  "says-nothing",
] as const satisfies readonly RecordUse[];
type ExplainedUse = (typeof EXPLAINED_USES)[number];

/** A record that waits, or is merely old, leaves nothing to object to. */
function isDisputable(use: RecordUse): boolean {
  return use !== "waiting" && EXPLAINED_USES.some((explained) => explained === use);
}

function leftAside(pack: Pack, use: ExplainedUse, sign: Sign, countsOn: Day | undefined): Said {
  const day = dayInWords(sign.occurredOn);
  const what = signInWords(sign.kind);
  const why = reasonFor(pack, use, sign, countsOn);
  return point(`${day.zh}，${what.zh}。${why.zh}`, `${day.en}: ${what.en}. ${why.en}`);
}

function reasonFor(pack: Pack, use: ExplainedUse, sign: Sign, countsOn: Day | undefined): Label {
  switch (use) {
    case "waiting": {
      const day = dayInWords(countsOn ?? sign.arrivedOn);
      return {
        zh: `这条记录要到${day.zh}才能用。到那天会自动用上，您不用管。`,
        en: `It can be used from ${day.en}. That happens by itself.`,
      };
    }
    case "refuted":
      return {
        zh: "后来工作人员核实过，这条消息不对，已经不算了。",
        en: "A member of staff has since found that it was wrong.",
      };
    case "ended":
      return { zh: "这件事已经过去了，现在不影响您。", en: "That is over and no longer matters." };
    case "not-enough":
      return {
        zh: "光凭这一条，还看不出那条消息对不对。",
        en: "By itself it cannot show whether the other message is right.",
      };
    case "unknown-here":
      return sign.kind === "came-of-age"
        ? { zh: "您的年龄，我们按出生日期算。", en: "We reckon your age by your date of birth." }
        : {
            zh: "按这里的规定，这样的消息不作数。",
            en: "Under the rules here such a message has no effect.",
          };
    case "other-benefit":
      return { zh: "这件事不影响这笔钱。", en: "It does not affect this benefit." };
    case "paper-too-old": {
      const months = pack.paperValidityMonths ?? 0;
      return {
        zh: `这份证明交来的时候，已经过了${months}个月的期限。`,
        en: `It was handed in more than ${months} months after its date.`,
      };
    }
    case "method-not-accepted":
      return {
        zh: "按这里的规定，这种办法不能用来认证。",
        en: "Under the rules here this way does not certify.",
      };
    case "says-nothing":
      return { zh: "这样的记录不能用来认证。", en: "Such a record cannot certify." };
  }
}

/** Replaced by newer ones, or from before the first cycle began (SC 7). */
function olderOnes(count: number, latest: Day, isBeforeFirstCycle: boolean): Said {
  const day = dayInWords(latest);
  const zh =
    count === 1
      ? `还有1条更早的记录，是${day.zh}的。`
      : `还有${count}条更早的记录，最近的一条是${day.zh}的。`;
  const en = `Older records: ${count}, the latest of ${day.en}.`;
  return isBeforeFirstCycle
    ? point(
        `${zh}那时候第一个认证期还没有开始，所以用不上。`,
        `${en} The first period had not begun then, so they are not used.`,
      )
    : point(`${zh}已经有了更新的，所以用不上了。`, `${en} Newer ones are used instead.`);
}
