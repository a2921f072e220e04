-- A dashboard shows a place in some ten groups, and each of these by month of the deadline: a row a
-- group carries all its months, so that a province by city is two hundred rows and not three thousand,
-- and there is nothing to sort or add up for a look. Months without a benefit stand in no row. Codes
-- are compared byte by byte.

ALTER TABLE roll_up RENAME TO roll_up_by_month;
ALTER TABLE roll_up_by_month DROP CONSTRAINT a_group_is_counted_once;
CREATE TABLE roll_up (
  digits smallint NOT NULL CHECK (digits IN (2, 4, 6, 9, 12)),
  place text COLLATE "C" NOT NULL,
  policy text COLLATE "C",
  insurance text COLLATE "C" NOT NULL,
  conclusion text COLLATE "C",
  status text COLLATE "C" NOT NULL,
  -- Their first days, in no order; null for benefits without a deadline.
  deadline_months date[] NOT NULL,
  benefits bigint[] NOT NULL,
  CONSTRAINT each_month_has_its_count CHECK (cardinality(deadline_months) = cardinality(benefits))
);
INSERT INTO roll_up
  SELECT digits, place, policy, insurance, conclusion, status,
         array_agg(deadline_month), array_agg(benefits)
  FROM roll_up_by_month WHERE benefits <> 0
  GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2;
ALTER TABLE roll_up ADD CONSTRAINT a_group_is_counted_once UNIQUE NULLS NOT DISTINCT
  (digits, place, policy, insurance, conclusion, status);
DROP TABLE roll_up_by_month;

ALTER TABLE roll_up ENABLE ROW LEVEL SECURITY;
CREATE POLICY counts_within_the_place ON roll_up TO lingdai_app USING (
  (SELECT viewer_level()) <> 'unit' AND starts_with(place, (SELECT viewer_place())));
CREATE POLICY every_count ON roll_up TO lingdai_worker USING (true);
GRANT SELECT ON roll_up TO lingdai_app, lingdai_worker;

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
    FROM taken, places_of(division)
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

-- Counting anew asks the benefits once by who lives where, which is the finest count as it stands, and
-- once by who pays, which is few groups.
CREATE OR REPLACE FUNCTION rebuild_roll_up() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lingdai, pg_temp SET work_mem = '256MB' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  LOCK TABLE entitlement IN SHARE ROW EXCLUSIVE MODE;
  TRUNCATE roll_up, roll_up_delta;
  ALTER TABLE roll_up DROP CONSTRAINT a_group_is_counted_once;
  INSERT INTO roll_up
    WITH by_residence AS MATERIALIZED (
      SELECT left(residence_division, 12) AS place, policy COLLATE "C" AS policy,
             insurance COLLATE "C" AS insurance, conclusion COLLATE "C" AS conclusion,
             status COLLATE "C" AS status,
             date_trunc('month', deadline::timestamp)::date AS deadline_month,
             count(*)::integer AS benefits
      FROM entitlement WHERE length(residence_division) >= 9 GROUP BY 1, 2, 3, 4, 5, 6
    ), by_payer AS MATERIALIZED (
      SELECT pay_division, policy COLLATE "C" AS policy, insurance COLLATE "C" AS insurance,
             conclusion COLLATE "C" AS conclusion, status COLLATE "C" AS status,
             date_trunc('month', deadline::timestamp)::date AS deadline_month,
             count(*)::integer AS benefits
      FROM entitlement WHERE length(pay_division) <= 6 GROUP BY 1, 2, 3, 4, 5, 6
    )
    SELECT digits, place, policy, insurance, conclusion, status,
           array_agg(deadline_month), array_agg(benefits)
    FROM (
      SELECT 12 AS digits, place, policy, insurance, conclusion, status, deadline_month,
             benefits::bigint AS benefits
      FROM by_residence WHERE length(place) = 12
      UNION ALL
      SELECT 9, left(place, 9), policy, insurance, conclusion, status, deadline_month, sum(benefits)
      FROM by_residence GROUP BY 1, 2, 3, 4, 5, 6, 7
      UNION ALL
      SELECT digits, left(pay_division, digits), policy, insurance, conclusion, status,
             deadline_month, sum(benefits)
      FROM by_payer, unnest('{2, 4, 6}'::smallint[]) AS digits
      WHERE length(pay_division) >= digits
      GROUP BY 1, 2, 3, 4, 5, 6, 7
    ) AS counted
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2;
  ALTER TABLE roll_up ADD CONSTRAINT a_group_is_counted_once UNIQUE NULLS NOT DISTINCT
    (digits, place, policy, insurance, conclusion, status);
END $$;
