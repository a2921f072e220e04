-- What concerns nobody, as a look at a list does, goes to the chain of who did it: a head is held until
-- its transaction is on disk, and all lists of all desks waited for the one of chain 0.

CREATE OR REPLACE FUNCTION chain_audit_drafts() RETURNS trigger
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
    SELECT (coalesce((each ->> 'beneficiaryId')::bigint, draft.staff_id, 0) % 8)::smallint AS chain,
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
