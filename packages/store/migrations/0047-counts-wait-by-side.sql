-- Changes of counts wait apart: those of who pays, which every dashboard of a province or city adds up
-- whole, and those of who lives where, of which a place's own are found by an index. So the first can be
-- folded while a delta is published, thousands at a time into few counts, and the second may wait.

-- What waits is counted as it was written, while nobody writes or folds.
LOCK TABLE entitlement IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE roll_up_delta IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  WHILE fold_roll_up(1000000) > 0 LOOP END LOOP;
END $$;

DROP TABLE roll_up_delta;
DROP FUNCTION fold_roll_up(integer), places_of(text, text);
CREATE TABLE roll_up_delta (
  side text COLLATE "C" NOT NULL,
  division text COLLATE "C" NOT NULL,
  policy text COLLATE "C",
  insurance text COLLATE "C" NOT NULL,
  conclusion text COLLATE "C",
  status text COLLATE "C" NOT NULL,
  deadline_month date,
  change integer NOT NULL
) PARTITION BY LIST (side);
-- Read whole, and emptied all the time: rows that are gone are to be no work for long.
CREATE TABLE roll_up_delta_by_payer PARTITION OF roll_up_delta FOR VALUES IN ('payer')
  WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0);
CREATE TABLE roll_up_delta_by_residence PARTITION OF roll_up_delta FOR VALUES IN ('residence');
CREATE INDEX roll_up_delta_by_place ON roll_up_delta_by_residence (division);

-- Agencies (2, 4, 6 digits) are counted by who pays, service points (9, 12) by who lives there. A
-- residence known to the county only counts nowhere.
CREATE OR REPLACE FUNCTION append_roll_up_deltas() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  -- A transition table that the statement does not have cannot be named.
  changed text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT *, 1 AS change FROM new_rows'
    WHEN 'DELETE' THEN 'SELECT *, -1 AS change FROM old_rows'
    ELSE 'SELECT *, 1 AS change FROM new_rows UNION ALL SELECT *, -1 FROM old_rows' END;
BEGIN
  EXECUTE format('WITH fine AS MATERIALIZED (
      SELECT pay_division, residence_division, policy, insurance, conclusion, status,
             date_trunc(''month'', deadline::timestamp)::date AS deadline_month,
             sum(change)::integer AS change
      FROM (%s) AS changed GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
    ), by_residence AS (
      INSERT INTO roll_up_delta_by_residence
        SELECT ''residence'', residence_division, policy, insurance, conclusion, status,
               deadline_month, change
        FROM fine WHERE length(residence_division) >= 9
    )
    INSERT INTO roll_up_delta_by_payer
      SELECT ''payer'', pay_division, policy, insurance, conclusion, status, deadline_month,
             sum(change)
      FROM fine WHERE length(pay_division) BETWEEN 2 AND 6
      GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0', changed);
  RETURN NULL;
END $$;

-- Folds up to so many deltas of a side and returns how many; 0 where there are none or another one folds
-- that side. Whoever counts anew shuts both out.
CREATE FUNCTION fold_roll_up(side text, deltas_max integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lingdai, pg_temp SET work_mem = '64MB' AS $$
DECLARE
  folded bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared(hashtext('lingdai.roll_up'))
    OR NOT pg_try_advisory_xact_lock(hashtext('lingdai.roll_up.' || side)) THEN RETURN 0; END IF;
  -- Of residences whole places, one after the other, so that each count is written once.
  EXECUTE format('WITH taken AS (
      DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I %2$s LIMIT $1)) RETURNING *
    ), fine AS (
      SELECT division, policy, insurance, conclusion, status, deadline_month,
             sum(change)::integer AS change
      FROM taken GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0
    ), changed AS (
      SELECT digits, left(division, digits) AS place, policy, insurance, conclusion, status,
             deadline_month, sum(change) AS change
      FROM fine, unnest($2) AS digits WHERE length(division) >= digits
      GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
    ), counted AS (
      INSERT INTO roll_up AS known
        SELECT digits, place, policy, insurance, conclusion, status,
               array_agg(deadline_month), array_agg(change)
        FROM changed GROUP BY 1, 2, 3, 4, 5, 6
      ON CONFLICT ON CONSTRAINT a_group_is_counted_once
        DO UPDATE SET (deadline_months, benefits) = (
          SELECT coalesce(array_agg(deadline_month), ''{}''), coalesce(array_agg(benefits), ''{}'')
          FROM (
            SELECT deadline_month, sum(benefits::integer) AS benefits
            FROM unnest(known.deadline_months || excluded.deadline_months,
              known.benefits || excluded.benefits) AS each (deadline_month, benefits)
            GROUP BY deadline_month HAVING sum(benefits::integer) <> 0
          ) AS summed)
    )
    SELECT count(*) FROM taken',
    'roll_up_delta_by_' || side, CASE side WHEN 'residence' THEN 'ORDER BY division' END)
    INTO folded
    USING deltas_max, CASE side WHEN 'payer' THEN '{2, 4, 6}' ELSE '{9, 12}' END::smallint[];
  RETURN folded;
END $$;

-- What waits of a level's counts within a place, as the viewer may see it. The planner knows these tables
-- as empty as they were a moment ago: left alone it sorts where to hash takes a quarter of the time, and
-- keeps a plan that reads all residences.
CREATE FUNCTION waiting_counts(digits integer, within text) RETURNS TABLE (place text, policy text,
    insurance text, conclusion text, status text, deadline_month date, change bigint)
  LANGUAGE sql STABLE SET search_path = lingdai, pg_temp
  SET enable_sort = off SET enable_seqscan = off AS $$
  SELECT left(division, digits), policy, insurance, conclusion, status, deadline_month, sum(change)
  FROM roll_up_delta
  -- ':' is the character after '9'.
  WHERE side = CASE WHEN digits <= 6 THEN 'payer' ELSE 'residence' END
    AND division >= within AND division < within || ':' AND length(division) >= digits
  GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0
$$;

-- A delta is seen by whoever sees the counts that it changes.
ALTER TABLE roll_up_delta ENABLE ROW LEVEL SECURITY;
CREATE POLICY deltas_within_the_place ON roll_up_delta TO lingdai_app USING (
  (SELECT viewer_level()) <> 'unit' AND starts_with(division, (SELECT viewer_place())));
CREATE POLICY every_delta ON roll_up_delta TO lingdai_worker USING (true);
REVOKE ALL ON FUNCTION fold_roll_up(text, integer), waiting_counts(integer, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_roll_up(text, integer) TO lingdai_worker;
GRANT EXECUTE ON FUNCTION waiting_counts(integer, text) TO lingdai_app, lingdai_worker;
GRANT SELECT ON roll_up_delta TO lingdai_app, lingdai_worker;
