-- A change of counts for less. It stood once for who pays and once for who lives where, told apart and
-- grouped again for each statement, each row with a key of its own: a quarter of what publishing a
-- conclusion asked of the server. Now it stands in one row with both sides, and whoever folds or reads
-- takes the side that counts.

-- What waits is counted as it was written, while nobody writes or folds.
LOCK TABLE entitlement IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE roll_up_delta IN ACCESS EXCLUSIVE MODE;
DO $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  WHILE fold_roll_up(1000000) > 0 LOOP END LOOP;
END $$;

DROP TABLE roll_up_delta;
CREATE TABLE roll_up_delta (
  delta_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  pay_division text COLLATE "C" NOT NULL,
  residence_division text COLLATE "C",
  policy text,
  insurance text NOT NULL,
  conclusion text,
  status text NOT NULL,
  deadline_month date,
  change bigint NOT NULL
);

CREATE OR REPLACE FUNCTION append_roll_up_deltas() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  -- A transition table that the statement does not have cannot be named.
  changed text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT *, 1 AS change FROM new_rows'
    WHEN 'DELETE' THEN 'SELECT *, -1 AS change FROM old_rows'
    ELSE 'SELECT *, 1 AS change FROM new_rows UNION ALL SELECT *, -1 FROM old_rows' END;
BEGIN
  EXECUTE format('INSERT INTO roll_up_delta (pay_division, residence_division, policy, insurance,
      conclusion, status, deadline_month, change)
    SELECT pay_division, residence_division, policy, insurance, conclusion, status,
           date_trunc(''month'', deadline::timestamp)::date, sum(change)
    FROM (%s) AS changed GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0', changed);
  RETURN NULL;
END $$;

-- The places in which a benefit counts: agencies (2, 4, 6 digits) by who pays, service points (9, 12) by
-- who lives there. A residence known to the county only counts nowhere.
DROP FUNCTION places_of(text);
CREATE FUNCTION places_of(pay_division text, residence_division text)
  RETURNS TABLE (digits smallint, place text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT each, left(pay_division, each) FROM unnest('{2, 4, 6}'::smallint[]) AS each
  WHERE length(pay_division) BETWEEN each AND 6
  UNION ALL
  SELECT each, left(residence_division, each) FROM unnest('{9, 12}'::smallint[]) AS each
  WHERE length(residence_division) >= each
$$;

-- Folds up to so many deltas and returns how many; 0 where there are none or another one folds.
CREATE OR REPLACE FUNCTION fold_roll_up(deltas_max integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  folded bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('lingdai.roll_up')) THEN RETURN 0; END IF;
  WITH taken AS (
    DELETE FROM roll_up_delta WHERE delta_id IN
      (SELECT delta_id FROM roll_up_delta ORDER BY delta_id LIMIT deltas_max)
    RETURNING *
  ), changed AS (
    SELECT digits, place, policy, insurance, conclusion, status, deadline_month,
           sum(change)::bigint AS change
    FROM taken, places_of(pay_division, residence_division)
    GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
  ), counted AS (
    INSERT INTO roll_up AS known
      SELECT digits, place, policy, insurance, conclusion, status,
             array_agg(deadline_month), array_agg(change)
      FROM changed GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT ON CONSTRAINT a_group_is_counted_once
      DO UPDATE SET (deadline_months, benefits) = (
        SELECT coalesce(array_agg(deadline_month), '{}'), coalesce(array_agg(benefits), '{}')
        FROM (
          SELECT deadline_month, sum(benefits)::bigint AS benefits
          FROM unnest(known.deadline_months || excluded.deadline_months,
            known.benefits || excluded.benefits) AS each (deadline_month, benefits)
          GROUP BY deadline_month HAVING sum(benefits) <> 0
        ) AS summed)
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

-- A delta is seen by whoever sees the count of one of its sides.
ALTER TABLE roll_up_delta ENABLE ROW LEVEL SECURITY;
CREATE POLICY deltas_within_the_place ON roll_up_delta TO lingdai_app USING (
  (SELECT viewer_level()) <> 'unit' AND (starts_with(pay_division, (SELECT viewer_place()))
    OR starts_with(residence_division, (SELECT viewer_place()))));
CREATE POLICY every_delta ON roll_up_delta TO lingdai_worker USING (true);
GRANT SELECT ON roll_up_delta TO lingdai_app, lingdai_worker;
