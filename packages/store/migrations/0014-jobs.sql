-- What must reach people and bodies: one message a notice, never two, until somebody has sent it and
-- told how it went. And the one way in which a transaction asks for a job.

ALTER TABLE notice ADD COLUMN is_outboxed boolean NOT NULL DEFAULT false;
CREATE INDEX notice_not_outboxed ON notice (notice_id) WHERE NOT is_outboxed;
GRANT UPDATE (is_outboxed) ON notice TO lingdai_worker;

CREATE TABLE outbox (
  notice_id bigint PRIMARY KEY REFERENCES notice,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  notice text NOT NULL,
  -- Whom it goes to; where to is looked up in the envelope when it is sent.
  recipient text NOT NULL CHECK (recipient IN ('person', 'unit', 'body')),
  state text NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'sent', 'delivered', 'undeliverable')),
  attempts smallint NOT NULL DEFAULT 0,
  put_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamptz
);
CREATE INDEX outbox_waiting ON outbox (notice_id) WHERE state = 'waiting';

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_outbox ON outbox TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = outbox.beneficiary_id
    AND entitlement.number = outbox.number));
CREATE POLICY every_outbox ON outbox TO lingdai_worker USING (true);
GRANT SELECT ON outbox TO lingdai_app;
GRANT SELECT, INSERT, UPDATE ON outbox TO lingdai_worker;

-- A job in the deciding transaction: it is there if the transaction was, and only then. The queue's own
-- schema is its runner's; a key stands for one job, however often it is asked for.
CREATE FUNCTION enqueue_job(task text, payload json, key text DEFAULT NULL, queue text DEFAULT NULL)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  -- People's requests ask for what follows from them, and for files that they brought.
  IF session_user = 'lingdai_app' AND task NOT IN ('send-notices', 'import-file') THEN
    RAISE EXCEPTION 'no such job for the application' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM graphile_worker.add_job(task, payload, job_key => key, queue_name => queue);
END $$;
REVOKE ALL ON FUNCTION enqueue_job(text, json, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text, text) TO lingdai_app, lingdai_worker;

-- What was done once to this installation and must not be done again: the demo was loaded.
CREATE TABLE installation_mark (
  mark text PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON installation_mark TO lingdai_worker;
