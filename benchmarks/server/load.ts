// So many sessions that together ask so often, whatever the answers take: a request is sent when it is
// due, and its time is counted from then, so a server that stalls does not slow down those who ask.

import { setTimeout as sleep } from "node:timers/promises";

import { Chance } from "../chance.ts";
import { quantile } from "../record/measure.ts";
import type { Asked, DeskSession, DeskWork } from "./desk-session.ts";

export interface LoadOptions {
  readonly sessions: readonly DeskSession[];
  /** Whoever does not do everything has signed in before and does not again. */
  readonly work: DeskWork;
  readonly requestsASecond: number;
  readonly seconds: number;
  readonly seed: number;
}

export interface RouteFigures {
  readonly route: string;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
  /** Answers that were no success, by status; those that broke off as 0. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Guessing passwords is limited to twenty a minute from one address. */
const SIGN_IN_EVERY_MS = 4_000;
const FINE = 1_000_000;

export async function putUnderLoad(options: LoadOptions): Promise<readonly RouteFigures[]> {
  const { sessions, work, requestsASecond, seconds, seed } = options;
  const chance = new Chance(seed);
  const times = new Map<
    string,
    { readonly took: number[]; readonly failures: Map<string, number> }
  >();
  const waiting = new Set<Promise<void>>();

  const send = (dueAt: number, ask: () => Promise<Asked>): void => {
    const note = ({ route, status }: Asked): void => {
      const of = times.get(route) ?? { took: [], failures: new Map<string, number>() };
      times.set(route, of);
      of.took.push(performance.now() - dueAt);
      if (status >= 300 || status === 0) {
        of.failures.set(`${status}`, (of.failures.get(`${status}`) ?? 0) + 1);
      }
    };
    const answered = ask()
      .catch((): Asked => ({ route: "broke off", status: 0 }))
      .then(note)
      .finally(() => {
        waiting.delete(answered);
      });
    waiting.add(answered);
  };

  const startedAt = performance.now();
  const requests = Math.round(requestsASecond * seconds);
  let nextSignIn = startedAt;
  for (let at = 0; at < requests; at += 1) {
    const dueAt = startedAt + (at * 1000) / requestsASecond;
    const early = dueAt - performance.now();
    if (early > 1) await sleep(early);
    const session = sessions[at % sessions.length];
    if (session === undefined) break;
    if (work === "everything" && dueAt >= nextSignIn) {
      nextSignIn += SIGN_IN_EVERY_MS;
      send(dueAt, async () => await session.signIn());
    }
    const [one, other] = [chance.below(FINE) / FINE, chance.below(FINE) / FINE];
    send(dueAt, async () => await session.ask(work, one, other));
  }
  await Promise.all(waiting);
  return [...times]
    .map(([route, { took, failures }]) => ({
      route,
      requests: took.length,
      p50Ms: quantile(took, 0.5),
      p99Ms: quantile(took, 0.99),
      mostMs: quantile(took, 1),
      failures: Object.fromEntries(failures),
    }))
    .toSorted((left, right) => right.requests - left.requests);
}
