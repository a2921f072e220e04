// What a kept state consists of: one line of JSON, and its checksum on a second. It names the runs
// whose rows are kept, the files that hold them and the checksum of every block. Knows no folder.

import { crc32 } from "node:zlib";

import { ID_TYPES, SIGN_NUMBERS } from "@lingdai/policy/batch";

import { Fingerprint } from "../engine/byte-fingerprint.ts";

const BEGINNING = '{"format":"lingdai-state",';
const VERSION = 1;

/** An observation file of a kept run, so that the same run is known again. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  readonly mark: number;
}

/** A file of the folder that holds rows. */
export interface KeptPart {
  readonly name: string;
  readonly bytes: number;
}

/** One block of rows: the part that holds it, where it begins there, and what it must be. */
export type KeptBlock = readonly [
  part: number,
  at: number,
  bytes: number,
  rows: number,
  checksum: number,
];

export interface KeptRun {
  readonly as_of: string;
  readonly files: readonly KeptFile[];
  readonly parts: readonly KeptPart[];
  /** In the order of rows. */
  readonly blocks: readonly KeptBlock[];
}

/** Files of the folder that only save work (`kept-images`), as some run left them. */
export interface RunImages {
  readonly roster?: string | undefined;
  readonly people?: string | undefined;
  readonly folded?: string | undefined;
  /** The file that the roster was read from, as it then was, and the roster's key (`roster-key`). */
  readonly rosterFile?: { readonly stamp: string; readonly key: string } | undefined;
  /** Earlier ones in which some of the folded form lies. */
  readonly earlier?: readonly string[] | undefined;
}

/** Those of the last run; and of the runs before it, for who gives the last one again. */
interface KeptImages extends RunImages {
  readonly before?: RunImages | undefined;
}

export interface Manifest {
  readonly policy: string;
  /** Counts all runs that ever kept something here, so that no name is used twice. */
  readonly run: number;
  readonly runs: readonly KeptRun[];
  /** Lacking in what earlier versions wrote. */
  readonly images?: KeptImages | undefined;
}

/** Why a manifest cannot be read. */
export type ManifestFault = "foreign" | "corrupt" | "other-version";

export function formatManifest({ policy, run, runs, images }: Manifest): string {
  const reading = READING;
  const told = JSON.stringify({ version: VERSION, reading, policy, run, runs, images });
  const line = `${BEGINNING}${told.slice(1)}`;
  return `${line}\n${checksumOf(line)}\n`;
}

export function parseManifest(text: string): Manifest | ManifestFault {
  if (!text.startsWith(BEGINNING)) return "foreign";
  const end = text.indexOf("\n");
  const line = text.slice(0, end);
  if (end === -1 || text.slice(end + 1) !== `${checksumOf(line)}\n`) return "corrupt";
  const read = JSON.parse(line) as Manifest & {
    readonly version: number;
    readonly reading: string;
  };
  if (read.version !== VERSION || read.reading !== READING) return "other-version";
  return read;
}

function checksumOf(line: string): string {
  return crc32(line).toString(16).padStart(8, "0");
}

/** Stands for what the numbers in blocks mean: codes by number, and how fingerprints are taken. */
export const READING = ((): string => {
  const text = Buffer.from([...SIGN_NUMBERS.codes, ...ID_TYPES].join(" "));
  const fingerprint = new Fingerprint();
  fingerprint.take(text, 0, text.length);
  const { low, high } = fingerprint;
  fingerprint.join(low, high, high, low);
  return `${low}.${high}.${fingerprint.low}.${fingerprint.high}`;
})();
