// A walk-in's certification (ZB 3.1, WH 5): filed by a clerk anywhere, taken up in the person's own
// region by its own rules, where the clerk sees nothing.

import type { CaseEvent, Day, EvidenceKind, Refusal, SignKind } from "@lingdai/policy";
import type { Database, Transaction } from "@lingdai/store";
import {
  clientOf,
  fileWalkIn,
  findLastNightlyRun,
  inTransaction,
  keepWalkInRefusals,
  loadCases,
  saveCases,
  takeUpWalkIn,
} from "@lingdai/store";

import { stepBeginner } from "../cases/step-cases.ts";
import { collect, noWrites } from "../cases/step-writes.ts";
import { asAttempt } from "./act-on-case.ts";
import { recordCertification } from "./certify.ts";
import type { Actor, Desk } from "./desk.ts";
import type { GivenEvidence } from "./given-evidence.ts";
import { keepEvidence, kindsOf, recordEvidence } from "./given-evidence.ts";
import { RefusalError } from "./refusal-error.ts";

export interface FilingWalkIn {
  readonly walkInId: number;
  readonly day: Day;
  readonly kind: SignKind;
  /** When the person came, where that was before it is filed. */
  readonly occurredOn?: Day | undefined;
  readonly evidence: readonly GivenEvidence[];
  /** What the transaction does last. */
  readonly afterwards?: (tx: Transaction) => Promise<void>;
}

/** As it waits on record to be taken up. */
interface FiledCertification {
  readonly kind: SignKind;
  readonly day: Day;
  readonly occurredOn?: Day | undefined;
  readonly evidence: readonly {
    readonly kind: EvidenceKind;
    readonly contentHash: string;
    readonly bytes: number;
    readonly mediaType: string;
  }[];
}

/** Refused `not-found` where this clerk has not just looked the person up, or has filed already. */
export async function fileWalkInCertification(
  desk: Desk,
  actor: Actor,
  { walkInId, day, kind, occurredOn, evidence, afterwards }: FilingWalkIn,
): Promise<void> {
  const files = await keepEvidence(desk, evidence);
  const filed: FiledCertification = {
    kind,
    day,
    occurredOn,
    evidence: files.map(({ contentHash, ...file }) => ({
      ...file,
      contentHash: contentHash.toString("hex"),
    })),
  };
  await asAttempt(desk, actor, { action: "certify", detail: { walkInId, kind } }, async (tx) => {
    const isFiled = await fileWalkIn(tx, walkInId, { ...filed });
    if (!isFiled) throw new RefusalError("not-found");
    await afterwards?.(tx);
  });
}

/** What each of the person's regions refused, by policy; empty where all took it. */
export type WalkInRefusals = Readonly<Record<string, Refusal>>;

/**
 * Brings one into the person's cases, with its evidence and, where a region wants reviews, waiting for
 * them. Undefined where nobody filed it or somebody has taken it up.
 */
export async function takeUpWalkInCertification(
  worker: Database,
  walkInId: number,
  today: Day,
): Promise<WalkInRefusals | undefined> {
  return await inTransaction(worker, "worker", async (tx) => {
    const taken = await takeUpWalkIn(tx, walkInId);
    if (taken === undefined) return undefined;
    const { beneficiaryId, staffId } = taken;
    const filed = taken.filed as FiledCertification;
    const files = filed.evidence.map((file) => ({
      ...file,
      contentHash: Buffer.from(file.contentHash, "hex"),
    }));
    const event: CaseEvent = {
      type: "certify",
      kind: filed.kind,
      occurredOn: filed.occurredOn ?? filed.day,
      by: "service-point",
      evidence: kindsOf(files),
      result: "passed",
    };
    const day = await stepDayOf(tx, filed.day, today);
    const session = clientOf(tx);
    const loaded = await loadCases(session, [beneficiaryId], day);
    const begin = await stepBeginner(session, loaded, day, () => [event]);
    const writes = noWrites();
    const refusals: Record<string, Refusal> = {};
    for (const each of loaded) {
      const step = begin(each);
      const refused = step.take(event);
      if (refused !== undefined) {
        refusals[each.pack.id] = refused;
        continue;
      }
      collect(writes, step.finish());
      await recordEvidence(tx, staffId, step, files);
      await recordCertification(tx, staffId, step, {
        kind: filed.kind,
        occurredOn: filed.occurredOn ?? filed.day,
        day,
      });
    }
    const action = writes.files.length > 0 ? "take-up-walk-in" : "take-up-walk-in-refused";
    writes.audit.push({ action, beneficiaryId, detail: { walkInId, refusals } });
    await saveCases(session, writes);
    if (Object.keys(refusals).length > 0) await keepWalkInRefusals(tx, walkInId, refusals);
    return refusals;
  });
}

/**
 * The day on which it was handed in, for a deadline may lie between (D6); today once the nights have
 * gone on without it.
 */
async function stepDayOf(tx: Transaction, filedOn: Day, today: Day): Promise<Day> {
  const last = await findLastNightlyRun(tx);
  return last === undefined || last.day <= filedOn ? filedOn : Math.max(filedOn, today);
}
