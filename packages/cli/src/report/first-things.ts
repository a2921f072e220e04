// What to do first: the few things that a run found, in the order of the harm that waiting does.
// People who are owed money come before money that is paid without right, both before routine.
// Says what and how many and in which table they stand; knows no page.

import type { Cause, DueAction, OpenedTable, Pile, RunFigures } from "@lingdai/matching";
import { ACTIONS } from "@lingdai/matching";
import type { Day, Label } from "@lingdai/policy";
import { findPack } from "@lingdai/policy";

import {
  lateSources,
  seriesOf,
  silentSeries,
  wantsMending,
  withoutNumbers,
} from "./source-series.ts";
import type { Speech } from "./speech.ts";

export interface FirstThing {
  readonly what: Label;
  readonly why: Label;
  /** The table to open and how to filter it, for who does the work; else it is in the summary. */
  readonly table: OpenedTable | undefined;
  readonly filter: string;
}

/** The list, most urgent first; empty when nothing waits. */
export function firstThings(figures: RunFigures, speech: Speech): readonly FirstThing[] {
  return [
    resume(figures, speech),
    confirmLosses(figures, speech),
    lookAtConflicts(figures, speech),
    mendRoster(figures, speech),
    lookAtNames(figures, speech),
    suspend(figures, speech),
    mendAccounts(figures, speech),
    findIncapacity(figures, speech),
    verify(figures, speech),
    remind(figures, speech),
    askUnusedSources(figures),
    mendSources(figures, speech),
    askSilentSources(figures, speech),
    askLateSources(figures, speech),
  ].filter((thing) => thing !== undefined);
}

function resume({ conclusions }: RunFigures, { count }: Speech): FirstThing | undefined {
  const { suspended, stopped } = conclusions.eligibleUnpaid;
  const rows = suspended + stopped;
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 笔待遇资格没有问题，钱却停着。请查明原因，该恢复的恢复，该补发的补发。`,
      en: `Benefits that are in order and yet not paid: ${count(rows)}. Find out why; resume and back-pay.`,
    },
    why: {
      zh: "这些人可能正等着钱用，所以排在最前。",
      en: "These people may be waiting for their money, so they come first.",
    },
    table: "conclusions",
    filter: "conclusion = eligible，status = suspended / stopped",
  };
}

function confirmLosses(figures: RunFigures, { count }: Speech): FirstThing | undefined {
  const { rows } = dueFor(figures, ["lost"]);
  if (rows === 0) return undefined;
  const order = findPack(figures.summary.policy)?.suspension.lossFromData.order;
  const then: Label =
    order === "suspend-first"
      ? { zh: "请按政策先暂停，再派人核实。", en: "Suspend, then have each confirmed." }
      : { zh: "请派人核实，属实的再停发。", en: "Have each confirmed, then stop." };
  return {
    what: {
      zh: `${count(rows)} 笔待遇收到了去世、服刑等消息，钱还在发。${then.zh}`,
      en: `Benefits still paid although a death, a prison term or another loss was reported: ${count(rows)}. ${then.en}`,
    },
    why: {
      zh: "多发一个月，就要多追回一个月。",
      en: "Each further month has to be recovered.",
    },
    table: "conclusions",
    filter: "conclusion = lost，action ≠ none",
  };
}

function lookAtConflicts({ conclusions }: RunFigures, { count }: Speech): FirstThing | undefined {
  const rows = conclusions.pending.conflict;
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 笔待遇的记录互相矛盾：有的说人不在了，有的说人还在。请当面核实。`,
      en: `Benefits whose records contradict each other: ${count(rows)}. See these people in person.`,
    },
    why: {
      zh: "可能是错报去世，也可能是有人冒领。",
      en: "Either a death was reported wrongly, or somebody else uses the card.",
    },
    table: "conclusions",
    filter: "pending_reason = conflict",
  };
}

function mendRoster({ summary }: RunFigures, { count, share }: Speech): FirstThing | undefined {
  const { rejected, rows } = summary.roster;
  if (rejected === 0) return undefined;
  return {
    what: {
      zh: `名册有 ${count(rejected)} 行读不进来（占 ${share(rejected, rows)}）。请改好名册，再运行一次。`,
      en: `Rows of the roster that could not be used: ${count(rejected)} (${share(rejected, rows)}). Mend the roster and run again.`,
    },
    why: {
      zh: "这些人这次根本没有参加认证，哪张名单上都没有。",
      en: "These people took no part and stand on none of the lists.",
    },
    table: "rejects",
    filter: "file = 名册的文件名 / the roster's file",
  };
}

