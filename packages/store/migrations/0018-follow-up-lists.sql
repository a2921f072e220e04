-- What follow-up works through: results on public display with the objections to them (WH 7.1), stops
-- that are tracked (D12), and whoever was told of a loss (SC 27).

-- A row a display; a result shown again while it is displayed lengthens it. The case decides, this is
-- what people read: see `stepDisplay` in policy.
CREATE TABLE public_display (
  display_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  shown_on date NOT NULL,
  -- The last day on which the public may object.
  until_on date NOT NULL,
  objected_on date,
  -- When payment is held back unless somebody resolves the objection before.
  suspend_on date,
  resolved_on date,
  outcome text CHECK (outcome IN ('eligible', 'lost')),
  CONSTRAINT an_objection_says_when_it_suspends CHECK ((objected_on IS NULL) = (suspend_on IS NULL)),
  CONSTRAINT only_an_objection_is_resolved CHECK (resolved_on IS NULL OR objected_on IS NOT NULL),
  CONSTRAINT a_resolution_has_an_outcome CHECK ((resolved_on IS NULL) = (outcome IS NULL))
);
CREATE INDEX public_display_by_person ON public_display (beneficiary_id, number, display_id);
CREATE INDEX public_display_by_last_day ON public_display (until_on, display_id);
CREATE UNIQUE INDEX an_objection_is_open_once ON public_display (beneficiary_id, number)
  WHERE objected_on IS NOT NULL AND resolved_on IS NULL;

ALTER TABLE public_display ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_public_display ON public_display TO lingdai_app USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = public_display.beneficiary_id
    AND entitlement.number = public_display.number));
CREATE POLICY every_public_display ON public_display TO lingdai_worker USING (true);
GRANT SELECT ON public_display TO lingdai_app, lingdai_worker;

-- Displays as cases showed, objected and resolved them, in that order.
CREATE FUNCTION save_displays(displays jsonb) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  each record;
BEGIN
  IF NOT may_step(ARRAY(SELECT DISTINCT (value ->> 'beneficiaryId')::bigint
      FROM jsonb_array_elements(displays))) THEN
    RAISE EXCEPTION 'case out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR each IN
    SELECT "beneficiaryId" AS id, number AS at, change, day_at("onDay") AS on_day,
      day_at("untilOn") AS until_on, day_at("suspendOn") AS suspend_on, outcome
    FROM jsonb_to_recordset(displays) AS listed ("beneficiaryId" bigint, number smallint,
      change text, "onDay" integer, "untilOn" integer, "suspendOn" integer, outcome text)
  LOOP
    CASE each.change
    WHEN 'show' THEN
      UPDATE public_display SET until_on = each.until_on
        WHERE beneficiary_id = each.id AND number = each.at AND objected_on IS NULL
          AND public_display.until_on >= each.on_day;
      IF NOT FOUND THEN
        INSERT INTO public_display (beneficiary_id, number, shown_on, until_on)
          VALUES (each.id, each.at, each.on_day, each.until_on);
      END IF;
    WHEN 'object' THEN
      UPDATE public_display SET objected_on = each.on_day, suspend_on = each.suspend_on
        WHERE beneficiary_id = each.id AND number = each.at AND objected_on IS NULL
          AND public_display.until_on >= each.on_day;
    WHEN 'resolve' THEN
      UPDATE public_display SET resolved_on = each.on_day, outcome = each.outcome
        WHERE beneficiary_id = each.id AND number = each.at
          AND objected_on IS NOT NULL AND resolved_on IS NULL;
    END CASE;
  END LOOP;
END $$;

-- A county's long lists; wider places read along entitlement_held_back.
CREATE INDEX entitlement_held_back_by_county
  ON entitlement (pay_division, status, status_since, beneficiary_id, number)
  WHERE status IN ('suspended', 'stopped');
CREATE INDEX tracking_case_open ON tracking_case (stopped_on, beneficiary_id, number)
  WHERE closed_on IS NULL;

