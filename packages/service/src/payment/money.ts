// Money as text with two decimals, worked on as whole fen: never a float.

const AMOUNT = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/;

/** Undefined for what is no amount. */
export function readFen(text: string): bigint | undefined {
  const parts = AMOUNT.exec(text);
  if (parts === null) return undefined;
  const [, sign = "", yuan = "", decimals = ""] = parts;
  const fen = BigInt(yuan) * 100n + BigInt(decimals.padEnd(2, "0"));
  return sign === "-" ? -fen : fen;
}

export function formatFen(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
