/**
 * What happens to the invented people: the life signs, losses and bounced payments that a policy
 * has to weigh, close to every limit and in every order of occurrence and arrival.
 * It must not know files.
 */
import {
  DEATH_KINDS,
  LIFE_KINDS,
  OBSERVATION_KINDS,
  OTHER_LOSS_KINDS,
  PAPER_KINDS,
  QINGDAO_WAITING_KINDS,
} from "./known-codes.ts";
import { addDays, addMonths, dayOf, firstOfNextMonth, later, monthLength } from "./naive-days.ts";
import { drawArrival, drawPastDay } from "./nasty-days.ts";
import type { Person, Setting } from "./nasty-people.ts";

/** One thing that happened, as a source would report it cleanly. */
export interface Happening {
  readonly kind: string;
  readonly occurred: string;
  /** Empty: the source gives no arrival. */
  readonly arrived: string;
}

function happening(setting: Setting, kind: string, wanted: string): Happening {
  const { chance, asOf } = setting;
  const occurred = wanted > asOf ? asOf : wanted;
  return { kind, occurred, arrived: drawArrival(chance, occurred, asOf) };
}

/** Life signs next to the limits, several of them on one day at times. */
function ordinarySigns(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const happenings: Happening[] = [];
  const count = chance.whole(1, 4);
  let day = drawPastDay(chance, asOf);
  for (let made = 0; made < count; made += 1) {
    happenings.push(happening(setting, chance.pick(LIFE_KINDS), day));
    if (!chance.oneIn(3)) day = drawPastDay(chance, asOf);
  }
  return happenings;
}

/** DOMAIN D1: losses and life signs days apart, each arriving in its own time. */
function contradictions(setting: Setting, person: Person): Happening[] {
  const { chance, asOf } = setting;
  const refuted = person.rows.map((row) => row["refuted_on"] ?? "").find((day) => day !== "");
  const first =
    refuted !== undefined && !chance.oneIn(3)
      ? addDays(refuted, chance.whole(-1, 1))
      : drawPastDay(chance, asOf);
  const happenings: Happening[] = [];
  const losses = chance.pick([1, 1, 1, 2, 3]);
  for (let made = 0; made < losses; made += 1) {
    const kind = chance.oneIn(2) ? chance.pick(DEATH_KINDS) : chance.pick(OTHER_LOSS_KINDS);
    const day = made === 0 ? first : addDays(first, chance.pick([-30, -3, -1, 0, 0, 1, 5, 40]));
    happenings.push(happening(setting, kind, day));
  }
  const lives = chance.pick([0, 1, 1, 2, 3]);
  for (let made = 0; made < lives; made += 1) {
    const kind = chance.oneIn(3)
      ? chance.pick(["hospital-stay", "hospital-discharge", "health-checkup", ...PAPER_KINDS])
      : chance.oneIn(4)
        ? chance.pick(["released", "returned", "info-maintenance", "proxy"])
        : chance.pick(LIFE_KINDS);
    const apart = chance.pick([-60, -5, -1, 0, 0, 1, 2, 3, 3, 4, 4, 5, 20, 120]);
    happenings.push(happening(setting, kind, addDays(first, apart)));
  }
  return happenings;
}

/** DOMAIN D1: a prison term or an absence, and its end before, on or after it. */
function endings(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const loss = chance.pick(["imprisonment", "missing", "missing-court-declared"]);
  const first = drawPastDay(chance, asOf);
  const ending = loss === "imprisonment" ? "released" : "returned";
  const happenings = [
    happening(setting, loss, first),
    happening(
      setting,
      chance.oneIn(6) ? "returned" : ending,
      addDays(first, chance.pick([-1, 0, 0, 1, 50])),
    ),
  ];
  if (chance.oneIn(2))
    happenings.push(
      happening(setting, chance.pick(LIFE_KINDS), addDays(first, chance.whole(-2, 60))),
    );
  if (chance.oneIn(3))
    happenings.push(happening(setting, loss, addDays(first, chance.whole(0, 70))));
  return happenings;
}

/** DOMAIN D4: what ends a dependant's claim. */
function dependantsLosses(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const first = drawPastDay(chance, asOf);
  const kinds = ["adopted", "remarried", "employed", "enlisted", "came-of-age"];
  const happenings = [happening(setting, chance.pick(kinds), first)];
  if (chance.oneIn(2))
    happenings.push(
      happening(setting, chance.pick(LIFE_KINDS), addDays(first, chance.whole(-2, 9))),
    );
  if (chance.oneIn(3))
    happenings.push(happening(setting, chance.pick([...kinds, ...DEATH_KINDS]), addDays(first, 3)));
  return happenings;
}

