-- What people put on record and sign: windows and holds of a region, evidence, certifications under
-- review, high-risk applications with their signatures, instructions to the payment systems.

-- Announced windows (WH 5), and holds of the clock while a source is late (D16).
CREATE TABLE certification_window (
  window_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pay_division text COLLATE "C" NOT NULL REFERENCES region,
  policy text NOT NULL,
  from_on date NOT NULL,
  to_on date NOT NULL,
  -- As numbered in WH 3; null for all.
  groups smallint[],
  frequency_months smallint NOT NULL CHECK (frequency_months > 0),
  announced_on date NOT NULL,
  staff_id bigint,
  CONSTRAINT a_window_ends_after_it_begins CHECK (from_on <= to_on)
);

CREATE TABLE clock_hold (
  hold_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pay_division text COLLATE "C" NOT NULL REFERENCES region,
  source text NOT NULL,
  from_on date NOT NULL,
  until_on date,
  staff_id bigint
);
CREATE UNIQUE INDEX a_source_is_held_once_at_a_time
  ON clock_hold (pay_division, source) WHERE until_on IS NULL;

-- The files themselves lie with the evidence store under their hash.
CREATE TABLE evidence (
  evidence_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('photo', 'video', 'id-card', 'mandate', 'document')),
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  bytes bigint NOT NULL,
  media_type text NOT NULL,
  -- What it was taken for: an event of the case by its version, or a certification under review.
  policy text NOT NULL,
  version integer NOT NULL,
  staff_id bigint,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX evidence_by_person ON evidence (beneficiary_id, evidence_id);

-- A certification in person, from its submission through its reviews (SC 11).
CREATE TABLE certification (
  certification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  policy text NOT NULL,
  -- What the case file calls it.
  ref text NOT NULL,
  kind text NOT NULL,
  occurred_on date NOT NULL,
  submitted_on date NOT NULL,
  submitted_by bigint,
  state text NOT NULL CHECK (state IN ('counted', 'submitted', 'first-reviewed', 'accepted', 'rejected')),
  first_reviewer_id bigint,
  second_reviewer_id bigint,
  CONSTRAINT second_reviewer_is_not_first CHECK (second_reviewer_id <> first_reviewer_id),
  CONSTRAINT reviewers_did_not_submit
    CHECK (first_reviewer_id <> submitted_by AND second_reviewer_id <> submitted_by),
  CONSTRAINT accepted_by_two CHECK (state <> 'accepted' OR
    (first_reviewer_id IS NOT NULL AND second_reviewer_id IS NOT NULL)),
  UNIQUE (beneficiary_id, policy, ref)
);
CREATE INDEX certification_waiting ON certification (state, certification_id)
  WHERE state IN ('submitted', 'first-reviewed');

-- A high-risk action (SC 29): asked for by a person, or opened by the engine (D7). `signed`: all
-- three have signed; where payment is back only on a later day the instruction follows then.
CREATE TABLE application (
  application_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  action text NOT NULL CHECK (action IN ('resume', 'backpay', 'terminate')),
  was_terminated boolean NOT NULL DEFAULT false,
  opened_on date NOT NULL,
  opened_by bigint,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'signed', 'carried-out', 'withdrawn')),
  closed_on date
);
CREATE UNIQUE INDEX an_action_is_applied_for_once
  ON application (beneficiary_id, number, action) WHERE state = 'open';
CREATE INDEX application_by_person ON application (beneficiary_id, number, application_id);

CREATE TABLE signature (
  application_id bigint NOT NULL REFERENCES application,
  -- Initial review, second review, approval.
  step smallint NOT NULL CHECK (step BETWEEN 1 AND 3),
  staff_id bigint NOT NULL,
  level text NOT NULL CHECK (level IN ('province', 'city', 'county')),
  signed_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (application_id, step),
  CONSTRAINT three_signatures_are_three_people UNIQUE (application_id, staff_id)
);

