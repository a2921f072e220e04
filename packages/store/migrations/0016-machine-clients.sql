-- Machines that may speak to us: departments' systems, apps, a message gateway that sends receipts.
-- Each has a secret that both sides know, what it may do, in whose name, and how often.

CREATE TABLE machine_client (
  machine_client_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  client text COLLATE "C" NOT NULL CONSTRAINT a_name_is_one_machine UNIQUE
    CHECK (client ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name text NOT NULL,
  scopes text[] NOT NULL,
  -- The sources in whose name it may tell something.
  sources text[] NOT NULL DEFAULT '{}',
  -- In an envelope and not as a hash, for signatures are worked out with it.
  sealed_secret bytea NOT NULL,
  requests_a_minute integer NOT NULL CHECK (requests_a_minute > 0),
  registered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  disabled_at timestamptz
);

-- Machines are recognized by the worker alone.
GRANT SELECT ON machine_client TO lingdai_worker;
GRANT INSERT, UPDATE (name, scopes, sources, sealed_secret, requests_a_minute, disabled_at)
  ON machine_client TO lingdai_worker;
