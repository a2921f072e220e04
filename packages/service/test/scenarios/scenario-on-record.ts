// Runs a scenario through the use cases on a real record, jumping from one due day to the next, and
// holds what people would see, and what lists would show, against what the scenario expects.

import assert from "node:assert/strict";

import type { CaseEvent, Day, Difference, HighRiskAction, Notice, Scenario } from "@lingdai/policy";
import { applyEvent, differences, findPack, formatDay, viewEntitlement } from "@lingdai/policy";
import type { Actor, Desk } from "@lingdai/service";
import {
  RefusalError,
  announceWindow,
  applyFor,
  beginEdit,
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
  transferTask,
  verify,
} from "@lingdai/service";
import type { BeneficiaryId, Database } from "@lingdai/store";
import {
  clientOf,
  inTransaction,
  listWaitingCertifications,
  loadCases,
  staffIdOf,
} from "@lingdai/store";

import { contentOf } from "../evidence-files.ts";
import { addPersonOfRecord, openTestRegion } from "./people-of-record.ts";

export interface RecordOfScenario {
  readonly desk: Desk;
  readonly worker: Database;
}

export interface FoundDifference extends Difference {
  readonly step: number;
  readonly on: string;
}

const CLERK = 1;
const REVIEWERS = [2, 3] as const;
const FIRST_SIGNER = 10;
const SIGNATURES = 3;

/** A number of their own for everybody who signs in a scenario. */
const signers = new Map<string, number>();
function signerNumber(name: string): number {
  const known = signers.get(name) ?? FIRST_SIGNER + signers.size;
  signers.set(name, known);
  return known;
}

export async function runOnRecord(
  record: RecordOfScenario,
  scenario: Scenario,
  payDivision: string,
): Promise<readonly FoundDifference[]> {
  const run = await startOnRecord(record, scenario, payDivision);
  const found: FoundDifference[] = [];
  for (const [at, step] of scenario.steps.entries()) {
    const differing =
      step.type === "event"
        ? await run.take(step.event, step.on)
        : await run.expect(step.entitlement, step.expected, step.on);
    found.push(...differing.map((each) => ({ step: at, on: formatDay(step.on), ...each })));
  }
  return found;
}

