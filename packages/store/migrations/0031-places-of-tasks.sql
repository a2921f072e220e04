-- Whose task it is stands in columns of its own, as with entitlements. An index over left(...) serves
-- nobody who is under row-level security: only what cannot leak, as a plain equation, is asked of the
-- index before sight is; the list of a province was read from end to end.

DROP INDEX verification_task_open_by_province;
DROP INDEX verification_task_open_by_city;
DROP INDEX verification_task_open_by_township;

ALTER TABLE verification_task
  ADD COLUMN pay_province text COLLATE "C" GENERATED ALWAYS AS (left(pay_division, 2)) STORED,
  ADD COLUMN pay_city text COLLATE "C" GENERATED ALWAYS AS (left(pay_division, 4)) STORED,
  ADD COLUMN residence_township text COLLATE "C"
    GENERATED ALWAYS AS (left(residence_division, 9)) STORED;

CREATE INDEX verification_task_open_by_province ON verification_task
  (body, pay_province, due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_city ON verification_task
  (body, pay_city, due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_township ON verification_task
  (body, residence_township, due_on, task_id) WHERE closed_on IS NULL;

-- Sight is asked row by row, of the primary key. OFFSET 0 keeps the planner from answering it for
-- everybody at once, by a hash over all entitlements, where it expects to ask often: a page of fifty
-- tasks would read ten million people.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['case_file', 'case_event', 'observation', 'suspicious_row', 'evidence',
    'certification', 'feedback_case', 'loss_disclosure', 'retraction', 'record_change'] LOOP
    EXECUTE format('ALTER POLICY own_%1$s ON %1$I USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id OFFSET 0))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['conclusion_history', 'status_history', 'verification_task', 'notice',
    'application', 'payment_instruction', 'tracking_case', 'outbox', 'public_display'] LOOP
    EXECUTE format('ALTER POLICY own_%1$s ON %1$I USING (EXISTS (SELECT FROM entitlement'
      ' WHERE entitlement.beneficiary_id = %1$I.beneficiary_id AND entitlement.number = %1$I.number'
      ' OFFSET 0))', name);
  END LOOP;
END $$;
ALTER POLICY own_beneficiaries ON beneficiary USING (EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = beneficiary.beneficiary_id OFFSET 0));
ALTER POLICY own_audit_records ON audit_record USING (staff_id = viewer_staff() OR EXISTS (
  SELECT FROM entitlement WHERE entitlement.beneficiary_id = audit_record.beneficiary_id OFFSET 0));
ALTER POLICY own_signature ON signature USING (EXISTS (
  SELECT FROM application WHERE application.application_id = signature.application_id OFFSET 0));
