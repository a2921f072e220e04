// Freezes plain values to the bottom: whoever changes a file that was handed over throws.

/** Stops at what is frozen already, so that files that share most of their parts cost little. */
export function frozen<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
