/**
 * Dirt in rows: writings that normalising has to undo, and faults for which a row is rejected,
 * ignored or suspected. It must not know encodings or mappings.
 */
import type { Row } from "./files-by-hand.ts";
import { checkCharacter } from "./identity-number.ts";
import { addDays } from "./naive-days.ts";
import { fullWidth, otherName, respelled } from "./nasty-names.ts";
import type { Chance } from "./seeded-chance.ts";

const BLANK_CELLS = ["", " ", "\t", "\u3000", "\u00a0 ", "\u200b"];
const OUTER_BLANKS = ["", "", "", " ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff"];

function padded(chance: Chance, cell: string): string {
  return chance.oneIn(6) ? chance.pick(OUTER_BLANKS) + cell + chance.pick(OUTER_BLANKS) : cell;
}

/** A number as a careless source writes it; still the same number. */
export function rewrittenNumber(chance: Chance, number: string): string {
  let written = number;
  const isOldResident = /^\d{6}19\d{9}[\dX]$/.test(number);
  const isOwnCheck = isOldResident && checkCharacter(number.slice(0, 17)) === number.charAt(17);
  if (isOwnCheck && chance.oneIn(7)) written = number.slice(0, 6) + number.slice(8, 17);
  if (chance.oneIn(8)) written = written.toLowerCase();
  if (chance.oneIn(8)) written = fullWidth(written);
  if (chance.oneIn(8))
    written = `${written.slice(0, 6)} ${written.slice(6, 9)}\u3000${written.slice(9)}`;
  return written;
}

/** A day or code as a careless source writes it. */
function rewritten(chance: Chance, cell: string): string {
  if (cell === "") return chance.oneIn(9) ? chance.pick(BLANK_CELLS) : cell;
  if (chance.oneIn(14)) return fullWidth(cell);
  return chance.oneIn(14) ? `${cell.slice(0, 4)} ${cell.slice(4)}` : cell;
}

/** The row in careless but readable writing. */
export function roughened(chance: Chance, row: Row, squeezed: readonly string[]): Row {
  const written: Row = {};
  for (const [column, cell] of Object.entries(row)) {
    if (column === "id_number") written[column] = padded(chance, rewrittenNumber(chance, cell));
    else if (column === "name") written[column] = padded(chance, respelled(chance, cell));
    else if (squeezed.includes(column)) written[column] = padded(chance, rewritten(chance, cell));
    else written[column] = cell === "" ? cell : padded(chance, cell);
  }
  return written;
}

type Fault = (chance: Chance, row: Row, asOf: string) => Row;

const badNumber: Fault = (chance, row) => {
  const number = row["id_number"] ?? "";
  const wrongCheck = number.slice(0, 17) + (number.endsWith("1") ? "2" : "1");
  const idNumber = chance.pick([
    wrongCheck,
    wrongCheck,
    wrongCheck,
    wrongCheck,
    number.slice(0, 10) + "O" + number.slice(11),
    number.slice(0, 17),
    `${number}0`,
    number.slice(0, 10) + "1332" + number.slice(14),
    number.slice(0, 6) + "18491231" + number.slice(14),
    number.slice(0, 6) + "20230230" + number.slice(14),
    number.slice(0, 6) + "29990101" + number.slice(14),
    "12345678901234",
    "A-1234567",
  ]);
  return { ...row, id_number: idNumber, id_type: "" };
};

/** A fault for any table: a needed cell blank, a bad number, an unknown code, an unreal day. */
export function spoiled(
  chance: Chance,
  row: Row,
  asOf: string,
  table: { required: readonly string[]; coded: readonly string[]; dates: readonly string[] },
): Row {
  const badDays = [
    "2023-02-30",
    "2023-13-01",
    "2023/4/5",
    "20230405",
    "2023-4-5",
    "0",
    "2023-02-29",
  ];
  const faults: readonly Fault[] = [
    (_, one) => ({ ...one, [chance.pick(table.required)]: chance.pick(BLANK_CELLS) }),
    badNumber,
    badNumber,
    (_, one) => ({
      ...one,
      [chance.pick(table.coded)]: chance.pick(["Rail-Travel", "death", "x"]),
    }),
    (_, one) => ({ ...one, [chance.pick(table.dates)]: chance.pick(badDays) }),
    (_, one) => ({ ...one, [chance.pick(table.dates)]: addDays(asOf, chance.pick([1, 1, 30])) }),
    (_, one) => ({
      ...one,
      id_type: "passport",
      id_number: chance.pick(["AB12", "护照12345", "A".repeat(21)]),
    }),
  ];
  const once = chance.pick(faults)(chance, row, asOf);
  return chance.oneIn(3) ? chance.pick(faults)(chance, once, asOf) : once;
}

/** A good observation turned into one that is refused without being a reject. */
export function estranged(chance: Chance, row: Row): Row {
  const number = row["id_number"] ?? "";
  const isResident = /^\d{17}[\dX]$/.test(number);
  switch (chance.whole(1, 3)) {
    case 1:
      return { ...row, name: otherName(row["name"] ?? "") };
    case 2:
      return { ...row, id_number: "E99999999", id_type: "passport" };
    default:
      return isResident
        ? { ...row, id_type: "passport" }
        : { ...row, name: otherName(row["name"] ?? "") };
  }
}
