// What is other than in the run before: from which list to which.

import type { Place, RunFigures } from "@lingdai/matching";
import { PLACES } from "@lingdai/matching";

import type { Colour } from "./chart-look.ts";
import { figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { PLACE_WORDS } from "./report-words.ts";
import { section } from "./section.ts";
import type { Speech } from "./speech.ts";

const COLOURS_OF: Readonly<Record<Place, Colour>> = {
  eligible: "eligible",
  pending: "pending",
  lost: "lost",
  "not-covered": "plain",
  absent: "plain",
};

/** Undefined where the run was not told of one before. */
export function changeSection({ changes }: RunFigures, speech: Speech): Markup | undefined {
  if (changes === undefined) return undefined;
  const { say, count } = speech;
  const moves = PLACES.flatMap((from) =>
    PLACES.map((to) => ({ from, to, rows: changes.moves[from][to] })),
  )
    .filter(({ rows }) => rows > 0)
    .toSorted((a, b) => b.rows - a.rows);
  const moved = moves.reduce((sum, { rows }) => sum + rows, 0);
  const words = {
    id: "changes",
    title: say({ zh: "和上次相比", en: "Since the run before" }),
    lead:
      moved === 0
        ? say({ zh: "三张名单和上次一样。", en: "The three lists are as before." })
        : say({
            zh: `${count(moved)} 笔换了名单。`,
            en: `Moved to another list: ${count(moved)}.`,
          }),
  };
  const actionOnly = markup`<p class="note">
    ${say({
      zh: `另有 ${count(changes.actionOnly)} 笔还在原来的名单上，但该办的事变了。`,
      en: `On the same list, with another action due: ${count(changes.actionOnly)}.`,
    })}
  </p>`;
  if (moved === 0) return section(words, actionOnly);
  const nameOf = ({ from, to }: (typeof moves)[number]): string =>
    `${say(PLACE_WORDS[from])} → ${say(PLACE_WORDS[to])}`;
  return section(
    words,
    markup`${figure(
      {
        id: "changes-chart",
        title: say({ zh: "从哪张名单到哪张名单", en: "From which list to which" }),
        bars: moves.map((move) => ({
          label: nameOf(move),
          values: [move.rows],
          shown: count(move.rows),
          colour: COLOURS_OF[move.to],
        })),
      },
      {
        caption: say({ zh: "从上次到这次", en: "From the run before to this one" }),
        columns: [
          { title: say({ zh: "上次", en: "Before" }) },
          { title: say({ zh: "这次", en: "Now" }) },
          { title: say({ zh: "笔数", en: "Benefits" }), isNumber: true },
        ],
        rows: moves.map(({ from, to, rows }) => [
          say(PLACE_WORDS[from]),
          say(PLACE_WORDS[to]),
          count(rows),
        ]),
      },
    )}
    ${actionOnly}`,
  );
}
