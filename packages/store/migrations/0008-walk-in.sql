-- The one exception to sight (ZB 3.1, WH 5): whoever comes to a counter anywhere with their full
-- number and name is never refused. The clerk learns region and conclusion of an exact match, may file
-- one certification, and sees nothing else. Every look, a vain one too, is kept and audited, so that
-- probing shows and can be limited.

CREATE TABLE walk_in (
  walk_in_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint NOT NULL,
  looked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Null where number and name fit nobody.
  beneficiary_id bigint REFERENCES beneficiary,
  -- The certification, as the use case that takes it up reads it.
  filed jsonb,
  filed_at timestamptz,
  taken_up_at timestamptz
);
CREATE INDEX walk_in_by_staff ON walk_in (staff_id, looked_at);
CREATE INDEX walk_in_waiting ON walk_in (walk_in_id) WHERE filed IS NOT NULL AND taken_up_at IS NULL;

-- A row for each benefit of the person, none where number and name fit nobody.
CREATE FUNCTION walk_in(given_document_key bytea, given_name_key bytea)
  RETURNS TABLE (walk_in_id bigint, pay_division text, insurance text, kind text, conclusion text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  looker bigint := viewer_staff();
  found_id bigint;
  look_id bigint;
BEGIN
  IF looker IS NULL OR coalesce(viewer_level(), 'unit') = 'unit' THEN
    RAISE EXCEPTION 'only a clerk of an agency or service point receives walk-ins'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT beneficiary.beneficiary_id INTO found_id FROM beneficiary
    WHERE beneficiary.document_key = given_document_key
      AND given_name_key = ANY (beneficiary.name_keys);
  INSERT INTO walk_in AS look (staff_id, beneficiary_id) VALUES (looker, found_id)
    RETURNING look.walk_in_id INTO look_id;
  PERFORM append_audit(jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
    'action', 'look-up-walk-in', 'beneficiaryId', found_id,
    'detail', jsonb_build_object('walkInId', look_id, 'found', found_id IS NOT NULL)))));
  RETURN QUERY SELECT look_id, entitlement.pay_division, entitlement.insurance, entitlement.kind,
      entitlement.conclusion
    FROM entitlement WHERE entitlement.beneficiary_id = found_id ORDER BY entitlement.number;
END $$;

-- Files one certification for a person whom the same clerk has looked up within the hour. False where
-- that is not so, or one was filed already.
CREATE FUNCTION file_walk_in(given_walk_in_id bigint, certification jsonb) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  filed_for bigint;
BEGIN
  UPDATE walk_in SET filed = certification, filed_at = clock_timestamp()
    WHERE walk_in_id = given_walk_in_id AND staff_id = viewer_staff() AND filed IS NULL
      AND beneficiary_id IS NOT NULL AND looked_at > clock_timestamp() - interval '1 hour'
    RETURNING beneficiary_id INTO filed_for;
  IF filed_for IS NULL THEN RETURN false; END IF;
  PERFORM append_audit(jsonb_build_array(jsonb_build_object(
    'action', 'file-walk-in', 'beneficiaryId', filed_for,
    'detail', jsonb_build_object('walkInId', given_walk_in_id))));
  RETURN true;
END $$;

-- How often the viewer has looked since then, in vain or not: for the limit on rates.
CREATE FUNCTION count_walk_ins(since timestamptz) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = lingdai, pg_temp
  RETURN (SELECT count(*) FROM walk_in
          WHERE walk_in.staff_id = viewer_staff() AND walk_in.looked_at >= since);

ALTER TABLE walk_in ENABLE ROW LEVEL SECURITY;
CREATE POLICY every_walk_in ON walk_in TO lingdai_worker USING (true);
REVOKE ALL ON FUNCTION walk_in(bytea, bytea), file_walk_in(bigint, jsonb),
  count_walk_ins(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION walk_in(bytea, bytea), file_walk_in(bigint, jsonb),
  count_walk_ins(timestamptz) TO lingdai_app;
GRANT SELECT ON walk_in TO lingdai_worker;
GRANT UPDATE (taken_up_at) ON walk_in TO lingdai_worker;
