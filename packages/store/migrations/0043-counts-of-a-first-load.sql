-- A first load may bring its counts along: who makes the rows knows what stands in them, and counts them in
-- a fraction of the time in which they are read again and grouped. So `roll_up` is emptied and filled by
-- COPY like the tables of people; where nothing was brought, everybody is counted as before.

-- Gives the first number that a person may have; null, and nothing done, where somebody is in.
CREATE OR REPLACE FUNCTION begin_first_load() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  loaded regclass[] := '{beneficiary, entitlement, case_file, roll_up}';
  statement text;
BEGIN
  IF EXISTS (SELECT FROM beneficiary) THEN RETURN NULL; END IF;
  -- Before the tables, as whoever folds counts does; those leave it then.
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  LOCK TABLE beneficiary, entitlement, case_file, roll_up, roll_up_delta IN ACCESS EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM beneficiary) THEN RETURN NULL; END IF;

  INSERT INTO set_aside (take_off, bring_back)
    SELECT take_off, bring_back FROM (
      SELECT CASE contype WHEN 'f' THEN 3 ELSE 1 END AS turn, conname::text AS name,
        format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS take_off,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
          pg_get_constraintdef(oid)) AS bring_back
      FROM pg_constraint
      WHERE contype IN ('p', 'u') AND conrelid = ANY (loaded)
        OR contype = 'f' AND conparentid = 0 AND (conrelid = ANY (loaded) OR confrelid = ANY (loaded))
      UNION ALL
      SELECT 2, indexrelid::regclass::text, format('DROP INDEX %s', indexrelid::regclass),
        pg_get_indexdef(indexrelid)
      FROM pg_index
      WHERE indrelid = ANY (loaded)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ) AS found ORDER BY turn, name;
  FOR statement IN SELECT take_off FROM set_aside ORDER BY place DESC LOOP
    EXECUTE statement;
  END LOOP;
  ALTER TABLE beneficiary DISABLE ROW LEVEL SECURITY;
  ALTER TABLE entitlement DISABLE ROW LEVEL SECURITY;
  ALTER TABLE case_file DISABLE ROW LEVEL SECURITY;
  ALTER TABLE roll_up DISABLE ROW LEVEL SECURITY;
  ALTER TABLE entitlement DISABLE TRIGGER inserted_benefits_are_counted;
  TRUNCATE beneficiary, entitlement, case_file, roll_up, roll_up_delta;
  RETURN nextval('beneficiary_beneficiary_id_seq');
END $$;

-- Brings back what was set aside, counts everybody where no counts came along, and lets row-level
-- security have the last word again. Sorting in memory is worth half a gigabyte for its minutes; more
-- has not been faster.
CREATE OR REPLACE FUNCTION finish_first_load() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lingdai, pg_temp SET maintenance_work_mem = '512MB' AS $$
DECLARE
  statement text;
BEGIN
  FOR statement IN SELECT bring_back FROM set_aside ORDER BY place LOOP
    EXECUTE statement;
  END LOOP;
  DELETE FROM set_aside;
  ALTER TABLE beneficiary ENABLE ROW LEVEL SECURITY;
  ALTER TABLE entitlement ENABLE ROW LEVEL SECURITY;
  ALTER TABLE case_file ENABLE ROW LEVEL SECURITY;
  ALTER TABLE roll_up ENABLE ROW LEVEL SECURITY;
  ALTER TABLE entitlement ENABLE TRIGGER inserted_benefits_are_counted;
  PERFORM setval('beneficiary_beneficiary_id_seq', greatest(max(beneficiary_id),
    (SELECT last_value FROM beneficiary_beneficiary_id_seq))) FROM beneficiary;
  IF NOT EXISTS (SELECT FROM roll_up) THEN PERFORM rebuild_roll_up(); END IF;
  ANALYZE beneficiary, entitlement, case_file, roll_up;
END $$;

GRANT INSERT ON roll_up TO lingdai_worker;
