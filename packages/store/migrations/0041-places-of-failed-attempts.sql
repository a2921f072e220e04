-- Whoever failed in an app and has not been certified since stands in a table of their own, by the
-- places of the benefit, so that a page of a county is read from its own people and not past everybody
-- else's. It follows the benefit: a certification takes it off, a move moves it. Only a benefit whose
-- person ever failed is looked at, which the benefit itself tells.

-- The latest day on which its person failed; null for nearly everybody.
ALTER TABLE entitlement ADD COLUMN failed_on date;

CREATE TABLE failed_since_certified (
  beneficiary_id bigint NOT NULL,
  number smallint NOT NULL,
  pay_division text COLLATE "C" NOT NULL,
  residence_division text COLLATE "C",
  unit_code text COLLATE "C",
  pay_province text COLLATE "C" GENERATED ALWAYS AS (left(pay_division, 2)) STORED,
  pay_city text COLLATE "C" GENERATED ALWAYS AS (left(pay_division, 4)) STORED,
  residence_township text COLLATE "C" GENERATED ALWAYS AS (left(residence_division, 9)) STORED,
  PRIMARY KEY (beneficiary_id, number)
);

CREATE FUNCTION list_failed_since_certified() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  IF NEW.status <> 'terminated' AND NEW.failed_on > coalesce(NEW.anchor_on, NEW.since) THEN
    INSERT INTO failed_since_certified
        (beneficiary_id, number, pay_division, residence_division, unit_code)
      VALUES (NEW.beneficiary_id, NEW.number, NEW.pay_division, NEW.residence_division, NEW.unit_code)
    ON CONFLICT (beneficiary_id, number) DO UPDATE SET pay_division = excluded.pay_division,
      residence_division = excluded.residence_division, unit_code = excluded.unit_code;
  ELSE
    DELETE FROM failed_since_certified
      WHERE beneficiary_id = NEW.beneficiary_id AND number = NEW.number;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER failed_people_are_listed AFTER INSERT OR UPDATE ON entitlement
  FOR EACH ROW WHEN (NEW.failed_on IS NOT NULL) EXECUTE FUNCTION list_failed_since_certified();

CREATE FUNCTION note_failed_on() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
BEGIN
  -- People first, always (see `takeDuePeople`).
  PERFORM FROM beneficiary WHERE beneficiary_id IN (SELECT beneficiary_id FROM new_rows)
    ORDER BY beneficiary_id FOR NO KEY UPDATE;
  UPDATE entitlement SET failed_on = latest.occurred_on
    FROM (SELECT beneficiary_id, max(occurred_on) AS occurred_on FROM new_rows GROUP BY 1) AS latest
    WHERE entitlement.beneficiary_id = latest.beneficiary_id
      AND (failed_on IS NULL OR failed_on < latest.occurred_on);
  RETURN NULL;
END $$;
CREATE TRIGGER failed_attempts_are_noted AFTER INSERT ON failed_attempt
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION note_failed_on();
REVOKE ALL ON FUNCTION list_failed_since_certified(), note_failed_on() FROM PUBLIC;

UPDATE entitlement SET failed_on = latest.occurred_on
  FROM (SELECT beneficiary_id, max(occurred_on) AS occurred_on FROM failed_attempt GROUP BY 1) AS latest
  WHERE entitlement.beneficiary_id = latest.beneficiary_id;

CREATE INDEX failed_since_certified_by_province ON failed_since_certified
  (pay_province, beneficiary_id, number);
CREATE INDEX failed_since_certified_by_city ON failed_since_certified
  (pay_city, beneficiary_id, number);
CREATE INDEX failed_since_certified_by_county ON failed_since_certified
  (pay_division, beneficiary_id, number);
CREATE INDEX failed_since_certified_by_township ON failed_since_certified
  (residence_township, beneficiary_id, number);
CREATE INDEX failed_since_certified_by_village ON failed_since_certified
  (residence_division, beneficiary_id, number);
CREATE INDEX failed_since_certified_by_unit ON failed_since_certified
  (unit_code, beneficiary_id, number) WHERE unit_code IS NOT NULL;

ALTER TABLE failed_since_certified ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_failed_since_certified ON failed_since_certified TO lingdai_app
  USING (EXISTS (SELECT FROM entitlement
    WHERE entitlement.beneficiary_id = failed_since_certified.beneficiary_id
      AND entitlement.number = failed_since_certified.number OFFSET 0));
CREATE POLICY every_failed_since_certified ON failed_since_certified TO lingdai_worker USING (true);
GRANT SELECT ON failed_since_certified TO lingdai_app, lingdai_worker;
