-- The same door for less: what a step is given travels as text of JSON, which nobody sorts, checks for
-- keys told twice, or writes out again on the way.

DROP FUNCTION cases_for_step(bigint[], integer);
CREATE FUNCTION cases_for_step(ids bigint[], on_day integer)
  RETURNS TABLE (
    "beneficiaryId" bigint, policy text, version integer, "openedOn" integer, "nextDueOn" integer,
    start text, file jsonb, "hasEventToday" boolean, person json, entitlements json,
    windows json, holds json)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp
  SET plan_cache_mode = 'force_custom_plan' AS $$
BEGIN
  IF NOT may_step(ids) THEN RETURN; END IF;
  -- The person first, always: whoever holds it may have all that is theirs (see `takeDuePeople`).
  PERFORM FROM beneficiary WHERE beneficiary.beneficiary_id = ANY (ids)
    ORDER BY beneficiary.beneficiary_id FOR NO KEY UPDATE;
  RETURN QUERY
  WITH locked AS MATERIALIZED (
    SELECT case_file.* FROM case_file WHERE beneficiary_id = ANY (ids)
    ORDER BY beneficiary_id, case_file.policy FOR UPDATE
  )
  SELECT locked.beneficiary_id, locked.policy, locked.version, day_number(locked.opened_on),
    day_number(locked.next_due_on), home.start, locked.file,
    EXISTS (SELECT FROM case_event WHERE case_event.beneficiary_id = locked.beneficiary_id
      AND case_event.policy = locked.policy AND case_event.day = day_at(on_day)),
    json_build_object('birthDate', day_number(beneficiary.birth_date),
      'hasPhone', beneficiary.has_phone, 'hasHousehold', beneficiary.has_household,
      'hasResidence', beneficiary.has_residence),
    granted.entitlements,
    coalesce((SELECT json_agg(json_build_object('announcedOn', day_number(announced_on),
        'from', day_number(from_on), 'to', day_number(to_on), 'groups', groups,
        'frequencyMonths', frequency_months) ORDER BY window_id)
      FROM certification_window AS announced
      WHERE announced.policy = locked.policy
        AND starts_with(granted.pay_division, announced.pay_division)), '[]'),
    coalesce((SELECT json_agg(json_build_object('source', source, 'from', day_number(from_on),
        'until', day_number(until_on)) ORDER BY hold_id)
      FROM clock_hold WHERE starts_with(granted.pay_division, clock_hold.pay_division)), '[]')
  FROM locked
  JOIN beneficiary ON beneficiary.beneficiary_id = locked.beneficiary_id
  CROSS JOIN LATERAL (
    SELECT min(entitlement.pay_division COLLATE "C") AS pay_division,
      json_agg(json_build_object('number', number, 'insurance', insurance, 'kind', kind,
        'since', day_number(since), 'unitCode', unit_code, 'relationship', relationship,
        'incapacity', incapacity, 'lastCertifiedOn', day_number(last_certified_on),
        'lastCertifiedBy', last_certified_by, 'refutedOn', day_number(refuted_on),
        'openingStatus', opening_status, 'payDivision', entitlement.pay_division,
        'status', status, 'stopReason', stop_reason, 'statusSince', day_number(status_since),
        'conclusion', conclusion, 'pendingReason', pending_reason,
        'anchorOn', day_number(anchor_on), 'anchorBy', anchor_by, 'anchorSource', anchor_source,
        'deadline', day_number(deadline), 'basis', to_json(basis),
        'decidedBy', to_json(decided_by), 'isLocked', is_locked) ORDER BY number) AS entitlements
    FROM entitlement
    WHERE entitlement.beneficiary_id = locked.beneficiary_id
      AND entitlement.policy = locked.policy
  ) AS granted
  LEFT JOIN LATERAL (
    SELECT region.start FROM region
    WHERE region.policy = locked.policy AND starts_with(granted.pay_division, region.pay_division)
    ORDER BY length(region.pay_division) DESC LIMIT 1
  ) AS home ON true
  ORDER BY locked.beneficiary_id, locked.policy;
END $$;

REVOKE ALL ON FUNCTION cases_for_step(bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_for_step(bigint[], integer) TO lingdai_app, lingdai_worker;
