// A refusal on its way out of a use case: what policy answered as a value, and those that only the
// record knows. Messages belong to whoever shows them.

import type { Refusal } from "@lingdai/policy";

/** `not-found` also stands for what is out of sight: whether it exists is personal data. */
export type RefusalCode =
  | Refusal
  | "not-permitted"
  | "not-found"
  | "changed-meanwhile"
  | "taken-already"
  | "filed-already"
  | "login-taken"
  | "too-many"
  | "name-mismatch"
  | "reason-needed"
  | "too-many-rows"
  | "evidence-unusable"
  | "evidence-store-full"
  | "mapping-unusable";

export class RefusalError extends Error {
  readonly code: RefusalCode;
  /** Where and what, for refusals that have more to say than their code; never anything personal. */
  readonly detail: string | undefined;

  constructor(code: RefusalCode, options?: ErrorOptions & { readonly detail?: string }) {
    super(code, options);
    this.name = "RefusalError";
    this.code = code;
    this.detail = options?.detail;
  }
}
