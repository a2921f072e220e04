// Whole simulations in a temporary folder: the same bytes for the same seed, rows that are what they
// should be, and a truth with which the files agree.

import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { UnusableInput, evaluateFiles, foldName } from "@lingdai/matching";
import {
  dayAt,
  faultOfIdNumber,
  isLifeSign,
  isLossSign,
  lossGroupOf,
  toEighteen,
} from "@lingdai/policy";

import { simulate } from "../src/index.ts";
import type { SimulateOptions } from "../src/index.ts";
import { readObservations, readTable } from "./read-by-shape.ts";

const TEMPORARY = mkdtempSync(join(tmpdir(), "lingdai-lab-"));
after(() => {
  rmSync(TEMPORARY, { recursive: true });
});

let folders = 0;
function newFolder(): string {
  folders += 1;
  return join(TEMPORARY, String(folders));
}

/** More deaths, errors and dirt than in life, so that a small province has all of them. */
const HARD_TIMES = join(TEMPORARY, "hard-times.yaml");
writeFileSync(
  HARD_TIMES,
  `life:
  mortalityScale: { value: 4, origin: "assumption: a test" }
  concealed: { value: 0.1, origin: "assumption: a test" }
  jailed: { value: 0.01, origin: "assumption: a test" }
  missing: { value: 0.01, origin: "assumption: a test" }
people:
  homonyms: { value: 0.03, origin: "assumption: a test" }
  rareNames: { value: 0.05, origin: "assumption: a test" }
  otherDocuments: { value: 0.02, origin: "assumption: a test" }
errors:
  wrongPerson: { value: 0.1, origin: "assumption: a test" }
  homonymConfused: { value: 0.8, origin: "assumption: a test" }
cells:
  numberMistyped: { value: 0.01, origin: "assumption: a test" }
  nameMistyped: { value: 0.01, origin: "assumption: a test" }
`,
);

const HARD: SimulateOptions = {
  policy: "sichuan-2022",
  persons: 4000,
  months: 12,
  seed: 7,
  out: newFolder(),
  rates: HARD_TIMES,
};
const MADE = await simulate(HARD);
const ROWS = readObservations(HARD.out);
const PEOPLE = readTable(join(HARD.out, "truth", "people.csv"));
const EVENTS = readTable(join(HARD.out, "truth", "events.csv"));
const PERSON_BY_NUMBER = new Map(PEOPLE.map((person) => [person["id_number"] ?? "", person]));
/** What is wrong with a row, by its reference: mostly one thing, seldom a slip in a false row. */
const FLAWS = new Map<string, readonly string[]>();
for (const { ref = "", event = "", detail = "" } of EVENTS) {
  const flaw = event === "clerk-error" ? detail : event;
  if (ref !== "") FLAWS.set(ref, [...(FLAWS.get(ref) ?? []), flaw]);
}

function hasFlawAmong(ref: string, flaws: ReadonlySet<string>): boolean {
  return (FLAWS.get(ref) ?? []).some((flaw) => flaws.has(flaw));
}

const REJECTED = new Set(["number-mistyped", "date-mistyped", "unknown-code", "field-missing"]);
const REJECTED_ALWAYS = REJECTED.difference(new Set(["number-mistyped"]));
/** Rows about people with other documents, whose numbers have no check character. */
const UNCHECKED = new Set(
  EVENTS.filter((event) => {
    return PERSON_BY_NUMBER.get(event["id_number"] ?? "")?.["id_type"] !== "resident-id";
  }).map(({ ref = "" }) => ref),
);

