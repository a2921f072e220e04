-- What apps tell of people who tried to certify and failed (SX 1.4). It is no sign and moves nothing:
-- clerks see who needs them, and a reminder that is due may go out again. A source's own reference
-- counts once.

CREATE TABLE failed_attempt (
  failed_attempt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  occurred_on date NOT NULL,
  arrived_on date NOT NULL,
  source text COLLATE "C" NOT NULL,
  ref text COLLATE "C" NOT NULL,
  reason text CONSTRAINT a_failed_attempt_has_a_known_reason
    CHECK (reason IN ('face-mismatch', 'photo-unusable', 'other')),
  -- The day on which it let a reminder go out again.
  reminded_on date,
  CONSTRAINT a_failed_attempt_is_told_once UNIQUE (source, ref)
);
CREATE INDEX failed_attempt_by_person ON failed_attempt (beneficiary_id, occurred_on);
CREATE UNIQUE INDEX nobody_is_reminded_again_twice_a_day
  ON failed_attempt (beneficiary_id, reminded_on) WHERE reminded_on IS NOT NULL;

ALTER TABLE failed_attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_failed_attempt ON failed_attempt TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = failed_attempt.beneficiary_id OFFSET 0));
CREATE POLICY every_failed_attempt ON failed_attempt TO lingdai_worker USING (true);

GRANT SELECT ON failed_attempt TO lingdai_app, lingdai_worker;
GRANT INSERT, UPDATE (reminded_on) ON failed_attempt TO lingdai_worker;
