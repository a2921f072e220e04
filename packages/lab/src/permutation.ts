// Every number below a count once, in an order that has nothing to do with their own. So that the
// rows of the sources do not stand in the order of the roster, which would flatter every reader.

/** The numbers from 0 to below `count`, in steps near the golden section. */
export function* scattered(count: number): Generator<number> {
  let step = Math.max(1, Math.floor(count * 0.618_033_988_7));
  while (greatestCommonDivisor(step, count) !== 1) step += 1;
  let at = Math.floor(count / 3);
  for (let taken = 0; taken < count; taken += 1) {
    yield at;
    at = (at + step) % count;
  }
}

function greatestCommonDivisor(left: number, right: number): number {
  let [a, b] = [left, right];
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