function lookAtNames({ suspicious }: RunFigures, { count }: Speech): FirstThing | undefined {
  const { rows, byEffect } = suspicious;
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 条记录号码对得上、姓名对不上，没有采用。请人工看一看是不是同一个人。`,
      en: `Records that fit by number but not by name, and were not used: ${count(rows)}. Look whether it is the same person.`,
    },
    why: {
      zh: `其中 ${count(byEffect.loss)} 条说人去世、服刑等，${count(byEffect.life)} 条能证明人健在、可以让老人少跑一趟。`,
      en: `Of these, deaths and other losses: ${count(byEffect.loss)}; signs of life that could spare somebody a visit: ${count(byEffect.life)}.`,
    },
    table: "suspicious",
    filter: "roster_name / given_name",
  };
}

function suspend(figures: RunFigures, speech: Speech): FirstThing | undefined {
  const { rows, longOverdue, oldestDueOn } = dueFor(figures, ["no-sign"], ["suspend"]);
  if (rows === 0) return undefined;
  const { count } = speech;
  return {
    what: {
      zh: `${count(rows)} 笔待遇过了认证期，按政策应当暂停。暂停前请再联系一次本人。`,
      en: `Benefits past their certification period and due for suspension: ${count(rows)}. Try to reach each person once more first.`,
    },
    why: waitingSince(figures, oldestDueOn, speech, {
      zh: `其中 ${count(longOverdue)} 笔已经拖了三个月以上。`,
      en: `Due for more than three months: ${count(longOverdue)}.`,
    }),
    table: "conclusions",
    filter: "action = suspend，pending_reason = no-sign",
  };
}

function findIncapacity({ conclusions }: RunFigures, { count }: Speech): FirstThing | undefined {
  const rows = conclusions.pending["incapacity-unknown"];
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 笔供养待遇缺劳动能力鉴定情况。请补齐资料。`,
      en: `Dependants' benefits without a finding on incapacity: ${count(rows)}. Add it.`,
    },
    why: {
      zh: "当事人已满 18 岁，没有这一项就判断不了。",
      en: "The person has come of age; without it nobody can decide.",
    },
    table: "conclusions",
    filter: "pending_reason = incapacity-unknown",
  };
}

function verify(figures: RunFigures, speech: Speech): FirstThing | undefined {
  const { rows, oldestDueOn } = dueFor(figures, ["no-sign"], ["verify"]);
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${speech.count(rows)} 笔待遇还没有有效认证。请安排基层或单位上门、电话核实。`,
      en: `Benefits without a valid certification: ${speech.count(rows)}. Have the service points or units verify them.`,
    },
    why: waitingSince(figures, oldestDueOn, speech, {
      zh: "早一点核实，就少一个人被暂停。",
      en: "Whoever is verified in time is not suspended.",
    }),
    table: "conclusions",
    filter: "action = verify，pending_reason = no-sign",
  };
}

function remind(figures: RunFigures, { count }: Speech): FirstThing | undefined {
  const { rows } = dueFor(figures, CAUSES, ["remind"]);
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 笔待遇快到认证期。请发提醒。`,
      en: `Certifications that run out soon: ${count(rows)}. Send reminders.`,
    },
    why: { zh: "提醒到了，多数人自己就办了。", en: "Most people act once they are reminded." },
    table: "conclusions",
    filter: "action = remind",
  };
}

/** Eligible, and more than a reminder is due: only payments that failed month after month do that. */
function mendAccounts(figures: RunFigures, { count }: Speech): FirstThing | undefined {
  const { rows } = dueFor(figures, ["eligible"], ["suspend", "verify"]);
  if (rows === 0) return undefined;
  return {
    what: {
      zh: `${count(rows)} 笔待遇资格没有问题，但连续几个月发放失败。请联系本人更正账户。`,
      en: `Benefits in order whose payments have failed month after month: ${count(rows)}. Have the accounts mended.`,
    },
    why: {
      zh: "钱没有到本人手里，按政策也应当先暂停。",
      en: "The money does not arrive, and the policy wants a suspension.",
    },
    table: "conclusions",
    filter: "conclusion = eligible，action = suspend / verify",
  };
}

/** All of their rows fell away, and not because the same had come before. */
function askUnusedSources({ summary }: RunFigures): FirstThing | undefined {
  const unused = seriesOf(summary.files).filter(
    ({ rows, accepted, duplicate }) => rows > 0 && accepted + duplicate === 0,
  );
  const [first] = unused;
  if (first === undefined) return undefined;
  return {
    what: {
      zh: `${unused.length} 个来源的记录一条也没用上，比如“${first.name}”。请查一查是不是送错了文件。`,
      en: `Sources of which no record was used: ${unused.length}, such as “${first.name}”. Ask whether the right file was sent.`,
    },
    why: {
      zh: "整个文件用不上，多半是送错地区，或列的含义变了。",
      en: "A whole file without use is mostly another region's, or its columns have changed.",
    },
    table: undefined,
    filter: "files → accepted = 0",
  };
}

