// A small world for tests of the HTTP API: two neighbouring counties of Sichuan, staff of every kind,
// invented people, a clock that the test sets, and a server that answers injected requests.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { foldName } from "@lingdai/matching";
import type { CaseEvent, Day, Grant } from "@lingdai/policy";
import { dayAt } from "@lingdai/policy";
import { buildServer, evidenceFolder, fileInbox, hashPassword, stepCases } from "@lingdai/service";
import type { BeneficiaryId, NewStaff, PersonalData } from "@lingdai/store";
import { addStaff, clientOf, inTransaction } from "@lingdai/store";
import { openTestRecord } from "@lingdai/test-kit";

import { A_PICTURE } from "../evidence-files.ts";
import { addPersonOfRecord, openTestRegion } from "../scenarios/people-of-record.ts";

export const PASSWORD = "a long enough password";
export const HERE = "510104";
export const THERE = "510105";
export const STREET = `${HERE}001`;

/** The day on which the region opened; whoever was certified then is due a year after it. */
export const OPENED_ON = dayAt("2024-01-02");

const STAFF: readonly Pick<NewStaff, "login" | "role" | "level" | "place">[] = [
  { login: "admin", role: "admin", level: "province", place: "51" },
  { login: "city", role: "approver", level: "city", place: "5101" },
  { login: "clerk", role: "clerk", level: "county", place: HERE },
  { login: "reviewer", role: "reviewer", level: "county", place: HERE },
  { login: "approver", role: "approver", level: "county", place: HERE },
  { login: "there", role: "approver", level: "county", place: THERE },
  { login: "street", role: "clerk", level: "township", place: STREET },
  { login: "unit", role: "unit-clerk", level: "unit", place: `U-${HERE}` },
];
export type Login =
  "admin" | "city" | "clerk" | "reviewer" | "approver" | "there" | "street" | "unit";

export interface AddedPerson {
  readonly idNumber: string;
  readonly name: string;
  readonly policy?: string;
  readonly personal?: Partial<PersonalData>;
  readonly payDivision?: string;
  readonly grant?: Partial<Grant>;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Given {
  readonly payload?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Another region beside Sichuan, with staff of its own. */
export interface Elsewhere<More extends string> {
  readonly region: string;
  readonly policy: string;
  readonly staff: readonly (Pick<NewStaff, "role" | "level" | "place"> & {
    readonly login: More;
  })[];
}

export async function openApiWorld<const More extends string = never>(elsewhere?: Elsewhere<More>) {
  const record = await openTestRecord();
  const folder = await mkdtemp(path.join(tmpdir(), "lingdai-evidence-"));
  const clock = { day: OPENED_ON };
  const server = await buildServer({
    desk: {
      database: record.app,
      evidence: evidenceFolder(folder),
      jobs: {
        add: async () => {
          await Promise.resolve();
        },
      },
    },
    clock: { today: () => clock.day },
    inbox: fileInbox(path.join(folder, "brought")),
  });
  const passwordHash = await hashPassword(PASSWORD);
  const onRecord = async <Result>(work: Parameters<typeof inTransaction<Result>>[2]) =>
    await inTransaction(record.worker, "worker", work);
  await onRecord(async (tx) => {
    await openTestRegion(tx, "51", "sichuan-2022", OPENED_ON);
    if (elsewhere !== undefined) {
      await openTestRegion(tx, elsewhere.region, elsewhere.policy, OPENED_ON);
    }
    for (const each of [...STAFF, ...(elsewhere?.staff ?? [])]) {
      await addStaff(tx, { name: `经办${each.login}`, origin: "added", passwordHash, ...each });
    }
    await tx
      .insertInto("division")
      .values([
        { division: HERE, name: "锦江区" },
        { division: THERE, name: "青羊区" },
      ])
      .execute();
  });
  const cookies = new Map<string, Record<string, string>>();
  const signIn = async (login: Login | More): Promise<Record<string, string>> => {
    const known = cookies.get(login);
    if (known !== undefined) return known;
    const payload = { login, password: PASSWORD };
    const answer = await server.inject({ method: "POST", url: "/api/session", payload });
    const [cookie] = answer.cookies;
    const made = { [cookie?.name ?? ""]: cookie?.value ?? "" };
    cookies.set(login, made);
    return made;
  };

  let requests = 0;
  /** Another desk after some hundred requests: they are limited by address. */
  const addressOfDesk = (): string => {
    requests += 1;
    return `10.7.${Math.floor(requests / 400)}.1`;
  };

  return {
    record,
    server,
    clock,
    onRecord,
    signIn,
    /** As that member of staff; `If-Match: *` unless another version is given. */
    call: async (login: Login | More, method: Method, url: string, given: Given = {}) =>
      await server.inject({
        method,
        url: `/api${url}`,
        remoteAddress: addressOfDesk(),
        ...(given.payload === undefined ? {} : { payload: given.payload }),
        headers: { "if-match": "*", ...given.headers },
        cookies: await signIn(login),
      }),
    /** Somebody with one benefit, certified on the day of opening, with the run of that day. */
    addPerson: async ({
      idNumber,
      name,
      policy = "sichuan-2022",
      personal = {},
      payDivision = HERE,
      grant = {},
    }: AddedPerson) =>
      await onRecord(async (tx): Promise<BeneficiaryId> => {
        const id = await addPersonOfRecord(tx, {
          policy,
          payDivision,
          residenceDivision: `${payDivision}001`,
          person: { hasPhone: true, hasHousehold: true, hasResidence: true },
          grants: [
            {
              insurance: "enterprise-pension",
              kind: "retirement-pension",
              since: OPENED_ON - 4000,
              hasUnit: true,
              lastCertified: { on: OPENED_ON },
              ...grant,
            },
          ],
          openedOn: OPENED_ON,
        });
        const { keyring } = record;
        await tx
          .updateTable("beneficiary")
          .set({
            document_key: keyring.documentKey("resident-id", idNumber),
            name_keys: [keyring.nameKey(foldName(name))],
            sealed: keyring.seal({
              idType: "resident-id",
              idNumber,
              names: [name],
              phone: "13800000000",
              ...personal,
            }),
          })
          .where("beneficiary_id", "=", id)
          .execute();
        await stepCases(clientOf(tx), [{ beneficiaryId: id, events: [] }], OPENED_ON);
        return id;
      }),
    /** Runs the nights up to that day, and what arrives on it. */
    step: async (id: BeneficiaryId, day: Day, events: readonly CaseEvent[] = []) =>
      await onRecord(
        async (tx) => await stepCases(clientOf(tx), [{ beneficiaryId: id, events }], day),
      ),
    close: async () => {
      await server.close();
      await record.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A photograph as the API takes it. */
export const PHOTO = {
  kind: "photo",
  mediaType: "image/jpeg",
  content: A_PICTURE.toString("base64"),
} as const;

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}
