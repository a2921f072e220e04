// The frame of every use case on a person's case: who may, lock, step, save with audit, enqueue, all
// in one transaction. What policy refuses rolls everything back; the attempt alone is kept.

import type { Amendment, CaseEvent, CaseEventOf, Command, Day, Refusal } from "@lingdai/policy";
import { mayDo } from "@lingdai/policy";
import type { BeneficiaryId, LoadedCase, Transaction } from "@lingdai/store";
import {
  appendAudit,
  clientOf,
  findVersionTag,
  inTransaction,
  loadCases,
  saveCases,
} from "@lingdai/store";

import { confirmedIn } from "../cases/confirmed-elsewhere.ts";
import type { CaseStep } from "../cases/step-case.ts";
import { stepBeginner } from "../cases/step-cases.ts";
import type { StepWrites } from "../cases/step-writes.ts";
import { collect, noWrites } from "../cases/step-writes.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

/** A case of the person; `at` is the place of the addressed entitlement in it. */
export interface AddressedCase {
  readonly loaded: LoadedCase;
  readonly at: number;
  /** Whether it is the first of the person's cases that the act addresses. */
  readonly isFirst: boolean;
}

export interface CaseAct {
  readonly command: Command;
  readonly beneficiaryId: BeneficiaryId;
  /** The entitlement that is addressed, by its number; absent: the person, so all their cases. */
  readonly number?: number | undefined;
  readonly day: Day;
  /** The version tag that the actor saw; another one is refused. */
  readonly seenTag?: string | undefined;
  readonly eventsFor: (addressed: AddressedCase) => readonly CaseEvent[];
  /** What else the transaction writes about an addressed case, once its step is made. */
  readonly alongside?: (tx: Transaction, step: CaseStep, addressed: AddressedCase) => Promise<void>;
  /** In place of events: the record itself changed. */
  readonly amendFor?: (addressed: AddressedCase) => Amendment;
  /** What the transaction does last, when the actor may not see the person any more. */
  readonly afterwards?: (tx: Transaction) => Promise<void>;
  /** Told to the audit: codes and numbers, never anything personal. */
  readonly detail?: Readonly<Record<string, unknown>> | undefined;
}

/** Carries the act out, or throws a `RefusalError` and leaves only the audit of the attempt. */
export async function actOnCase(desk: Desk, actor: Actor, act: CaseAct): Promise<void> {
  const { command, beneficiaryId } = act;
  await asAttempt(
    desk,
    actor,
    { action: command, beneficiaryId, detail: act.detail },
    async (tx) => {
      const session = clientOf(tx);
      const loaded = await loadCases(session, [beneficiaryId], act.day);
      const addressed = loaded
        .flatMap((each) => addressedIn(each, act.number))
        .map((each, place) => ({ ...each, isFirst: place === 0 }));
      if (addressed.length === 0) throw new RefusalError("not-found");
      const { seenTag } = act;
      if (seenTag !== undefined && seenTag !== (await findVersionTag(tx, beneficiaryId))) {
        throw new RefusalError("changed-meanwhile");
      }
      const writes = await stepAddressed(tx, act, addressed, loaded);
      if (writes.files.length === 0) return;
      writes.audit.push({ action: command, beneficiaryId, detail: auditDetail(act) });
      await saveCases(session, writes).catch((error: unknown) => {
        throw isStale(error) ? new RefusalError("changed-meanwhile", { cause: error }) : error;
      });
      await act.afterwards?.(tx);
      if (writes.notices.length > 0) {
        await desk.jobs.add(tx, [{ name: "send-notices", payload: { beneficiaryId } }]);
      }
    },
  );
}