/** All files with their bytes. */
function bytesIn(folder: string): ReadonlyMap<string, string> {
  const names = globSync("**/*.*", { cwd: folder }).toSorted();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

test("The same arguments give the same bytes, another seed other people", async () => {
  const options = { ...HARD, persons: 300, months: 3, rates: undefined };
  const [one, again, other] = [newFolder(), newFolder(), newFolder()];
  await simulate({ ...options, out: one });
  await simulate({ ...options, out: again });
  await simulate({ ...options, out: other, seed: 8 });
  assert.deepEqual(bytesIn(again), bytesIn(one));
  const [roster, otherRoster] = [one, other].map((folder) => bytesIn(folder).get("roster.csv"));
  assert.notEqual(roster, otherRoster);
});

test("The first people and what happens to them are the same in a larger province", async () => {
  const [few, many] = [newFolder(), newFolder()];
  await simulate({ ...HARD, persons: 400, months: 3, out: few });
  await simulate({ ...HARD, persons: 700, months: 3, out: many });
  for (const file of ["roster.csv", join("truth", "people.csv")]) {
    const start = readFileSync(join(few, file), "utf8");
    assert.ok(readFileSync(join(many, file), "utf8").startsWith(start), file);
  }
  const refsOf = (folder: string): ReadonlySet<string> =>
    new Set(
      readObservations(folder).map(({ file, ref, number, name, kind, on }) =>
        JSON.stringify([file, ref, number, name, kind, on]),
      ),
    );
  const inMany = refsOf(many);
  for (const ref of refsOf(few)) assert.ok(inMany.has(ref), ref);
});

test("Every row of the roster is acceptable and everybody has a truth", () => {
  const roster = readTable(join(HARD.out, "roster.csv"));
  assert.equal(roster.length, MADE.rosterRows);
  for (const { id_number: number = "", id_type: type = "", name = "" } of roster) {
    const idType = type as "resident-id" | "passport";
    assert.equal(faultOfIdNumber(number, idType, dayAt(MADE.asOf)), undefined, number);
    assert.equal(foldName(PERSON_BY_NUMBER.get(number)?.["name"] ?? ""), foldName(name));
  }
  assert.equal(PERSON_BY_NUMBER.size, HARD.persons);
});

test("The figures count every row of every file", () => {
  assert.equal(ROWS.length, MADE.observationRows);
  for (const [file, rows] of Object.entries(MADE.files)) {
    assert.equal(ROWS.filter((row) => row.file === file).length, rows, file);
  }
});

test("Every row without a flaw has a faultless number, a kind, a date, and the person's name", () => {
  let [known, outsiders] = [0, 0];
  for (const { ref, number, kind, on, name } of ROWS) {
    if (FLAWS.has(ref)) continue;
    const person = PERSON_BY_NUMBER.get(number) ?? PERSON_BY_NUMBER.get(toEighteen(number));
    if (person === undefined || person["id_type"] === "resident-id") {
      const fault = faultOfIdNumber(toEighteen(number), "resident-id", dayAt(MADE.asOf));
      assert.equal(fault, undefined, number);
    }
    assert.ok(kind !== undefined && on !== undefined && on <= dayAt(MADE.asOf), ref);
    if (person === undefined) outsiders += 1;
    else {
      known += 1;
      assert.equal(foldName(name), foldName(person["name"] ?? ""), ref);
    }
  }
  assert.ok(known > 8000 && outsiders > 200, `${known} ${outsiders}`);
});

test("Nobody who is dead leaves a life sign, but where the truth says whose doing it is", () => {
  const excuses = new Set(["card-misuse", "late-bill", "contradiction", "date-mistyped"]);
  const excused: string[] = [];
  for (const { ref, number, kind, on } of ROWS) {
    const died = PERSON_BY_NUMBER.get(toEighteen(number))?.["died_on"] ?? "";
    if (died === "" || kind === undefined || on === undefined) continue;
    if (!isLifeSign(kind) || on < dayAt(died)) continue;
    assert.ok(hasFlawAmong(ref, excuses), `${ref} ${kind} after the death`);
    excused.push(...(FLAWS.get(ref) ?? []));
  }
  assert.ok(excused.filter((flaw) => flaw === "card-misuse").length > 5);
  assert.ok(excused.filter((flaw) => flaw === "late-bill").length > 5);
});

test("Who is alive is reported dead only by mistake, and who is jailed was really jailed", () => {
  const excuses = new Set(["wrong-person", "homonym", "contradiction"]);
  const mistakes: string[] = [];
  const happened = new Set(EVENTS.map(({ id_number: number, event }) => `${number} ${event}`));
  for (const { ref, number, kind } of ROWS) {
    const person = PERSON_BY_NUMBER.get(toEighteen(number));
    if (person === undefined || kind === undefined || !isLossSign(kind)) continue;
    if (lossGroupOf(kind) === "death" && person["died_on"] === "") {
      if (kind === "death-court-declared" && person["state"] === "missing") continue;
      assert.ok(hasFlawAmong(ref, excuses), `${ref} ${kind}`);
      mistakes.push(...(FLAWS.get(ref) ?? []));
    }
    if (kind === "imprisonment") assert.ok(happened.has(`${person["id_number"]} jailed`));
    if (kind === "missing") assert.ok(happened.has(`${person["id_number"]} missing`));
  }
  assert.ok(mistakes.filter((flaw) => flaw === "wrong-person").length > 2);
  assert.ok(mistakes.filter((flaw) => flaw === "homonym").length > 2);
});

test("A row that was sent twice says the same both times", () => {
  const rowsByRef = new Map<string, string>();
  let repeated = 0;
  for (const { ref, number, name, kind, on } of ROWS) {
    const said = JSON.stringify([number, name, kind, on]);
    const before = rowsByRef.get(ref);
    if (before !== undefined) {
      repeated += 1;
      assert.equal(said, before);
    }
    rowsByRef.set(ref, said);
  }
  assert.ok(repeated > 50, String(repeated));
});

test("The concealed deaths are about the share of the rates", () => {
  const deaths = PEOPLE.filter(({ died_on: died = "" }) => died >= "2024-01-01");
  const concealed = deaths.filter((person) => person["concealed"] === "yes");
  assert.ok(deaths.length > 200, String(deaths.length));
  const slack = 5 * Math.sqrt((0.1 * 0.9) / deaths.length);
  assert.ok(Math.abs(concealed.length / deaths.length - 0.1) < slack);
  assert.equal(PEOPLE.filter((person) => person["died_on"] !== "").length, MADE.deaths);
});

test("An evaluation refuses exactly the rows with slips, and suspects exactly the other names", async () => {
  const out = newFolder();
  await evaluateMade(HARD.out, out);
  const refAt = new Map(ROWS.map(({ file, line, ref }) => [`${file} ${line}`, ref]));
  const isFlawed = (row: Readonly<Record<string, string>>, flaws: ReadonlySet<string>): boolean =>
    hasFlawAmong(refAt.get(`${row["file"]} ${row["line"]}`) ?? "", flaws);
  const rejects = readTable(join(out, "rejects.csv"));
  for (const row of rejects) assert.ok(isFlawed(row, REJECTED), JSON.stringify(row));
  const slipped = ROWS.filter(({ ref }) => {
    return hasFlawAmong(ref, UNCHECKED.has(ref) ? REJECTED_ALWAYS : REJECTED);
  });
  assert.equal(rejects.length, slipped.length);
  assert.ok(rejects.length > 100);
  const otherNames = new Set(["name-mistyped", "wrong-person", "character-lost"]);
  const suspicious = readTable(join(out, "suspicious.csv"));
  for (const row of suspicious) assert.ok(isFlawed(row, otherNames), JSON.stringify(row));
  const mistyped = new Set(
    ROWS.filter(({ ref }) => hasFlawAmong(ref, new Set(["name-mistyped"]))).map(({ ref }) => ref),
  );
  assert.ok(suspicious.length >= mistyped.size && mistyped.size > 50);
});

/** Evaluates with the arguments that came with the simulation. */
async function evaluateMade(folder: string, out: string): Promise<void> {
  const [...words] = readFileSync(join(folder, "evaluate-args.txt"), "utf8").trimEnd().split("\n");
  const valuesOf = (option: string): readonly string[] =>
    words.filter((_, at) => words[at - 1] === option);
  const inFolder = (path: string): string => join(folder, path);
  await evaluateFiles({
    policy: valuesOf("--policy")[0] ?? "",
    roster: inFolder(valuesOf("--roster")[0] ?? ""),
    observations: valuesOf("--observations").map(inFolder),
    mappings: valuesOf("--mapping").map(inFolder),
    asOf: valuesOf("--as-of")[0] ?? "",
    window: valuesOf("--window")[0],
    out,
  });
}

for (const policy of ["shanxi-2018", "qingdao-2019", "weihai-2017", "zibo-2019"]) {
  test(`What is made for ${policy} can be evaluated, and most of the living are eligible`, async () => {
    const folder = newFolder();
    const made = await simulate({ ...HARD, rates: undefined, persons: 1500, policy, out: folder });
    assert.equal(made.window !== undefined, policy === "weihai-2017");
    const out = newFolder();
    await evaluateMade(folder, out);
    const stateOf = new Map(
      readTable(join(folder, "truth", "people.csv")).map((person) => {
        return [person["id_number"], person["state"]];
      }),
    );
    const paid = readTable(join(out, "conclusions.csv")).filter(
      ({ status, conclusion }) => status === "paying" && conclusion !== "",
    );
    const living = paid.filter((row) => stateOf.get(row["id_number"]) === "alive");
    const dead = paid.filter((row) => stateOf.get(row["id_number"]) === "dead");
    const eligible = living.filter(({ conclusion }) => conclusion === "eligible");
    const lost = dead.filter(({ conclusion }) => conclusion === "lost");
    assert.ok(eligible.length > living.length * 0.85, `${eligible.length} of ${living.length}`);
    assert.ok(lost.length > dead.length * 0.7, `${lost.length} of ${dead.length}`);
  });
}

test("Without --from the last month ends a year before the end of a policy that has one", async () => {
  const made = await simulate({
    ...HARD,
    policy: "weihai-2017",
    persons: 20,
    months: 18,
    out: newFolder(),
  });
  assert.deepEqual([made.from, made.asOf], ["2022-07-01", "2023-12-31"]);
  assert.ok((made.window?.to ?? "") < made.asOf);
});

test("A folder with somebody else's files is refused and left as it is; our own is made anew", async () => {
  const folder = newFolder();
  const small = { ...HARD, persons: 30, months: 1, out: folder };
  mkdirSync(folder);
  writeFileSync(join(folder, "mine.txt"), "mine");
  await assert.rejects(simulate(small), (error) => {
    assert.ok(error instanceof UnusableInput);
    assert.match(error.message, /不覆盖/);
    return true;
  });
  assert.deepEqual(globSync("**", { cwd: folder }).toSorted(), [".", "mine.txt"]);
  rmSync(join(folder, "mine.txt"));
  await simulate(small);
  const before = bytesIn(folder);
  writeFileSync(join(folder, "notes.txt"), "kept");
  await simulate({ ...small, seed: 8 });
  assert.notDeepEqual(bytesIn(folder).get("roster.csv"), before.get("roster.csv"));
  assert.equal(readFileSync(join(folder, "notes.txt"), "utf8"), "kept");
});

test("An interrupted simulation leaves nothing behind", async () => {
  const folder = newFolder();
  const interruption = new AbortController();
  const onProgress = ({ stage }: { stage: string }): void => {
    if (stage === "lives") interruption.abort("SIGINT");
  };
  const { signal } = interruption;
  await assert.rejects(simulate({ ...HARD, out: folder, signal, onProgress }), (reason) => {
    assert.equal(reason, "SIGINT");
    return true;
  });
  assert.deepEqual(globSync(folder), []);
});

test("What cannot be used is refused before anything is written", async () => {
  const folder = newFolder();
  const wrong: readonly (readonly [Partial<SimulateOptions>, RegExp])[] = [
    [{ policy: "nowhere-1999" }, /nowhere-1999.*没有这个政策包/],
    [{ persons: 0 }, /--persons 0.*1 到/],
    [{ persons: 1.5 }, /--persons 1\.5/],
    [{ months: 121 }, /--months 121/],
    [{ seed: -1 }, /--seed -1/],
    [{ from: "2024-13-01" }, /--from 2024-13-01.*不是日期/],
    [{ from: "2024-03-02" }, /--from 2024-03-02.*2024-03-01/],
    [{ from: "2019-01-01" }, /--from 2019-01-01.*有效期/],
    [{ policy: "weihai-2017", from: "2024-06-01" }, /2025-05-31.*2024-12-31/],
    [{ rates: join(TEMPORARY, "none.yaml") }, /none\.yaml/],
    [{ out: HARD_TIMES }, /是文件/],
  ];
  for (const [change, message] of wrong) {
    await assert.rejects(simulate({ ...HARD, out: folder, ...change }), (error) => {
      assert.ok(error instanceof UnusableInput, String(error));
      assert.match(error.message, message);
      return true;
    });
  }
  assert.deepEqual(globSync(folder), []);
});
