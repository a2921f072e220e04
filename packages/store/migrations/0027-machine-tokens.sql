-- Access that machines were given for some minutes against their secret (OAuth 2, client credentials).
-- The token itself is the machine's; what it may do is asked of the machine's registration each time.

CREATE TABLE machine_token (
  token_hash bytea PRIMARY KEY,
  client text COLLATE "C" NOT NULL REFERENCES machine_client (client),
  scopes text[] NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX machine_token_by_client ON machine_token (client);
CREATE INDEX machine_token_by_end ON machine_token (ends_at);

GRANT SELECT, INSERT, DELETE ON machine_token TO lingdai_worker;