/** Runs a transaction of the actor's; where it is refused the attempt is audited by itself. */
export async function asAttempt<Result>(
  { database }: Desk,
  actor: Actor,
  attempt: {
    readonly action: Command;
    readonly beneficiaryId?: BeneficiaryId | undefined;
    readonly detail?: Readonly<Record<string, unknown>> | undefined;
  },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const { action, beneficiaryId, detail } = attempt;
  try {
    if (!mayDo(action, actor.role, actor.level)) throw new RefusalError("not-permitted");
    return await inTransaction(database, actor, work);
  } catch (error) {
    if (error instanceof RefusalError) {
      await inTransaction(database, actor, async (tx) => {
        await appendAudit(tx, [
          {
            action: `${action}-refused`,
            ...(beneficiaryId === undefined ? {} : { beneficiaryId }),
            detail: { ...detail, refused: error.code },
          },
        ]);
      });
    }
    throw error;
  }
}

async function stepAddressed(
  tx: Transaction,
  act: CaseAct,
  addressed: readonly AddressedCase[],
  all: readonly LoadedCase[],
): Promise<StepWrites> {
  const eventsOf = new Map(addressed.map((each) => [each.loaded, act.eventsFor(each)]));
  const eventsFor = (each: LoadedCase): readonly CaseEvent[] => eventsOf.get(each) ?? [];
  const begin = await stepBeginner(
    clientOf(tx),
    addressed.map(({ loaded }) => loaded),
    act.day,
    eventsFor,
  );
  const writes = noWrites();
  const refusals: RefusalError[] = [];
  const confirmed: CaseEventOf<"observe">[] = [];
  for (const each of addressed) {
    const step = begin(each.loaded);
    const refused = takeAll(step, eventsFor(each.loaded), act.amendFor?.(each));
    if (refused !== undefined) {
      refusals.push(new RefusalError(refused));
      continue;
    }
    confirmed.push(...confirmedIn(step));
    collect(writes, step.finish());
    await act.alongside?.(tx, step, each);
  }
  // Each region judges by its own rules; what one of them takes is carried out there.
  const [first] = refusals;
  if (
    first !== undefined &&
    (refusals.length === addressed.length || REFUSES_ALL.has(act.command))
  ) {
    throw first;
  }
  const acted = new Set(addressed.map(({ loaded }) => loaded));
  const others = all.filter((each) => !acted.has(each));
  await tellOthers(tx, act.day, others, confirmed, writes);
  return writes;
}

/** Other cases of the person hear what was confirmed; what a region refuses has no effect there. */
async function tellOthers(
  tx: Transaction,
  day: Day,
  others: readonly LoadedCase[],
  confirmed: readonly CaseEventOf<"observe">[],
  writes: StepWrites,
): Promise<void> {
  if (confirmed.length === 0 || others.length === 0) return;
  const begin = await stepBeginner(clientOf(tx), others, day, () => confirmed);
  for (const other of others) {
    const step = begin(other);
    for (const event of confirmed) step.hear(event);
    collect(writes, step.finish());
  }
}

/** In their order; the first refusal ends it, and with it the whole act. */
function takeAll(
  step: CaseStep,
  events: readonly CaseEvent[],
  amendment: Amendment | undefined,
): Refusal | undefined {
  for (const event of events) {
    const refused = step.take(event);
    if (refused !== undefined) return refused;
  }
  return amendment === undefined ? undefined : step.amend(amendment);
}

/** The record itself is the person's: where a death locks one case of theirs, it locks it. */
const REFUSES_ALL: ReadonlySet<Command> = new Set<Command>([
  "maintain",
  "change-record",
  "change-grant",
]);

function addressedIn(
  loaded: LoadedCase,
  number: number | undefined,
): readonly Omit<AddressedCase, "isFirst">[] {
  if (number === undefined) return [{ loaded, at: 0 }];
  const at = loaded.entitlements.findIndex((each) => each.number === number);
  return at === -1 ? [] : [{ loaded, at }];
}

function auditDetail({ detail, number }: CaseAct) {
  return { ...detail, ...(number === undefined ? {} : { number }) };
}

function isStale(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40001";
}
