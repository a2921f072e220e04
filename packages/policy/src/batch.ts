// What a batch run needs of the policy core: the rules over rows and columns, without cases, words
// and scenarios. A door of its own, for every thread of every run loads what lies behind it.

export * from "./bands.ts";
export * from "./civil-date.ts";
export * from "./codes.ts";
export * from "./columns/column-conclusions.ts";
export * from "./columns/entitlement-columns.ts";
export * from "./division.ts";
export * from "./evaluation.ts";
export * from "./facts.ts";
export * from "./id-number.ts";
export * from "./pack.ts";
export * from "./packs/index.ts";
export * from "./sign.ts";
export * from "./standing.ts";
