-- Answers to pushes under their key of idempotency: the same key and body gets the same answer, and the
-- push has its effect once. Kept for thirty days; whoever asks later asks anew.

CREATE TABLE push_answer (
  client text COLLATE "C" NOT NULL,
  idempotency_key text COLLATE "C" NOT NULL,
  body_hash bytea NOT NULL,
  -- Null only inside the transaction that works it out.
  answer jsonb,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (client, idempotency_key)
);
CREATE INDEX push_answer_by_age ON push_answer (answered_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON push_answer TO lingdai_worker;
