-- The two doors through which a case is stepped (docs/record.md): a person's case concerns all their
-- entitlements, also those that the viewer does not see, so reading it for a step and saving it are
-- functions of the owner that ask first whether any of the entitlements is in sight.

CREATE FUNCTION day_number(day date) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN day - date '1970-01-01';
CREATE FUNCTION day_at(number integer) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN date '1970-01-01' + number;

-- Whether the session may step these people's cases: jobs may, others where they see one of the
-- entitlements.
CREATE FUNCTION may_step(ids bigint[]) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  SELECT session_user = 'lingdai_worker' OR NOT EXISTS (
    SELECT FROM unnest(ids) AS each (id)
    WHERE NOT EXISTS (SELECT FROM entitlement WHERE beneficiary_id = each.id
      AND is_in_sight(viewer_level(), viewer_place(), pay_division, residence_division, unit_code)))
$$;

-- Locks the cases and gives each with all that a step needs, in the order of their keys. A case out
-- of sight is as if it did not exist.
CREATE FUNCTION cases_for_step(ids bigint[], on_day integer)
  RETURNS TABLE (
    "beneficiaryId" bigint, policy text, version integer, "openedOn" integer, "nextDueOn" integer,
    start text, file jsonb, "hasEventToday" boolean, person jsonb, entitlements jsonb,
    windows jsonb, holds jsonb)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
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
    jsonb_build_object('birthDate', day_number(beneficiary.birth_date),
      'hasPhone', beneficiary.has_phone, 'hasHousehold', beneficiary.has_household,
      'hasResidence', beneficiary.has_residence),
    granted.entitlements,
    coalesce((SELECT jsonb_agg(jsonb_build_object('announcedOn', day_number(announced_on),
        'from', day_number(from_on), 'to', day_number(to_on), 'groups', groups,
        'frequencyMonths', frequency_months) ORDER BY window_id)
      FROM certification_window AS announced
      WHERE announced.policy = locked.policy
        AND starts_with(granted.pay_division, announced.pay_division)), '[]'),
    coalesce((SELECT jsonb_agg(jsonb_build_object('source', source, 'from', day_number(from_on),
        'until', day_number(until_on)) ORDER BY hold_id)
      FROM clock_hold WHERE starts_with(granted.pay_division, clock_hold.pay_division)), '[]')
  FROM locked
  JOIN beneficiary ON beneficiary.beneficiary_id = locked.beneficiary_id
  CROSS JOIN LATERAL (
    SELECT min(entitlement.pay_division COLLATE "C") AS pay_division,
      jsonb_agg(jsonb_build_object('number', number, 'insurance', insurance, 'kind', kind,
        'since', day_number(since), 'unitCode', unit_code, 'relationship', relationship,
        'incapacity', incapacity, 'lastCertifiedOn', day_number(last_certified_on),
        'lastCertifiedBy', last_certified_by, 'refutedOn', day_number(refuted_on),
        'openingStatus', opening_status, 'payDivision', entitlement.pay_division,
        'status', status, 'stopReason', stop_reason, 'statusSince', day_number(status_since),
        'conclusion', conclusion, 'pendingReason', pending_reason,
        'anchorOn', day_number(anchor_on), 'anchorBy', anchor_by, 'anchorSource', anchor_source,
        'deadline', day_number(deadline), 'basis', to_jsonb(basis),
        'decidedBy', to_jsonb(decided_by), 'isLocked', is_locked) ORDER BY number) AS entitlements
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

-- A statement without rows still costs; most steps write few of the kinds.
CREATE FUNCTION has_rows(writes jsonb, kind text) RETURNS boolean LANGUAGE sql IMMUTABLE
  RETURN jsonb_array_length(writes -> kind) > 0;

-- Saves any number of steps at once: see `CaseWrites` in store/src/case-files/case-writes.ts. A
-- version that is not the expected one refuses the whole.
CREATE FUNCTION save_cases(writes jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  saved bigint;
  turn integer;
BEGIN
  -- Whoever is named anywhere in what is written, not only where a file is saved.
  IF NOT may_step(ARRAY(SELECT DISTINCT (each ->> 'beneficiaryId')::bigint
      FROM jsonb_each(writes) AS part (name, rows), jsonb_array_elements(rows) AS each
      WHERE each ? 'beneficiaryId')) THEN
    RAISE EXCEPTION 'case out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;

  UPDATE case_file SET file = each.file, next_due_on = day_at(each."nextDueOn"),
    version = each.version
  FROM jsonb_to_recordset(writes -> 'files') AS each ("beneficiaryId" bigint, policy text,
    "expectedVersion" integer, version integer, "nextDueOn" integer, file jsonb)
  WHERE case_file.beneficiary_id = each."beneficiaryId" AND case_file.policy = each.policy
    AND case_file.version = each."expectedVersion";
  GET DIAGNOSTICS saved = ROW_COUNT;
  IF saved <> jsonb_array_length(writes -> 'files') THEN
    RAISE EXCEPTION 'stale case version' USING ERRCODE = 'serialization_failure';
  END IF;

  IF has_rows(writes, 'entitlements') THEN
  UPDATE entitlement SET status = each.status, stop_reason = each."stopReason",
      status_since = day_at(each."statusSince"), conclusion = each.conclusion,
      pending_reason = each."pendingReason", anchor_on = day_at(each."anchorOn"),
      anchor_by = each."anchorBy", anchor_source = each."anchorSource",
      deadline = day_at(each.deadline), basis = each.basis, decided_by = each."decidedBy",
      decided_on = day_at(each."decidedOn"), is_locked = each."isLocked"
    FROM jsonb_to_recordset(writes -> 'entitlements') AS each ("beneficiaryId" bigint,
      number smallint, status text, "stopReason" text, "statusSince" integer, conclusion text,
      "pendingReason" text, "anchorOn" integer, "anchorBy" text, "anchorSource" text,
      deadline integer, basis text[], "decidedBy" text[], "decidedOn" integer, "isLocked" boolean)
    WHERE entitlement.beneficiary_id = each."beneficiaryId" AND entitlement.number = each.number;
  END IF;

  IF has_rows(writes, 'conclusions') THEN
  INSERT INTO conclusion_history (beneficiary_id, number, decided_on, conclusion, pending_reason,
      deadline, anchor_on, basis, decided_by)
    SELECT "beneficiaryId", number, day_at("decidedOn"), conclusion, "pendingReason",
      day_at(deadline), day_at("anchorOn"), basis, "decidedBy"
    FROM jsonb_to_recordset(writes -> 'conclusions') AS each ("beneficiaryId" bigint,
      number smallint, "decidedOn" integer, conclusion text, "pendingReason" text,
      deadline integer, "anchorOn" integer, basis text[], "decidedBy" text[]);
  END IF;

  IF has_rows(writes, 'statuses') THEN
  INSERT INTO status_history (beneficiary_id, number, changed_on, status, stop_reason, loss_kind,
      cites)
    SELECT "beneficiaryId", number, day_at("changedOn"), status, "stopReason", "lossKind", cites
    FROM jsonb_to_recordset(writes -> 'statuses') AS each ("beneficiaryId" bigint,
      number smallint, "changedOn" integer, status text, "stopReason" text, "lossKind" text,
      cites text[]);
  END IF;

  -- A step of several days opens, moves and closes in turns.
  FOR turn IN 0 .. coalesce((SELECT max((each ->> 'round')::integer)
      FROM jsonb_array_elements(writes -> 'tasks') AS each), -1) LOOP
    UPDATE verification_task SET closed_on = day_at(each."onDay"), outcome = each.outcome
    FROM jsonb_to_recordset(writes -> 'tasks') AS each ("beneficiaryId" bigint, number smallint,
      round integer, change text, "onDay" integer, outcome text)
    WHERE each.round = turn AND each.change IN ('close', 'replace')
      AND verification_task.beneficiary_id = each."beneficiaryId"
      AND verification_task.number = each.number AND closed_on IS NULL;

    UPDATE verification_task SET body = each.body, due_on = day_at(each."dueOn"),
      moved_from = verification_task.body, moved_on = day_at(each."onDay")
    FROM jsonb_to_recordset(writes -> 'tasks') AS each ("beneficiaryId" bigint, number smallint,
      round integer, change text, "onDay" integer, body text, "dueOn" integer)
    WHERE each.round = turn AND each.change = 'move'
      AND verification_task.beneficiary_id = each."beneficiaryId"
      AND verification_task.number = each.number AND closed_on IS NULL;

    INSERT INTO verification_task (beneficiary_id, number, reason, body, opened_on, due_on,
      pay_division, residence_division, unit_code)
    SELECT each."beneficiaryId", each.number, each.reason, each.body, day_at(each."openedOn"),
      day_at(each."dueOn"), entitlement.pay_division, entitlement.residence_division,
      entitlement.unit_code
    FROM jsonb_to_recordset(writes -> 'tasks') AS each ("beneficiaryId" bigint, number smallint,
      round integer, change text, reason text, body text, "openedOn" integer, "dueOn" integer)
    JOIN entitlement ON entitlement.beneficiary_id = each."beneficiaryId"
      AND entitlement.number = each.number
    WHERE each.round = turn AND each.change IN ('open', 'replace');
  END LOOP;

  IF has_rows(writes, 'notices') THEN
  INSERT INTO notice (beneficiary_id, number, notice, issued_on)
    SELECT "beneficiaryId", number, notice, day_at("issuedOn")
    FROM jsonb_to_recordset(writes -> 'notices') AS each ("beneficiaryId" bigint,
      number smallint, notice text, "issuedOn" integer);
  END IF;

  IF has_rows(writes, 'events') THEN
  INSERT INTO case_event (beneficiary_id, policy, version, day, event, sequence, facts_before,
      staff_id)
    SELECT "beneficiaryId", policy, version, day_at(day), event, sequence, "factsBefore",
      viewer_staff()
    FROM jsonb_to_recordset(writes -> 'events') AS each ("beneficiaryId" bigint, policy text,
      version integer, day integer, event jsonb, sequence integer, "factsBefore" jsonb);
  END IF;

  IF has_rows(writes, 'applications') THEN
  PERFORM save_applications(writes);
  END IF;
  IF has_rows(writes, 'instructions') THEN
  PERFORM save_instructions(writes -> 'instructions');
  END IF;
  IF has_rows(writes, 'wrongLosses') THEN
    PERFORM save_wrong_losses(writes -> 'wrongLosses');
  END IF;
  IF has_rows(writes, 'people') THEN
  UPDATE beneficiary SET has_phone = each."hasPhone", has_household = each."hasHousehold",
      has_residence = each."hasResidence", version = beneficiary.version + 1
    FROM jsonb_to_recordset(writes -> 'people') AS each ("beneficiaryId" bigint,
      "hasPhone" boolean, "hasHousehold" boolean, "hasResidence" boolean)
    WHERE beneficiary.beneficiary_id = each."beneficiaryId";
  END IF;
  IF has_rows(writes, 'audit') THEN PERFORM append_audit(writes -> 'audit'); END IF;
END $$;

-- Applications as the case opened, closed and withdrew them.
CREATE FUNCTION save_applications(writes jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  UPDATE application SET state = each.state, closed_on = day_at(each."onDay")
  FROM jsonb_to_recordset(writes -> 'applications') AS each ("beneficiaryId" bigint,
    number smallint, action text, state text, "onDay" integer)
  WHERE each.state <> 'open' AND application.beneficiary_id = each."beneficiaryId"
    AND application.number = each.number AND application.action = each.action
    AND application.state IN ('open', 'signed');

  INSERT INTO application (beneficiary_id, number, action, was_terminated, opened_on, opened_by)
  SELECT "beneficiaryId", number, action, coalesce("wasTerminated", false), day_at("onDay"),
    CASE WHEN "byPerson" THEN viewer_staff() END
  FROM jsonb_to_recordset(writes -> 'applications') AS each ("beneficiaryId" bigint,
    number smallint, action text, state text, "onDay" integer, "wasTerminated" boolean,
    "byPerson" boolean)
  WHERE each.state = 'open'
  ON CONFLICT (beneficiary_id, number, action) WHERE state = 'open' DO NOTHING;
$$;

-- Numbers are drawn under the agency's row, in the order of agencies, so that none is left out and
-- nobody waits in a circle. A signed application goes before any reason to need none.
CREATE FUNCTION save_instructions(instructions jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  agencies text[];
BEGIN
  agencies := ARRAY(
    SELECT DISTINCT pay_division
    FROM jsonb_to_recordset(instructions) AS each ("beneficiaryId" bigint, number smallint)
    JOIN entitlement ON entitlement.beneficiary_id = each."beneficiaryId"
      AND entitlement.number = each.number);
  INSERT INTO paying_agency (pay_division)
    SELECT agency FROM unnest(agencies) AS agency ORDER BY 1 ON CONFLICT DO NOTHING;
  PERFORM FROM paying_agency WHERE pay_division = ANY (agencies) ORDER BY pay_division FOR UPDATE;

  WITH draft AS (
    SELECT entitlement.pay_division, entitlement.beneficiary_id, entitlement.number,
      row_number() OVER (PARTITION BY entitlement.pay_division ORDER BY listed.place) AS place,
      each.instruction, each."effectiveOn", each.months, each."stopReason", each."lossKind",
      each."unsignedCause", signed.application_id
    FROM jsonb_array_elements(instructions) WITH ORDINALITY AS listed (value, place)
    CROSS JOIN LATERAL jsonb_to_record(listed.value) AS each ("beneficiaryId" bigint,
      number smallint, instruction text, "effectiveOn" integer, months integer[],
      "stopReason" text, "lossKind" text, "unsignedCause" text)
    JOIN entitlement ON entitlement.beneficiary_id = each."beneficiaryId"
      AND entitlement.number = each.number
    LEFT JOIN LATERAL (
      SELECT application_id FROM application
      WHERE application.beneficiary_id = each."beneficiaryId"
        AND application.number = each.number AND application.state = 'signed'
        AND application.action = replace(each.instruction, 'back-pay', 'backpay')
      ORDER BY application_id DESC LIMIT 1) AS signed ON true
  ), numbered AS (
    INSERT INTO payment_instruction (pay_division, instruction_number, beneficiary_id, number,
      instruction, effective_on, months, stop_reason, loss_kind, application_id, unsigned_cause)
    SELECT draft.pay_division, last_number + place, beneficiary_id, number, instruction,
      day_at("effectiveOn"),
      CASE WHEN months IS NOT NULL THEN ARRAY(SELECT day_at(month) FROM unnest(months) AS month) END,
      "stopReason", "lossKind", application_id,
      CASE WHEN application_id IS NULL THEN "unsignedCause" END
    FROM draft JOIN paying_agency USING (pay_division)
    RETURNING pay_division, application_id
  ), carried_out AS (
    UPDATE application SET state = 'carried-out'
    FROM numbered WHERE numbered.application_id = application.application_id
  )
  UPDATE paying_agency SET last_number = last_number + counted.instructions
  FROM (SELECT pay_division, count(*) AS instructions FROM numbered GROUP BY 1) AS counted
  WHERE counted.pay_division = paying_agency.pay_division;
END $$;

REVOKE ALL ON FUNCTION may_step(bigint[]), cases_for_step(bigint[], integer), save_cases(jsonb),
  save_applications(jsonb), save_instructions(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_for_step(bigint[], integer), save_cases(jsonb)
  TO lingdai_app, lingdai_worker;
