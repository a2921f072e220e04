-- Divisions (GB/T 2260 and the statistical codes below it), the policies in force where, units and
-- service points. Public facts: everybody may read them.

CREATE TABLE division (
  division text COLLATE "C" PRIMARY KEY CHECK (division ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$'),
  name text NOT NULL
);

-- The longest prefix of a paying division decides which policy an entitlement is judged by.
CREATE TABLE region (
  pay_division text COLLATE "C" PRIMARY KEY CHECK (pay_division ~ '^\d{2,6}$'),
  policy text NOT NULL,
  -- The first day on which the region's people are run; D16 gives everybody a warning from it.
  opened_on date NOT NULL,
  -- Whether people count as warned already (`running`) or are reminded on day one (`first-run`).
  start text NOT NULL CHECK (start IN ('running', 'first-run'))
);

CREATE TABLE unit (
  unit_code text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  division text COLLATE "C",
  phone text
);

CREATE TABLE service_point (
  division text COLLATE "C" PRIMARY KEY CHECK (division ~ '^(\d{9}|\d{12})$'),
  name text NOT NULL,
  phone text,
  opening_hours text
);

GRANT SELECT ON division, region, unit, service_point TO lingdai_app, lingdai_worker;
GRANT INSERT, UPDATE ON division, region, unit, service_point TO lingdai_worker;
