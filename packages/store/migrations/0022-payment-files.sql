-- How instructions reach a payment system and what it answers: files of instructions, numbered without
-- gaps per paying agency as the instructions in them are; receipts; and whatever differs between what was
-- decided and what was done, until somebody has worked it off.

CREATE TABLE payment_file (
  pay_division text COLLATE "C" NOT NULL,
  file_number bigint NOT NULL,
  made_on date NOT NULL,
  first_number bigint NOT NULL,
  last_number bigint NOT NULL,
  content_hash bytea NOT NULL CHECK (octet_length(content_hash) = 32),
  -- Null while it is not in the out folder yet.
  delivered_at timestamptz,
  PRIMARY KEY (pay_division, file_number),
  CONSTRAINT an_instruction_goes_out_in_one_file UNIQUE (pay_division, first_number),
  CONSTRAINT a_file_has_instructions CHECK (first_number <= last_number)
);
CREATE INDEX payment_file_undelivered ON payment_file (pay_division, file_number)
  WHERE delivered_at IS NULL;

-- Files go on where the last one ended.
CREATE FUNCTION refuse_gap_in_payment_files() RETURNS trigger
  LANGUAGE plpgsql SET search_path = lingdai, pg_temp AS $$
DECLARE
  previous payment_file;
BEGIN
  SELECT * INTO previous FROM payment_file WHERE pay_division = NEW.pay_division
    ORDER BY file_number DESC LIMIT 1;
  IF NEW.file_number <> coalesce(previous.file_number, 0) + 1
    OR NEW.first_number <> coalesce(previous.last_number, 0) + 1 THEN
    RAISE EXCEPTION 'gap in the payment files of %', NEW.pay_division
      USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_files_have_no_gap';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION refuse_gap_in_payment_files() FROM PUBLIC;
CREATE TRIGGER payment_files_have_no_gap BEFORE INSERT ON payment_file
  FOR EACH ROW EXECUTE FUNCTION refuse_gap_in_payment_files();

ALTER TABLE payment_instruction
  ADD COLUMN file_number bigint,
  -- Of back-pay: months times the monthly amount, as told in the file; null where none is on record.
  ADD COLUMN amount numeric(14, 2),
  -- What the payment system says, and in which of its files: the later file has the last word.
  ADD COLUMN receipt_effective_on date,
  ADD COLUMN receipt_amount numeric(14, 2),
  ADD COLUMN receipt_file_number bigint,
  ADD CONSTRAINT a_receipt_says_done_or_refused CHECK (receipt IN ('done', 'refused')),
  ADD CONSTRAINT only_what_went_out_is_answered CHECK (receipt IS NULL OR
    (file_number IS NOT NULL AND receipt_file_number IS NOT NULL));
CREATE INDEX payment_instruction_not_filed ON payment_instruction (pay_division, instruction_number)
  WHERE file_number IS NULL;
CREATE INDEX payment_instruction_unanswered ON payment_instruction (pay_division, file_number)
  WHERE file_number IS NOT NULL AND receipt IS NULL;

-- A file of receipts by its content: the same file twice is one.
CREATE TABLE payment_receipt_file (
  content_hash bytea PRIMARY KEY,
  pay_division text COLLATE "C" NOT NULL,
  receipt_file_number bigint NOT NULL,
  rows integer NOT NULL,
  received_on date NOT NULL
);

CREATE TABLE payment_incident (
  incident_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null where a file does not even say whose it is: the provinces see to it.
  pay_division text COLLATE "C",
  instruction_number bigint,
  kind text NOT NULL CHECK (kind IN ('refused', 'date-differs', 'amount-differs',
    'unknown-instruction', 'contradicting-receipts', 'no-receipt', 'unreadable-file')),
  -- What was decided and what was said: days, amounts, file names; nothing about a person.
  detail jsonb NOT NULL DEFAULT '{}',
  opened_on date NOT NULL,
  closed_on date,
  -- `receipt-came`: by itself, when what was missing arrived or a refusal was followed by its doing.
  outcome text CHECK (outcome IN
    ('receipt-came', 'corrected-there', 'corrected-here', 'accepted', 'paid-otherwise')),
  closed_by bigint,
  CONSTRAINT a_closed_incident_has_an_outcome CHECK ((closed_on IS NULL) = (outcome IS NULL)),
  CONSTRAINT people_say_who_they_are CHECK
    (outcome IS NULL OR outcome = 'receipt-came' OR closed_by IS NOT NULL)
);
CREATE UNIQUE INDEX an_incident_is_opened_once ON payment_incident
  (pay_division, instruction_number, kind) WHERE closed_on IS NULL AND instruction_number IS NOT NULL;
CREATE INDEX payment_incident_open ON payment_incident (pay_division, incident_id)
  WHERE closed_on IS NULL;

CREATE FUNCTION is_agency_of(division text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(viewer_level() IN ('province', 'city', 'county')
    AND starts_with(division, viewer_place()), false);
ALTER TABLE payment_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_payment_file ON payment_file TO lingdai_app USING (is_agency_of(pay_division));
CREATE POLICY every_payment_file ON payment_file TO lingdai_worker USING (true);
ALTER TABLE payment_incident ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_payment_incident ON payment_incident TO lingdai_app
  USING (is_agency_of(pay_division) OR (pay_division IS NULL AND viewer_level() = 'province'));
CREATE POLICY every_payment_incident ON payment_incident TO lingdai_worker USING (true);

GRANT SELECT ON payment_file, payment_incident TO lingdai_app;
GRANT UPDATE (closed_on, outcome, closed_by) ON payment_incident TO lingdai_app;
GRANT SELECT, INSERT ON payment_file, payment_receipt_file, payment_incident TO lingdai_worker;
GRANT UPDATE (delivered_at) ON payment_file TO lingdai_worker;
GRANT UPDATE (closed_on, outcome) ON payment_incident TO lingdai_worker;
-- Whoever makes a file holds the agency's row.
GRANT UPDATE (last_number) ON paying_agency TO lingdai_worker;
GRANT UPDATE (file_number, amount, receipt_effective_on, receipt_amount, receipt_file_number)
  ON payment_instruction TO lingdai_worker;
