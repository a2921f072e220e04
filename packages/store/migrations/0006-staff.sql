-- Who works here: people with a place and a role, and their sessions.

CREATE TABLE staff (
  staff_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  login text NOT NULL CONSTRAINT a_login_is_one_person UNIQUE,
  name text NOT NULL,
  password_hash text NOT NULL,
  totp_secret bytea,
  role text NOT NULL CHECK (role IN ('admin', 'clerk', 'reviewer', 'approver', 'unit-clerk')),
  level viewer_level NOT NULL,
  place text COLLATE "C" NOT NULL,
  is_demo boolean NOT NULL DEFAULT false,
  disabled_on date,
  failed_sign_ins smallint NOT NULL DEFAULT 0,
  locked_until timestamptz,
  CONSTRAINT a_place_fits_its_level CHECK (CASE level
    WHEN 'province' THEN place ~ '^\d{2}$'
    WHEN 'city' THEN place ~ '^\d{4}$'
    WHEN 'county' THEN place ~ '^\d{6}$'
    WHEN 'township' THEN place ~ '^\d{9}$'
    WHEN 'village' THEN place ~ '^\d{12}$'
    WHEN 'unit' THEN place <> ''
  END)
);

CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  staff_id bigint NOT NULL REFERENCES staff,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ends_at timestamptz NOT NULL
);
CREATE INDEX session_by_staff ON session (staff_id);

GRANT SELECT, INSERT, UPDATE ON staff TO lingdai_worker;
GRANT SELECT ON staff TO lingdai_app;
GRANT UPDATE (password_hash, totp_secret, failed_sign_ins, locked_until) ON staff TO lingdai_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON session TO lingdai_app, lingdai_worker;
