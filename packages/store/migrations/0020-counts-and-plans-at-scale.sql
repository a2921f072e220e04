-- The same counts for less: a month is cut from a date without asking for a time zone, and counting
-- anew goes once over the benefits and makes its index at the end. And plans that know how large the
-- tables are by now: those of a session's first statements were made for empty ones.

CREATE OR REPLACE FUNCTION append_roll_up_deltas() RETURNS trigger
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
             date_trunc(''month'', deadline::timestamp)::date AS deadline_month,
             sum(change) AS change
      FROM (%s) AS changed GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(change) <> 0
    ) AS fine, unnest(ARRAY[pay_division, residence_division]) WITH ORDINALITY AS side (division, at)
    WHERE (at = 1) = (length(division) <= 6)
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0', changed);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION rebuild_roll_up() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = lingdai, pg_temp SET work_mem = '256MB' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lingdai.roll_up'));
  LOCK TABLE entitlement IN SHARE ROW EXCLUSIVE MODE;
  TRUNCATE roll_up, roll_up_delta;
  ALTER TABLE roll_up DROP CONSTRAINT a_group_is_counted_once;
  INSERT INTO roll_up
    WITH fine AS MATERIALIZED (
      SELECT pay_division, residence_division, policy, insurance, conclusion, status,
             date_trunc('month', deadline::timestamp)::date AS deadline_month, count(*) AS benefits
      FROM entitlement GROUP BY 1, 2, 3, 4, 5, 6, 7
    ), by_county AS MATERIALIZED (
      SELECT pay_division, policy, insurance, conclusion, status, deadline_month,
             sum(benefits)::bigint AS benefits
      FROM fine GROUP BY 1, 2, 3, 4, 5, 6
    )
    SELECT digits, left(pay_division, digits), policy, insurance, conclusion, status,
           deadline_month, sum(benefits)
    FROM by_county, unnest('{2, 4, 6}'::smallint[]) AS digits
    WHERE length(pay_division) BETWEEN digits AND 6
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    UNION ALL
    SELECT digits, left(residence_division, digits), policy, insurance, conclusion, status,
           deadline_month, sum(benefits)
    FROM fine, unnest('{9, 12}'::smallint[]) AS digits
    WHERE length(residence_division) >= digits
    GROUP BY 1, 2, 3, 4, 5, 6, 7;
  ALTER TABLE roll_up ADD CONSTRAINT a_group_is_counted_once UNIQUE NULLS NOT DISTINCT
    (digits, place, policy, insurance, conclusion, status, deadline_month);
END $$;

ALTER FUNCTION save_cases(jsonb) SET plan_cache_mode = 'force_custom_plan';
ALTER FUNCTION cases_for_step(bigint[], integer) SET plan_cache_mode = 'force_custom_plan';

-- For a file whose rows have just come in: jobs may not analyse what they do not own.
CREATE FUNCTION learn_awaited_steps() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  ANALYZE awaited_step;
END $$;
REVOKE ALL ON FUNCTION learn_awaited_steps() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION learn_awaited_steps() TO lingdai_worker;
