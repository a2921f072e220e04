-- Nobody asks for rows by these columns: what the planner learnt of them, sorting lists of texts, was
-- half of what learning costs, after a first load and whenever tables have changed.

ALTER TABLE beneficiary
  ALTER COLUMN sealed SET STATISTICS 0, ALTER COLUMN name_keys SET STATISTICS 0;
ALTER TABLE entitlement
  ALTER COLUMN basis SET STATISTICS 0, ALTER COLUMN decided_by SET STATISTICS 0;
ALTER TABLE roll_up
  ALTER COLUMN deadline_months SET STATISTICS 0, ALTER COLUMN benefits SET STATISTICS 0;