function mendSources({ summary }: RunFigures, speech: Speech): FirstThing | undefined {
  const bad = seriesOf(summary.files).filter(wantsMending);
  const [worst] = bad;
  if (worst === undefined) return undefined;
  const { share } = speech;
  return {
    what: {
      zh: `${bad.length} 个来源的文件问题多，最多的是“${worst.name}”，${share(worst.rejected, worst.rows)} 的行读不进来。请对方改正后重发。`,
      en: `Sources that send many bad rows: ${bad.length}, most of all “${worst.name}” with ${share(worst.rejected, worst.rows)}. Ask for mended files.`,
    },
    why: {
      zh: "读不进来的行帮不上忙，老人就要多跑路。",
      en: "Rows that cannot be used spare nobody a visit.",
    },
    table: "rejects",
    filter: "file，reason，line",
  };
}

/** Told by the months in the files' names, so that sources of losses are seen too. */
function askSilentSources({ summary }: RunFigures, speech: Speech): FirstThing | undefined {
  const silent = silentSeries(summary);
  const [longest] = silent;
  if (longest?.latestMonth === undefined) return undefined;
  const since = speech.month(longest.latestMonth);
  return {
    what: {
      zh: `${silent.length} 个来源好几个月没有送文件，最久的是“${longest.name}”，停在${since}。请催一催。`,
      en: `Sources that have sent no file for months: ${silent.length}, the longest “${longest.name}”, whose latest is of ${since}. Ask them.`,
    },
    why: {
      zh: "缺了文件，该发现的去世发现不了，该免跑的腿免不了。",
      en: "Without the files, deaths stay unknown and people are asked who need not be.",
    },
    table: undefined,
    filter: "files",
  };
}

function askLateSources(figures: RunFigures, speech: Speech): FirstThing | undefined {
  const { asOf } = figures.summary;
  const late = lateSources(figures);
  const [oldest] = late;
  if (oldest === undefined) return undefined;
  const days = speech.count(asOf - oldest.newestOn);
  return {
    what: {
      zh: `${late.length} 个来源可能漏交了数据，最久的是“${withoutNumbers(oldest.source)}”，最近一条有用的记录是 ${days} 天以前的。请问一问。`,
      en: `Sources that may have missed a delivery: ${late.length}. The newest useful record of “${withoutNumbers(oldest.source)}” is ${days} days old. Ask them.`,
    },
    why: {
      zh: "少一个来源，就会有人被误当成没有认证。",
      en: "Without a source, people look uncertified who are not.",
    },
    table: "conclusions",
    filter: "decided_by，last_certified_on",
  };
}

const CAUSES: readonly Cause[] = ["lost", "conflict", "incapacity-unknown", "no-sign", "eligible"];

/** The piles of those causes and actions together. */
function dueFor(
  { conclusions }: RunFigures,
  causes: readonly Cause[],
  actions: readonly DueAction[] = ACTIONS,
): Readonly<Pile> {
  const piles = causes.flatMap((cause) => actions.map((action) => conclusions.due[cause][action]));
  return piles.reduce((sum, pile) => ({
    rows: sum.rows + pile.rows,
    longOverdue: sum.longOverdue + pile.longOverdue,
    oldestDueOn:
      sum.oldestDueOn === undefined || pile.oldestDueOn === undefined
        ? (sum.oldestDueOn ?? pile.oldestDueOn)
        : Math.min(sum.oldestDueOn, pile.oldestDueOn),
  }));
}

/** A day from before the regulation is told as such: by then nobody had to do anything. */
function waitingSince(
  { summary }: RunFigures,
  oldestDueOn: Day | undefined,
  { day }: Speech,
  why: Label,
): Label {
  if (oldestDueOn === undefined) return why;
  const inForce = findPack(summary.policy)?.validity.from;
  if (inForce !== undefined && oldestDueOn < inForce) {
    return {
      zh: `${why.zh}最早的一笔，这份规定施行以前就已经到期了。`,
      en: `${why.en} The oldest ran out before these rules were in force.`,
    };
  }
  return {
    zh: `${why.zh}最早的一笔，${day(oldestDueOn)}就该办了。`,
    en: `${why.en} The oldest has been due since ${day(oldestDueOn)}.`,
  };
}
