-- How a message fares on its way out. States of a row of the outbox:
--   waiting        not begun, or surely not taken by the gateway: tried (again) at `next_try_at`
--   sending        begun; past `next_try_at` nobody knows whether the gateway took it, so it is asked
--   sent           taken; a receipt is awaited
--   shown          lies where its recipient reads it: a body's or unit's inbox, or the readable outbox
--                  of an installation without a gateway
--   delivered      a receipt says so
--   undeliverable  with its failure: a person's task until somebody has told them otherwise

ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox
  ADD COLUMN next_try_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN sent_at timestamptz,
  -- What the gateway calls it.
  ADD COLUMN gateway_ref text,
  ADD COLUMN failure text CHECK (failure IN ('no-phone', 'refused', 'gateway-away', 'unknown-whether-sent',
    'no-receipt', 'not-delivered', 'contradicting-receipts')),
  ADD COLUMN handled_on date,
  ADD COLUMN handled_how text
    CHECK (handled_how IN ('phoned', 'visited', 'letter', 'told-family', 'told-unit', 'announced', 'not-needed')),
  ADD COLUMN handled_by bigint;
-- Bodies and units read theirs where they work; nobody is waiting for anything.
UPDATE outbox SET state = 'shown' WHERE recipient IN ('unit', 'body') AND state = 'waiting';
ALTER TABLE outbox
  ADD CONSTRAINT a_message_has_a_known_state CHECK
    (state IN ('waiting', 'sending', 'sent', 'shown', 'delivered', 'undeliverable')),
  ADD CONSTRAINT undeliverable_says_why CHECK ((state = 'undeliverable') = (failure IS NOT NULL)),
  ADD CONSTRAINT only_the_undeliverable_is_handled CHECK (handled_on IS NULL OR state = 'undeliverable'),
  ADD CONSTRAINT handled_says_how CHECK ((handled_on IS NULL) = (handled_how IS NULL)),
  -- Messages go to people only.
  ADD CONSTRAINT only_people_are_sent_messages CHECK
    (recipient = 'person' OR state = 'shown');

DROP INDEX outbox_waiting;
CREATE INDEX outbox_to_send ON outbox (next_try_at, notice_id)
  WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_to_send_by_person ON outbox (beneficiary_id, notice_id)
  WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_without_receipt ON outbox (sent_at) WHERE state = 'sent';
CREATE INDEX outbox_undeliverable ON outbox (notice_id)
  WHERE state = 'undeliverable' AND handled_on IS NULL;

GRANT UPDATE (handled_on, handled_how, handled_by) ON outbox TO lingdai_app;

-- What the gateway told about a message afterwards; told again it is the same receipt.
CREATE TABLE message_receipt (
  notice_id bigint NOT NULL REFERENCES outbox,
  outcome text NOT NULL CHECK (outcome IN ('delivered', 'not-delivered')),
  reason text,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (notice_id, outcome)
);
GRANT SELECT, INSERT ON message_receipt TO lingdai_worker;
