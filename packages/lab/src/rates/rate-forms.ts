// The forms that a rate may take, each with what it expects in words that a person can act on.
// Knows neither files nor which rates there are.

/** One form: reads the content of `value`, or answers undefined where it is not of that form. */
export interface RateForm<T> {
  readonly read: (content: unknown) => T | undefined;
  /** What is expected, in Chinese. */
  readonly expects: string;
}

/** Ages and the figure that holds at each; between two ages the figure is interpolated. */
export type AgeTable = readonly (readonly [age: number, figure: number])[];

/** Ages and what share of men and women of that age die within a year. */
export type MortalityTable = readonly (readonly [age: number, men: number, women: number])[];

/** A share of people, rows or cases. */
export const share = numberFrom(0, 1);
/** How often a year something happens to one person. */
export const yearly = numberFrom(0, 50);
export const days = numberFrom(0, 3650);
export const months = numberFrom(0, 600);
/** How heavy a choice is among its neighbours. */
export const weight = numberFrom(0, 1_000_000);
/** Multiplies something else. */
export const factor = numberFrom(0, 100);
export const yearlyByAge = ageTable(50);
export const shareByAge = ageTable(1);
export const weightByAge = ageTable(1_000_000);

export const mortalityByAge: RateForm<MortalityTable> = {
  read: (content) =>
    rowsOf(content, 3, 1) as readonly (readonly [number, number, number])[] | undefined,
  expects: "[年龄, 男, 女] 的列表，年龄从小到大，死亡率在 0 与 1 之间",
};

function numberFrom(low: number, high: number): RateForm<number> {
  return {
    read: (content) =>
      typeof content === "number" && content >= low && content <= high ? content : undefined,
    expects: `${low} 到 ${high} 之间的数`,
  };
}

function ageTable(high: number): RateForm<AgeTable> {
  return {
    read: (content) => rowsOf(content, 2, high) as AgeTable | undefined,
    expects: `[年龄, 数] 的列表，年龄从小到大，数在 0 与 ${high} 之间`,
  };
}

/** Rows of an age from 0 to 130, ascending, and further numbers from 0 to `high`. */
function rowsOf(
  content: unknown,
  columns: number,
  high: number,
): readonly (readonly number[])[] | undefined {
  if (!Array.isArray(content) || content.length === 0) return undefined;
  let youngest = 0;
  for (const row of content as readonly unknown[]) {
    if (!Array.isArray(row) || row.length !== columns) return undefined;
    const numbers = row as readonly unknown[];
    const [age] = numbers;
    if (typeof age !== "number" || age < youngest || age > 130) return undefined;
    youngest = age + 1;
    const figures = numbers.slice(1);
    const isUsable = (figure: unknown): boolean =>
      typeof figure === "number" && figure >= 0 && figure <= high;
    if (!figures.every(isUsable)) return undefined;
  }
  return content as readonly (readonly number[])[];
}

/** The figure at an age: interpolated between the table's ages, the nearest one outside them. */
export function figureAt(table: AgeTable, age: number): number {
  let [beforeAge, before] = table[0] ?? [0, 0];
  for (const [nextAge, next] of table) {
    if (age <= nextAge) {
      if (nextAge === beforeAge || age <= beforeAge) return before;
      return before + ((next - before) * (age - beforeAge)) / (nextAge - beforeAge);
    }
    beforeAge = nextAge;
    before = next;
  }
  return before;
}
