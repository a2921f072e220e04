-- Who looks: every transaction of the application names its viewer, and row-level security asks the
-- functions below. A transaction without a viewer sees nothing. Three roles:
--   the owner        migrates; owns everything; nobody works as it
--   lingdai_app      what people's requests run as: sees what its viewer may see
--   lingdai_worker   jobs: sees every row, and like lingdai_app cannot touch the audit's past
-- The runner has made the schema and the two login roles before it comes here.

CREATE TYPE viewer_level AS ENUM ('province', 'city', 'county', 'township', 'village', 'unit');

CREATE FUNCTION viewer_level() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('lingdai.viewer_level', true), '');
-- Leading digits of a division: 2, 4, 6, 9 or 12 of them; a unit's viewer has its code instead.
CREATE FUNCTION viewer_place() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('lingdai.viewer_place', true), '');
CREATE FUNCTION viewer_staff() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('lingdai.viewer_staff', true), '')::bigint;

-- Agencies see what they pay, service points who lives with them, units whom they answer for.
CREATE FUNCTION is_in_sight(pay_division text, residence_division text, unit_code text)
  RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(CASE viewer_level()
    WHEN 'province' THEN starts_with(pay_division, viewer_place())
    WHEN 'city' THEN starts_with(pay_division, viewer_place())
    WHEN 'county' THEN starts_with(pay_division, viewer_place())
    WHEN 'township' THEN starts_with(residence_division, viewer_place())
    WHEN 'village' THEN starts_with(residence_division, viewer_place())
    WHEN 'unit' THEN unit_code = viewer_place()
  END, false);
