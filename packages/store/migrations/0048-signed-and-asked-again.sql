-- A resumption that is signed waits for its 1st in some regions, and may be asked for again meanwhile. What
-- closes the second must not close the first: nobody was left who had signed, and the 1st was refused.

CREATE OR REPLACE FUNCTION save_applications(writes jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  UPDATE application SET state = each.state, closed_on = day_at(each."onDay")
  FROM jsonb_to_recordset(writes -> 'applications') AS each ("beneficiaryId" bigint,
    number smallint, action text, was text, state text, "onDay" integer)
  WHERE each.state <> 'open' AND application.beneficiary_id = each."beneficiaryId"
    AND application.number = each.number AND application.action = each.action
    AND application.state = each.was;

  INSERT INTO application (beneficiary_id, number, action, was_terminated, opened_on, opened_by)
  SELECT "beneficiaryId", number, action, coalesce("wasTerminated", false), day_at("onDay"),
    CASE WHEN "byPerson" THEN viewer_staff() END
  FROM jsonb_to_recordset(writes -> 'applications') AS each ("beneficiaryId" bigint,
    number smallint, action text, state text, "onDay" integer, "wasTerminated" boolean,
    "byPerson" boolean)
  WHERE each.state = 'open'
  ON CONFLICT (beneficiary_id, number, action) WHERE state = 'open' DO NOTHING;
$$;

-- Of several that are signed the last is carried out, and the others are not there for a later time.
CREATE OR REPLACE FUNCTION save_instructions(instructions jsonb) RETURNS void
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
  ), done_with AS (
    UPDATE application SET state = CASE WHEN application.application_id = draft.application_id
      THEN 'carried-out' ELSE 'withdrawn' END
    FROM draft JOIN application AS signed USING (application_id)
    WHERE application.beneficiary_id = signed.beneficiary_id
      AND application.number = signed.number AND application.action = signed.action
      AND application.state = 'signed'
  )
  UPDATE paying_agency SET last_number = last_number + counted.instructions
  FROM (SELECT pay_division, count(*) AS instructions FROM numbered GROUP BY 1) AS counted
  WHERE counted.pay_division = paying_agency.pay_division;
END $$;
