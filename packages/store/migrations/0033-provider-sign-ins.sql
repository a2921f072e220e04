-- Signing in through an outside provider (OpenID Connect): what was begun here and may be ended once, by
-- the browser that began it; and that such a session asks for no password of ours.

CREATE TABLE provider_sign_in (
  token_hash bytea PRIMARY KEY,
  -- In an envelope: what the provider's answer is held against.
  sealed bytea NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX provider_sign_in_by_end ON provider_sign_in (ends_at);
GRANT SELECT, INSERT, DELETE ON provider_sign_in TO lingdai_app;
GRANT SELECT, DELETE ON provider_sign_in TO lingdai_worker;

ALTER TABLE session ADD COLUMN by_provider boolean NOT NULL DEFAULT false;
-- Where a verified claim may link an account, the sign-in does so, once.
GRANT UPDATE (external_subject) ON staff TO lingdai_app;