-- Instructions to a payment system, numbered without gaps per paying agency.
CREATE TABLE paying_agency (
  pay_division text COLLATE "C" PRIMARY KEY,
  last_number bigint NOT NULL DEFAULT 0
);

CREATE TABLE payment_instruction (
  pay_division text COLLATE "C" NOT NULL,
  instruction_number bigint NOT NULL,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  instruction text NOT NULL
    CHECK (instruction IN ('suspend', 'stop', 'resume', 'back-pay', 'terminate')),
  effective_on date NOT NULL,
  -- The first days of the months that are paid back.
  months date[],
  stop_reason text,
  loss_kind text,
  application_id bigint REFERENCES application,
  -- Why no signature was needed: a lapse made good (QD 3.3), an objection resolved (WH 10).
  unsigned_cause text CHECK (unsigned_cause IN ('lapse-made-good', 'objection-resolved')),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  receipt text,
  PRIMARY KEY (pay_division, instruction_number),
  CONSTRAINT money_moves_signed_or_says_why CHECK (
    (instruction IN ('suspend', 'stop')
       AND application_id IS NULL AND unsigned_cause IS NULL) OR
    (instruction IN ('resume', 'back-pay')
       AND num_nonnulls(application_id, unsigned_cause) = 1) OR
    (instruction = 'terminate' AND application_id IS NOT NULL AND unsigned_cause IS NULL)),
  CONSTRAINT back_pay_names_its_months CHECK ((instruction = 'back-pay') = (months IS NOT NULL))
);
CREATE INDEX payment_instruction_by_person
  ON payment_instruction (beneficiary_id, number, recorded_at);
CREATE UNIQUE INDEX an_application_moves_money_once
  ON payment_instruction (application_id) WHERE application_id IS NOT NULL;

-- Whatever the code above does: three people signed what a signed instruction rests on.
CREATE FUNCTION refuse_unsigned_instruction() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  IF NEW.application_id IS NOT NULL AND
    (SELECT count(DISTINCT staff_id) FROM signature WHERE application_id = NEW.application_id) < 3
  THEN
    RAISE EXCEPTION 'instruction without three signatures'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'three_people_sign_before_money_moves';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER three_people_sign_before_money_moves BEFORE INSERT ON payment_instruction
  FOR EACH ROW EXECUTE FUNCTION refuse_unsigned_instruction();

REVOKE ALL ON FUNCTION refuse_unsigned_instruction() FROM PUBLIC;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['evidence', 'certification'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_%1$s ON %1$I TO lingdai_app USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id))', name);
    EXECUTE format('CREATE POLICY every_%1$s ON %1$I TO lingdai_worker USING (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['application', 'payment_instruction'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY own_%1$s ON %1$I TO lingdai_app USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id AND entitlement.number = %1$I.number))', name);
    EXECUTE format('CREATE POLICY every_%1$s ON %1$I TO lingdai_worker USING (true)', name);
  END LOOP;
END $$;
ALTER TABLE signature ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_signature ON signature TO lingdai_app USING (EXISTS (
  SELECT FROM application WHERE application.application_id = signature.application_id));
CREATE POLICY every_signature ON signature TO lingdai_worker USING (true);

-- Windows and holds are public facts.
GRANT SELECT ON certification_window, clock_hold, evidence, certification, application, signature,
  payment_instruction TO lingdai_app, lingdai_worker;
GRANT SELECT ON paying_agency TO lingdai_worker;
GRANT INSERT ON evidence, certification TO lingdai_app, lingdai_worker;
-- A signature names the person who makes the transaction, nobody else.
CREATE POLICY my_signature ON signature AS RESTRICTIVE FOR INSERT TO lingdai_app
  WITH CHECK (staff_id = viewer_staff());
GRANT INSERT ON signature TO lingdai_app, lingdai_worker;
GRANT UPDATE (state, first_reviewer_id, second_reviewer_id) ON certification
  TO lingdai_app, lingdai_worker;
GRANT UPDATE (receipt) ON payment_instruction TO lingdai_worker;
