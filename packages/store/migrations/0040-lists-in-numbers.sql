-- The lists of places by whole numbers. Sorting texts that are mostly alike was half of what a first load
-- asked of the server; numbers sort in a quarter of the time, and leave indexes a third smaller for
-- each benefit that comes to stand elsewhere.

DROP INDEX entitlement_by_province, entitlement_by_city, entitlement_by_county,
  entitlement_by_township, entitlement_by_village, entitlement_by_unit;
ALTER TABLE entitlement
  DROP COLUMN pay_province, DROP COLUMN pay_city, DROP COLUMN residence_township,
  -- Each place by its code as a number; null where the division does not tell.
  ADD COLUMN pay_province integer GENERATED ALWAYS AS
    (CASE WHEN length(pay_division) >= 2 THEN left(pay_division, 2)::integer END) STORED,
  ADD COLUMN pay_city integer GENERATED ALWAYS AS
    (CASE WHEN length(pay_division) >= 4 THEN left(pay_division, 4)::integer END) STORED,
  ADD COLUMN pay_county integer GENERATED ALWAYS AS
    (CASE WHEN length(pay_division) = 6 THEN pay_division::integer END) STORED,
  ADD COLUMN residence_township integer GENERATED ALWAYS AS
    (CASE WHEN length(residence_division) >= 9 THEN left(residence_division, 9)::integer END) STORED,
  ADD COLUMN residence_village bigint GENERATED ALWAYS AS
    (CASE WHEN length(residence_division) = 12 THEN residence_division::bigint END) STORED,
  -- The one order of all lists: by conclusion, then by the days of the anchor since the year 1, last
  -- whoever has none (`order-in-lists.ts`). On no list without a conclusion.
  ADD COLUMN order_in_lists integer GENERATED ALWAYS AS (
    CASE conclusion WHEN 'eligible' THEN 0 WHEN 'lost' THEN 1 WHEN 'pending' THEN 2 END * 16777216
    + coalesce(anchor_on - date '0001-01-01', 16777215)) STORED;

CREATE INDEX entitlement_by_province
  ON entitlement (pay_province, order_in_lists, beneficiary_id, number);
CREATE INDEX entitlement_by_city
  ON entitlement (pay_city, order_in_lists, beneficiary_id, number);
CREATE INDEX entitlement_by_county
  ON entitlement (pay_county, order_in_lists, beneficiary_id, number);
CREATE INDEX entitlement_by_township
  ON entitlement (residence_township, order_in_lists, beneficiary_id, number);
CREATE INDEX entitlement_by_village
  ON entitlement (residence_village, order_in_lists, beneficiary_id, number);
CREATE INDEX entitlement_by_unit
  ON entitlement (unit_code, order_in_lists, beneficiary_id, number)
  WHERE unit_code IS NOT NULL;
