// Runs a scenario a third time: what people do goes through the HTTP API alone, with accounts, sessions
// and versions as a console would use them, and what is expected is read from the answers. Arrivals from
// sources and the nights are no requests of people: they come as the worker brings them.

import assert from "node:assert/strict";

import type {
  EvidenceKind,
  CaseEvent,
  Citation,
  Day,
  Difference,
  EntitlementView,
  HighRiskAction,
  Notice,
  Scenario,
} from "@lingdai/policy";
import {
  differences,
  findPack,
  firstDayOfMonthIndex,
  formatDay,
  monthIndexOf,
  parseDay,
} from "@lingdai/policy";
import { stepCases } from "@lingdai/service";
import type { buildServer } from "@lingdai/service";
import type { BeneficiaryId, Database, NewStaff } from "@lingdai/store";
import { addObservation, addStaff, clientOf, inTransaction } from "@lingdai/store";

import { contentOf } from "../evidence-files.ts";
import { addPersonOfRecord, openTestRegion } from "./people-of-record.ts";

/** One server with a clock of its own: scenarios live at different times. */
export interface Lane {
  readonly server: Awaited<ReturnType<typeof buildServer>>;
  readonly clock: { day: Day };
}

export interface HttpOffice {
  readonly worker: Database;
  readonly password: string;
  readonly passwordHash: string;
}

type Account = Pick<NewStaff, "login" | "role" | "level" | "place">;
type Cookies = Readonly<Record<string, string>>;

const sessions = new Map<string, Promise<Cookies>>();
let addresses = 0;

/** An address of its own, as every clerk's: requests are limited by address. */
function newAddress(): string {
  addresses += 1;
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

async function signIn(office: HttpOffice, { server }: Lane, account: Account): Promise<Cookies> {
  const known = sessions.get(account.login);
  if (known !== undefined) return await known;
  const made = (async () => {
    const { worker, password, passwordHash } = office;
    await inTransaction(worker, "worker", async (tx) => {
      await addStaff(tx, { ...account, name: account.login, passwordHash, origin: "added" });
    });
    const answer = await server.inject({
      method: "POST",
      url: "/api/session",
      remoteAddress: newAddress(),
      payload: { login: account.login, password },
    });
    assert.equal(answer.statusCode, 204, answer.body);
    return Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value]));
  })();
  sessions.set(account.login, made);
  return await made;
}

interface Page {
  readonly entitlements: readonly {
    readonly number: number;
    readonly status: EntitlementView["status"];
    readonly stopReason: EntitlementView["stopReason"] | null;
    readonly conclusion: EntitlementView["conclusion"] | null;
    readonly pendingReason: EntitlementView["pendingReason"] | null;
    readonly deadline: string | null;
    readonly basis: readonly Citation[];
    readonly isLocked: boolean;
    readonly band: EntitlementView["band"] | null;
  }[];
  readonly tasks: readonly {
    readonly number: number;
    readonly reason: string;
    readonly body: string;
    readonly openedOn: string;
    readonly dueOn: string;
  }[];
  readonly certifications: readonly { readonly certificationId: number }[];
  readonly statuses: readonly { readonly number: number; readonly cites: readonly Citation[] }[];
  readonly notices: readonly { readonly number: number; readonly notice: Notice }[];
}

export interface FoundOverHttp extends Difference {
  readonly step: number;
  readonly on: string;
}

export async function runOverHttp(
  office: HttpOffice,
  lane: Lane,
  scenario: Scenario,
  payDivision: string,
): Promise<readonly FoundOverHttp[]> {
  const run = await startOverHttp(office, lane, scenario, payDivision);
  const found: FoundOverHttp[] = [];
  for (const [at, step] of scenario.steps.entries()) {
    await run.passNights(step.on);
    if (step.type === "event") {
      await run.take(step.event, step.on);
      continue;
    }
    const differing = await run.expect(step.entitlement, step.expected);
    found.push(...differing.map((each) => ({ step: at, on: formatDay(step.on), ...each })));
  }
  return found;
}

