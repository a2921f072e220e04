-- A message that had not gone out when its reason fell away: it is not sent, and stays on record with
-- why. A reminder that waited for the morning is void once its person has been certified.
--   withdrawn      never taken by a gateway; a receipt that says otherwise has the last word

ALTER TABLE outbox
  ADD COLUMN withdrawn_for text CHECK (withdrawn_for IN ('certified')),
  DROP CONSTRAINT a_message_has_a_known_state,
  ADD CONSTRAINT a_message_has_a_known_state CHECK
    (state IN ('waiting', 'sending', 'sent', 'shown', 'delivered', 'undeliverable', 'withdrawn')),
  ADD CONSTRAINT withdrawn_says_why CHECK ((state = 'withdrawn') = (withdrawn_for IS NOT NULL));
