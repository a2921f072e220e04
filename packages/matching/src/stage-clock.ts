// How long each stage of a run took. Knows nothing of the stages.

export class StageClock {
  readonly #startedAt = performance.now();
  readonly #milliseconds = new Map<string, number>();

  async time<Result>(stage: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    const result = await work();
    this.#milliseconds.set(stage, performance.now() - startedAt);
    return result;
  }

  /** Seconds by stage and in total, to the millisecond. */
  seconds(): Readonly<Record<string, number>> {
    const stages = [...this.#milliseconds].map(([stage, spent]): [string, number] => [
      stage,
      Math.round(spent) / 1000,
    ]);
    return { ...Object.fromEntries(stages), total: Math.round(this.elapsed() * 1000) / 1000 };
  }

  /** Seconds since the run began. */
  elapsed(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }
}