async function startOverHttp(
  office: HttpOffice,
  lane: Lane,
  scenario: Scenario,
  payDivision: string,
) {
  const { worker } = office;
  const pack = findPack(scenario.policy);
  assert.ok(pack);
  const openedOn = Math.max(scenario.startsOn, pack.validity.from);
  const remoteAddress = newAddress();
  const id = await inTransaction(worker, "worker", async (tx): Promise<BeneficiaryId> => {
    await openTestRegion(tx, payDivision, pack.id, openedOn);
    const added = await addPersonOfRecord(tx, {
      policy: pack.id,
      payDivision,
      person: scenario.person,
      grants: scenario.grants,
      openedOn,
    });
    const sealed = worker.keyring.seal({ idType: "resident-id", idNumber: "1", names: ["甲"] });
    await tx
      .updateTable("beneficiary")
      .set({ sealed })
      .where("beneficiary_id", "=", added)
      .execute();
    return added;
  });
  // One office for all regions of a province: whom they see is decided by where they stand.
  const province = payDivision.slice(0, 2);
  const atProvince = (name: string): Account => ({
    login: `${name}-${province}`,
    role: "approver",
    level: "province",
    place: province,
  });
  const clerk = atProvince("clerk");
  let refused: string | undefined;
  const told: Notice[][] = scenario.grants.map(() => []);
  let noticesSeen = 0;

  const send = async (
    account: Account,
    method: "GET" | "POST",
    url: string,
    given: { readonly payload?: object; readonly etag?: string } = {},
  ) => {
    const answer = await lane.server.inject({
      method,
      url: `/api${url}`,
      remoteAddress,
      ...(given.payload === undefined ? {} : { payload: given.payload }),
      ...(given.etag === undefined ? {} : { headers: { "if-match": given.etag } }),
      cookies: { ...(await signIn(office, lane, account)) },
    });
    assert.ok(answer.statusCode < 500, answer.body);
    return answer;
  };
  const read = async (): Promise<{ readonly page: Page; readonly etag: string }> => {
    const answer = await send(clerk, "GET", `/beneficiaries/${id}`);
    assert.equal(answer.statusCode, 200, answer.body);
    return { page: answer.json<Page>(), etag: answer.headers.etag ?? "" };
  };
  /** Reads the page first, as whoever decides does; what is refused is told by its code. */
  const command = async (url: string, payload: object = {}, account = clerk): Promise<boolean> => {
    const { etag } = await read();
    const answer = await send(account, "POST", url, { payload, etag });
    if (answer.statusCode === 204 || answer.statusCode === 200) return true;
    refused = answer.json<{ code: string }>().code;
    return false;
  };
  const unitCode = `U-${payDivision}`;
  const unit = { login: unitCode, role: "unit-clerk", level: "unit", place: unitCode } as const;
  const person = `/beneficiaries/${id}`;
  const row = (number: number): string => `${person}/entitlements/${number}`;
  const selected = new Map<number, HighRiskAction>();
  const signatures = new Map<number, string[]>();

  const bring = async (event: CaseEvent, day: Day): Promise<string | undefined> =>
    await inTransaction(worker, "worker", async (tx) => {
      const isArrival = event.type === "observe";
      if (isArrival) {
        const known = await tx
          .selectFrom("observation")
          .select("ref")
          .where("beneficiary_id", "=", id)
          .where("source", "=", event.source)
          .where("ref", "=", event.ref)
          .executeTakeFirst();
        if (known !== undefined) return undefined;
      }
      const report = await stepCases(clientOf(tx), [{ beneficiaryId: id, events: [event] }], day);
      const refusal = report.refused[0]?.refusal;
      if (refusal === undefined && isArrival) {
        await addObservation(tx, { ...event, beneficiaryId: id, arrivedOn: day });
      }
      return refusal;
    });

  const take = async (event: CaseEvent, day: Day): Promise<void> => {
    refused = undefined;
    switch (event.type) {
      case "observe":
        refused = await bring(event, day);
        return;
      case "certify": {
        const { kind, occurredOn, result } = event;
        const evidence = filesOf(event.evidence);
        const payload = { kind, occurredOn: formatDay(occurredOn), result, evidence };
        await command(`${person}/certifications`, payload);
        return;
      }
      case "review": {
        const { page } = await read();
        const certification = page.certifications.at(-1)?.certificationId;
        if (certification === undefined) {
          refused = "not-due";
          return;
        }
        const review = `/certifications/${certification}`;
        const accept = { result: "accept" };
        const isFirst = await command(`${review}/first-review`, accept, atProvince("first"));
        const { result } = event;
        if (isFirst) await command(`${review}/second-review`, { result }, atProvince("second"));
        return;
      }
      case "verify": {
        const { result, loss, refutes, occurredOn } = event;
        await command(`${row(event.entitlement)}/verification`, {
          result,
          refutes,
          ...(loss === undefined ? {} : { loss }),
          ...(occurredOn === undefined ? {} : { occurredOn: formatDay(occurredOn) }),
          evidence: filesOf(event.evidence),
        });
        return;
      }
      case "confirm-loss": {
        const { kind, occurredOn } = event;
        await command(`${row(event.entitlement)}/loss-confirmation`, {
          kind,
          ...(occurredOn === undefined ? {} : { occurredOn: formatDay(occurredOn) }),
        });
        return;
      }
      case "refute-loss":
        await command(`${person}/loss-refutation`);
        return;
      case "unit": {
        // A unit answers for its own people only; whom none answers for, none can decide about.
        if (scenario.grants[event.entitlement]?.hasUnit !== true) {
          refused = await bring(event, day);
          return;
        }
        const { result, loss } = event;
        const payload = { result, ...(loss === undefined ? {} : { loss }) };
        await command(`${row(event.entitlement)}/unit-decision`, payload, unit);
        return;
      }
      case "maintain": {
        const keeper = scenario.grants.some(({ hasUnit }) => hasUnit) ? unit : clerk;
        await command(`${person}/maintenance`, { renewed: event.renewed }, keeper);
        return;
      }
      case "payment": {
        const month = formatDay(firstDayOfMonthIndex(event.month)).slice(0, 7);
        const payload = { month, result: event.result };
        await command(`${row(event.entitlement)}/payment-results`, payload);
        return;
      }
      case "object":
        await command(`${row(event.entitlement)}/objection`);
        return;
      case "apply": {
        const { action, wasTerminated } = event;
        const url = `${row(event.entitlement)}/applications`;
        if (await command(url, { action, wasTerminated })) {
          selected.set(event.entitlement, action);
        }
        return;
      }
      case "approve":
        await sign(event);
        return;
      case "announce": {
        const { from, to, groups, frequencyMonths } = event.window;
        await command("/windows", {
          payDivision,
          from: formatDay(from),
          to: formatDay(to),
          ...(groups === undefined ? {} : { groups }),
          frequencyMonths,
        });
        return;
      }
      case "public-objection":
        await command(`${row(event.entitlement)}/public-objection`);
        return;
      case "resolve-objection": {
        const { result, loss } = event;
        const payload = { result, ...(loss === undefined ? {} : { loss }) };
        await command(`${row(event.entitlement)}/objection-resolution`, payload);
        return;
      }
      case "transfer":
        await command(`${row(event.entitlement)}/task-transfer`, { to: event.to });
        return;
      case "edit":
        // A correction that says what stands there already: basic data renewed would certify (QD 4.3).
        await command(`${row(0)}/grant-changes`, {
          changedOn: formatDay(day),
          relationship: scenario.grants[0]?.relationship ?? "parent",
        });
    }
  };
  /** People sign one by one; who signed before need not do so again. */
  const sign = async (event: CaseEvent & { readonly type: "approve" }): Promise<void> => {
    const number = event.entitlement;
    const action = selected.get(number) ?? "resume";
    const signed = signatures.get(number) ?? [];
    signatures.set(number, signed);
    for (const [at, name] of event.names.entries()) {
      if (signed[at] === name) continue;
      if (signed.length === 3) break;
      const level = event.level ?? "city";
      const place = payDivision.slice(0, { province: 2, city: 4, county: 6 }[level]);
      const signer = { login: `${name}-${place}`, role: "approver", level, place } as const;
      if (!(await command(`${row(number)}/signatures`, { action }, signer))) return;
      signed.push(name);
    }
    if (event.names.length < 3) return;
    selected.delete(number);
    signatures.delete(number);
  };

  return {
    async passNights(day: Day): Promise<void> {
      Object.assign(lane.clock, { day });
      await inTransaction(worker, "worker", async (tx) => {
        await stepCases(clientOf(tx), [{ beneficiaryId: id, events: [] }], day);
      });
    },
    take,
    async expect(
      number: number,
      expected: Parameters<typeof differences>[0],
    ): Promise<readonly Difference[]> {
      const { page } = await read();
      const all = page.notices.toReversed();
      for (const each of all.slice(noticesSeen)) told[each.number]?.push(each.notice);
      noticesSeen = all.length;
      const months = await send(clerk, "GET", `${row(number)}/back-pay`);
      const view = viewOf(page, number, months.json<{ months: string[] }>().months);
      const found = differences(expected, view, told[number] ?? [], refused as never);
      if (expected.notices !== undefined) told[number] = [];
      return found;
    },
  };
}

