-- Counts of benefits for every place, ready when a page asks: by policy, insurance, conclusion, status
-- and the month of the deadline (bands depend on today and are derived from it). Agencies (2, 4 and 6
-- digits) are counted by who pays, service points (9 and 12) by who lives there.
--
-- A statement that changes benefits appends what it changed, once per group; nobody waits for anybody.
-- A job folds these deltas into the counts, and a reader adds both: exact at every moment.

CREATE TABLE roll_up (
  digits smallint NOT NULL CHECK (digits IN (2, 4, 6, 9, 12)),
  place text COLLATE "C" NOT NULL,
  policy text,
  insurance text NOT NULL,
  conclusion text,
  status text NOT NULL,
  deadline_month date,
  benefits bigint NOT NULL,
  CONSTRAINT a_group_is_counted_once UNIQUE NULLS NOT DISTINCT
    (digits, place, policy, insurance, conclusion, status, deadline_month)
);

-- A change stands here once for who pays and once for who lives where: six digits or fewer are a
-- paying division, nine and twelve a residence. A residence known to the county only counts nowhere.
CREATE TABLE roll_up_delta (
  delta_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  division text COLLATE "C" NOT NULL,
  policy text,
  insurance text NOT NULL,
  conclusion text,
  status text NOT NULL,
  deadline_month date,
  change bigint NOT NULL
);

CREATE FUNCTION append_roll_up_deltas() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  -- A transition table that the statement does not have cannot be named.
  changed text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT *, 1 AS change FROM new_rows'
    WHEN 'DELETE' THEN 'SELECT *, -1 AS change FROM old_rows'
    ELSE 'SELECT *, 1 AS change FROM new_rows UNION ALL SELECT *, -1 FROM old_rows' END;
BEGIN
  EXECUTE format('INSERT INTO roll_up_delta
      (division, policy, insurance, conclusion, status, deadline_month, change)
    SELECT division, policy, insurance, conclusion, status, deadline_month, sum(change)
    FROM (
      SELECT pay_division, residence_division, policy, insurance, conclusion, status,
             date_trunc(''month'', deadline)::date AS deadline_month, sum(change) AS change
      FROM (%s) AS changed GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
    ) AS fine, unnest(ARRAY[pay_division, residence_division]) WITH ORDINALITY AS side (division, at)
    WHERE (at = 1) = (length(division) <= 6)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0', changed);
  RETURN NULL;
END $$;
CREATE TRIGGER inserted_benefits_are_counted AFTER INSERT ON entitlement
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION append_roll_up_deltas();
CREATE TRIGGER updated_benefits_are_counted AFTER UPDATE ON entitlement
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION append_roll_up_deltas();
CREATE TRIGGER deleted_benefits_are_counted AFTER DELETE ON entitlement
  REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION append_roll_up_deltas();

-- The places in which a paying division or a residence counts.
CREATE FUNCTION places_of(division text) RETURNS TABLE (digits smallint, place text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT each, left(division, each)
  FROM unnest(CASE WHEN length(division) <= 6 THEN '{2, 4, 6}' ELSE '{9, 12}' END::smallint[]) AS each
  WHERE length(division) >= each
$$;

-- Folds up to so many deltas and returns how many; 0 where there are none or another one folds.
CREATE FUNCTION fold_roll_up(deltas_max integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  folded bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('lingdai.roll_up')) THEN RETURN 0; END IF;
  WITH taken AS (
    DELETE FROM roll_up_delta WHERE delta_id IN
      (SELECT delta_id FROM roll_up_delta ORDER BY delta_id LIMIT deltas_max)
    RETURNING *
  ), counted AS (
    INSERT INTO roll_up AS known
      SELECT digits, place, policy, insurance, conclusion, status, deadline_month, sum(change)
      FROM taken, places_of(division)
      GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
    ON CONFLICT ON CONSTRAINT a_group_is_counted_once
      DO UPDATE SET benefits = known.benefits + excluded.benefits
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

-- Counts everything anew, while benefits stand still: cheaper than folding after a first load.
CREATE FUNCTION rebuild_roll_up() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  LOCK TABLE entitlement IN SHARE ROW EXCLUSIVE MODE;
  TRUNCATE roll_up, roll_up_delta;
  INSERT INTO roll_up
    SELECT digits, place, policy, insurance, conclusion, status, deadline_month, sum(benefits)
    FROM (
      SELECT pay_division, residence_division, policy, insurance, conclusion, status,
             date_trunc('month', deadline)::date AS deadline_month, count(*) AS benefits
      FROM entitlement GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS fine, unnest(ARRAY[pay_division, residence_division]) WITH ORDINALITY AS side (division, at),
      places_of(division)
    WHERE (at = 1) = (length(division) <= 6)
    GROUP BY 1, 2, 3, 4, 5, 6, 7;
END $$;

-- Counts name nobody. Whoever has a place sees those of the places within it.
ALTER TABLE roll_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY counts_within_the_place ON roll_up TO lingdai_app USING (
  (SELECT viewer_level()) <> 'unit' AND starts_with(place, (SELECT viewer_place())));
CREATE POLICY every_count ON roll_up TO lingdai_worker USING (true);
ALTER TABLE roll_up_delta ENABLE ROW LEVEL SECURITY;
CREATE POLICY deltas_within_the_place ON roll_up_delta TO lingdai_app USING (
  (SELECT viewer_level()) <> 'unit' AND starts_with(division, (SELECT viewer_place())));
CREATE POLICY every_delta ON roll_up_delta TO lingdai_worker USING (true);

REVOKE ALL ON FUNCTION append_roll_up_deltas(), fold_roll_up(integer), rebuild_roll_up() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fold_roll_up(integer), rebuild_roll_up() TO lingdai_worker;
GRANT SELECT ON roll_up, roll_up_delta TO lingdai_app, lingdai_worker;
