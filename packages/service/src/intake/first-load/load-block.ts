// One block of a roster file on its way into an empty record: its documents first, then its people as
// rows of the record's tables. Everything that costs time is done here, on whichever thread. Knows no
// connection.

import type {
  IndexedBlock,
  PlainRosterRow,
  PlannedBlock,
  RosterBlocks,
  RosterLine,
  RosterPerson,
} from "@lingdai/matching";
import { RosterBlockReader, indexBlock, planRoster, readMappings } from "@lingdai/matching";
import type { Day } from "@lingdai/policy";
import type { NewPerson, PeopleRows, RejectedRow, SealingKeys, UnitRow } from "@lingdai/store";
import { PeopleBytes, Sealer } from "@lingdai/store";

import type { Newcomers } from "../add-new-people.ts";
import { newPersonFrom } from "../add-new-people.ts";
import { BlindKeys } from "../blind-keys.ts";
import type { RegionRows } from "../regions.ts";
import { regionsOf } from "../regions.ts";
import { amountIn, divisionIn, payDivisionAmong, unitCalled, unitOf } from "../roster-person.ts";
import type { CountedBenefits } from "./benefit-counts.ts";
import { BenefitCounts } from "./benefit-counts.ts";
import { SharedStandings } from "./shared-standings.ts";
import type { UnitTold } from "./units-told.ts";
import { UnitsTold } from "./units-told.ts";

/** All that a thread must be told: plain values. */
export interface LoadSetup {
  readonly path: string;
  readonly mappings: readonly string[];
  readonly blocks: RosterBlocks;
  readonly day: Day;
  readonly regions: RegionRows;
  readonly keys: SealingKeys;
}

export interface BlockToLoad extends PlannedBlock {
  /** The number of its first person. */
  readonly firstId: number;
}

export interface LoadedBlock {
  readonly rows: PeopleRows;
  readonly people: number;
  readonly units: readonly UnitTold[];
  readonly rejects: readonly RejectedRow[];
  /** Rows of people who have others, elsewhere in the file. */
  readonly held: readonly RosterLine[];
}

export class BlockLoading {
  readonly #reader: RosterBlockReader;
  readonly #newcomers: Newcomers;
  readonly #standings: SharedStandings;
  readonly #bytes = new PeopleBytes();
  readonly #counts = new BenefitCounts();

  private constructor(reader: RosterBlockReader, newcomers: Newcomers) {
    this.#reader = reader;
    this.#newcomers = newcomers;
    this.#standings = new SharedStandings(newcomers, this.#counts);
  }

  static async begin(
    { path, mappings, blocks, day, regions, keys }: LoadSetup,
    sealer = new Sealer(keys),
  ): Promise<BlockLoading> {
    const plan = await planRoster(path, readMappings(mappings));
    return new BlockLoading(new RosterBlockReader(plan, blocks, day), {
      sealer,
      keys: new BlindKeys(sealer),
      regions: regionsOf(regions),
      day,
    });
  }

  index(index: number): IndexedBlock {
    return indexBlock(this.#reader, index);
  }

  /** Whoever has one row, ready for the tables; the rows of others, whom somebody else puts together. */
  load(index: number, { firstLine, isHeld, firstId, people }: BlockToLoad): LoadedBlock {
    const units = new UnitsTold();
    const rejects: RejectedRow[] = [];
    const held: RosterLine[] = [];
    let accepted = 0;
    let id = firstId;
    this.#reader.read(index, firstLine, {
      onPlain: (row, bytes, line) => {
        if (isHeld[accepted] === 1) return false;
        accepted += 1;
        units.tell(this.#addPlain(id, row, bytes), line);
        id += 1;
        return true;
      },
      onLine: (line) => {
        accepted += 1;
        if (isHeld[accepted - 1] === 1) {
          held.push(line);
          return;
        }
        const { idType, idNumber } = line.entry;
        const documentKey = this.#newcomers.keys.documentKey(idType, idNumber);
        const person = { idType, idNumber, documentKey, lines: [line] };
        this.#add(id, newPersonFrom(person, this.#newcomers));
        units.tell(unitOf(line), line.line);
        id += 1;
      },
      onReject: (line, reason, field) => {
        rejects.push({ line, reason, field });
      },
    });
    if (id - firstId !== people || accepted !== isHeld.length) {
      throw new Error("the roster file was changed while it was read");
    }
    return { rows: this.#bytes.take(), people, units: units.all, rejects, held };
  }

  /** People put together from rows that stand apart, under the numbers from `firstId`. */
  add(people: readonly RosterPerson[], firstId: number): PeopleRows {
    for (const [at, person] of people.entries()) {
      const documentKey = this.#newcomers.keys.documentKey(person.idType, person.idNumber);
      this.#add(firstId + at, newPersonFrom({ ...person, documentKey }, this.#newcomers));
    }
    return this.#bytes.take();
  }

  /** All the benefits of the people so far, as they count. */
  count(): CountedBenefits {
    return this.#counts.told();
  }

  close(): void {
    this.#reader.close();
  }

  #add(id: number, person: NewPerson): void {
    this.#bytes.add(id, person);
    for (const each of person.entitlements) {
      this.#counts.count(this.#counts.groupOf(each), each.payDivision, person.residenceDivision);
    }
  }

  /** The same as `newPersonFrom` of its row, a property test says; but nothing is asked twice. */
  #addPlain(id: number, row: PlainRosterRow, bytes: Buffer): UnitRow | undefined {
    const { sealer, keys } = this.#newcomers;
    const idNumber = row.idNumber(bytes);
    const name = row.text(bytes, "name");
    const phone = row.text(bytes, "phone");
    const householdAddress = row.text(bytes, "household_address");
    const residenceAddress = row.text(bytes, "residence_address");
    const householdDivision = divisionIn(row.text(bytes, "household_division"));
    const residenceDivision = divisionIn(row.text(bytes, "residence_division"));
    this.#bytes.addPerson(id, {
      documentKey: keys.documentKey("resident-id", idNumber),
      nameKeys: [keys.nameKey(name)],
      sealed: sealer.seal({
        idType: "resident-id",
        idNumber,
        names: [name],
        phone: phone === "" ? undefined : phone,
        householdAddress: householdAddress === "" ? undefined : householdAddress,
        residenceAddress: residenceAddress === "" ? undefined : residenceAddress,
      }),
      sex: row.sex,
      birthDate: row.birthDate,
      hasPhone: phone !== "",
      hasHousehold: householdDivision !== undefined || householdAddress !== "",
      hasResidence: residenceDivision !== undefined,
      householdDivision,
      residenceDivision,
    });
    const payDivision = payDivisionAmong(
      row.text(bytes, "pay_division"),
      residenceDivision,
      householdDivision,
    );
    const unit = unitCalled(row.text(bytes, "unit_code"), row.text(bytes, "unit_name"));
    const own = {
      since: row.since,
      monthlyAmount: amountIn(row.text(bytes, "monthly_amount")),
      unitCode: unit?.code,
      payDivision,
    };
    const shared = this.#standings.of(row, payDivision);
    this.#bytes.addEntitlement(id, 0, residenceDivision, own, shared.standing);
    this.#counts.count(shared.group, payDivision, residenceDivision);
    if (shared.case !== undefined) this.#bytes.addCase(id, shared.case);
    return unit;
  }
}
