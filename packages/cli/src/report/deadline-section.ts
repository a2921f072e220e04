// When certifications run out: the work of the coming months.

import type { RunFigures } from "@lingdai/matching";
import { CONCLUSIONS, monthIndexOf } from "@lingdai/policy";

import { figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { section } from "./section.ts";
import type { Speech } from "./speech.ts";

/** A cycle is at most a year nearly everywhere; what lies behind it is one bar. */
const MONTHS_SHOWN = 13;

interface Stretch {
  readonly label: string;
  readonly eligible: number;
  readonly pending: number;
  readonly isPast?: true;
}

export function deadlineSection(figures: RunFigures, speech: Speech): Markup {
  const { say, count } = speech;
  const stretches = stretchesOf(figures, speech);
  const all = stretches.reduce((sum, { eligible, pending }) => sum + eligible + pending, 0);
  const { eligible, pending } = figures.conclusions.overdue;
  const past = eligible + pending;
  const busiest = stretches
    .filter(({ isPast }) => isPast !== true)
    .toSorted((a, b) => b.eligible + b.pending - a.eligible - a.pending)[0];
  const pastWords =
    past === 0
      ? say({ zh: "没有过期的。", en: "None is past its deadline." })
      : say({ zh: `${count(past)} 笔已经过期。`, en: `Past their deadline: ${count(past)}.` });
  const aheadWords =
    busiest === undefined
      ? ""
      : say({
          zh: `往后最忙的是${busiest.label}，有 ${count(busiest.eligible + busiest.pending)} 笔到期。`,
          en: `The busiest time ahead is ${busiest.label} with ${count(busiest.eligible + busiest.pending)}.`,
        });
  const words = {
    id: "deadlines",
    title: say({ zh: "认证什么时候到期", en: "When certifications run out" }),
    lead:
      all === 0
        ? say({ zh: "没有正在发放、有到期日的待遇。", en: "No paid benefit has a deadline." })
        : say({ zh: pastWords + aheadWords, en: `${pastWords} ${aheadWords}`.trim() }),
  };
  if (all === 0) return section(words, undefined);
  return section(
    words,
    markup`${figure(
      {
        id: "deadlines-chart",
        title: say({ zh: "每个月有多少笔到期", en: "Deadlines by month" }),
        bars: stretches.map((stretch) => ({
          label: stretch.label,
          values: [stretch.eligible + stretch.pending],
          shown: count(stretch.eligible + stretch.pending),
          colour: stretch.isPast === true ? "lost" : "plain",
        })),
      },
      {
        caption: say({ zh: "到期笔数", en: "Deadlines" }),
        columns: [
          { title: say({ zh: "到期", en: "Deadline" }) },
          { title: say(CONCLUSIONS.eligible), isNumber: true },
          { title: say(CONCLUSIONS.pending), isNumber: true },
        ],
        rows: stretches.map((stretch) => [
          stretch.label,
          count(stretch.eligible),
          count(stretch.pending),
        ]),
      },
    )}
      <p class="note">
        ${say({
          zh: "只算正在发放的待遇。期间只要有新的记录，到期日就会往后移。",
          en: "Paid benefits only. Every new record moves a deadline onwards.",
        })}
      </p>`,
  );
}

/** What is past, the months ahead without the empty ones at the end, and everything later. */
function stretchesOf(
  { summary, conclusions }: RunFigures,
  { say, month }: Speech,
): readonly Stretch[] {
  const first = monthIndexOf(summary.asOf);
  const ahead = [...conclusions.deadlines].filter(([at]) => at < first + MONTHS_SHOWN);
  const last = Math.max(first - 1, ...ahead.map(([at]) => at));
  const months = Array.from({ length: last - first + 1 }, (_, after) => {
    const counts = conclusions.deadlines.get(first + after) ?? { eligible: 0, pending: 0 };
    return { label: month(first + after), ...counts };
  });
  const later = [...conclusions.deadlines]
    .filter(([at]) => at >= first + MONTHS_SHOWN)
    .map(([, counts]) => counts);
  const past: Stretch = {
    label: say({ zh: "已经过期", en: "past" }),
    ...conclusions.overdue,
    isPast: true,
  };
  const rest: Stretch = {
    label: say({ zh: "更晚", en: "later" }),
    eligible: later.reduce((sum, { eligible }) => sum + eligible, 0),
    pending: later.reduce((sum, { pending }) => sum + pending, 0),
  };
  return [past, ...months, ...(later.length > 0 ? [rest] : [])];
}
