-- The case files: a person under one policy while worked on, as `policy` keeps it, with the next day
-- on which time alone changes something. And their history, to which is only ever added: nobody
-- writes any of it but the function `save_cases` (0010).

CREATE TABLE case_file (
  beneficiary_id bigint NOT NULL REFERENCES beneficiary,
  policy text NOT NULL,
  opened_on date NOT NULL,
  -- What differs from an untouched file; null where nothing does (most of a new roster).
  file jsonb,
  -- Null where time alone will never change it; never later than the day that it stands for.
  next_due_on date,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (beneficiary_id, policy)
);
-- The nightly run reads exactly the rows that are due.
CREATE INDEX case_file_due ON case_file (next_due_on, beneficiary_id, policy)
  WHERE next_due_on IS NOT NULL;

-- What people decided and did, event by event: with the observations, enough to replay a past day.
CREATE TABLE case_event (
  beneficiary_id bigint NOT NULL,
  policy text NOT NULL,
  version integer NOT NULL,
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  day date NOT NULL,
  -- An event of `policy`, an amendment of the record, or the observations that came between the
  -- decisions of one day (`took-in`).
  event jsonb NOT NULL,
  -- The file's place in the order of knowing when the event came.
  sequence integer NOT NULL,
  -- Person and grants as they were before, where the event changed them.
  facts_before jsonb,
  staff_id bigint,
  PRIMARY KEY (beneficiary_id, policy, version)
);

-- Each standing that replaced another, with what decided it.
CREATE TABLE conclusion_history (
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  decided_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  conclusion text,
  pending_reason text,
  deadline date,
  anchor_on date,
  basis text[] NOT NULL,
  decided_by text[] NOT NULL
);
CREATE INDEX conclusion_history_by_person ON conclusion_history (beneficiary_id, number, recorded_at);

CREATE TABLE status_history (
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  changed_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  status text NOT NULL,
  stop_reason text,
  loss_kind text,
  cites text[] NOT NULL,
  CONSTRAINT a_status_names_its_rule CHECK (cardinality(cites) > 0)
);
CREATE INDEX status_history_by_person ON status_history (beneficiary_id, number, recorded_at);

-- The one open task of an entitlement (D9) and all that were before it: the ledger.
CREATE TABLE verification_task (
  task_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  reason text NOT NULL,
  body text NOT NULL CHECK (body IN ('service-point', 'unit', 'agency')),
  opened_on date NOT NULL,
  due_on date NOT NULL,
  -- Where it lay before it was moved or came to the agency overdue, and since when it lies here.
  moved_from text,
  moved_on date,
  closed_on date,
  outcome text CHECK (outcome IN ('eligible', 'lost', 'unreachable', 'replaced', 'no-longer-due')),
  pay_division text COLLATE "C" NOT NULL,
  residence_division text COLLATE "C",
  unit_code text COLLATE "C",
  CONSTRAINT a_closed_task_has_an_outcome CHECK ((closed_on IS NULL) = (outcome IS NULL))
);
CREATE UNIQUE INDEX a_row_has_at_most_one_open_task
  ON verification_task (beneficiary_id, number) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_agency ON verification_task
  (pay_division, due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_service_point ON verification_task
  (residence_division, due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_unit ON verification_task
  (unit_code, due_on, task_id) WHERE closed_on IS NULL;

-- Notices as they arose; sending and receipts belong to the outbox of a later migration.
CREATE TABLE notice (
  notice_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  notice text NOT NULL,
  issued_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX notice_by_person ON notice (beneficiary_id, number, notice_id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_file', 'case_event'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_%1$s ON %1$I TO lingdai_app USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id))', name);
    EXECUTE format('CREATE POLICY every_%1$s ON %1$I TO lingdai_worker USING (true)', name);
  END LOOP;
  FOREACH name IN ARRAY
    ARRAY['conclusion_history', 'status_history', 'verification_task', 'notice'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_%1$s ON %1$I TO lingdai_app USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id AND entitlement.number = %1$I.number))', name);
    EXECUTE format('CREATE POLICY every_%1$s ON %1$I TO lingdai_worker USING (true)', name);
  END LOOP;
END $$;

GRANT SELECT ON case_file, case_event, conclusion_history, status_history, verification_task, notice
  TO lingdai_app, lingdai_worker;
-- A first load opens files; a nightly run locks the due ones.
GRANT INSERT, UPDATE ON case_file TO lingdai_worker;
GRANT INSERT ON case_event, conclusion_history, status_history, verification_task, notice
  TO lingdai_worker;
