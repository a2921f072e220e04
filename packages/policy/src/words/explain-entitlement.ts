// One person's page about one entitlement, in everyday words: the policy core's answer, what it rests
// on, what comes next and what the person can do. Pure wording; who is asked is told by the caller.

import type { Day } from "../civil-date.ts";
import type { Label } from "../codes.ts";
import type { CertificationWindow, EntitlementFacts } from "../facts.ts";
import type { Citation, Pack } from "../pack.ts";
import type { Sign } from "../sign.ts";
import { STATUS_WORDS, benefitInWords } from "./benefit-words.ts";
import { clauseGist, clausePlace } from "./citation-words.ts";
import { conclusionSentences } from "./conclusion-words.ts";
import { nextSentences } from "./next-words.ts";
import type { Language, Page, PageRecord, SectionId, SetAsideRecord } from "./page.ts";
import { SECTION_IDS } from "./page.ts";
import { ignoredSentences, knownSentences } from "./record-sections.ts";
import { remedySentences } from "./remedy-words.ts";
import type { Said } from "./said.ts";
import { dayInWords, inLanguage, point, say, sentenceCase } from "./said.ts";
import type { Situation } from "./situation.ts";
import { situationOn } from "./situation.ts";
import { weighRecords } from "./weigh-records.ts";

/** How a page is to look; what is left out is not shown. */
export interface Showing {
  readonly language: Language;
  /** The name to greet, as the caller wants it seen. */
  readonly name?: string | undefined;
  /** What to show of the document, such as its last four digits. */
  readonly document?: string | undefined;
  /** Records about the person that the reader of the files set aside. */
  readonly setAside?: readonly SetAsideRecord[] | undefined;
}

const TITLES: Readonly<Record<SectionId, Label>> = {
  person: { zh: "这一页说的是谁", en: "Whom this page is about" },
  conclusion: { zh: "结论", en: "What it means" },
  next: { zh: "接下来会怎样", en: "What happens next" },
  remedy: { zh: "您可以做什么", en: "What you can do" },
  known: { zh: "我们知道的", en: "What we know" },
  ignored: { zh: "没有用上的", en: "What was left aside, and why" },
  clause: { zh: "依据的规定", en: "Which rules decided" },
};

/** The page about one entitlement on one day; `signs` are all of the person's, used or not. */
export function explainEntitlement(
  pack: Pack,
  facts: EntitlementFacts,
  signs: readonly Sign[],
  asOf: Day,
  windows: readonly CertificationWindow[],
  showing: Showing,
): Page {
  const situation = situationOn(pack, facts, signs, asOf, windows);
  const { evaluation } = situation;
  const records: readonly PageRecord[] = [
    ...weighRecords(situation),
    ...(showing.setAside ?? []).map((record) => ({ use: record.reason, setAside: record })),
  ];
  const said: Readonly<Record<Exclude<SectionId, "clause">, readonly Said[]>> = {
    person: personSentences(situation, showing),
    conclusion: conclusionSentences(situation),
    next: nextSentences(situation),
    remedy: remedySentences(situation, records),
    known: knownSentences(facts, records, asOf, evaluation),
    ignored: ignoredSentences(situation, records),
  };
  const sections = {
    ...said,
    clause: clauseSentences(pack, said.conclusion, [...said.next, ...said.remedy]),
  };
  const { language } = showing;
  return {
    language,
    heading: sentenceCase(benefitInWords(facts)[language]),
    sections: SECTION_IDS.map((id) => ({
      id,
      title: TITLES[id][language],
      sentences: sections[id].map((sentence) => inLanguage(sentence, language)),
    })),
    evaluation,
    records,
  };
}

function personSentences({ facts, asOf, position }: Situation, showing: Showing): readonly Said[] {
  const { name, document } = showing;
  const said: Said[] = [];
  // Where a death was told, the family may be reading: no cheerful greeting then.
  const isGrave = [...position.standing, ...position.disputed].some(
    (loss) => loss.group === "death",
  );
  if (name !== undefined) {
    said.push(say(isGrave ? `${name}：` : `${name}，您好！`, `Dear ${name},`));
  }
  const benefit = benefitInWords(facts);
  const status = STATUS_WORDS[facts.status];
  const day = dayInWords(asOf);
  const whose =
    document === undefined
      ? { zh: "", en: "" }
      : { zh: `，证件号码${document}`, en: `, document ${document}` };
  said.push(
    say(
      `这一页说的是您的${benefit.zh}${whose.zh}。`,
      `This page is about your ${benefit.en}${whose.en}.`,
    ),
    say(
      `看的是${day.zh}的情况。这笔钱现在${status.zh}。`,
      `It tells how things stood on ${day.en}. The money ${status.en}.`,
    ),
  );
  return said;
}

/**
 * The clauses that decided, each in everyday words where people should know it; then, without
 * further words, the others and those behind what comes next.
 */
function clauseSentences(
  pack: Pack,
  decided: readonly Said[],
  next: readonly Said[],
): readonly Said[] {
  const basis = citesOf(decided);
  const known = basis.filter((citation) => clauseGist(pack, citation) !== undefined);
  const others = basis.filter((citation) => !known.includes(citation));
  const later = citesOf(next).filter((citation) => !basis.includes(citation));
  const said = [
    say(`依据是${pack.instrument.zh}。`, `The rules are the ${plainTitle(pack.instrument.en)}.`),
    ...known.map((citation) => {
      const place = clausePlace(pack, citation);
      const gist = clauseGist(pack, citation) ?? place;
      return point(`${place.zh}：${gist.zh}`, `${sentenceCase(place.en)}: ${gist.en}`, [citation]);
    }),
  ];
  if (others.length > 0) {
    const places = placesOf(pack, others);
    const also = known.length > 0;
    said.push(
      say(
        `${also ? "还有" : "这次看的是"}${places.zh}。`,
        `${also ? "Also" : "What decided is"} ${places.en}.`,
        others,
      ),
    );
  }
  if (later.length > 0) {
    const places = placesOf(pack, later);
    said.push(
      say(`接下来的安排，依据${places.zh}。`, `What comes next rests on ${places.en}.`, later),
    );
  }
  return said;
}

function citesOf(said: readonly Said[]): readonly Citation[] {
  return [...new Set(said.flatMap((sentence) => sentence.cites ?? []))];
}

/** English places have commas of their own. */
function placesOf(pack: Pack, citations: readonly Citation[]): Label {
  const places = citations.map((citation) => clausePlace(pack, citation));
  return {
    zh: places.map(({ zh }) => zh).join("、"),
    en: places.map(({ en }) => en).join("; "),
  };
}

/** Without hyphens, so that nothing on a page looks like a code. */
function plainTitle(title: string): string {
  return title.replaceAll("-", " ");
}
