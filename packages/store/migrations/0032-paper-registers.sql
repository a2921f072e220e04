-- Registers that were kept on paper and handed in as a workbook (ZB 3.1): what each row said, and what
-- came of it. A row that was entered is entered once, whoever hands it in, in whatever file.

CREATE TABLE paper_register (
  register_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff,
  content_hash bytea NOT NULL,
  handed_in_on date NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT a_file_is_one_register UNIQUE (staff_id, content_hash)
);
CREATE TABLE paper_register_row (
  row_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  register_id bigint NOT NULL REFERENCES paper_register,
  line integer NOT NULL,
  -- The cells as they were typed, in an envelope.
  sealed_cells bytea NOT NULL,
  -- Null until somebody has dealt with the row.
  outcome text,
  field text,
  -- Of a row that was entered: whom, when and how it certified.
  document_key bytea,
  certified_on date,
  kind text,
  CONSTRAINT a_line_is_one_row UNIQUE (register_id, line),
  CONSTRAINT an_entry_is_whole CHECK
    ((document_key IS NULL) = (certified_on IS NULL) AND (document_key IS NULL) = (kind IS NULL))
);
CREATE UNIQUE INDEX a_certification_is_entered_once ON paper_register_row
  (document_key, certified_on, kind) WHERE document_key IS NOT NULL;

ALTER TABLE paper_register ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_register_row ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_registers ON paper_register TO lingdai_app
  USING (staff_id = (SELECT viewer_staff()));
CREATE POLICY rows_of_own_registers ON paper_register_row TO lingdai_app
  USING (register_id IN (SELECT register_id FROM paper_register));
CREATE POLICY every_register_row ON paper_register_row TO lingdai_worker USING (true);
GRANT SELECT, INSERT ON paper_register TO lingdai_app;
GRANT SELECT, INSERT, UPDATE (outcome, field, document_key, certified_on, kind)
  ON paper_register_row TO lingdai_app;
-- For keys that are replaced.
GRANT SELECT, UPDATE (sealed_cells) ON paper_register_row TO lingdai_worker;
