// The bank's results of one benefit, month by month, and the rule of six failed months in a row
// (SC 24, D13). Months are integers (`monthIndexOf`). Knows neither benefit nor suspension.

export interface Payments {
  readonly failedMonths: ReadonlySet<number>;
  /** Months up to this one were cleared by a success or by maintenance of the account. */
  readonly clearedThrough?: number | undefined;
  /** Too many months failed in a row, and the account was not maintained since. */
  readonly isBlocked: boolean;
}

export const NO_PAYMENTS: Payments = { failedMonths: new Set(), isBlocked: false };

export function withFailure(payments: Payments, month: number): Payments {
  return { ...payments, failedMonths: new Set([...payments.failedMonths, month]) };
}

/** A success or a maintained account clears the months up to its own, whenever it is learnt of. */
export function clearedThrough(payments: Payments, month: number): Payments {
  return { ...payments, clearedThrough: Math.max(month, payments.clearedThrough ?? month) };
}

/** Whether that many consecutive months failed and were not cleared. */
export function hasFailedInARow(payments: Payments, months: number): boolean {
  const { failedMonths, clearedThrough: cleared } = payments;
  const counts = (month: number): boolean =>
    failedMonths.has(month) && (cleared === undefined || month > cleared);
  return [...failedMonths].some((last) => {
    let first = last;
    while (last - first < months && counts(first)) first -= 1;
    return last - first >= months;
  });
}
