// Our readings where the text is silent or unclear; each is a choice that the pack can change.

import type { PackReading } from "../../pack.ts";

export const SICHUAN_READINGS: readonly PackReading[] = [];
