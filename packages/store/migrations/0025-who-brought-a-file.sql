-- Who brought a file; null where it was taken in from the command line, whose users have no accounts.

ALTER TABLE source_file ADD COLUMN staff_id bigint;
