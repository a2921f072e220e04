// The rows of one observation file on their way into the record: staged in a temporary table,
// then matched, classified and appended by named SQL steps, all in one transaction. Finds people by
// blind index only; what the rows mean for anybody's standing is not asked here.

import type { ClientBase } from "pg";

import { formatDay } from "@lingdai/policy";
import type { Day, SignKind } from "@lingdai/policy";

import { CopyBytes } from "./copy-bytes.ts";
import { CopyBytesIn, copyBytes } from "./copy-in.ts";

/** A judged row. */
export interface StagedObservation {
  readonly line: number;
  /** The number that `addDocument` gave its person's document. */
  readonly document: number;
  readonly nameKey: Buffer;
  /** 64 bits over source and reference, the lower half first. */
  readonly fingerprint: Uint32Array;
  readonly kind: SignKind;
  readonly occurredOn: Day;
  readonly source: string;
  readonly ref: string;
}

export interface ClassifiedCounts {
  readonly accepted: number;
  /** Known from earlier files; repetitions within the file are not staged. */
  readonly duplicate: number;
  readonly notOnRoster: number;
  readonly suspicious: number;
}

const MAKE = `
  CREATE TEMPORARY TABLE staged_observation (
    line bigint, document integer, name_key bytea, fingerprint bigint, kind text,
    occurred_on date, source text, ref text, reason text, field text
  ) ON COMMIT DROP;
  CREATE TEMPORARY TABLE staged_document (
    document integer, document_key bytea
  ) ON COMMIT DROP`;
const ROW_FIELDS = 10;
const DOCUMENT_FIELDS = 2;

/**
 * Rows in, good and bad, and the blind indexes of the documents that they name, each once; the session
 * is in a transaction and does nothing else meanwhile.
 */
export class Staging {
  readonly #session: ClientBase;
  readonly #copy: CopyBytesIn;
  readonly #documents = new CopyBytes();
  #documentsAdded = 0;

  private constructor(session: ClientBase) {
    this.#session = session;
    this.#copy = new CopyBytesIn(session, "staged_observation");
  }

  static async begin(session: ClientBase): Promise<Staging> {
    await session.query(MAKE);
    return new Staging(session);
  }

  /** How many documents there are; the next one has this number. */
  get documents(): number {
    return this.#documentsAdded;
  }

