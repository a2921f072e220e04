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
/** What a desk asks, with its share of a day's work. */
const READING = {
  person: 30,
  pending: 9,
  next: 6,
  uncertified: 10,
  deep: 8,
  tasks: 15,
  dashboard: 9,
  session: 4,
  search: 4,
  eligible: 2,
} as const;
const EVERYTHING = { ...READING, change: 3, take: 2 } as const;
export type DeskQuestion = keyof typeof EVERYTHING;
/** Everything in the shares of a day, reading alone, or one question alone. */
export type DeskWork = "everything" | "reading" | DeskQuestion;

export function findDeskWork(asked: string): DeskWork | undefined {
  const works: readonly DeskWork[] = ["everything", "reading", ...questionsOf("everything")];
  return works.find((each) => each === asked);
}

function questionsOf(work: DeskWork): readonly DeskQuestion[] {
  if (work === "everything") return Object.keys(EVERYTHING) as DeskQuestion[];
  if (work === "reading") return Object.keys(READING) as DeskQuestion[];
  return [work];
}

/** As many as a browser opens to one server. */
const CONNECTIONS = 6;
const LIMIT = 20;

export class DeskSession {
  readonly #address: string;
  readonly #worker: Worker;
  readonly #day: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #people: readonly number[] = [];
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
    const questions = questionsOf(work);
    let at = chance * questions.reduce((sum, each) => sum + EVERYTHING[each], 0);
    const chosen = questions.find((each) => (at -= EVERYTHING[each]) < 0);
    return await this.#askOne(chosen ?? "tasks", other);
  }

  async #askOne(question: DeskQuestion, other: number): Promise<Asked> {
    switch (question) {
      case "person":
        return await this.#lookAtPerson(other);
      case "pending":
        return await this.#page("pending list, first page", "/lists/pending?");
      case "next":
        return await this.#nextPage();
      case "uncertified":
        return await this.#page("uncertified list, first page", "/lists/uncertified?");
      case "deep":
        return await this.#deepPage(other);
      case "tasks":
        return await this.#listTasks();
      case "dashboard":
        return await this.#get("dashboard", "/figures");
      case "session":
        return await this.#get("who am I", "/session");
      case "search":
        return await this.#search();
      case "eligible":
        return await this.#page("eligible list", "/lists/eligible?");
      case "change":
        return await this.#changeRecord(other);
      case "take":
        return await this.#takeTask(other);
    }
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
    const person = pick(this.#people, other);
    if (person === undefined) return await this.#page("eligible list", "/lists/eligible?");
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
