// One session at work: what a desk asks in what shares, about the people that its own lists showed it.
// It keeps its connections as a browser does, and knows nothing of rates or figures.

import { Agent, request } from "node:http";

import { SESSION_COOKIE } from "@lingdai/service";

import type { Worker } from "./staff-at-work.ts";

export interface Asked {
  readonly route: string;
  readonly status: number;
}

interface Row {
  readonly beneficiaryId: number;
  readonly taskId?: number;
}
interface Page {
  readonly rows: readonly Row[];
  readonly next: string | null;
}
interface Answer {
  readonly status: number;
  readonly body: string;
}
/** What a desk does: everything in the shares of a day, or reading alone. */
export const DESK_WORK = ["everything", "reading"] as const;
export type DeskWork = (typeof DESK_WORK)[number];
type Question = readonly [share: number, ask: () => Promise<Asked>];

/** As many as a browser opens to one server. */
const CONNECTIONS = 6;
const LIMIT = 20;

export class DeskSession {
  readonly #address: string;
  readonly #worker: Worker;
  readonly #day: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #people: readonly number[] = [];
  /** Eligible ones: whatever else a crowd says about the others, its case files do not. */
  #eligible: readonly number[] = [];
  #tasks: readonly number[] = [];
  #next: string | undefined;

  /** `day`: today, as the day's number. */
  constructor(address: string, worker: Worker, day: number) {
    this.#address = address;
    this.#worker = worker;
    this.#day = day;
  }

  /** Asks one of the questions of a desk; `chance` and `other` lie between 0 and 1. */
  async ask(work: DeskWork, chance: number, other: number): Promise<Asked> {
    const reading: readonly Question[] = [
      [30, async () => await this.#lookAtPerson(other)],
      [9, async () => await this.#page("pending list, first page", "/lists/pending?")],
      [6, async () => await this.#nextPage()],
      [10, async () => await this.#page("uncertified list, first page", "/lists/uncertified?")],
      [8, async () => await this.#deepPage(other)],
      [15, async () => await this.#listTasks()],
      [9, async () => await this.#get("dashboard", "/figures")],
      [4, async () => await this.#get("who am I", "/session")],
      [4, async () => await this.#search()],
      [2, async () => await this.#listEligible()],
    ];
    const writing: readonly Question[] = [
      [3, async () => await this.#changeRecord(other)],
      [2, async () => await this.#takeTask(other)],
    ];
    const questions = work === "everything" ? [...reading, ...writing] : reading;
    let at = chance * questions.reduce((sum, [share]) => sum + share, 0);
    const chosen = questions.find(([share]) => (at -= share) < 0);
    return await (chosen?.[1]() ?? this.#listTasks());
  }

  async signIn(): Promise<Asked> {
    const { login, password } = this.#worker;
    const { status } = await this.#send("POST", "/session", { login, password });
    return { route: "sign in", status };
  }

  end(): void {
    this.#agent.destroy();
  }

  async #lookAtPerson(other: number): Promise<Asked> {
    const person = pick(this.#people, other);
    if (person === undefined)
      return await this.#page("pending list, first page", "/lists/pending?");
    return await this.#get("person's page", `/beneficiaries/${person}`);
  }

  async #page(route: string, path: string): Promise<Asked> {
    const { status, body } = await this.#send("GET", `${path}limit=${LIMIT}`);
    if (status === 200) {
      const { rows, next } = JSON.parse(body) as Page;
      if (rows.length > 0) this.#people = rows.map(({ beneficiaryId }) => beneficiaryId);
      if (route.startsWith("pending")) this.#next = next ?? undefined;
    }
    return { route, status };
  }

  async #nextPage(): Promise<Asked> {
    const after = this.#next === undefined ? "" : `after=${this.#next}&`;
    return await this.#page("pending list, next page", `/lists/pending?${after}`);
  }

  /** Somewhere among the years that a list holds. */
  async #deepPage(other: number): Promise<Asked> {
    const day = this.#day - 310 - Math.floor(other * 700);
    const after = Buffer.from(JSON.stringify([day, 0, 0])).toString("base64url");
    return await this.#page("uncertified list, deep page", `/lists/uncertified?after=${after}&`);
  }

  async #listEligible(): Promise<Asked> {
    const { status, body } = await this.#send("GET", `/lists/eligible?limit=${LIMIT}`);
    if (status === 200) {
      this.#eligible = (JSON.parse(body) as Page).rows.map(({ beneficiaryId }) => beneficiaryId);
    }
    return { route: "eligible list", status };
  }

  async #listTasks(): Promise<Asked> {
    const { status, body } = await this.#send("GET", `/tasks?limit=${LIMIT}`);
    if (status === 200) {
      this.#tasks = (JSON.parse(body) as Page).rows.flatMap(({ taskId }) => taskId ?? []);
    }
    return { route: "task list", status };
  }

  async #search(): Promise<Asked> {
    const idNumber = "11010119500307003X";
    const { status } = await this.#send("POST", "/beneficiaries/search", { idNumber });
    return { route: "person by number", status };
  }

  async #changeRecord(other: number): Promise<Asked> {
    const person = pick(this.#eligible, other);
    if (person === undefined) return await this.#listEligible();
    const phone = `138${Math.floor(other * 1e8)}`;
    const changedOn = new Date(this.#day * 86_400_000).toISOString().slice(0, 10);
    const path = `/beneficiaries/${person}/record-changes`;
    const { status } = await this.#send("POST", path, { changedOn, phone });
    return { route: "command: change a phone", status };
  }

  /** Takes a task and gives it back, so that there is always one to take. */
  async #takeTask(other: number): Promise<Asked> {
    const task = pick(this.#tasks, other);
    if (task === undefined) return await this.#listTasks();
    const path = `/tasks/${task}/assignment`;
    const { status } = await this.#send("PUT", path, {});
    if (status === 204) await this.#send("DELETE", path);
    return { route: "command: take a task and give it back", status };
  }

  async #get(route: string, path: string): Promise<Asked> {
    const { status } = await this.#send("GET", path);
    return { route, status };
  }

  async #send(method: string, path: string, body?: object): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      cookie: `${SESSION_COOKIE}=${this.#worker.token}`,
      "if-match": "*",
      ...(text === undefined
        ? {}
        : { "content-type": "application/json", "content-length": Buffer.byteLength(text) }),
    };
    return await new Promise((resolve, reject) => {
      const url = `${this.#address}/api${path}`;
      const sent = request(url, { method, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
        });
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }
}

function pick<Value>(values: readonly Value[], chance: number): Value | undefined {
  return values[Math.floor(chance * values.length)];
}