/** DOMAIN D13: streaks that reach this month, the one before or neither; gaps and doubles. */
function bouncedPayments(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const happenings: Happening[] = [];
  const thisMonth = `${asOf.slice(0, 7)}-01`;
  const back = chance.pick([0, 0, 1, 1, 1, 2]);
  const count = chance.pick([5, 6, 6, 6, 7, 8]);
  const gap = chance.oneIn(4) ? chance.whole(1, count - 1) : -1;
  for (let step = 0; step < count; step += 1) {
    if (step === gap) continue;
    const month = addMonths(thisMonth, -(back + step));
    const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
    const times = chance.oneIn(4) ? 2 : 1;
    for (let made = 0; made < times; made += 1) {
      const day = chance.pick([1, monthLength(year, number), chance.whole(1, 28)]);
      happenings.push(happening(setting, "payment-failure", dayOf(year, number, day)));
    }
  }
  return happenings;
}

/** DOMAIN, Qingdao: data signs whose 4th is today, tomorrow, or was yesterday. */
function waitingSigns(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const thisMonth = `${asOf.slice(0, 7)}-01`;
  const arrived = chance.pick([
    addDays(thisMonth, -1),
    addMonths(thisMonth, -1),
    addDays(addMonths(thisMonth, -1), -1),
    thisMonth,
    asOf,
  ]);
  const occurred = chance.oneIn(2)
    ? addDays(arrived, -chance.whole(0, 20))
    : addDays(addMonths(asOf, -chance.pick([6, 12])), chance.whole(-1, 2));
  const kind = chance.pick(QINGDAO_WAITING_KINDS);
  const happenings = [
    {
      kind,
      occurred: occurred > arrived ? arrived : occurred,
      arrived: chance.oneIn(4) ? "" : arrived,
    },
  ];
  if (chance.oneIn(3)) happenings.push(...ordinarySigns(setting));
  if (chance.oneIn(4))
    happenings.push(
      happening(setting, chance.pick(DEATH_KINDS), addDays(arrived, chance.whole(-9, 3))),
    );
  return happenings;
}

/** DOMAIN, Zibo: the days on which a year ends, a late certification ends and a window begins. */
function yearEnds(setting: Setting): Happening[] {
  const { chance, asOf } = setting;
  const year = Number(asOf.slice(0, 4)) - chance.pick([0, 0, 1, 1, 2]);
  const day = `${String(year)}-${chance.pick(["01-01", "03-31", "04-01", "12-31", "02-15"])}`;
  return [happening(setting, chance.pick(LIFE_KINDS), day)];
}

/** DOMAIN, Weihai: signs and papers at the edges of the window, papers handed in at their limit. */
function windowEdges(setting: Setting): Happening[] {
  const { chance, asOf, window } = setting;
  if (window === undefined) return ordinarySigns(setting);
  const isPaper = chance.oneIn(2);
  const edges = isPaper
    ? [addMonths(window.from, -6), window.to, window.from]
    : [window.from, window.to, addMonths(window.to, -12), addMonths(window.from, -12)];
  const wanted = addDays(chance.pick(edges), chance.whole(-1, 1));
  const made = happening(setting, chance.pick(isPaper ? PAPER_KINDS : LIFE_KINDS), wanted);
  if (!chance.oneIn(2)) return [made];
  const atLimit = later(made.occurred, addDays(addMonths(made.occurred, 6), chance.whole(-1, 1)));
  return [{ ...made, arrived: atLimit > asOf ? asOf : atLimit }];
}

/** The happenings of one person's life. */
export function drawHappenings(setting: Setting, person: Person): Happening[] {
  const { chance, policy } = setting;
  const own: Readonly<Record<typeof policy, () => Happening[]>> = {
    "sichuan-2022": () => bouncedPayments(setting),
    "shanxi-2018": () => endings(setting),
    "qingdao-2019": () => waitingSigns(setting),
    "weihai-2017": () => windowEdges(setting),
    "zibo-2019": () => yearEnds(setting),
  };
  const draw = chance.whole(1, 10);
  if (draw === 1) return [];
  if (draw <= 3) return ordinarySigns(setting);
  if (draw <= 6) return contradictions(setting, person);
  if (draw === 7) return endings(setting);
  if (draw === 8) return dependantsLosses(setting);
  const happenings = own[policy]();
  if (chance.oneIn(3)) happenings.push(...contradictions(setting, person));
  if (chance.oneIn(6))
    happenings.push(
      happening(
        setting,
        chance.pick(OBSERVATION_KINDS),
        firstOfNextMonth(happenings[0]?.occurred ?? setting.asOf),
      ),
    );
  return happenings;
}
