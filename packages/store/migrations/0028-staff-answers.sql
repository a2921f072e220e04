-- What staff were answered under a key of idempotency: the same request again gets the same answer and
-- has no second effect. Each account's keys are its own; kept for a day.

CREATE TABLE staff_answer (
  staff_id bigint NOT NULL REFERENCES staff,
  idempotency_key text COLLATE "C" NOT NULL,
  request_hash bytea NOT NULL,
  -- Null while it is worked out, and for ever where the server was killed meanwhile.
  status smallint,
  -- In an envelope, for an answer can hold a password that was made; null where there is no body.
  sealed_body bytea,
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (staff_id, idempotency_key)
);
CREATE INDEX staff_answer_by_age ON staff_answer (asked_at);

ALTER TABLE staff_answer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_answers ON staff_answer TO lingdai_app
  USING (staff_id = (SELECT viewer_staff()));
CREATE POLICY every_answer ON staff_answer TO lingdai_worker USING (true);
GRANT SELECT, INSERT, DELETE, UPDATE (status, sealed_body) ON staff_answer TO lingdai_app;
GRANT SELECT, DELETE ON staff_answer TO lingdai_worker;
