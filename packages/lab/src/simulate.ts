// One simulation from beginning to end: people, their lives, what the sources hear, the files, the
// truth. Only puts the parts one behind the other.

import { copyFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { setImmediate } from "node:timers/promises";

import { byCodePoint, formatDay } from "@lingdai/policy";

import type { LifeCourse } from "./life/life-course.ts";
import { lifeOf } from "./life/life-course.ts";
import { Mortality } from "./life/mortality.ts";
import { People } from "./people/people.ts";
import type { Person } from "./people/person.ts";
import { RosterFile } from "./people/roster-file.ts";
import { scattered } from "./permutation.ts";
import { evaluateArguments, readMe } from "./read-me.ts";
import type { Setting } from "./setting.ts";
import { STREAMS } from "./setting.ts";
import { signsOfPerson } from "./signs/signs-of-person.ts";
import type { SimulateOptions, SimulationProgress } from "./simulate-options.ts";
import { settingOf } from "./simulate-options.ts";
import { mappingText } from "./sources/mapping-text.ts";
import { ObservationFiles } from "./sources/observation-files.ts";
import { SOURCE_SHAPES } from "./sources/source-shapes.ts";
import { TruthTables } from "./truth/truth-tables.ts";
import { MadeFolder, refusalOf } from "./write/made-folder.ts";
import { TextFile } from "./write/text-file.ts";

/** What was made. */
export interface SimulationSummary {
  readonly policy: string;
  readonly from: string;
  /** The day as of which to evaluate. */
  readonly asOf: string;
  readonly window: { readonly from: string; readonly to: string } | undefined;
  readonly persons: number;
  readonly rosterRows: number;
  /** Rows by file name under observations/, headers not counted. */
  readonly files: Readonly<Record<string, number>>;
  readonly observationRows: number;
  readonly deaths: number;
  readonly concealedDeaths: number;
  readonly seconds: number;
}

/** Other work gets its turn, and an interruption is noticed, after so many people. */
const PEOPLE_A_TURN = 2000;

/**
 * Makes the folder `out` and resolves with what is in it. Rejects with `UnusableInput` for what
 * cannot be used and with the signal's reason where it was aborted; `out` is then as it was.
 */
export async function simulate(options: SimulateOptions): Promise<SimulationSummary> {
  const started = performance.now();
  const setting = settingOf(options);
  const folder = new MadeFolder(options.out);
  try {
    const province = new Province(setting, folder, options);
    const made = await province.make();
    const { policy, persons, months, seed } = options;
    const [from, asOf] = [formatDay(setting.from), formatDay(setting.asOf)];
    const rates = options.rates === undefined ? "default" : basename(options.rates);
    folder.publish({ policy, persons, months, seed, from, as_of: asOf, rates });
    return { ...made, seconds: Math.round(performance.now() - started) / 1000 };
  } catch (error) {
    throw refusalOf(options.out, error);
  } finally {
    folder.discard();
  }
}

class Province {
  readonly #setting: Setting;
  readonly #folder: MadeFolder;
  readonly #options: SimulateOptions;
  readonly #people: People;
  readonly #mortality: Mortality;
  readonly #truth: TruthTables;
  #deaths = 0;
  #concealedDeaths = 0;

  constructor(setting: Setting, folder: MadeFolder, options: SimulateOptions) {
    const { mortality, mortalityScale } = setting.rates.life;
    this.#setting = setting;
    this.#folder = folder;
    this.#options = options;
    this.#people = new People(setting);
    this.#mortality = new Mortality(mortality, mortalityScale);
    this.#truth = new TruthTables(folder.path("truth"), setting.asOf);
  }

  async make(): Promise<Omit<SimulationSummary, "seconds">> {
    const { pack, from, asOf, window, persons } = this.#setting;
    const rosterRows = await this.#writeRoster();
    const rows = await this.#writeObservations();
    this.#truth.finish();
    const files = this.#sendAgain(rows);
    this.#writeTexts([...files.keys()].toSorted(byCodePoint));
    return {
      policy: pack.id,
      from: formatDay(from),
      asOf: formatDay(asOf),
      window: window && { from: formatDay(window.from), to: formatDay(window.to) },
      persons,
      rosterRows,
      files: Object.fromEntries(files),
      observationRows: [...files.values()].reduce((sum, count) => sum + count, 0),
      deaths: this.#deaths,
      concealedDeaths: this.#concealedDeaths,
    };
  }

  /** Everybody in the order of the roster, with what became of them. */
  async #writeRoster(): Promise<number> {
    const { persons, seed, rates } = this.#setting;
    const roster = new RosterFile(new TextFile(this.#folder.path("roster.csv")));
    for (let index = 0; index < persons; index += 1) {
      const person = this.#people.enrol(index);
      const repeats = seed.streamOf(index, STREAMS.rosterRows);
      roster.add(person, repeats.happens(rates.roster.repeatedRow));
      this.#noteTruth(person);
      if (index % PEOPLE_A_TURN === 0) await this.#turn("people", index);
    }
    roster.finish();
    return roster.rows;
  }

  #noteTruth(person: Person): void {
    const life = this.#lifeOf(person);
    if (life.diedOn !== undefined) this.#deaths += 1;
    if (life.isConcealed) this.#concealedDeaths += 1;
    const { homonymOf } = person;
    const twin = homonymOf === undefined ? "" : this.#people.at(homonymOf).idNumber;
    this.#truth.addPerson(person, life, twin);
  }

  /** Everybody once more, in no order that the roster knows: what the sources hear of them. */
  async #writeObservations(): Promise<ReadonlyMap<string, number>> {
    const setting = this.#setting;
    const folder = this.#folder.path("observations");
    const files = new ObservationFiles(setting, folder, this.#truth.addFlawedRow);
    const lifeOfOther = (index: number) => {
      const person = this.#people.at(index);
      return { person, life: this.#lifeOf(person) };
    };
    let done = 0;
    for (const index of scattered(setting.persons)) {
      const { person, life } = lifeOfOther(index);
      this.#truth.addLife(person, life);
      const happenings = signsOfPerson(setting, person, life, lifeOfOther);
      files.write(person, happenings, setting.seed.streamOf(index, STREAMS.rows));
      if (done % PEOPLE_A_TURN === 0) await this.#turn("lives", done);
      done += 1;
    }
    return files.finish();
  }

  #lifeOf(person: Person): LifeCourse {
    return lifeOf(this.#setting, this.#mortality, person);
  }

  /** Some suppliers send a whole month's file a second time. */
  #sendAgain(rows: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
    const { seed, rates } = this.#setting;
    const files = new Map(rows);
    const chance = seed.streamOf(0, STREAMS.resentFiles);
    for (const [name, count] of rows) {
      if (!chance.happens(rates.suppliers.resentFile) || count === 0) continue;
      const again = name.replace(/\.(\w+)$/, "-resent.$1");
      const folder = this.#folder;
      copyFileSync(folder.path("observations", name), folder.path("observations", again));
      files.set(again, count);
    }
    return files;
  }

  #writeTexts(observations: readonly string[]): void {
    const setting = this.#setting;
    const mappings: string[] = [];
    for (const shape of SOURCE_SHAPES) {
      const text = mappingText(shape, shape.supplier ?? setting.area.app);
      if (text === undefined) continue;
      mappings.push(`${shape.stem}.yaml`);
      writeFileSync(this.#folder.path("mappings", `${shape.stem}.yaml`), text);
    }
    const args = evaluateArguments(setting, observations, mappings);
    writeFileSync(this.#folder.path("evaluate-args.txt"), args);
    writeFileSync(this.#folder.path("README.txt"), readMe(setting, this.#options));
  }

  async #turn(stage: SimulationProgress["stage"], done: number): Promise<void> {
    const { signal, onProgress } = this.#options;
    onProgress?.({ stage, done, total: this.#setting.persons });
    await setImmediate();
    signal?.throwIfAborted();
  }
}
