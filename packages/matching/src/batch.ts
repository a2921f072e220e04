// The whole batch run and nothing else: a door of its own, for who only runs it and should not wait
// until everything is loaded that the other rooms may use.

export { evaluateFiles } from "./evaluate-files.ts";
export type { EvaluateOptions } from "./run-arguments.ts";
export type { Summary } from "./write/summary.ts";
