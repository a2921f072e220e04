-- What departments and people said: append-only, partitioned by the month of arrival, and the files
-- that they came in, with the rows that nobody could use: work to be looked at.

-- Reading: a row arrives on the day on which its file is taken in. A day of arrival that the file
-- states is judged with the row, but nothing was known here before it came.
CREATE TABLE source_file (
  source_file_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sort text NOT NULL CHECK (sort IN ('roster', 'observations')),
  name text NOT NULL,
  -- Of the file's bytes, and of the mapping that it was read with.
  content_hash bytea NOT NULL,
  arrived_on date NOT NULL,
  -- `reading`: of a roster some people may be in, of observations nothing; `stepping`: all rows are
  -- in, some people's cases wait for their step; `taken-in`: done.
  state text NOT NULL CHECK (state IN ('reading', 'stepping', 'taken-in')),
  -- Of a roster: how many of its people are in, in the order of the file.
  people_done bigint NOT NULL DEFAULT 0,
  rows bigint,
  accepted bigint,
  rejected bigint,
  duplicate bigint,
  not_on_roster bigint,
  suspicious bigint,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT a_file_is_taken_in_once UNIQUE (content_hash)
);

-- People about whom a file said something and whose cases have not been stepped yet. A batch of
-- steps takes its people out in its own transaction, so a killed run leaves exactly the rest.
CREATE TABLE awaited_step (
  source_file_id bigint NOT NULL REFERENCES source_file,
  beneficiary_id bigint NOT NULL,
  PRIMARY KEY (source_file_id, beneficiary_id)
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

-- Makes the partition of a day's month where there is none; jobs may not create tables. Attached
-- behind a check of its own, so that readers of other months wait for nothing but a moment. Where
-- rows of that month lie in the default partition already, they and the month stay there.
CREATE FUNCTION ensure_observation_month(day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  first date := date_trunc('month', day)::date;
  next date := (date_trunc('month', day) + interval '1 month')::date;
  name text := 'observation_' || to_char(day, 'YYYYMM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.ensure_observation_month'));
  IF to_regclass(name) IS NOT NULL
    OR EXISTS (SELECT FROM observation_other WHERE arrived_on >= first AND arrived_on < next)
  THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE observation INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE observation ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    name, first, next);
END $$;
REVOKE ALL ON FUNCTION ensure_observation_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_observation_month(date) TO lingdai_app, lingdai_worker;

-- Which references of people on the roster are known (FORMATS 2: `duplicate`): 64 bits over source
-- and reference. Rows about nobody leave none, so that they count once their person has come.
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

GRANT SELECT, INSERT, UPDATE, DELETE ON awaited_step TO lingdai_worker;
-- Files and their unusable rows name no person, and are the work of agencies.
ALTER TABLE source_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY agencies_see_files ON source_file TO lingdai_app
  USING (viewer_level() IN ('province', 'city', 'county'));
CREATE POLICY every_source_file ON source_file TO lingdai_worker USING (true);
ALTER TABLE rejected_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY agencies_see_rejected_rows ON rejected_row TO lingdai_app
  USING (viewer_level() IN ('province', 'city', 'county'));
CREATE POLICY every_rejected_row ON rejected_row TO lingdai_worker USING (true);

GRANT SELECT, INSERT ON observation, observation_reference, rejected_row, suspicious_row
  TO lingdai_app, lingdai_worker;
GRANT SELECT ON source_file TO lingdai_app;
GRANT SELECT, INSERT, UPDATE ON source_file TO lingdai_worker;
GRANT UPDATE (handled_on) ON rejected_row TO lingdai_app, lingdai_worker;
GRANT UPDATE (outcome, looked_at_on) ON suspicious_row TO lingdai_app, lingdai_worker;
-- When keys are replaced.
GRANT UPDATE (sealed_given_name) ON suspicious_row TO lingdai_worker;