-- Opens the tracking cases of a day and closes those whose benefit went on meanwhile; gives how many
-- were opened. Counted forward from the stop: a 29 February is a year old on 28 February.
CREATE OR REPLACE FUNCTION open_tracking_cases(on_day integer) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  UPDATE tracking_case SET closed_on = day_at(on_day),
    outcome = CASE entitlement.status WHEN 'terminated' THEN 'terminated' ELSE 'resumed' END
  FROM entitlement
  WHERE tracking_case.closed_on IS NULL AND entitlement.status <> 'stopped'
    AND entitlement.beneficiary_id = tracking_case.beneficiary_id
    AND entitlement.number = tracking_case.number;
  WITH opened AS (
    INSERT INTO tracking_case (beneficiary_id, number, stop_reason, stopped_on, opened_on)
    SELECT beneficiary_id, number, coalesce(stop_reason, 'other'), status_since, day_at(on_day)
    FROM entitlement
    WHERE status = 'stopped' AND status_since <= (day_at(on_day) - interval '1 year')::date
      AND (status_since + interval '1 year')::date < day_at(on_day)
    ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT count(*) FROM opened
$$;

-- Whom an agency tells of losses besides the payment systems is on record with the kinds that stood.
GRANT INSERT ON loss_disclosure TO lingdai_app;
CREATE FUNCTION disclose_losses(ids bigint[], told text, on_day integer) RETURNS bigint
  LANGUAGE sql SET search_path = lingdai, pg_temp AS $$
  WITH disclosed AS (
    INSERT INTO loss_disclosure (beneficiary_id, loss_kind, recipient, told_on)
    SELECT DISTINCT lost.beneficiary_id, standing.kind, told, day_at(on_day)
    FROM entitlement AS lost
    CROSS JOIN LATERAL (
      SELECT kind FROM observation
      WHERE observation.beneficiary_id = lost.beneficiary_id
        AND source || ':' || ref = ANY (lost.decided_by)
      UNION SELECT loss_kind FROM (
        SELECT loss_kind FROM status_history
        WHERE status_history.beneficiary_id = lost.beneficiary_id
          AND status_history.number = lost.number
        ORDER BY recorded_at DESC LIMIT 1) AS latest
      WHERE loss_kind IS NOT NULL) AS standing
    WHERE lost.beneficiary_id = ANY (ids) AND lost.conclusion = 'lost'
    ON CONFLICT DO NOTHING RETURNING beneficiary_id
  ) SELECT count(DISTINCT beneficiary_id) FROM disclosed
$$;

-- As before; and a unit or service point that was asked about a loss was told of it too.
CREATE OR REPLACE FUNCTION save_wrong_losses(losses jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  UPDATE feedback_case SET state = 'open', answered_on = NULL, times_opened = times_opened + 1
  FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, change text, source text)
  WHERE each.change = 'told-again' AND feedback_case.beneficiary_id = each."beneficiaryId"
    AND feedback_case.source = each.source AND feedback_case.state <> 'open';

  INSERT INTO feedback_case (beneficiary_id, source, ref, loss_kind, occurred_on, opened_on)
  SELECT DISTINCT "beneficiaryId", source, ref, "lossKind", day_at("occurredOn"), day_at("onDay")
  FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, source text, ref text,
    "lossKind" text, "occurredOn" integer, "onDay" integer)
  WHERE each.source IS NOT NULL
  ON CONFLICT (beneficiary_id, source, ref) DO NOTHING;

  WITH wrong AS (
    SELECT DISTINCT "beneficiaryId" AS beneficiary_id, "lossKind" AS loss_kind,
      day_at("onDay") AS on_day
    FROM jsonb_to_recordset(losses) AS each ("beneficiaryId" bigint, change text, "lossKind" text,
      "onDay" integer)
    WHERE each.change = 'refuted'
  )
  INSERT INTO retraction (beneficiary_id, loss_kind, recipient, opened_on)
  SELECT wrong.beneficiary_id, wrong.loss_kind, told.recipient, wrong.on_day
  FROM wrong CROSS JOIN LATERAL (
    SELECT 'payment-system:' || pay_division AS recipient FROM payment_instruction
    WHERE payment_instruction.beneficiary_id = wrong.beneficiary_id
      AND payment_instruction.loss_kind = wrong.loss_kind
    UNION SELECT recipient FROM loss_disclosure
    WHERE loss_disclosure.beneficiary_id = wrong.beneficiary_id
      AND loss_disclosure.loss_kind = wrong.loss_kind
    UNION SELECT asked.body || ':' || asked.place FROM (
      SELECT at.body, CASE at.body WHEN 'unit' THEN unit_code ELSE residence_division END AS place
      FROM verification_task CROSS JOIN LATERAL unnest(ARRAY[body, moved_from]) AS at (body)
      WHERE verification_task.beneficiary_id = wrong.beneficiary_id
        AND reason IN ('confirmation', 'conflict') AND at.body <> 'agency') AS asked
    WHERE asked.place IS NOT NULL) AS told
  ON CONFLICT (beneficiary_id, loss_kind, recipient) WHERE acknowledged_on IS NULL DO NOTHING;
$$;

REVOKE ALL ON FUNCTION save_displays(jsonb), disclose_losses(bigint[], text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION save_displays(jsonb), disclose_losses(bigint[], text, integer)
  TO lingdai_app, lingdai_worker;
