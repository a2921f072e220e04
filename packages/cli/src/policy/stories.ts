// The three stories of a policy document: nobody hears anything; a death record arrives; somebody
// comes back after a suspension. Each is played on the policy core. Knows no region.

import { addMonths, dayOf } from "@lingdai/policy";
import type { CaseEvent, Day, Grant, Label, Pack } from "@lingdai/policy";

import { exampleDates } from "./example-dates.ts";
import { coveredKinds } from "./scope-section.ts";
import { tellStory } from "./story.ts";
import type { Deed, Moment, Script } from "./story.ts";

export interface Story {
  readonly title: Label;
  readonly moments: readonly Moment[];
}

const MONTHS_OF_SILENCE = 30;
const MONTHS_AFTER_A_DEATH = 6;
const MONTHS_TO_COME_BACK = 4;
/** More than a month, so that a month is missed and owed everywhere. */
const DAYS_BEFORE_CERTIFYING = 40;
const DAYS_BEFORE_SIGNING = 45;
const DAYS_BEFORE_ANSWERING = 20;

export function storiesOf(pack: Pack): readonly Story[] {
  const grant = exampleGrant(pack);
  if (grant === undefined) return [];
  return [silence(pack, grant), deathRecord(pack, grant), comingBack(pack, grant)];
}

function exampleGrant(pack: Pack): Grant | undefined {
  const [kind] = coveredKinds(pack);
  if (kind === undefined) return undefined;
  const { year, lastCertifiedOn } = exampleDates(pack);
  return {
    ...kind,
    since: dayOf(year - 10, 6, 15),
    hasUnit: true,
    lastCertified: { on: lastCertifiedOn, by: "counter" },
  };
}

/** The first day that is run; not before the policy is in force. */
function startOf(pack: Pack): Day {
  return Math.max(exampleDates(pack).lastCertifiedOn, pack.validity.from);
}

/** What happens in every story: the window is announced where there are windows. */
function announcement(pack: Pack): Script {
  const { window } = exampleDates(pack);
  if (window === undefined) return () => [];
  const { announcedOn, from, to, frequencyMonths } = window;
  return (day) => {
    if (day !== announcedOn) return [];
    return [
      {
        event: { type: "announce", window: { from, to, frequencyMonths } },
        words: { zh: "经办机构公告认证期", en: "the agency announces a window" },
      },
    ];
  };
}

function silence(pack: Pack, grant: Grant): Story {
  const from = startOf(pack);
  return {
    title: { zh: "一直没有新的认证信息", en: "Nobody hears anything" },
    moments: tellStory(pack, grant, announcement(pack), from, addMonths(from, MONTHS_OF_SILENCE)),
  };
}

function deathRecord(pack: Pack, grant: Grant): Story {
  const from = startOf(pack);
  const { year } = exampleDates(pack);
  // Certified shortly before, so that no lapse of time mixes in.
  const certifiedOn = Math.max(dayOf(year, 8, 1), from);
  const [diedOn, arrivedOn] = [certifiedOn + 30, certifiedOn + 38];
  const script: Script = (day) => {
    if (day !== arrivedOn) return [];
    return [
      {
        event: observed("death-population-register", diedOn, "population-register"),
        words: {
          zh: "数据到达：人口库标识死亡（8天前去世），无人回应",
          en: "a record arrives: dead in the population register for 8 days; nobody answers",
        },
      },
    ];
  };
  const certified = { ...grant, lastCertified: { on: certifiedOn, by: "counter" as const } };
  return {
    title: { zh: "数据显示死亡，没有人核实", en: "A record says dead, and nobody checks" },
    moments: tellStory(
      pack,
      certified,
      script,
      certifiedOn,
      addMonths(certifiedOn, MONTHS_AFTER_A_DEATH),
    ),
  };
}

function comingBack(pack: Pack, grant: Grant): Story {
  const from = startOf(pack);
  const until = addMonths(from, MONTHS_OF_SILENCE);
  const beginning = joined(announcement(pack), unreachable(pack, grant));
  const suspendedOn = suspensionIn(tellStory(pack, grant, beginning, from, until));
  const back = suspendedOn === undefined ? () => [] : certifiedAndSigned(pack, suspendedOn);
  const end = addMonths(suspendedOn ?? until, MONTHS_TO_COME_BACK);
  const moments = tellStory(pack, grant, joined(beginning, back), from, end);
  return {
    title: {
      zh: "被暂停后重新认证，恢复并补发",
      en: "Suspended, certified again, paid again and back",
    },
    moments: moments.filter(({ on }) => suspendedOn === undefined || on >= suspendedOn),
  };
}

function suspensionIn(moments: readonly Moment[]): Day | undefined {
  return moments.find(({ view }) => view.status === "suspended")?.on;
}

/** Where time alone suspends nobody, the story needs somebody who cannot be reached. */
function unreachable(pack: Pack, grant: Grant): Script {
  const from = startOf(pack);
  const until = addMonths(from, MONTHS_OF_SILENCE);
  const silent = tellStory(pack, grant, announcement(pack), from, until);
  const pendingOn = silent.find(({ view }) => view.conclusion === "pending")?.on;
  if (suspensionIn(silent) !== undefined || pendingOn === undefined) return () => [];
  return (day) => {
    if (day !== pendingOn + DAYS_BEFORE_ANSWERING) return [];
    return [
      {
        event: { type: "verify", entitlement: 0, result: "unreachable", refutes: [], evidence: [] },
        words: { zh: "核实人联系不上本人", en: "the verifier cannot reach the person" },
      },
    ];
  };
}

const SIGNERS = ["甲", "乙", "丙"];

function certifiedAndSigned(pack: Pack, suspendedOn: Day): Script {
  const certifiedOn = suspendedOn + DAYS_BEFORE_CERTIFYING;
  let isBackPaid = false;
  return (day, view) => {
    if (day === certifiedOn) {
      return [
        {
          event: observed("face-self", day, "app"),
          words: { zh: "本人用手机刷脸认证", en: "the person certifies by face" },
        },
      ];
    }
    const needsSignatures = !pack.resumption.lapseResumesByItself;
    if (
      day === suspendedOn + DAYS_BEFORE_SIGNING &&
      needsSignatures &&
      view.status === "suspended"
    ) {
      return [signing({ zh: "三人签字同意恢复", en: "three people sign the resumption" })];
    }
    if (
      view.status === "paying" &&
      day > certifiedOn &&
      view.backpayMonths.length > 0 &&
      !isBackPaid
    ) {
      isBackPaid = true;
      return [
        {
          event: { type: "apply", entitlement: 0, action: "backpay", wasTerminated: false },
          words: { zh: "办理补发", en: "back-pay is taken up" },
        },
        signing({ zh: "三人签字同意补发", en: "three people sign the back-pay" }),
      ];
    }
    return [];
  };
}

function signing(words: Label): Deed {
  return { event: { type: "approve", entitlement: 0, names: SIGNERS }, words };
}

function observed(
  kind: Extract<CaseEvent, { readonly type: "observe" }>["kind"],
  occurredOn: Day,
  source: string,
): CaseEvent {
  return { type: "observe", kind, occurredOn, source, ref: `${source}-1` };
}

function joined(...scripts: readonly Script[]): Script {
  return (day, view) => scripts.flatMap((script) => script(day, view));
}
