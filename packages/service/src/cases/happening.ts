// What changes a case, with its day: a night, an event, a change of the record.

import type { CaseEvent, Day } from "@lingdai/policy";

export type Happening = (CaseEvent | { readonly type: "night" | "amend" }) & { readonly day: Day };
