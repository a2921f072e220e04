// When nobody is disturbed: messages wait for the morning. Shanghai time, without summer time.

/** Minutes after midnight; messages go out from `from` until just before `until`. */
export interface WakingHours {
  readonly from: number;
  readonly until: number;
}

export const WAKING_HOURS_DEFAULT: WakingHours = { from: 8 * 60, until: 20 * 60 };

const SHANGHAI_OFFSET_MS = 8 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 24 * 60;

export function isQuiet(now: Date, { from, until }: WakingHours): boolean {
  const minute = Math.floor((now.getTime() + SHANGHAI_OFFSET_MS) / MINUTE_MS) % MINUTES_A_DAY;
  return minute < from || minute >= until;
}
