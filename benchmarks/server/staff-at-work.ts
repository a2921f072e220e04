// Who works in the load: as many accounts as sessions, spread over the places that the record has
// people in, each signed in already. Signing in is limited by address, so these sessions are begun in
// the record itself; that sign-in works under load is asked by the load.

import { createHash, randomBytes } from "node:crypto";

import { hashPassword } from "@lingdai/service";
import type { Database, PlaceDigits, ViewerLevel } from "@lingdai/store";
import { addStaff, beginSession, inTransaction, readRollUp } from "@lingdai/store";

export interface Worker {
  readonly login: string;
  readonly password: string;
  /** Of a session that runs. */
  readonly token: string;
  readonly level: ViewerLevel;
  readonly place: string;
}

/** Of a hundred people at work so many sit at each level. */
const SHARES = [
  ["province", 2, 5],
  ["city", 4, 15],
  ["county", 6, 50],
  ["township", 9, 20],
  ["village", 12, 10],
] as const satisfies readonly (readonly [ViewerLevel, PlaceDigits, number])[];

export async function seatStaff(database: Database, sessions: number): Promise<readonly Worker[]> {
  const password = randomBytes(12).toString("base64url");
  const passwordHash = await hashPassword(password);
  const run = randomBytes(4).toString("hex");
  return await inTransaction(database, "worker", async (tx) => {
    const workers: Worker[] = [];
    for (const [level, digits, share] of SHARES) {
      const rows = await readRollUp(tx, { digits, within: "" });
      const places = [...new Set(rows.map(({ place }) => place))];
      if (places.length === 0) throw new Error("nobody is counted in this record yet");
      for (let seat = 0; seat < (sessions * share) / 100; seat += 1) {
        // Some steps apart, so that neighbours in number are no neighbours in place.
        const place = places[(seat * 7) % places.length] ?? "";
        const login = `load-${run}-${level}-${seat}`;
        const staff = { login, name: login, passwordHash, role: "clerk", level, place } as const;
        const staffId = await addStaff(tx, { ...staff, origin: "added" });
        if (staffId === undefined) throw new Error(`${login} is taken`);
        const token = randomBytes(32).toString("base64url");
        await beginSession(tx, createHash("sha256").update(token).digest(), staffId);
        workers.push({ login, password, token, level, place });
      }
    }
    return workers;
  });
}
