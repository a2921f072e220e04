// The record itself: basic data renewed (QD 4.3, D13), and the ordinary edit that a death refuses
// (SC 36).

import type { BasicDatum, Day } from "@lingdai/policy";
import { bodyOfLevel } from "@lingdai/policy";
import type { BeneficiaryId } from "@lingdai/store";

import { actOnCase } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";

export interface Maintaining {
  readonly beneficiaryId: BeneficiaryId;
  readonly day: Day;
  readonly renewed: readonly BasicDatum[];
  readonly seenTag?: string | undefined;
}

export async function maintain(desk: Desk, actor: Actor, given: Maintaining): Promise<void> {
  const { beneficiaryId, day, renewed, seenTag } = given;
  await actOnCase(desk, actor, {
    command: "maintain",
    beneficiaryId,
    day,
    seenTag,
    detail: { renewed },
    eventsFor: () => [{ type: "maintain", renewed, by: bodyOfLevel(actor.level) }],
  });
}

/** Whether the record may be edited at all: refused `locked` after a death. */
export async function beginEdit(
  desk: Desk,
  actor: Actor,
  given: { readonly beneficiaryId: BeneficiaryId; readonly day: Day },
): Promise<void> {
  await actOnCase(desk, actor, {
    ...given,
    command: "change-record",
    eventsFor: () => [{ type: "edit" }],
  });
}
