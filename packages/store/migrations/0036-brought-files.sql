-- Files that members of staff bring wait for a worker, and one that cannot be taken in says why. What is
-- brought for one place is another file than the same bytes brought for another: it reaches what that
-- place pays (null: everywhere, from the command line).

ALTER TABLE source_file
  ADD COLUMN place text,
  -- While it is read: how many of its rows are behind.
  ADD COLUMN rows_done bigint NOT NULL DEFAULT 0,
  ADD COLUMN failure text,
  -- The file or line, what is wrong and how to mend it; nothing of a row's content.
  ADD COLUMN failure_detail text;
UPDATE source_file SET place = staff.place FROM staff WHERE staff.staff_id = source_file.staff_id;

-- `waiting`: nobody has begun; `failed`: nobody will, until it is brought again.
ALTER TABLE source_file
  DROP CONSTRAINT source_file_state_check,
  ADD CONSTRAINT a_file_is_somewhere_on_its_way
    CHECK (state IN ('waiting', 'reading', 'stepping', 'taken-in', 'failed')),
  ADD CONSTRAINT a_failed_file_says_why CHECK ((state = 'failed') = (failure IS NOT NULL)),
  DROP CONSTRAINT a_file_is_taken_in_once,
  ADD CONSTRAINT a_file_is_taken_in_once UNIQUE NULLS NOT DISTINCT (content_hash, place);

-- An agency sees what was brought for its place or below it, and what came from the command line.
DROP POLICY agencies_see_files ON source_file;
CREATE POLICY agencies_see_files ON source_file FOR SELECT TO lingdai_app
  USING (viewer_level() IN ('province', 'city', 'county')
    AND (place IS NULL OR starts_with(place, (SELECT viewer_place()))));
CREATE POLICY agencies_bring_files ON source_file FOR INSERT TO lingdai_app
  WITH CHECK (viewer_level() IN ('province', 'city', 'county') AND state = 'waiting'
    AND place = (SELECT viewer_place()) AND staff_id = (SELECT viewer_staff()));
CREATE POLICY agencies_bring_files_again ON source_file FOR UPDATE TO lingdai_app
  USING (viewer_level() IN ('province', 'city', 'county') AND state = 'failed'
    AND place = (SELECT viewer_place()))
  WITH CHECK (state = 'waiting' AND staff_id = (SELECT viewer_staff()));
GRANT INSERT (sort, name, content_hash, arrived_on, state, staff_id, place),
  UPDATE (name, arrived_on, state, staff_id, failure, failure_detail) ON source_file TO lingdai_app;

DROP POLICY agencies_see_rejected_rows ON rejected_row;
CREATE POLICY agencies_see_rejected_rows ON rejected_row TO lingdai_app
  USING (EXISTS (SELECT FROM source_file
    WHERE source_file.source_file_id = rejected_row.source_file_id OFFSET 0));
