-- A first load: while nobody is in the record, a roster's people go straight into their tables by COPY,
-- with no index, foreign key or count in the way and into fresh files that need no log. All in one
-- transaction, so whoever is killed has loaded nobody. COPY does not pass row-level security, so that
-- is lifted too, under locks that let nobody else look; a transaction that has not brought everything
-- back cannot commit.

-- What was taken off the three tables, in the order in which it comes back: keys, indexes, then what
-- refers to keys. Always empty for everybody but the transaction that loads.
CREATE TABLE set_aside (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  take_off text NOT NULL,
  bring_back text NOT NULL
);
CREATE FUNCTION refuse_unfinished_first_load() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM set_aside) THEN RAISE EXCEPTION 'a first load was not finished'; END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_first_load_is_finished_before_it_commits AFTER INSERT ON set_aside
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unfinished_first_load();

-- Gives the first number that a person may have; null, and nothing done, where somebody is in.
CREATE FUNCTION begin_first_load() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  loaded regclass[] := '{beneficiary, entitlement, case_file}';
  statement text;
BEGIN
  IF EXISTS (SELECT FROM beneficiary) THEN RETURN NULL; END IF;
  LOCK TABLE beneficiary, entitlement, case_file IN ACCESS EXCLUSIVE MODE;
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
  ALTER TABLE entitlement DISABLE TRIGGER inserted_benefits_are_counted;
  TRUNCATE beneficiary, entitlement, case_file;
  RETURN nextval('beneficiary_beneficiary_id_seq');
END $$;

-- Brings back what was set aside, counts everybody, and lets row-level security have the last word
-- again. Sorting in memory is worth half a gigabyte for its minutes; more has not been faster.
CREATE FUNCTION finish_first_load() RETURNS void
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
  ALTER TABLE entitlement ENABLE TRIGGER inserted_benefits_are_counted;
  PERFORM setval('beneficiary_beneficiary_id_seq', greatest(max(beneficiary_id),
    (SELECT last_value FROM beneficiary_beneficiary_id_seq))) FROM beneficiary;
  PERFORM rebuild_roll_up();
  ANALYZE beneficiary, entitlement, case_file, roll_up;
END $$;

REVOKE ALL ON FUNCTION refuse_unfinished_first_load(), begin_first_load(), finish_first_load()
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION begin_first_load(), finish_first_load() TO lingdai_worker;
