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

-- Agencies see what they pay, service points who lives with them, units whom they answer for. Whole
-- codes are compared, so that a place which does not fit its level sees nothing. In policies the two
-- settings are read by sub-selects, once a statement; level and place stand in the body once each,
-- for only then is it taken into the query instead of being called for every row.
CREATE FUNCTION is_in_sight(
  level text, place text, pay_division text, residence_division text, unit_code text
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(place = CASE level
    WHEN 'province' THEN left(pay_division, 2)
    WHEN 'city' THEN left(pay_division, 4)
    WHEN 'county' THEN pay_division
    WHEN 'township' THEN left(residence_division, 9)
    WHEN 'village' THEN residence_division
    WHEN 'unit' THEN unit_code
  END, false);
