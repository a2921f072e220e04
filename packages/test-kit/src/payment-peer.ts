// A payment system that reads our files of instructions and writes receipts, as badly as it is told to:
// late, twice, out of order, cut off, about instructions that nobody gave. It keeps books of its own, so
// that they can be held against the record's. It reads files by the contract, not by our code.

import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface PeerInstruction {
  readonly agency: string;
  readonly number: number;
  readonly instruction: string;
  readonly idNumber: string;
  readonly effectiveOn: string;
  readonly amount: string;
}

export interface PeerReceipt {
  readonly number: number;
  readonly outcome: "done" | "refused";
  readonly effectiveOn: string;
  readonly amount: string;
  readonly reason: string;
}

export class PaymentPeer {
  readonly #folder: string;
  readonly #filesRead = new Set<string>();
  readonly #lastFile = new Map<string, number>();
  #receiptFiles = 0;
  /** What it was told and carried out, in order. */
  readonly carriedOut: PeerInstruction[] = [];
  /** What is wrong with our files, in words. */
  readonly complaints: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads the files that are new in `out`, and carries out what they say; gives what was new. */
  read(): readonly PeerInstruction[] {
    const before = this.carriedOut.length;
    const out = path.join(this.#folder, "out");
    for (const agency of readdirSync(out).toSorted()) {
      for (const name of readdirSync(path.join(out, agency)).toSorted()) {
        const file = path.join(out, agency, name);
        if (this.#filesRead.has(file)) continue;
        this.#filesRead.add(file);
        this.#readFile(agency, name, readFileSync(file, "utf8"));
      }
    }
    return this.carriedOut.slice(before);
  }

  /** The receipt that an honest system gives. */
  receiptFor({ number, effectiveOn, amount }: PeerInstruction): PeerReceipt {
    return { number, outcome: "done", effectiveOn, amount, reason: "" };
  }

  /** A file of receipts of an agency; `number` where it is not the next one. */
  receiptFile(
    agency: string,
    receipts: readonly PeerReceipt[],
    number = (this.#receiptFiles += 1),
  ): string {
    const rows = receipts.map(({ number: of, outcome, effectiveOn, amount, reason }) =>
      [of, outcome, effectiveOn, amount, reason].join(","),
    );
    const lines = [
      `lingdai-payment-receipts,1,${agency},${number},2024-03-02,${receipts.length}`,
      "instruction_number,outcome,effective_on,amount,reason",
      ...rows,
    ];
    const body = lines.map((line) => `${line}\n`).join("");
    return `${body}sha256,${sha256(body)}\n`;
  }

  /** Puts a file into `in`. */
  put(content: string, name = `${randomUUID()}.csv`): void {
    const folder = path.join(this.#folder, "in");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }

  #readFile(agency: string, name: string, text: string): void {
    const at = text.lastIndexOf("sha256,");
    if (text.slice(at) !== `sha256,${sha256(text.slice(0, at))}\n`) {
      this.complaints.push(`${name}: checksum`);
      return;
    }
    const [head = "", columns = "", ...rows] = text.slice(0, at).trimEnd().split("\n");
    const [kind, version, division, file, , first, count, total] = head.split(",");
    const expected = (this.#lastFile.get(agency) ?? 0) + 1;
    if (kind !== "lingdai-payment-instructions" || version !== "1" || division !== agency) {
      this.complaints.push(`${name}: head`);
    }
    if (Number(file) !== expected) this.complaints.push(`${name}: file ${file} for ${expected}`);
    this.#lastFile.set(agency, Number(file));
    const places = columns.split(",");
    const told = rows.map((row) => instructionOf(agency, places, row.split(",")));
    if (told.length !== Number(count) || told[0]?.number !== Number(first)) {
      this.complaints.push(`${name}: rows`);
    }
    if (sumOf(told.map(({ amount }) => amount)) !== total) this.complaints.push(`${name}: total`);
    for (const instruction of told) {
      const known = this.carriedOut.filter((each) => each.agency === agency);
      if (instruction.number !== known.length + 1) {
        this.complaints.push(`${name}: instruction ${instruction.number} after ${known.length}`);
      }
      this.carriedOut.push(instruction);
    }
  }
}

function instructionOf(
  agency: string,
  places: readonly string[],
  cells: readonly string[],
): PeerInstruction {
  const cell = (column: string): string => cells[places.indexOf(column)] ?? "";
  return {
    agency,
    number: Number(cell("instruction_number")),
    instruction: cell("instruction"),
    idNumber: cell("id_number"),
    effectiveOn: cell("effective_on"),
    amount: cell("amount"),
  };
}

/** In fen, as whole numbers. */
function sumOf(amounts: readonly string[]): string {
  const fen = amounts.reduce((sum, amount) => sum + BigInt(amount.replace(".", "") || "0"), 0n);
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
