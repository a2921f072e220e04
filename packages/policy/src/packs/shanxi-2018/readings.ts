// Our readings where the text is silent or unclear; each is a choice that the pack can change.

import type { PackReading } from "../../pack.ts";

export const SHANXI_READINGS: readonly PackReading[] = [];
