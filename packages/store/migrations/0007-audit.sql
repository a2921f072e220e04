-- The audit: append-only, chained by hash. Eight chains by the person's key, so that writers of
-- different people seldom wait for each other; chain 0 also takes what concerns nobody. Only the
-- function below writes; nobody updates or deletes. A head a chain says where it ends, so a tail
-- that was cut off is found too.

CREATE TABLE audit_record (
  chain smallint NOT NULL,
  position bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- Null where a job did it.
  staff_id bigint,
  action text NOT NULL,
  beneficiary_id bigint,
  detail jsonb NOT NULL,
  previous_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (chain, position)
);
CREATE INDEX audit_record_by_person ON audit_record (beneficiary_id, recorded_at);

CREATE TABLE audit_head (
  chain smallint PRIMARY KEY,
  position bigint NOT NULL,
  hash bytea NOT NULL
);
INSERT INTO audit_head SELECT chain, 0, '\x' FROM generate_series(0, 7) AS chain;

-- What the hash is taken over. `detail` as text is canonical: jsonb orders its keys.
CREATE FUNCTION audit_hash(
  chain smallint, "position" bigint, recorded_at timestamptz, staff_id bigint, action text,
  beneficiary_id bigint, detail jsonb, previous_hash bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(previous_hash || convert_to(jsonb_build_array(
    chain, "position", extract(epoch FROM recorded_at), staff_id, action, beneficiary_id, detail
  )::text, 'UTF8'))
$$;

-- What a transaction wants recorded waits here until it commits: so heads are locked last and in one
-- order, and no two transactions ever wait for each other in a circle. Always empty for everybody else.
CREATE TABLE audit_draft (
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  place bigint GENERATED ALWAYS AS IDENTITY,
  staff_id bigint,
  records jsonb NOT NULL,
  PRIMARY KEY (transaction, place)
);

-- Appends records in the order given; an array of {action, beneficiaryId?, detail}. The actor is the
-- transaction's viewer.
CREATE FUNCTION append_audit(records jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  INSERT INTO audit_draft (staff_id, records) VALUES (viewer_staff(), records)
$$;

CREATE FUNCTION chain_audit_drafts() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  head audit_head;
  entry record;
  at timestamptz;
  next_hash bytea;
BEGIN
  FOR entry IN
    WITH draft AS (
      DELETE FROM audit_draft WHERE transaction = pg_current_xact_id() RETURNING *
    )
    SELECT (coalesce((each ->> 'beneficiaryId')::bigint, 0) % 8)::smallint AS chain,
           draft.staff_id,
           each ->> 'action' AS action,
           (each ->> 'beneficiaryId')::bigint AS beneficiary_id,
           coalesce(each -> 'detail', '{}') AS detail
    FROM draft, jsonb_array_elements(draft.records) WITH ORDINALITY AS listed (each, number)
    ORDER BY 1, draft.place, number
  LOOP
    IF head.chain IS DISTINCT FROM entry.chain THEN
      IF head.chain IS NOT NULL THEN
        UPDATE audit_head SET position = head.position, hash = head.hash
          WHERE audit_head.chain = head.chain;
      END IF;
      SELECT * INTO STRICT head FROM audit_head WHERE audit_head.chain = entry.chain FOR UPDATE;
      -- Read while the head is ours: times never run backward along a chain.
      at := clock_timestamp();
    END IF;
    next_hash := audit_hash(head.chain, head.position + 1, at, entry.staff_id, entry.action,
      entry.beneficiary_id, entry.detail, head.hash);
    INSERT INTO audit_record VALUES (head.chain, head.position + 1, at, entry.staff_id, entry.action,
      entry.beneficiary_id, entry.detail, head.hash, next_hash);
    head.position := head.position + 1;
    head.hash := next_hash;
  END LOOP;
  IF head.chain IS NOT NULL THEN
    UPDATE audit_head SET position = head.position, hash = head.hash
      WHERE audit_head.chain = head.chain;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER drafts_are_chained_at_commit AFTER INSERT ON audit_draft
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_audit_drafts();

-- Where the chains ended when somebody looked, under a code that only the keyring can make: whoever
-- rewrites a whole chain, its head included, cannot rewrite these.
CREATE TABLE audit_anchor (
  chain smallint NOT NULL,
  position bigint NOT NULL,
  hash bytea NOT NULL,
  code bytea NOT NULL,
  anchored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (chain, position)
);

ALTER TABLE audit_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_audit_records ON audit_record TO lingdai_app USING (
  staff_id = viewer_staff() OR EXISTS (
    SELECT FROM entitlement WHERE entitlement.beneficiary_id = audit_record.beneficiary_id));
CREATE POLICY every_audit_record ON audit_record TO lingdai_worker USING (true);
REVOKE ALL ON FUNCTION append_audit(jsonb), chain_audit_drafts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit(jsonb) TO lingdai_app, lingdai_worker;
GRANT SELECT ON audit_record TO lingdai_app, lingdai_worker;
GRANT SELECT ON audit_head TO lingdai_worker;
GRANT SELECT, INSERT ON audit_anchor TO lingdai_worker;
