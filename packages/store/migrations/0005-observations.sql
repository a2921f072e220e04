-- What departments and people said: append-only, partitioned by the month of arrival, and the files
-- that they came in, with the rows that nobody could use: work to be looked at.

CREATE TABLE source_file (
  source_file_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  -- Of the file's bytes, and of the mapping that it was read with.
  content_hash bytea NOT NULL,
  arrived_on date NOT NULL,
  state text NOT NULL CHECK (state IN ('staged', 'taken-in')),
  rows bigint,
  accepted bigint,
  duplicate bigint,
  not_on_roster bigint,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT a_file_is_taken_in_once UNIQUE (content_hash)
);

CREATE TABLE observation (
  beneficiary_id bigint NOT NULL,
  kind text NOT NULL,
  occurred_on date NOT NULL,
  arrived_on date NOT NULL,
  source text NOT NULL,
  ref text NOT NULL,
  source_file_id bigint,
  line bigint
) PARTITION BY RANGE (arrived_on);
CREATE TABLE observation_other PARTITION OF observation DEFAULT;
CREATE INDEX observation_by_person ON observation (beneficiary_id);

-- Which references are known (FORMATS 2: `duplicate`): 64 bits over source and reference.
CREATE TABLE observation_reference (
  fingerprint bigint NOT NULL PRIMARY KEY
);

CREATE TABLE rejected_row (
  source_file_id bigint NOT NULL REFERENCES source_file,
  line bigint NOT NULL,
  reason text NOT NULL,
  field text NOT NULL,
  handled_on date,
  PRIMARY KEY (source_file_id, line)
);

-- A row whose name is not the person's: it moves nothing until a person has looked.
CREATE TABLE suspicious_row (
  suspicious_row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_file_id bigint REFERENCES source_file,
  line bigint,
  beneficiary_id bigint NOT NULL,
  sealed_given_name bytea NOT NULL,
  kind text NOT NULL,
  occurred_on date NOT NULL,
  arrived_on date NOT NULL,
  source text NOT NULL,
  ref text NOT NULL,
  outcome text CHECK (outcome IN ('same-person', 'another-person')),
  looked_at_on date
);

ALTER TABLE observation ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_observation ON observation TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = observation.beneficiary_id));
CREATE POLICY every_observation ON observation TO lingdai_worker USING (true);
ALTER TABLE suspicious_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_suspicious_row ON suspicious_row TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = suspicious_row.beneficiary_id));
CREATE POLICY every_suspicious_row ON suspicious_row TO lingdai_worker USING (true);

GRANT SELECT, INSERT ON observation, observation_reference, rejected_row, suspicious_row
  TO lingdai_app, lingdai_worker;
GRANT SELECT ON source_file TO lingdai_app;
GRANT SELECT, INSERT, UPDATE ON source_file TO lingdai_worker;
GRANT UPDATE (handled_on) ON rejected_row TO lingdai_app, lingdai_worker;
GRANT UPDATE (outcome, looked_at_on) ON suspicious_row TO lingdai_app, lingdai_worker;
