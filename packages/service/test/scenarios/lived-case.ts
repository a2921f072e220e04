// Lives a generated life on a real record: through the use cases, by the staff at hand, whatever is
// refused being refused. Nights are run as they fall due.

import assert from "node:assert/strict";

import type { CaseEvent, Day, HighRiskAction, Pack } from "@lingdai/policy";
import type { Actor, Desk } from "@lingdai/service";
import {
  RefusalError,
  announceWindow,
  applyFor,
  certify,
  confirmLoss,
  decideAsUnit,
  maintain,
  objectPublicly,
  objectTo,
  recordPayment,
  refuteLoss,
  resolveObjection,
  reviewFirst,
  reviewSecond,
  sign,
  stepCases,
  verify,
} from "@lingdai/service";
import type { BeneficiaryId, Database } from "@lingdai/store";
import { clientOf, inTransaction, listWaitingCertifications, staffIdOf } from "@lingdai/store";

import { A_PICTURE } from "../evidence-files.ts";
import type { Happening } from "./desk-life.ts";
import { LIFE_BEGINS, eventOn } from "./desk-life.ts";
import { addPersonOfRecord, openTestRegion } from "./people-of-record.ts";

export interface LivedCase {
  readonly beneficiaryId: BeneficiaryId;
  readonly payDivision: string;
  readonly openedOn: Day;
  readonly endedOn: Day;
}

let regions = 0;

/** A person of a new region, one benefit, certified eleven months ago. */
export async function liveOnRecord(
  { desk, worker }: { readonly desk: Desk; readonly worker: Database },
  pack: Pack,
  happenings: readonly Happening[],
): Promise<LivedCase> {
  regions += 1;
  const payDivision = `${200_000 + regions}`;
  const openedOn = LIFE_BEGINS;
  const insurance = pack.covers("enterprise-pension", "retirement-pension")
    ? "enterprise-pension"
    : "institution-pension";
  const beneficiaryId = await inTransaction(worker, "worker", async (tx) => {
    await openTestRegion(tx, payDivision, pack.id, openedOn);
    return await addPersonOfRecord(tx, {
      policy: pack.id,
      payDivision,
      person: { hasPhone: true, hasHousehold: true, hasResidence: true },
      grants: [
        {
          insurance,
          kind: "retirement-pension",
          since: openedOn - 4000,
          hasUnit: true,
          lastCertified: { on: openedOn - 330 },
        },
      ],
      openedOn,
    });
  });
  let day = openedOn;
  let refs = 0;
  const step = async (events: readonly CaseEvent[]): Promise<void> => {
    await inTransaction(worker, "worker", async (tx) => {
      const report = await stepCases(clientOf(tx), [{ beneficiaryId, events }], day);
      for (const event of events) {
        if (event.type !== "observe" || report.refused.length > 0) continue;
        await tx
          .insertInto("observation")
          .values({
            beneficiary_id: beneficiaryId,
            kind: event.kind,
            occurred_on: event.occurredOn,
            arrived_on: day,
            source: event.source,
            ref: event.ref,
            source_file_id: null,
            line: null,
          })
          .execute();
      }
    });
  };
  for (const { waitDays, staff, what } of happenings) {
    day += waitDays;
    await step([]);
    if (what.do === "observe") {
      refs += 1;
      const occurredOn = day - what.daysAgo;
      const ref = `${payDivision}-${refs}`;
      await step([{ type: "observe", kind: what.kind, occurredOn, source: "source", ref }]);
      continue;
    }
    const at = { desk, pack, beneficiaryId, payDivision, day, staff };
    if (what.do === "settle-up") {
      // Whatever stands against the person is wrong, they are seen today, the account is in order.
      await attempt(async () => {
        await act(at, { type: "refute-loss" });
      });
      refs += 1;
      const ref = `${payDivision}-${refs}`;
      await step([{ type: "observe", kind: "face-self", occurredOn: day, source: "face", ref }]);
      await attempt(async () => {
        await act(at, { type: "maintain", renewed: ["account"] });
      });
      for (const action of ["resume", "backpay"] as const) {
        for (const each of [0, 1, 2]) await signAs({ ...at, staff: staff + each }, action);
      }
      continue;
    }
    const event = eventOn(pack, what.event, what.result, day);
    if (event === undefined) continue;
    if (what.event === "approve" && event.type === "apply") await signAs(at, event.action);
    else await attempt(async () => { await act(at, event); });
  }
  // Quiet at the end, so that what was scheduled comes.
  day += 70;
  await step([]);
  return { beneficiaryId, payDivision, openedOn, endedOn: day };
}

interface At {
  readonly desk: Desk;
  readonly pack: Pack;
  readonly beneficiaryId: BeneficiaryId;
  readonly payDivision: string;
  readonly day: Day;
  readonly staff: number;
}

/** How many people work there. Set by the test: with one, nobody else can sign. */
export const office = { people: 4 };

function actorOf({ staff, payDivision }: At): Actor {
  return {
    staffId: staffIdOf(1 + (staff % office.people)),
    role: "approver",
    level: "city",
    place: payDivision.slice(0, 4),
  };
}

async function signAs(at: At, action: HighRiskAction): Promise<void> {
  const { desk, beneficiaryId, day } = at;
  await attempt(async () => {
    await sign(desk, actorOf(at), { beneficiaryId, number: 0, day, action });
  });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
  }
}

const PAPER = { kind: "document", mediaType: "image/jpeg", content: A_PICTURE } as const;
const PHOTO = { kind: "photo", mediaType: "image/jpeg", content: A_PICTURE } as const;

async function act(at: At, event: CaseEvent): Promise<void> {
  const { desk, beneficiaryId, payDivision, day } = at;
  const actor = actorOf(at);
  const unit: Actor = { ...actor, role: "unit-clerk", level: "unit", place: `U-${payDivision}` };
  const person = { beneficiaryId, day };
  const row = { ...person, number: 0 };
  switch (event.type) {
    case "certify":
      await certify(desk, actor, { ...event, ...person, evidence: [PAPER, PHOTO] });
      return;
    case "review": {
      const waiting = await inTransaction(
        desk.database,
        actor,
        async (tx) => await listWaitingCertifications(tx, beneficiaryId),
      );
      const [first] = waiting;
      if (first === undefined) return;
      const { certificationId, state } = first;
      const review = state === "submitted" ? reviewFirst : reviewSecond;
      await review(desk, actor, { certificationId, day, result: event.result });
      return;
    }
    case "verify":
      await verify(desk, actor, { ...event, ...row, evidence: [PAPER, PHOTO] });
      return;
    case "confirm-loss":
      await confirmLoss(desk, actor, { ...event, ...row });
      return;
    case "refute-loss":
      await refuteLoss(desk, actor, person);
      return;
    case "unit":
      await decideAsUnit(desk, unit, { ...event, ...row });
      return;
    case "maintain":
      await maintain(desk, unit, { ...event, ...person });
      return;
    case "payment":
      await recordPayment(desk, actor, { ...event, ...row });
      return;
    case "object":
      await objectTo(desk, actor, row);
      return;
    case "apply":
      await applyFor(desk, actor, { ...event, ...row });
      return;
    case "announce":
      await announceWindow(desk, actor, { payDivision, day, window: event.window });
      return;
    case "public-objection":
      await objectPublicly(desk, actor, row);
      return;
    case "resolve-objection":
      await resolveObjection(desk, actor, { ...event, ...row });
      return;
    case "observe":
    case "approve":
    case "transfer":
    case "edit":
      assert.fail(`${event.type} is nobody's act here`);
  }
}
