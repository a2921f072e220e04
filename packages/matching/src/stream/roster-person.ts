// A person as a roster file gives them: a document with all of its accepted rows. Knows no file.

import type { IdType } from "@lingdai/policy";

import type { RosterEntry } from "../judge/judge-roster-row.ts";
import type { RosterField } from "../read/fields.ts";

/** An accepted row: judged, and with the texts that nobody judges. */
export interface RosterLine {
  readonly line: number;
  readonly entry: RosterEntry;
  readonly texts: Readonly<Record<RosterField, string>>;
}

/** A document with its rows in the order of the file; there is at least one. */
export interface RosterPerson {
  readonly idType: IdType;
  readonly idNumber: string;
  readonly lines: readonly RosterLine[];
}
