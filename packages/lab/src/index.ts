// What the other rooms may use: making a synthetic province, and the names of real divisions.

export { readCountyNames } from "./place/county-names.ts";
export { readDivisions } from "./place/division-names.ts";
export { simulate, type SimulationSummary } from "./simulate.ts";
export type { SimulateOptions, SimulationProgress } from "./simulate-options.ts";