async function startOnRecord(
  { desk, worker }: RecordOfScenario,
  scenario: Scenario,
  payDivision: string,
) {
  const pack = findPack(scenario.policy);
  assert.ok(pack);
  const openedOn = Math.max(scenario.startsOn, pack.validity.from);
  const onRecord = async <Result>(work: Parameters<typeof inTransaction<Result>>[2]) =>
    await inTransaction(worker, "worker", work);
  const beneficiaryId = await onRecord(async (tx) => {
    await openTestRegion(tx, payDivision, pack.id, openedOn);
    return await addPersonOfRecord(tx, {
      policy: pack.id,
      payDivision,
      person: scenario.person,
      grants: scenario.grants,
      openedOn,
    });
  });
  const actor = (staffId: number, role: Actor["role"] = "approver"): Actor => ({
    staffId: staffIdOf(staffId),
    role,
    level: "county",
    place: payDivision,
  });
  let refused: string | undefined;
  const told: Notice[][] = scenario.grants.map(() => []);
  let noticesSeen = 0;

  const passNights = async (tx: Tx, day: Day): Promise<void> => {
    await stepCases(clientOf(tx), [{ beneficiaryId, events: [] }], day);
  };
  const collectNotices = async (tx: Tx): Promise<void> => {
    const rows = await tx
      .selectFrom("notice")
      .select(["notice_id", "number", "notice"])
      .where("beneficiary_id", "=", beneficiaryId)
      .where("notice_id", ">", noticesSeen)
      .orderBy("notice_id")
      .execute();
    for (const { notice_id, number, notice } of rows) {
      noticesSeen = notice_id;
      told[number]?.push(notice as Notice);
    }
  };
  const unit: Actor = {
    staffId: staffIdOf(CLERK),
    role: "unit-clerk",
    level: "unit",
    place: `U-${payDivision}`,
  };
  const take = async (event: CaseEvent, day: Day): Promise<void> => {
    const person = { beneficiaryId, day };
    switch (event.type) {
      case "observe":
        refused = await observe(event, day);
        return;
      case "certify": {
        const evidence = event.evidence.map((kind) => ({
          kind,
          mediaType: "image/jpeg",
          content: contentOf(kind),
        }));
        await certify(desk, actor(CLERK), { ...event, ...person, evidence });
        return;
      }
      case "review": {
        const waiting = await inTransaction(
          desk.database,
          actor(CLERK),
          async (tx) => await listWaitingCertifications(tx, beneficiaryId),
        );
        const certificationId = waiting.at(-1)?.certificationId;
        if (certificationId === undefined) throw new RefusalError("not-due");
        const [first, second] = REVIEWERS;
        await reviewFirst(desk, actor(first), { certificationId, day, result: "accept" });
        const { result } = event;
        await reviewSecond(desk, actor(second), { certificationId, day, result });
        return;
      }
      case "verify": {
        const evidence = event.evidence.map((kind) => ({
          kind,
          mediaType: "image/jpeg",
          content: contentOf(kind),
        }));
        const given = { ...event, ...person, number: event.entitlement, evidence };
        await verify(desk, actor(CLERK), given);
        return;
      }
      case "confirm-loss":
        await confirmLoss(desk, actor(CLERK), { ...event, ...person, number: event.entitlement });
        return;
      case "refute-loss":
        await refuteLoss(desk, actor(CLERK), person);
        return;
      case "unit": {
        const number = event.entitlement;
        // A unit answers for its own people only; whom none answers for, none can decide about.
        if (scenario.grants[number]?.hasUnit !== true) {
          refused = await stepDirectly(event, day);
          return;
        }
        await decideAsUnit(desk, unit, { ...event, ...person, number });
        return;
      }
      case "maintain": {
        const keeper = scenario.grants.some(({ hasUnit }) => hasUnit) ? unit : actor(CLERK);
        await maintain(desk, keeper, { ...event, ...person });
        return;
      }
      case "payment":
        await recordPayment(desk, actor(CLERK), { ...event, ...person, number: event.entitlement });
        return;
      case "object":
        await objectTo(desk, actor(CLERK), { ...person, number: event.entitlement });
        return;
      case "apply":
        await applyFor(desk, actor(CLERK), { ...event, ...person, number: event.entitlement });
        selected.set(event.entitlement, event.action);
        return;
      case "approve": {
        const number = event.entitlement;
        const action = selected.get(number) ?? "resume";
        const signed = signatures.get(number) ?? [];
        signatures.set(number, signed);
        for (const [at, name] of event.names.entries()) {
          // Signatures are made one by one here: who signed before need not do so again.
          if (signed[at] === name) continue;
          // And what two have signed takes but one more, whoever that is.
          if (signed.length === SIGNATURES) break;
          const signer = { ...actor(signerNumber(name)), level: event.level ?? "city" };
          const place = payDivision.slice(0, { province: 2, city: 4, county: 6 }[signer.level]);
          await sign(desk, { ...signer, place }, { ...person, number, action });
          signed.push(name);
        }
        if (event.names.length < 3) return;
        selected.delete(number);
        signatures.delete(number);
        return;
      }
      case "announce":
        await announceWindow(desk, actor(CLERK), { payDivision, day, window: event.window });
        return;
      case "public-objection":
        await objectPublicly(desk, actor(CLERK), { ...person, number: event.entitlement });
        return;
      case "resolve-objection":
        await resolveObjection(desk, actor(CLERK), {
          ...event,
          ...person,
          number: event.entitlement,
        });
        return;
      case "transfer":
        await transferTask(desk, actor(CLERK), {
          ...person,
          number: event.entitlement,
          to: event.to,
        });
        return;
      case "edit":
        await beginEdit(desk, actor(CLERK), person);
    }
  };
  const selected = new Map<number, HighRiskAction>();
  const signatures = new Map<number, string[]>();
  const stepDirectly = async (event: CaseEvent, day: Day): Promise<string | undefined> =>
    await onRecord(async (tx) => {
      const report = await stepCases(clientOf(tx), [{ beneficiaryId, events: [event] }], day);
      return report.refused[0]?.refusal;
    });
  const observe = async (
    event: CaseEvent & { readonly type: "observe" },
    day: Day,
  ): Promise<string | undefined> =>
    await onRecord(async (tx) => {
      const known = await tx
        .selectFrom("observation")
        .select("ref")
        .where("beneficiary_id", "=", beneficiaryId)
        .where("source", "=", event.source)
        .where("ref", "=", event.ref)
        .executeTakeFirst();
      if (known !== undefined) {
        const [loaded] = await loadCases(clientOf(tx), [beneficiaryId], day);
        assert.ok(loaded);
        return applyEvent(pack, loaded.file, event, day).refused;
      }
      const report = await stepCases(clientOf(tx), [{ beneficiaryId, events: [event] }], day);
      const refusal = report.refused[0]?.refusal;
      if (refusal === undefined) await keepObservation(tx, beneficiaryId, event, day);
      return refusal;
    });

  return {
    async take(event: CaseEvent, day: Day): Promise<readonly Difference[]> {
      await onRecord(async (tx) => {
        await passNights(tx, day);
      });
      refused = undefined;
      try {
        await take(event, day);
      } catch (error) {
        if (!(error instanceof RefusalError)) throw error;
        refused = error.code;
      }
      return [];
    },
    async expect(
      number: number,
      expected: Parameters<typeof differences>[0],
      day: Day,
    ): Promise<readonly Difference[]> {
      const { file, shown } = await onRecord(async (tx) => {
        await passNights(tx, day);
        await collectNotices(tx);
        const [loaded] = await loadCases(clientOf(tx), [beneficiaryId], day);
        assert.ok(loaded);
        return { file: loaded.file, shown: await shownOf(tx, beneficiaryId, number) };
      });
      const view = viewEntitlement(pack, file, number, day);
      assert.ok(view);
      assert.deepEqual(
        shown,
        {
          status: view.status,
          stopReason: view.stopReason ?? null,
          conclusion: view.conclusion ?? null,
          pendingReason: view.pendingReason ?? null,
          deadline: view.deadline ?? null,
          isLocked: view.isLocked,
          task: view.task?.to ?? null,
          taskDueOn: view.task?.dueOn ?? null,
        },
        `${scenario.name}: the lists show something else on ${formatDay(day)}`,
      );
      const found = differences(expected, view, told[number] ?? [], refused as never);
      if (expected.notices !== undefined) told[number] = [];
      return found;
    },
  };
}

type Tx = Parameters<Parameters<typeof inTransaction>[2]>[0];

async function keepObservation(
  tx: Tx,
  beneficiaryId: BeneficiaryId,
  event: CaseEvent & { readonly type: "observe" },
  day: Day,
): Promise<void> {
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

async function shownOf(tx: Tx, beneficiaryId: BeneficiaryId, number: number) {
  return await tx
    .selectFrom("entitlement")
    .leftJoin("verification_task as task", (join) =>
      join
        .onRef("task.beneficiary_id", "=", "entitlement.beneficiary_id")
        .onRef("task.number", "=", "entitlement.number")
        .on("task.closed_on", "is", null),
    )
    .select([
      "entitlement.status",
      "entitlement.stop_reason as stopReason",
      "entitlement.conclusion",
      "entitlement.pending_reason as pendingReason",
      "entitlement.deadline",
      "entitlement.is_locked as isLocked",
      "task.body as task",
      "task.due_on as taskDueOn",
    ])
    .where("entitlement.beneficiary_id", "=", beneficiaryId)
    .where("entitlement.number", "=", number)
    .executeTakeFirst();
}
