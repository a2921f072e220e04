// The ways to be certified that a region accepts, the easiest first. Which are accepted, what they need
// and what follows is asked of the pack.

import type { Pack } from "../pack.ts";
import type { SignKind } from "../codes.ts";
import { evaluateEntitlement } from "../evaluation.ts";
import { isAcceptedKind } from "../standing.ts";
import type { Said } from "./said.ts";
import { dayInWords, listed, say, step } from "./said.ts";
import type { Situation } from "./situation.ts";

/** Kinds of records that come by themselves, as people know them. */
const BY_THEMSELVES = [
  ["rail-travel", { zh: "坐火车", en: "take a train" }],
  ["air-travel", { zh: "坐飞机", en: "take a plane" }],
  ["health-checkup", { zh: "体检", en: "have a health check" }],
] as const;

/** How everyday life certifies without doing anything. */
export function silentSentences({ pack }: Situation): readonly Said[] {
  const accepted = BY_THEMSELVES.filter(([kind]) => isAcceptedKind(pack, kind));
  if (accepted.length === 0) return [];
  const words = listed(accepted.map(([, label]) => label));
  const when = pack.words?.season ?? { zh: "平时", en: "" };
  const said = [
    say(
      `您${when.zh}${words.zh}，我们收到记录，就等于认证了。`,
      `When you ${words.en.replace(" and ", " or ")}${when.en} and the record reaches us, you are certified.`,
    ),
  ];
  if (pack.countsFrom !== undefined) {
    said.push(
      say(
        "这类记录要等到下个月才用上。急的话，请用下面的办法。",
        "Such records can be used only in the next month. If it is urgent, use one of the ways below.",
      ),
    );
  }
  return said;
}

/** Every way that is accepted, the easiest first. */
export function methodSteps(situation: Situation): readonly Said[] {
  const { pack, facts } = situation;
  const accepts = (kind: SignKind): boolean => isAcceptedKind(pack, kind);
  const steps: Said[] = [];
  if (pack.tasks.bodyFor(facts) === "unit" && accepts("unit-confirmation")) {
    steps.push(
      step("给单位打个电话，请单位替您确认。", "Call your employer and ask to be confirmed."),
    );
  }
  if (accepts("face-self")) steps.push(phoneStep(pack));
  if (accepts("face-on-behalf")) {
    steps.push(
      step(
        "不会用手机，可以让家里人用他们的手机，对着您的脸替您办。",
        "If you do not use a phone, a relative can do it with theirs, showing your face.",
      ),
    );
  }
  if (accepts("community") || accepts("counter")) {
    steps.push(
      step(
        "带上身份证，到社区（村）或者社保窗口办，哪里近去哪里。",
        "Bring your identity card to your community or to a counter, whichever is nearer.",
      ),
    );
  }
  if (accepts("home-visit")) {
    steps.push(
      step(
        "走不动，可以给社区（村）打电话，请工作人员上门。",
        "If you cannot walk, call your community and somebody will come to you.",
      ),
    );
  }
  if (accepts("video")) {
    steps.push(
      step(
        "也可以跟工作人员用手机视频，让他们看到您。",
        "You can also let the staff see you in a video call.",
      ),
    );
  }
  if (accepts("proxy")) {
    steps.push(
      step(
        "自己去不了，可以写一份委托书，请亲属带上两个人的身份证替您办。",
        "A relative can go for you with a written mandate and both identity cards.",
      ),
    );
  }
  if (accepts("offsite-assist")) {
    steps.push(
      step(
        "住在外地，可以到当地的社保机构办，不用回来。",
        "If you live elsewhere, the office there can do it. You need not come back.",
      ),
    );
  }
  return [...steps, ...abroadSteps(situation)];
}

function phoneStep(pack: Pack): Said {
  const apps = (pack.words?.apps ?? []).map((name) => ({
    zh: `“${name}”`,
    en: `“${name}”`,
  }));
  if (apps.length === 0) {
    return step(
      "用手机刷脸：打开社保的手机软件，照着提示做，几分钟就好。",
      "Open the social insurance app on a phone and show your face. It takes a few minutes.",
    );
  }
  const zh = apps
    .map((app) => app.zh)
    .join("、")
    .replace(/、(?=[^、]*$)/, "或者");
  const en = listed(apps).en.replace(" and ", " or ");
  return step(
    `用手机刷脸：打开${zh}，照着提示做，几分钟就好。`,
    `Open ${en} on a phone and show your face. It takes a few minutes.`,
  );
}

function abroadSteps({ pack }: Situation): readonly Said[] {
  if (!isAcceptedKind(pack, "consular-app") && !isAcceptedKind(pack, "consular-certificate")) {
    return [];
  }
  const months = pack.paperValidityMonths;
  const zh = months === undefined ? "" : `证明要在开好以后${months}个月内交来。`;
  const en = months === undefined ? "" : ` It must reach us within ${months} months.`;
  return [
    step(
      `长住境外，可以用“中国领事”手机软件办，或者交一份当地开的证明。${zh}`,
      `If you live abroad, use the consular app or send a certificate from there.${en}`,
    ),
  ];
}

/** What being certified today would bring, asked of the policy core. */
export function certifiedTodaySentences(situation: Situation): readonly Said[] {
  const { pack, facts, signs, asOf, windows, evaluation } = situation;
  const today = {
    kind: "face-self",
    occurredOn: asOf,
    arrivedOn: asOf,
    source: "",
    ref: "",
  } as const;
  const then = evaluateEntitlement(pack, facts, [...signs, today], asOf, windows);
  if (then.conclusion !== "eligible") return [];
  if (then.deadline === undefined) {
    return [
      evaluation.conclusion === "eligible"
        ? say(
            "您今天办好，这次公告的认证就算完成了。",
            "If you are certified today, you are done for the time that was announced.",
          )
        : say(
            "您今天办好，资格马上就没有问题了。",
            "If you are certified today, all is well at once.",
          ),
    ];
  }
  const day = dayInWords(then.deadline);
  return [
    say(`您今天办好，就能管到${day.zh}。`, `If you are certified today, it holds until ${day.en}.`),
  ];
}

/** What happens to a certification in person before it counts (SC 11). */
export function reviewSentences({ pack }: Situation): readonly Said[] {
  if (!pack.reviewsCertifications) return [];
  const needsPicture = pack.evidence
    .certify("counter")
    .some((group) => group.includes("photo") || group.includes("video"));
  return [
    say(
      needsPicture
        ? "当面办的，工作人员会给您拍张照片，再由两个人审核。审核好了，从您办的那天算起。"
        : "当面办的，还要由两个人审核。审核好了，从您办的那天算起。",
      needsPicture
        ? "In person the staff take a picture of you, and two people review it. It then counts from the day you came."
        : "In person two people review it. It then counts from the day you came.",
    ),
  ];
}
