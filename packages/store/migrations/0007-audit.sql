-- The audit: append-only, chained by hash. Eight chains by the person's key, so that writers of
-- different people seldom wait for each other; chain 0 also takes what concerns nobody. Only the
-- function below writes; nobody updates or deletes. A head a chain says where it ends, so a tail
-- that was cut off is found too.
SET search_path = lingdai;

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

-- Appends records in the order given; an array of {action, beneficiaryId?, detail}. The actor is the
-- transaction's viewer.
CREATE FUNCTION append_audit(records jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  head audit_head;
  entry record;
  at timestamptz := clock_timestamp();
  next_hash bytea;
BEGIN
  -- Heads are taken in one order, so that two transactions never wait for each other.
  PERFORM FROM audit_head WHERE audit_head.chain IN (
    SELECT coalesce((each ->> 'beneficiaryId')::bigint, 0) % 8 FROM jsonb_array_elements(records) AS each)
    ORDER BY audit_head.chain FOR UPDATE;
  FOR entry IN
    SELECT (coalesce((each ->> 'beneficiaryId')::bigint, 0) % 8)::smallint AS chain,
           each ->> 'action' AS action,
           (each ->> 'beneficiaryId')::bigint AS beneficiary_id,
           coalesce(each -> 'detail', '{}') AS detail
    FROM jsonb_array_elements(records) WITH ORDINALITY AS listed (each, place)
    ORDER BY 1, place
  LOOP
    IF head.chain IS DISTINCT FROM entry.chain THEN
      IF head.chain IS NOT NULL THEN
        UPDATE audit_head SET position = head.position, hash = head.hash
          WHERE audit_head.chain = head.chain;
      END IF;
      SELECT * INTO head FROM audit_head WHERE audit_head.chain = entry.chain;
    END IF;
    next_hash := audit_hash(head.chain, head.position + 1, at, viewer_staff(), entry.action,
      entry.beneficiary_id, entry.detail, head.hash);
    INSERT INTO audit_record VALUES (head.chain, head.position + 1, at, viewer_staff(), entry.action,
      entry.beneficiary_id, entry.detail, head.hash, next_hash);
    head.position := head.position + 1;
    head.hash := next_hash;
  END LOOP;
  IF head.chain IS NOT NULL THEN
    UPDATE audit_head SET position = head.position, hash = head.hash
      WHERE audit_head.chain = head.chain;
  END IF;
END $$;

ALTER TABLE audit_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_audit_records ON audit_record TO lingdai_app USING (
  staff_id = viewer_staff() OR EXISTS (
    SELECT FROM entitlement WHERE entitlement.beneficiary_id = audit_record.beneficiary_id));
CREATE POLICY every_audit_record ON audit_record TO lingdai_worker USING (true);
REVOKE ALL ON FUNCTION append_audit(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit(jsonb) TO lingdai_app, lingdai_worker;
GRANT SELECT ON audit_record, audit_head TO lingdai_app, lingdai_worker;
