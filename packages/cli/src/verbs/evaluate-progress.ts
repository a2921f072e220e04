// One line on a terminal that says how far a batch run is, how fast and how long it will take.
// Silent where nobody watches. Knows nothing of what the stages do.

import type { Progress, Stage } from "@lingdai/matching";

const STAGES: Readonly<Record<Stage, string>> = {
  roster: "读名册",
  observations: "读观测",
  previous: "读上次结果",
  conclusions: "下结论",
};

const REDRAW_MS = 200;

export interface Screen {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

export class ProgressLine {
  readonly #screen: Screen;
  readonly #now: () => number;
  #stage: Stage | undefined;
  #stageStartedAt = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #isDrawn = false;

  constructor(screen: Screen, now: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#now = now;
  }

  show(progress: Progress): void {
    if (this.#screen.isTTY !== true) return;
    const now = this.#now();
    if (progress.stage !== this.#stage) {
      this.#stage = progress.stage;
      this.#stageStartedAt = now;
    }
    if (now - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    const line = describeProgress(progress, (now - this.#stageStartedAt) / 1000);
    this.#screen.write(`\r\u001b[K${line}`);
  }

  /** Removes the line, so that what follows stands alone. */
  clear(): void {
    if (this.#isDrawn) this.#screen.write("\r\u001b[K");
    this.#isDrawn = false;
  }
}

/** The line for a stage that has been running for so many seconds. */
export function describeProgress(progress: Progress, seconds: number): string {
  const share = progress.total === 0 ? 1 : Math.min(1, progress.done / progress.total);
  const parts = [`${STAGES[progress.stage]} ${Math.floor(share * 100)}%`];
  if (progress.file !== undefined) parts.push(progress.file);
  if (seconds > 0 && progress.rows > 0) {
    parts.push(`${Math.round(progress.rows / seconds).toLocaleString("en-US")} 行/秒`);
  }
  if (share > 0) parts.push(`约剩 ${minutes((seconds / share) * (1 - share))}`);
  return parts.join("  ");
}

function minutes(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
