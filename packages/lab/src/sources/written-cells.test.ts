import assert from "node:assert/strict";
import { test } from "node:test";

import { foldName } from "@lingdai/matching";
import type { SignKind } from "@lingdai/policy";
import { SIGNS, dayAt, faultOfIdNumber, toEighteen } from "@lingdai/policy";

import { dayIn, plainNumber } from "../../test/read-by-shape.ts";
import { Seed } from "../chance.ts";
import { readRates } from "../rates/read-rates.ts";
import type { Slip } from "./slips.ts";
import { drawSlip, slip } from "./slips.ts";
import { SOURCE_SHAPES, findShapeFor } from "./source-shapes.ts";
import { dateText, writtenName, writtenNumber } from "./written-cells.ts";

const RATES = { ...readRates().cells, fullWidth: 0.2, fifteenDigits: 0.3, blanks: 0.4 };
const NUMBERS = ["51010419500307224X", "510104195211191315", "110101200001010010"];

test("However a number is written, the same number is read", () => {
  const chance = new Seed(1).streamOf(0, 0);
  const forms = new Set<string>();
  for (let at = 0; at < 3000; at += 1) {
    const number = NUMBERS[at % NUMBERS.length] ?? "";
    const hands = { isResident: true, isTyped: at % 2 === 0 };
    const written = writtenNumber(chance, number, RATES, hands);
    assert.equal(toEighteen(plainNumber(written)), number, written);
    if (number === NUMBERS[0]) forms.add(written);
  }
  assert.ok(forms.has("510104500307224"), "15 digits");
  assert.ok(forms.has("51010419500307224x"), "small x");
  assert.ok(forms.has("５１０１０４１９５００３０７２２４Ｘ"), "full width");
  assert.ok(forms.has(" 51010419500307224X"), "a blank");
});

test("However a name is written, it is the same name", () => {
  const chance = new Seed(2).streamOf(0, 0);
  const rates = { ...RATES, nameVariant: 0.1, blanks: 0.1 };
  const written = Array.from({ length: 200 }, () => writtenName(chance, "张华", rates, true));
  for (const name of written) assert.equal(foldName(name), foldName("张华"));
  assert.ok(written.includes("張华") && written.includes("张　华"));
});

test("Dates are written in each supplier's pattern", () => {
  const day = dayAt("2024-03-05");
  assert.equal(dateText(day, "YYYY年M月D日"), "2024年3月5日");
  assert.equal(dateText(day, "YYYYMMDD"), "20240305");
  assert.equal(dateText(day, "YYYY.MM.DD"), "2024.03.05");
});

test("Every slip that is drawn makes the row unacceptable, or another name", () => {
  const chance = new Seed(3).streamOf(0, 0);
  const asOf = dayAt("2024-12-31");
  const on = dayAt("2024-03-05");
  const share = 0.03;
  const rates = {
    ...RATES,
    nameMistyped: share,
    numberMistyped: share,
    dateMistyped: share,
    unknownCode: share,
    fieldMissing: share,
  };
  const met = new Map<Slip, number>();
  for (let at = 0; at < 4000; at += 1) {
    const shape = SOURCE_SHAPES[at % SOURCE_SHAPES.length] ?? assert.fail();
    const number = NUMBERS[at % NUMBERS.length] ?? "";
    const drawn = drawSlip(chance, rates, shape);
    if (drawn === undefined) continue;
    const occurredOn = dateText(on, shape.datePattern);
    const cells = { idNumber: number, name: "王秀英", kind: "21", occurredOn };
    slip(chance, drawn, cells, shape, on);
    met.set(drawn, (met.get(drawn) ?? 0) + 1);
    switch (drawn) {
      case "name-mistyped":
        assert.notEqual(foldName(cells.name), foldName("王秀英"));
        break;
      case "number-mistyped":
        assert.notEqual(faultOfIdNumber(cells.idNumber, "resident-id", asOf), undefined);
        break;
      case "date-mistyped":
        // No day at all, or one that has not come.
        assert.ok((dayIn(cells.occurredOn, shape.datePattern) ?? asOf + 1) > asOf);
        break;
      case "unknown-code":
        assert.ok(!Object.values(shape.codes ?? {}).includes(cells.kind));
        assert.ok(shape.codes !== undefined || !(cells.kind in SIGNS));
        break;
      case "field-missing":
        assert.ok(cells.name === "" || cells.idNumber === "");
        break;
    }
  }
  assert.equal(met.size, 5, "every slip was met");
});

test("Every kind that anybody can report has exactly one supplier", () => {
  const unreported = (Object.keys(SIGNS) as SignKind[]).filter(
    (kind) => findShapeFor(kind) === undefined,
  );
  // The engine derives the first; nobody in this province sends the second.
  assert.deepEqual(unreported, ["came-of-age", "other-loss"]);
});