  addDocument(documentKey: Buffer): void {
    const document = this.#documents;
    document.row(DOCUMENT_FIELDS);
    document.integer(this.#documentsAdded);
    document.bytes(documentKey);
    this.#documentsAdded += 1;
  }

  add(observation: StagedObservation): void {
    const row = this.#copy.rows;
    const [low = 0, high = 0] = observation.fingerprint;
    row.row(ROW_FIELDS);
    row.bigint(observation.line);
    row.integer(observation.document);
    row.bytes(observation.nameKey);
    row.halves(high, low);
    row.text(observation.kind);
    row.day(observation.occurredOn);
    row.text(observation.source);
    row.text(observation.ref);
    row.none();
    row.none();
    this.#copy.send();
  }

  addRejected(line: number, reason: string, field: string): void {
    const row = this.#copy.rows;
    row.row(ROW_FIELDS);
    row.bigint(line);
    for (let empty = 2; empty < ROW_FIELDS - 1; empty += 1) row.none();
    row.text(reason);
    row.text(field);
    this.#copy.send();
  }

  whenReady(): Promise<void> | undefined {
    return this.#copy.whenReady();
  }

  async end(): Promise<void> {
    await this.#copy.end();
    await copyBytes(this.#session, "staged_document", this.#documents.take());
  }

  /** Where no more rows will come: the session waits for them until it is told. */
  async giveUp(): Promise<void> {
    await this.#copy.giveUp();
  }
}

/**
 * Whom each good row is about, and whether its name and its reference are news. Where whoever brought
 * the file reaches a place only, people of whom nothing is paid there are not on their roster.
 */
const MATCH = `
  CREATE TEMPORARY TABLE matched_observation ON COMMIT DROP AS
  WITH person AS (
    SELECT document, beneficiary_id, name_keys
    FROM staged_document JOIN beneficiary USING (document_key)
    WHERE current_setting('lingdai.intake_reach') = '' OR EXISTS (SELECT FROM entitlement
      WHERE entitlement.beneficiary_id = beneficiary.beneficiary_id
        AND starts_with(pay_division, current_setting('lingdai.intake_reach')))
  )
  SELECT staged.line, person.beneficiary_id, staged.name_key = ANY (person.name_keys) AS agrees,
    staged.kind, staged.occurred_on, staged.source, staged.ref, staged.fingerprint,
    known.fingerprint IS NOT NULL AS is_known
  FROM staged_observation AS staged
  LEFT JOIN person USING (document)
  LEFT JOIN observation_reference AS known USING (fingerprint)
  WHERE staged.reason IS NULL`;

const KEEP_REFERENCES = `
  INSERT INTO observation_reference (fingerprint)
  SELECT fingerprint FROM matched_observation
  WHERE NOT is_known AND beneficiary_id IS NOT NULL ORDER BY fingerprint`;

const APPEND = `
  INSERT INTO observation
    (beneficiary_id, kind, occurred_on, arrived_on, source, ref, source_file_id, line)
  SELECT beneficiary_id, kind, occurred_on, $2, source, ref, $1, line
  FROM matched_observation WHERE agrees AND NOT is_known ORDER BY beneficiary_id, line`;

const AWAIT_STEPS = `
  INSERT INTO awaited_step (source_file_id, beneficiary_id)
  SELECT DISTINCT $1::bigint, beneficiary_id
  FROM matched_observation WHERE agrees AND NOT is_known`;

const KEEP_REJECTED = `
  INSERT INTO rejected_row (source_file_id, line, reason, field)
  SELECT $1, line, reason, field FROM staged_observation WHERE reason IS NOT NULL`;

const COUNT = `
  SELECT count(*) FILTER (WHERE is_known) AS duplicate,
    count(*) FILTER (WHERE NOT is_known AND beneficiary_id IS NULL) AS not_on_roster,
    count(*) FILTER (WHERE NOT is_known AND agrees) AS accepted,
    count(*) FILTER (WHERE NOT is_known AND NOT agrees) AS suspicious
  FROM matched_observation`;

export interface ClassifiedFile {
  readonly sourceFileId: number;
  readonly arrivedOn: Day;
  /** Leading digits of who pays, for a file that may speak of no others. */
  readonly reach?: string | undefined;
}

/**
 * Matches what was staged and appends what is new, in FORMATS' order: known references, people who
 * are not on the roster, names that are not theirs.
 */
export async function classify(
  session: ClientBase,
  { sourceFileId, arrivedOn, reach = "" }: ClassifiedFile,
): Promise<ClassifiedCounts> {
  const day = formatDay(arrivedOn);
  await session.query("ANALYZE staged_observation, staged_document");
  // What makes a table takes no parameters.
  await session.query("SELECT set_config('lingdai.intake_reach', $1, true)", [reach]);
  await session.query(MATCH);
  await session.query("ANALYZE matched_observation");
  const { rows } = await session.query<Record<string, string | number>>(COUNT);
  const counted = (name: string): number => Number(rows[0]?.[name] ?? 0);
  const counts = {
    accepted: counted("accepted"),
    duplicate: counted("duplicate"),
    notOnRoster: counted("not_on_roster"),
    suspicious: counted("suspicious"),
  };
  await session.query(KEEP_REFERENCES).catch((error: unknown) => {
    throw isRepeated(error) ? new ReferencesTaken() : error;
  });
  await session.query("SELECT ensure_observation_month($1)", [day]);
  await session.query(APPEND, [sourceFileId, day]);
  await session.query(AWAIT_STEPS, [sourceFileId]);
  await session.query(KEEP_REJECTED, [sourceFileId]);
  return counts;
}

/** Nothing but a key that is there already. */
function isRepeated(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === UNIQUE_VIOLATION;
}

const UNIQUE_VIOLATION = "23505";

/** Another file with the same references came in at the same moment: classified anew, all is well. */
export class ReferencesTaken extends Error {
  constructor() {
    super("another file brought the same references at the same time");
    this.name = "ReferencesTaken";
  }
}

/** The lines whose names are not their people's. */
export async function listSuspiciousLines(session: ClientBase): Promise<ReadonlySet<number>> {
  const { rows } = await session.query<{ line: number }>(
    "SELECT line FROM matched_observation WHERE NOT is_known AND NOT agrees",
  );
  return new Set(rows.map(({ line }) => line));
}

/** Keeps suspicious rows, each with the sealed name that it gave. */
export async function keepSuspicious(
  session: ClientBase,
  sourceFileId: number,
  arrivedOn: Day,
  sealedNames: ReadonlyMap<number, Buffer>,
): Promise<void> {
  if (sealedNames.size === 0) return;
  await session.query(
    `INSERT INTO suspicious_row (source_file_id, line, beneficiary_id, sealed_given_name, kind,
       occurred_on, arrived_on, source, ref)
     SELECT $1, line, beneficiary_id, given.sealed_name, kind, occurred_on, $2, source, ref
     FROM matched_observation JOIN unnest($3::bigint[], $4::bytea[]) AS given (line, sealed_name)
       USING (line)`,
    [sourceFileId, formatDay(arrivedOn), [...sealedNames.keys()], [...sealedNames.values()]],
  );
}
