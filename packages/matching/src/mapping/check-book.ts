// The books of a check: how many rows are good, which reasons speak against the others, which rows
// repeat earlier ones. Knows neither files nor how a row is judged.

import type { RejectReason } from "../judge/reject-reason.ts";

export interface ExplainedRejection {
  readonly reason: RejectReason;
  readonly field: string;
  readonly value: string;
  /** What is wrong and how to mend it, in Chinese. */
  readonly why: string;
}

/** The rejections of one reason and field. */
export interface RejectionGroup extends ExplainedRejection {
  readonly count: number;
  /** The line of the first of them. */
  readonly line: number;
}

export interface JudgedRow {
  readonly rejection: { readonly reason: RejectReason; readonly field: string } | undefined;
  /** Rows of one file that share it count once. */
  readonly twin: string;
  readonly hasUnknownSex: boolean;
}

/** What is counted over all rows that are looked at. */
export class CheckBook {
  looked = 0;
  rejected = 0;
  #twins = 0;
  #unknownSex = 0;
  readonly #seen = new Set<string>();
  readonly #groups = new Map<string, RejectionGroup>();
  readonly #lostDigits = new Map<string, number>();

  accept({ twin, hasUnknownSex: isUnknown }: JudgedRow): void {
    this.looked += 1;
    if (this.#seen.has(twin)) this.#twins += 1;
    this.#seen.add(twin);
    if (isUnknown) this.#unknownSex += 1;
  }

  reject(line: number, rejection: ExplainedRejection): void {
    this.looked += 1;
    this.rejected += 1;
    const key = `${rejection.reason} ${rejection.field}`;
    const known = this.#groups.get(key);
    this.#groups.set(key, { line, ...rejection, ...known, count: (known?.count ?? 0) + 1 });
  }

  loseDigits(column: string): void {
    this.#lostDigits.set(column, (this.#lostDigits.get(column) ?? 0) + 1);
  }

  groups(): readonly RejectionGroup[] {
    return [...this.#groups.values()].toSorted((a, b) => b.count - a.count);
  }

  warnings(): readonly string[] {
    const warnings: string[] = [];
    if (this.#twins > 0) {
      warnings.push(
        `${this.#twins} 行与前面的行重复（观测看来源和流水号，名册看号码、险种和待遇），重复的不计`,
      );
    }
    if (this.#unknownSex > 0) warnings.push(`${this.#unknownSex} 行的 sex 不认识，按空白处理`);
    for (const [column, count] of this.#lostDigits) {
      warnings.push(
        `“${column}”有 ${count} 个单元格是超过 15 位的数字，末尾几位已经丢失；请在来源方改成文本`,
      );
    }
    return warnings;
  }
}
