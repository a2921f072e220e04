// What the other rooms may use of the policy core.

export * from "./civil-date.ts";
export * from "./codes.ts";
export * from "./division.ts";
export * from "./duties.ts";
export * from "./evaluation.ts";
export * from "./facts.ts";
export * from "./id-number.ts";
export * from "./pack.ts";
export * from "./packs/index.ts";
export * from "./sign.ts";
export * from "./standing.ts";
export * from "./working-days.ts";
export * from "./bands.ts";
export * from "./case/apply-event.ts";
export * from "./case/case-file.ts";
export * from "./case/event.ts";
export * from "./case/next-due.ts";
export * from "./case/nightly-run.ts";
export * from "./case/notice.ts";
export * from "./case/refusal.ts";
export * from "./case/view.ts";
export * from "./scenario/read-scenario.ts";
export * from "./scenario/run-scenario.ts";
export * from "./scenario/scenario.ts";
export * from "./scenario/scenario-fields.ts";
