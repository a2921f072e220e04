-- Forms of units name everybody whom they were asked about in a year, whatever came of it: the ledger
-- of tasks by person.

CREATE INDEX verification_task_by_person ON verification_task (beneficiary_id, number, task_id);
