// What an agency declares for a whole region: a certification window (WH 5), and that the clock of a
// late source's people is held, until it says otherwise (D16).

import type { CertificationWindow, Day } from "@lingdai/policy";
import { findPack, judgeAnnouncement, mayOlderPaperCertify, sortsDueIn } from "@lingdai/policy";
import type { Region, Transaction } from "@lingdai/store";
import { addWindow, appendAudit, beginHold, endHold, findRegion } from "@lingdai/store";

import { asAttempt } from "./act-on-case.ts";
import type { Actor, Desk } from "./desk.ts";
import { RefusalError } from "./refusal-error.ts";

interface OfRegion {
  /** The region's own code. */
  readonly payDivision: string;
  readonly day: Day;
}

export interface Announcing extends OfRegion {
  readonly window: CertificationWindow;
}

/** Gives the number of cases that the window makes due. */
export async function announceWindow(desk: Desk, actor: Actor, given: Announcing): Promise<number> {
  const { day, window, payDivision } = given;
  const detail = { payDivision, window };
  return await asAttempt(desk, actor, { action: "announce-window", detail }, async (tx) => {
    const region = await regionOf(tx, actor, payDivision);
    const pack = findPack(region.policy);
    if (pack === undefined) throw new RangeError(`no such policy: ${region.policy}`);
    const refused = judgeAnnouncement(pack, window, day);
    if (refused !== undefined) throw new RefusalError(refused);
    const touched = await addWindow(tx, {
      region,
      window: { ...window, announcedOn: day },
      sorts: sortsDueIn(pack, window),
      looksOneByOne: mayOlderPaperCertify(pack, window),
    });
    await appendAudit(tx, [{ action: "announce-window", detail: { ...detail, touched } }]);
    return touched;
  });
}

export interface Holding extends OfRegion {
  readonly source: string;
}

/** From that day on, for everybody whose last certification came from the source. */
export async function holdClock(desk: Desk, actor: Actor, given: Holding): Promise<void> {
  const { payDivision, source, day } = given;
  const detail = { payDivision, source };
  await asAttempt(desk, actor, { action: "hold-clock", detail }, async (tx) => {
    await regionOf(tx, actor, payDivision);
    if (!(await beginHold(tx, payDivision, source, day))) throw new RefusalError("not-due");
    await appendAudit(tx, [{ action: "hold-clock", detail }]);
  });
}

/** The hold ends with that day. Gives the number of cases looked at in the run of the day after. */
export async function releaseClock(desk: Desk, actor: Actor, given: Holding): Promise<number> {
  const { payDivision, source, day } = given;
  const detail = { payDivision, source };
  return await asAttempt(desk, actor, { action: "hold-clock", detail }, async (tx) => {
    await regionOf(tx, actor, payDivision);
    const touched = await endHold(tx, payDivision, source, day);
    if (touched < 0) throw new RefusalError("not-due");
    await appendAudit(tx, [{ action: "release-clock", detail: { ...detail, touched } }]);
    return touched;
  });
}

/** The region, where the actor answers for all of it. */
async function regionOf(tx: Transaction, actor: Actor, payDivision: string): Promise<Region> {
  const region = await findRegion(tx, payDivision);
  if (region === undefined || !payDivision.startsWith(actor.place)) {
    throw new RefusalError("not-found");
  }
  return region;
}
