-- An index of lists holds whoever can stand on them: no list is of a place that a division does not tell,
-- and a roster that knows residences to the township has nobody on the lists of villages.

DROP INDEX entitlement_by_county, entitlement_by_township, entitlement_by_village;
CREATE INDEX entitlement_by_county
  ON entitlement (pay_county, order_in_lists, beneficiary_id, number)
  WHERE pay_county IS NOT NULL;
CREATE INDEX entitlement_by_township
  ON entitlement (residence_township, order_in_lists, beneficiary_id, number)
  WHERE residence_township IS NOT NULL;
CREATE INDEX entitlement_by_village
  ON entitlement (residence_village, order_in_lists, beneficiary_id, number)
  WHERE residence_village IS NOT NULL;
