// People's pages from files: reads the files once, asks the policy core about each entitlement, and
// words the answers. The verbs that show pages call this; it knows neither arguments nor terminals.

import type {
  ExplainOptions,
  ObservationRow,
  PersonDocument,
  PersonRows,
  RosterRow,
} from "@lingdai/matching";
import { UnusableInput, readPersonRows } from "@lingdai/matching";
import type {
  Day,
  EntitlementFacts,
  IdType,
  Language,
  Page,
  PageRecord,
  SetAsideReason,
  SetAsideRecord,
  Sign,
} from "@lingdai/policy";
import { explainEntitlement, formatDay } from "@lingdai/policy";

import { todayInShanghai } from "./civil-today.ts";

export interface ExplainPeopleOptions extends Omit<ExplainOptions, "asOf"> {
  /** YYYY-MM-DD; today in Shanghai where it is left out. */
  readonly asOf?: string | undefined;
  /** Chinese where it is left out. */
  readonly language?: Language | undefined;
}

/** One entitlement's page, and from which rows of the files its records come. */
export interface ExplainedEntitlement {
  readonly facts: EntitlementFacts;
  readonly page: Page;
  readonly rowOf: (record: PageRecord) => ObservationRow | undefined;
}

export interface ExplainedPerson {
  readonly policy: string;
  readonly asOf: Day;
  readonly language: Language;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly name: string;
  readonly rosterRows: readonly RosterRow[];
  /** One for each entitlement, in roster order. */
  readonly entitlements: readonly ExplainedEntitlement[];
}

export interface Explanations {
  /** In the order in which they were asked for. */
  readonly people: readonly ExplainedPerson[];
  readonly warnings: readonly string[];
}

/**
 * The pages of several people from one reading of the files. Rejects with `UnusableInput` where an
 * argument or a file cannot be used, or where somebody is not on the roster.
 */
export async function explainPeople(
  options: ExplainPeopleOptions,
  documents: readonly PersonDocument[],
): Promise<Explanations> {
  const { language = "zh" } = options;
  const asOfText = options.asOf ?? formatDay(todayInShanghai());
  const read = await readPersonRows({ ...options, asOf: asOfText }, documents);
  const { pack, asOf, windows } = read;
  const people = read.people.map((rows): ExplainedPerson => {
    refuseStranger(rows);
    const { signs, setAside, rowOf } = recordsOf(rows);
    const accepted = rows.roster.flatMap(({ facts }) => (facts === undefined ? [] : [facts]));
    const { idType, idNumber, name } = rows;
    return {
      policy: pack.id,
      asOf,
      language,
      idType,
      idNumber,
      name,
      rosterRows: rows.roster,
      entitlements: accepted.map((facts) => ({
        facts,
        page: explainEntitlement(pack, facts, signs, asOf, windows, {
          language,
          name,
          document: tailOf(idNumber, language),
          setAside,
        }),
        rowOf,
      })),
    };
  });
  return { people, warnings: read.warnings };
}

/** What the policy core takes of a person's rows, and the way back from a record to its row. */
function recordsOf({ observations }: PersonRows): {
  readonly signs: readonly Sign[];
  readonly setAside: readonly SetAsideRecord[];
  readonly rowOf: (record: PageRecord) => ObservationRow | undefined;
} {
  const rows = new Map<object, ObservationRow>();
  const signs: Sign[] = [];
  const setAside: SetAsideRecord[] = [];
  for (const row of observations) {
    const { sign, outcome } = row;
    if (sign !== undefined) {
      signs.push(sign);
      rows.set(sign, row);
    } else if (outcome !== "accepted" && outcome !== "unreadable-row") {
      const reason: SetAsideReason = outcome;
      const { kind, occurredOn, source } = row;
      const record = { reason, kind, occurredOn, source };
      setAside.push(record);
      rows.set(record, row);
    }
  }
  return {
    signs,
    setAside,
    rowOf: ({ sign, setAside: aside }) => {
      const key = sign ?? aside;
      return key === undefined ? undefined : rows.get(key);
    },
  };
}

/** Only the end of the number is named: messages are copied and kept. */
function refuseStranger({ roster, idNumber }: PersonRows): void {
  if (roster.some(({ outcome }) => outcome === "accepted")) return;
  const where = `--id …${idNumber.slice(-4)}`;
  const bad = roster[0];
  if (bad === undefined) {
    const mend = "请核对号码；不是身份证的，请加 --id-type";
    throw new UnusableInput(where, "名册里没有这个人", mend);
  }
  const wrong = `名册 ${bad.file} 第 ${bad.line} 行是这个人，但这一行被拒收（${bad.outcome}）`;
  throw new UnusableInput(where, wrong, "请先改正名册");
}

/** What a page shows of the document, which others may see on a screen or a printed sheet. */
function tailOf(idNumber: string, language: Language): string {
  const tail = idNumber.slice(-4);
  return language === "zh" ? `尾号${tail}` : `ending in ${tail}`;
}
