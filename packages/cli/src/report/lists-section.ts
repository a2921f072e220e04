// The three lists: how many benefits stand on which, and by insurance.

import type { RunFigures } from "@lingdai/matching";
import type { Conclusion, Label } from "@lingdai/policy";
import { CONCLUSIONS, INSURANCES } from "@lingdai/policy";

import { figure } from "./figure.ts";
import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import { PLACE_WORDS } from "./report-words.ts";
import { section } from "./section.ts";
import type { Speech } from "./speech.ts";

const LISTS = ["eligible", "pending", "lost"] as const satisfies readonly Conclusion[];
const PLACES_ON_LISTS = [...LISTS, "not-covered"] as const;

const NOBODY: Label = { zh: "这次没有。", en: "None in this run." };

export function listsSection({ conclusions }: RunFigures, speech: Speech): Markup {
  const { say, count, share, partOf } = speech;
  const { lists, byInsurance } = conclusions;
  const covered = lists.eligible + lists.pending + lists.lost;
  const all = covered + lists["not-covered"];
  const meanings: Readonly<Record<Conclusion, Label>> = {
    eligible: { zh: "认证还在有效期内。", en: "The certification holds." },
    pending: {
      zh: "没有认证，或记录互相矛盾，要有人去看。",
      en: "Not certified, or records contradict each other; somebody must look.",
    },
    lost: {
      zh: "收到去世、服刑等消息，要有人确认。",
      en: "A death, a prison term or another loss was reported; somebody must confirm.",
    },
  };
  const cards = LISTS.map(
    (list) =>
      markup`<li class="card ${list}">
        <h3>${say(CONCLUSIONS[list])}</h3>
        <p class="big">
          ${count(lists[list])}<span class="unit">${say({ zh: "笔", en: "" })}</span>
        </p>
        <p class="part">${say({ zh: "占", en: "" })} ${share(lists[list], covered)}</p>
        <p>${say(lists[list] === 0 ? NOBODY : meanings[list])}</p>
      </li> `,
  );
  const insurances = [...byInsurance].toSorted((a, b) => (a[0] < b[0] ? -1 : 1));
  const chart = {
    id: "lists-chart",
    title: say({ zh: "三张名单各有多少笔", en: "Benefits on each list" }),
    bars: LISTS.map((list) => ({
      label: say(CONCLUSIONS[list]),
      values: [lists[list]],
      shown: partOf(count(lists[list]), share(lists[list], covered)),
      colour: list,
    })),
  };
  const lead = say({
    zh: `这次共认证 ${count(covered)} 笔待遇，${share(lists.eligible, covered)} 资格有效。`,
    en: `Benefits certified in this run: ${count(covered)}; in order: ${share(lists.eligible, covered)}.`,
  });
  return section(
    { id: "lists", title: say({ zh: "三张名单", en: "Three lists" }), lead },
    markup`<ul class="cards">
        ${cards}
      </ul>
      ${figure(chart, {
        isBroad: true,
        caption: say({ zh: "按险种分", en: "By insurance" }),
        columns: [
          { title: say({ zh: "险种", en: "Insurance" }) },
          ...PLACES_ON_LISTS.map((place) => ({ title: say(PLACE_WORDS[place]), isNumber: true })),
        ],
        rows: insurances.map(([insurance, counts]) => [
          say(INSURANCES[insurance]),
          ...PLACES_ON_LISTS.map((place) => count(counts[place])),
        ]),
        total: [
          say({ zh: "合计", en: "All" }),
          ...PLACES_ON_LISTS.map((place) => count(lists[place])),
        ],
      })}
      <p class="note">
        ${say({
          zh: `一笔是一个人的一份待遇，一个人领两份算两笔。名册上共 ${count(all)} 笔，其中 ${count(lists["not-covered"])} 笔不归本政策管，没有下结论。占比按归本政策管的算。`,
          en: `A person with two benefits counts twice. The roster has ${count(all)} benefits; ${count(lists["not-covered"])} of them are not covered by this policy and have no conclusion. Shares are of those covered.`,
        })}
      </p>`,
  );
}
