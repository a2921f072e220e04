-- What people at a desk work through: who has taken a task, and the orders in which lists are read.

ALTER TABLE verification_task ADD COLUMN assignee_id bigint, ADD COLUMN taken_at timestamptz;
GRANT UPDATE (assignee_id, taken_at) ON verification_task TO lingdai_app;

-- Whoever had taken a task has it no longer once it lies with another body.
CREATE FUNCTION give_back_moved_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.assignee_id := NULL;
  NEW.taken_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER a_moved_task_is_nobodys BEFORE UPDATE OF body ON verification_task
  FOR EACH ROW WHEN (NEW.body <> OLD.body) EXECUTE FUNCTION give_back_moved_task();
REVOKE ALL ON FUNCTION give_back_moved_task() FROM PUBLIC;

-- A list of tasks is of one body and one place, soonest due first; those of villages and counties go
-- along the indexes that were there before.
CREATE INDEX verification_task_open_by_province ON verification_task
  (body, left(pay_division, 2), due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_city ON verification_task
  (body, left(pay_division, 4), due_on, task_id) WHERE closed_on IS NULL;
CREATE INDEX verification_task_open_by_township ON verification_task
  (body, left(residence_division, 9), due_on, task_id) WHERE closed_on IS NULL;

CREATE INDEX application_open ON application (application_id) WHERE state = 'open';
CREATE INDEX notice_by_day ON notice (issued_on, notice_id);
CREATE INDEX audit_record_by_time ON audit_record (recorded_at, chain, position);
CREATE INDEX suspicious_row_open ON suspicious_row (suspicious_row_id) WHERE outcome IS NULL;
CREATE INDEX rejected_row_open ON rejected_row (source_file_id, line) WHERE handled_on IS NULL;
