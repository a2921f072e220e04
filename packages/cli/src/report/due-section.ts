// What is due by now and since when, and why benefits are pending.

import type { RunFigures } from "@lingdai/matching";
import { ACTIONS } from "@lingdai/matching";
import type { Label, PendingReason } from "@lingdai/policy";
import { PENDING_REASONS } from "@lingdai/policy";

import { figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { ACTION_WORDS, dueCauseInWords } from "./report-words.ts";
import { section } from "./section.ts";
import type { Speech } from "./speech.ts";
import { dayCell } from "./table.ts";

const CAUSES = ["lost", "conflict", "incapacity-unknown", "no-sign", "eligible"] as const;

export function dueSection({ conclusions }: RunFigures, { say, count, day }: Speech): Markup {
  const piles = ACTIONS.flatMap((action) =>
    CAUSES.map((cause) => ({ action, cause, ...conclusions.due[cause][action] })),
  ).filter(({ rows }) => rows > 0);
  const all = piles.reduce((sum, { rows }) => sum + rows, 0);
  const long = piles.reduce((sum, { longOverdue }) => sum + longOverdue, 0);
  const words = {
    id: "due",
    title: say({ zh: "到期该办的事", en: "What is due" }),
    lead:
      all === 0
        ? say({ zh: "没有到期该办的事。", en: "Nothing is due." })
        : say({
            zh: `${count(all)} 笔待遇有事该办，其中 ${count(long)} 笔已经拖了三个月以上。`,
            en: `Benefits for which something is due: ${count(all)}; for more than three months: ${count(long)}.`,
          }),
  };
  if (all === 0) return section(words, undefined);
  const nameOf = (pile: (typeof piles)[number]): string =>
    `${say(ACTION_WORDS[pile.action])}${say({ zh: "：", en: ": " })}${say(dueCauseInWords(pile.action, pile.cause))}`;
  return section(
    words,
    figure(
      {
        id: "due-chart",
        title: say({ zh: "到期该办的事有多少笔", en: "Benefits for which something is due" }),
        bars: piles.map((pile) => ({
          label: nameOf(pile),
          values: [pile.rows],
          shown: count(pile.rows),
          colour: pile.action === "suspend" ? "lost" : "pending",
        })),
      },
      {
        isBroad: true,
        caption: say({
          zh: "每笔待遇只算最要紧的那件事",
          en: "Each benefit by the strongest action only",
        }),
        columns: [
          { title: say({ zh: "该办的事和原因", en: "Action and cause" }) },
          { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
          { title: say({ zh: "超过三个月", en: "Over 3 months" }), isNumber: true },
          { title: say({ zh: "最早一笔", en: "Oldest" }) },
        ],
        rows: piles.map((pile) => [
          nameOf(pile),
          count(pile.rows),
          count(pile.longOverdue),
          pile.oldestDueOn === undefined ? "" : dayCell(day(pile.oldestDueOn)),
        ]),
      },
    ),
  );
}

const REMEDIES: Readonly<Record<PendingReason, Label>> = {
  "no-sign": { zh: "联系本人认证，或上门看望", en: "reach the person, or visit" },
  conflict: { zh: "当面核实，再更正错的记录", en: "see the person, then correct the record" },
  "incapacity-unknown": { zh: "补齐劳动能力鉴定", en: "add the finding on incapacity" },
};

export function pendingSection(figures: RunFigures, { say, count, share, partOf }: Speech): Markup {
  const { pending, lists } = figures.conclusions;
  const all = lists.pending;
  const reasons = (Object.keys(REMEDIES) as PendingReason[]).toSorted(
    (a, b) => pending[b] - pending[a],
  );
  const [most = "no-sign"] = reasons;
  const words = {
    id: "pending",
    title: say({ zh: "待核实的原因", en: "Why benefits are pending" }),
    lead:
      all === 0
        ? say({ zh: "没有待核实的待遇。", en: "No benefit is pending." })
        : say({
            zh: `${count(all)} 笔待核实，最多的原因是“${say(PENDING_REASONS[most])}”，占 ${share(pending[most], all)}。`,
            en: `Pending: ${count(all)}; the first cause is “${say(PENDING_REASONS[most])}” with ${share(pending[most], all)}.`,
          }),
  };
  if (all === 0) return section(words, undefined);
  return section(
    words,
    figure(
      {
        id: "pending-chart",
        title: say({ zh: "待核实的原因各有多少笔", en: "Pending benefits by cause" }),
        bars: reasons.map((reason) => ({
          label: say(PENDING_REASONS[reason]),
          values: [pending[reason]],
          shown: partOf(count(pending[reason]), share(pending[reason], all)),
          colour: "pending" as const,
        })),
      },
      {
        caption: say({ zh: "原因和办法", en: "Causes and what helps" }),
        columns: [
          { title: say({ zh: "原因", en: "Cause" }) },
          { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
          { title: say({ zh: "占比", en: "Share" }), isNumber: true },
          { title: say({ zh: "怎么办", en: "What helps" }) },
        ],
        rows: reasons.map((reason) => [
          say(PENDING_REASONS[reason]),
          count(pending[reason]),
          share(pending[reason], all),
          say(REMEDIES[reason]),
        ]),
      },
    ),
  );
}
