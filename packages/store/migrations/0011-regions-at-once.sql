-- What an agency does to a whole region at once, without stepping its cases: a window announced
-- (WH 5), a hold of the clock ended (D16). Only rows that it makes due are touched; a run that finds
-- nothing to do on the day sets it right.

-- Whether the session may act for the whole region.
CREATE FUNCTION may_act_for_region(region_division text) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = lingdai, pg_temp
  RETURN session_user = 'lingdai_worker' OR coalesce(
    viewer_level() IN ('province', 'city', 'county')
      AND starts_with(region_division, viewer_place()), false);

-- `sorts`: [insurance, kind] pairs that can be due in the window. `papers`: kinds with a rule of
-- their own, whose people are looked at one by one; everybody where `one_by_one`. Gives the number of
-- entitlements that the window makes due.
CREATE FUNCTION announce_window(
  region_division text, region_policy text, "window" jsonb, sorts jsonb, papers text[],
  one_by_one boolean
) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  from_on date := day_at(("window" ->> 'from')::integer);
  to_on date := day_at(("window" ->> 'to')::integer);
  announced date := day_at(("window" ->> 'announcedOn')::integer);
  frequency interval := make_interval(months => ("window" ->> 'frequencyMonths')::integer);
  touched bigint;
BEGIN
  IF NOT may_act_for_region(region_division) THEN
    RAISE EXCEPTION 'region out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO certification_window (pay_division, policy, from_on, to_on, groups,
    frequency_months, announced_on, staff_id)
  VALUES (region_division, region_policy, from_on, to_on,
    (SELECT array_agg(value::smallint) FROM jsonb_array_elements_text("window" -> 'groups')),
    ("window" ->> 'frequencyMonths')::smallint, announced, viewer_staff());

  WITH due AS MATERIALIZED (
    SELECT beneficiary_id, number,
      one_by_one OR coalesce(anchor_by = ANY (papers), false) OR conclusion IS NULL AS is_looked_at
    FROM entitlement
    WHERE policy = region_policy AND starts_with(pay_division, region_division)
      AND since < from_on AND since + frequency < to_on
      AND sorts @> jsonb_build_array(jsonb_build_array(insurance, kind))
      AND (one_by_one OR anchor_by = ANY (papers) OR anchor_on IS NULL
        OR (anchor_on < from_on AND anchor_on + frequency < to_on))
  ), shown AS (
    UPDATE entitlement SET deadline = to_on
    FROM due WHERE entitlement.beneficiary_id = due.beneficiary_id
      AND entitlement.number = due.number AND NOT due.is_looked_at
      AND (deadline IS NULL OR deadline > to_on)
    RETURNING entitlement.beneficiary_id, entitlement.number, conclusion, pending_reason,
      anchor_on, basis, decided_by
  ), kept AS (
    INSERT INTO conclusion_history (beneficiary_id, number, decided_on, conclusion,
      pending_reason, deadline, anchor_on, basis, decided_by)
    SELECT beneficiary_id, number, announced, conclusion, pending_reason, to_on, anchor_on,
      basis, decided_by FROM shown
  ), awaited AS (
    SELECT beneficiary_id, min(CASE WHEN is_looked_at THEN announced ELSE to_on + 1 END) AS on_day
    FROM due GROUP BY beneficiary_id
  )
  UPDATE case_file SET next_due_on = least(next_due_on, awaited.on_day)
  FROM awaited WHERE case_file.beneficiary_id = awaited.beneficiary_id
    AND case_file.policy = region_policy;
  GET DIAGNOSTICS touched = ROW_COUNT;
  RETURN touched;
END $$;

-- False where the source is held there already.
CREATE FUNCTION begin_hold(region_division text, held_source text, first_day integer)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  IF NOT may_act_for_region(region_division) THEN
    RAISE EXCEPTION 'region out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO clock_hold (pay_division, source, from_on, staff_id)
  VALUES (region_division, held_source, day_at(first_day), viewer_staff())
  ON CONFLICT (pay_division, source) WHERE until_on IS NULL DO NOTHING;
  RETURN FOUND;
END $$;

-- A hold ends with that day; in the run of the day after, what fell due meanwhile follows.
CREATE FUNCTION end_hold(region_division text, held_source text, last_day integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  touched bigint;
BEGIN
  IF NOT may_act_for_region(region_division) THEN
    RAISE EXCEPTION 'region out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  UPDATE clock_hold SET until_on = day_at(last_day)
    WHERE pay_division = region_division AND source = held_source AND until_on IS NULL;
  IF NOT FOUND THEN RETURN -1; END IF;
  UPDATE case_file SET next_due_on = least(next_due_on, day_at(last_day + 1))
  FROM entitlement
  WHERE entitlement.beneficiary_id = case_file.beneficiary_id
    AND entitlement.policy = case_file.policy
    AND starts_with(entitlement.pay_division, region_division)
    AND entitlement.anchor_source = held_source AND entitlement.conclusion <> 'eligible'
    AND entitlement.status IN ('paying', 'suspended');
  GET DIAGNOSTICS touched = ROW_COUNT;
  RETURN touched;
END $$;

REVOKE ALL ON FUNCTION announce_window(text, text, jsonb, jsonb, text[], boolean),
  begin_hold(text, text, integer), end_hold(text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION announce_window(text, text, jsonb, jsonb, text[], boolean),
  begin_hold(text, text, integer), end_hold(text, text, integer) TO lingdai_app, lingdai_worker;
