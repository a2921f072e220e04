// High-risk actions (SC 29, D8): asked for, then signed one after the other by three different people.
// With the third signature the case carries the action out, in the transaction of that signature.

import type { AgencyLevel, CaseEvent, Command, Day, HighRiskAction } from "@lingdai/policy";
import type { BeneficiaryId } from "@lingdai/store";
import { addSignature, findOpenApplication, inTransaction } from "@lingdai/store";

import { actOnCase } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

export interface HighRisk {
  readonly beneficiaryId: BeneficiaryId;
  readonly number: number;
  readonly day: Day;
  readonly action: HighRiskAction;
  readonly seenTag?: string | undefined;
}

export interface Applying extends HighRisk {
  /** Whether the pension had been terminated where the record does not know it (SC 28). */
  readonly wasTerminated: boolean;
}

export async function applyFor(desk: Desk, actor: Actor, given: Applying): Promise<void> {
  const { beneficiaryId, number, day, action, wasTerminated, seenTag } = given;
  await actOnCase(desk, actor, {
    command: action === "terminate" ? "apply-terminate" : "apply",
    beneficiaryId,
    number,
    day,
    seenTag,
    detail: { action },
    eventsFor: ({ at }) => [{ type: "apply", entitlement: at, action, wasTerminated }],
  });
}

const STEPS = ["sign-1", "sign-2", "sign-3"] as const satisfies readonly Command[];

/** Signs the open application; refused as policy refuses it, whichever signature it is. */
export async function sign(desk: Desk, actor: Actor, given: HighRisk): Promise<void> {
  const { beneficiaryId, number, day, action } = given;
  const find = async () =>
    await inTransaction(
      desk.database,
      actor,
      async (tx) => await findOpenApplication(tx, beneficiaryId, number, action),
    );
  // Whoever signs what nobody asked for yet asks for it.
  const isAskedFor = (await find()) !== undefined;
  if (!isAskedFor) await applyFor(desk, actor, { ...given, wasTerminated: false });
  const signers = (await find())?.signers ?? [];
  const command = STEPS[signers.length] ?? "sign-3";
  await actOnCase(desk, actor, {
    command,
    beneficiaryId,
    number,
    day,
    // Asking for it has changed what was seen.
    seenTag: isAskedFor ? given.seenTag : undefined,
    detail: { action, step: signers.length + 1 },
    eventsFor: ({ at }) => signingEvents(at, action, [...signers, actor.staffId], agencyOf(actor)),
    alongside: async (tx) => {
      const open = await findOpenApplication(tx, beneficiaryId, number, action);
      if (open === undefined) throw new RefusalError("not-due");
      // Somebody signed meanwhile: what was judged above is not what stands now.
      if (open.signers.length !== signers.length) throw new RefusalError("changed-meanwhile");
      await addSignature(tx, {
        applicationId: open.applicationId,
        step: signers.length + 1,
        staffId: actor.staffId,
        level: agencyOf(actor),
        signedOn: day,
      });
    },
  });
}

/** Selected, then signed by all so far: with fewer than three the case only says whether it might be. */
function signingEvents(
  entitlement: number,
  action: HighRiskAction,
  signers: readonly number[],
  level: AgencyLevel,
): readonly CaseEvent[] {
  return [
    { type: "apply", entitlement, action, wasTerminated: false },
    { type: "approve", entitlement, names: signers.map(String), level },
  ];
}

function agencyOf({ level }: Actor): AgencyLevel {
  if (level === "province" || level === "city" || level === "county") return level;
  throw new RefusalError("not-permitted");
}
