-- What follows decisions and time: nightly runs, feedback to sources, retractions, long lists, death
-- lists, changes of the record with their reporting deadlines.

-- A run a day; several workers may share one. A day without a row was not run.
CREATE TABLE nightly_run (
  day date PRIMARY KEY,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  cases bigint NOT NULL DEFAULT 0,
  notices bigint NOT NULL DEFAULT 0
);
GRANT SELECT ON nightly_run TO lingdai_app;
GRANT SELECT, INSERT, UPDATE ON nightly_run TO lingdai_worker;

-- A loss that a person found wrong goes back to its source, which corrects it (SC 9, QD 3.4); told
-- again, it re-opens the case.
CREATE TABLE feedback_case (
  feedback_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  source text NOT NULL,
  ref text NOT NULL,
  loss_kind text NOT NULL,
  occurred_on date NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'sent', 'corrected', 'upheld')),
  opened_on date NOT NULL,
  times_opened smallint NOT NULL DEFAULT 1,
  answered_on date,
  CONSTRAINT a_record_has_one_feedback_case UNIQUE (beneficiary_id, source, ref),
  CONSTRAINT an_answer_has_its_day CHECK ((state IN ('corrected', 'upheld')) = (answered_on IS NOT NULL))
);
CREATE INDEX feedback_case_open ON feedback_case (source, feedback_id)
  WHERE state IN ('open', 'sent');

-- Who was told of a loss besides the payment systems, whose instructions say so themselves.
CREATE TABLE loss_disclosure (
  beneficiary_id bigint NOT NULL,
  loss_kind text NOT NULL,
  recipient text NOT NULL,
  told_on date NOT NULL,
  PRIMARY KEY (beneficiary_id, loss_kind, recipient)
);

-- Whoever received a wrong loss is told so, and each acknowledges it (SC 27).
CREATE TABLE retraction (
  retraction_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  loss_kind text NOT NULL,
  recipient text NOT NULL,
  opened_on date NOT NULL,
  acknowledged_on date,
  acknowledged_by bigint
);
CREATE UNIQUE INDEX a_recipient_is_told_once
  ON retraction (beneficiary_id, loss_kind, recipient) WHERE acknowledged_on IS NULL;

-- Stopped over a year, neither resumed nor terminated (D12); by stop reason, with its outcome.
CREATE TABLE tracking_case (
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  stop_reason text NOT NULL,
  stopped_on date NOT NULL,
  opened_on date NOT NULL,
  outcome text CHECK (outcome IN ('heirs-paid', 'account-sealed', 'resumed', 'terminated', 'other')),
  closed_on date,
  staff_id bigint,
  PRIMARY KEY (beneficiary_id, number, stopped_on),
  CONSTRAINT an_outcome_has_its_day CHECK ((outcome IS NULL) = (closed_on IS NULL)),
  CONSTRAINT only_a_death_has_heirs CHECK (stop_reason = 'death'
    OR outcome IS NULL OR outcome NOT IN ('heirs-paid', 'account-sealed'))
);

-- Both long lists read along this: suspended over three months, stopped over a year.
CREATE INDEX entitlement_held_back ON entitlement (status, status_since, beneficiary_id, number)
  WHERE status IN ('suspended', 'stopped');

-- A list a month from each unit and service point, `none` included (SC 22).
CREATE TABLE death_list (
  body text NOT NULL CHECK (body IN ('unit', 'service-point')),
  place text COLLATE "C" NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  deaths integer NOT NULL CHECK (deaths >= 0),
  filed_on date NOT NULL,
  staff_id bigint,
  PRIMARY KEY (body, place, month)
);
ALTER TABLE death_list ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_death_list ON death_list TO lingdai_app USING (
  CASE WHEN body = 'unit' THEN viewer_level() = 'unit' AND place = viewer_place()
    ELSE viewer_level() <> 'unit' AND starts_with(place, viewer_place()) END);
CREATE POLICY every_death_list ON death_list TO lingdai_worker USING (true);

-- Basic data changes are reported within ten working days (WH 6).
CREATE TABLE record_change (
  change_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  -- What was changed, by name; the values are the record's.
  fields text[] NOT NULL,
  changed_on date NOT NULL,
  reported_on date NOT NULL,
  due_on date NOT NULL,
  is_late boolean NOT NULL GENERATED ALWAYS AS (reported_on > due_on) STORED,
  staff_id bigint
);
CREATE INDEX record_change_by_person ON record_change (beneficiary_id, change_id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['feedback_case', 'loss_disclosure', 'retraction', 'record_change'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_%1$s ON %1$I TO lingdai_app USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id))', name);
    EXECUTE format('CREATE POLICY every_%1$s ON %1$I TO lingdai_worker USING (true)', name);
  END LOOP;
END $$;
ALTER TABLE tracking_case ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_tracking_case ON tracking_case TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = tracking_case.beneficiary_id
    AND entitlement.number = tracking_case.number));
CREATE POLICY every_tracking_case ON tracking_case TO lingdai_worker USING (true);