/** What the page says, as a scenario names it. */
function viewOf(page: Page, number: number, months: readonly string[]): EntitlementView {
  const shown = page.entitlements.find((each) => each.number === number);
  assert.ok(shown);
  const task = page.tasks.find((each) => each.number === number);
  const lastStatus = page.statuses.find((each) => each.number === number);
  return {
    conclusion: shown.conclusion ?? undefined,
    pendingReason: shown.pendingReason ?? undefined,
    deadline: shown.deadline === null ? undefined : parseDay(shown.deadline),
    status: shown.status,
    stopReason: shown.stopReason ?? undefined,
    task:
      task === undefined
        ? undefined
        : ({
            reason: task.reason,
            to: task.body,
            openedOn: parseDay(task.openedOn),
            dueOn: parseDay(task.dueOn),
          } as NonNullable<EntitlementView["task"]>),
    basis: [...shown.basis, ...(lastStatus?.cites ?? [])],
    isLocked: shown.isLocked,
    band: shown.band ?? undefined,
    backpayMonths: months.map((month) => monthIndexOf(parseDay(`${month}-01`) ?? 0)),
  };
}

function filesOf(kinds: readonly EvidenceKind[]) {
  return kinds.map((kind) => ({
    kind,
    mediaType: "image/jpeg",
    content: contentOf(kind).toString("base64"),
  }));
}