GRANT SELECT ON feedback_case, loss_disclosure, retraction, tracking_case, death_list, record_change
  TO lingdai_app, lingdai_worker;
GRANT INSERT ON loss_disclosure, tracking_case TO lingdai_worker;
GRANT INSERT ON death_list, record_change TO lingdai_app, lingdai_worker;
GRANT UPDATE (state, answered_on) ON feedback_case TO lingdai_app, lingdai_worker;
GRANT UPDATE (acknowledged_on, acknowledged_by) ON retraction TO lingdai_app, lingdai_worker;
GRANT UPDATE (outcome, closed_on, staff_id) ON tracking_case TO lingdai_app, lingdai_worker;

-- What a step found about wrong losses: feedback to open or re-open, kinds to retract.
CREATE FUNCTION save_wrong_losses(losses jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  UPDATE feedback_case SET state = 'open', answered_on = NULL, times_opened = times_opened + 1
  FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, change text, source text)
  WHERE each.change = 'told-again' AND feedback_case.beneficiary_id = each."beneficiaryId"
    AND feedback_case.source = each.source AND feedback_case.state <> 'open';

  INSERT INTO feedback_case (beneficiary_id, source, ref, loss_kind, occurred_on, opened_on)
  SELECT DISTINCT "beneficiaryId", source, ref, "lossKind", day_at("occurredOn"), day_at("onDay")
  FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, source text, ref text,
    "lossKind" text, "occurredOn" integer, "onDay" integer)
  WHERE each.source IS NOT NULL
  ON CONFLICT (beneficiary_id, source, ref) DO NOTHING;

  WITH wrong AS (
    SELECT DISTINCT "beneficiaryId" AS beneficiary_id, "lossKind" AS loss_kind,
      day_at("onDay") AS on_day
    FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, change text, "lossKind" text,
      "onDay" integer)
    WHERE each.change = 'refuted'
  )
  INSERT INTO retraction (beneficiary_id, loss_kind, recipient, opened_on)
  SELECT wrong.beneficiary_id, wrong.loss_kind, told.recipient, wrong.on_day
  FROM wrong CROSS JOIN LATERAL (
    SELECT 'payment-system:' || pay_division AS recipient FROM payment_instruction
    WHERE payment_instruction.beneficiary_id = wrong.beneficiary_id
      AND payment_instruction.loss_kind = wrong.loss_kind
    UNION SELECT recipient FROM loss_disclosure
    WHERE loss_disclosure.beneficiary_id = wrong.beneficiary_id
      AND loss_disclosure.loss_kind = wrong.loss_kind) AS told
  ON CONFLICT (beneficiary_id, loss_kind, recipient) WHERE acknowledged_on IS NULL DO NOTHING;
$$;

-- Opens the tracking cases of a day; gives how many.
CREATE FUNCTION open_tracking_cases(on_day integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  WITH opened AS (
    INSERT INTO tracking_case (beneficiary_id, number, stop_reason, stopped_on, opened_on)
    SELECT beneficiary_id, number, coalesce(stop_reason, 'other'), status_since, day_at(on_day)
    FROM entitlement
    WHERE status = 'stopped' AND status_since < (day_at(on_day) - interval '1 year')::date
    ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT count(*) FROM opened
$$;

-- The record of a person changes, also out of the sight of who reports it: a resident who moved away.
-- Values are given only where they change.
CREATE FUNCTION change_person(id bigint, changes jsonb, sealed_data bytea) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  IF NOT may_step(ARRAY[id]) THEN
    RAISE EXCEPTION 'person out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE beneficiary SET
    sealed = coalesce(sealed_data, sealed),
    birth_date = coalesce(day_at((changes ->> 'birthDate')::integer), birth_date),
    has_phone = coalesce((changes ->> 'hasPhone')::boolean, has_phone),
    has_household = coalesce((changes ->> 'hasHousehold')::boolean, has_household),
    has_residence = coalesce((changes ->> 'hasResidence')::boolean, has_residence),
    household_division = coalesce(changes ->> 'householdDivision', household_division),
    residence_division = coalesce(changes ->> 'residenceDivision', residence_division),
    is_immobile = coalesce((changes ->> 'isImmobile')::boolean, is_immobile),
    version = version + 1
  WHERE beneficiary_id = id;
  IF changes ? 'residenceDivision' THEN
    UPDATE entitlement SET residence_division = changes ->> 'residenceDivision'
      WHERE beneficiary_id = id;
    UPDATE verification_task SET residence_division = changes ->> 'residenceDivision'
      WHERE beneficiary_id = id AND closed_on IS NULL;
  END IF;
END $$;

REVOKE ALL ON FUNCTION save_wrong_losses(jsonb), open_tracking_cases(integer),
  change_person(bigint, jsonb, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_tracking_cases(integer) TO lingdai_worker;
GRANT EXECUTE ON FUNCTION change_person(bigint, jsonb, bytea) TO lingdai_app, lingdai_worker;
