-- Accounts as people administer them and their own: versions, one-time passwords that must be changed,
-- one-time codes that are used once, sessions that can be named, sign-in through an outside provider.

ALTER TABLE staff
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN must_change_password boolean NOT NULL DEFAULT false,
  -- Sealed; asked for, not yet confirmed by a code.
  ADD COLUMN totp_pending bytea,
  -- The thirty seconds of the last code that let somebody in (RFC 6238: never twice).
  ADD COLUMN totp_used_step bigint,
  -- Who this is to the provider of `LINGDAI_OIDC_ISSUER`.
  ADD COLUMN external_subject text CONSTRAINT a_subject_is_one_person UNIQUE;
ALTER TABLE session ADD COLUMN session_id bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE session ADD CONSTRAINT a_session_has_one_number UNIQUE (session_id);
GRANT UPDATE (must_change_password, totp_pending, totp_used_step) ON staff TO lingdai_app;

-- Whether the viewer administers accounts of that level and place: an administrator of an agency, and
-- nobody's above or beside. A unit belongs to where it is.
CREATE FUNCTION administers(given_level text, given_place text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
  SELECT viewer_level() IN ('province', 'city', 'county')
    AND EXISTS (SELECT FROM staff WHERE staff_id = viewer_staff() AND role = 'admin'
      AND disabled_on IS NULL AND level::text = viewer_level() AND place = viewer_place())
    AND CASE WHEN given_level = 'unit'
      THEN EXISTS (SELECT FROM unit WHERE unit_code = given_place
        AND starts_with(division, viewer_place()))
      ELSE starts_with(given_place, viewer_place()) END
$$;

-- Null where the login is taken.
CREATE FUNCTION administer_new_staff(given jsonb) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  added bigint;
BEGIN
  IF NOT administers(given ->> 'level', given ->> 'place') THEN
    RAISE EXCEPTION 'an account out of sight' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO staff (login, name, password_hash, role, level, place, external_subject,
      must_change_password)
    VALUES (given ->> 'login', given ->> 'name', given ->> 'passwordHash', given ->> 'role',
      (given ->> 'level')::viewer_level, given ->> 'place', given ->> 'externalSubject', true)
    ON CONFLICT DO NOTHING RETURNING staff_id INTO added;
  RETURN added;
END $$;

-- Values are given only where they change; `disabledOn` and `externalSubject` may be null. Whoever's
-- work, password or access changes is signed out. Gives `changed`, `not-found`, `stale` or `taken`.
CREATE FUNCTION administer_staff(id bigint, expected_version integer, changes jsonb) RETURNS text
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = lingdai, pg_temp AS $$
DECLARE
  found staff;
BEGIN
  SELECT * INTO found FROM staff WHERE staff_id = id FOR UPDATE;
  IF found.staff_id IS NULL OR NOT administers(found.level::text, found.place) THEN
    RETURN 'not-found';
  END IF;
  IF NOT administers(coalesce(changes ->> 'level', found.level::text),
      coalesce(changes ->> 'place', found.place)) THEN
    RETURN 'not-found';
  END IF;
  IF expected_version IS NOT NULL AND expected_version <> found.version THEN RETURN 'stale'; END IF;
  IF EXISTS (SELECT FROM staff WHERE external_subject = changes ->> 'externalSubject'
      AND staff_id <> id) THEN
    RETURN 'taken';
  END IF;
  UPDATE staff SET
    name = coalesce(changes ->> 'name', name),
    role = coalesce(changes ->> 'role', role),
    level = coalesce((changes ->> 'level')::viewer_level, level),
    place = coalesce(changes ->> 'place', place),
    external_subject = CASE WHEN changes ? 'externalSubject'
      THEN changes ->> 'externalSubject' ELSE external_subject END,
    disabled_on = CASE WHEN changes ? 'disabledOn'
      THEN day_at((changes ->> 'disabledOn')::integer) ELSE disabled_on END,
    password_hash = coalesce(changes ->> 'passwordHash', password_hash),
    must_change_password = must_change_password OR changes ? 'passwordHash',
    totp_secret = CASE WHEN changes ? 'totp' THEN NULL ELSE totp_secret END,
    totp_pending = CASE WHEN changes ? 'totp' THEN NULL ELSE totp_pending END,
    failed_sign_ins = CASE WHEN changes ? 'disabledOn' THEN 0 ELSE failed_sign_ins END,
    locked_until = CASE WHEN changes ? 'disabledOn' THEN NULL ELSE locked_until END,
    version = version + 1
  WHERE staff_id = id;
  IF changes ?| ARRAY['role', 'level', 'place', 'disabledOn', 'passwordHash', 'totp'] THEN
    DELETE FROM session WHERE staff_id = id;
  END IF;
  RETURN 'changed';
END $$;

REVOKE ALL ON FUNCTION administers(text, text), administer_new_staff(jsonb),
  administer_staff(bigint, integer, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION administers(text, text), administer_new_staff(jsonb),
  administer_staff(bigint, integer, jsonb) TO lingdai_app;

-- Whoever administers accounts reads what was done with them, sign-ins among it; about people of the
-- roster they see no more than before.
CREATE POLICY administered_audit_records ON audit_record FOR SELECT TO lingdai_app USING (
  beneficiary_id IS NULL AND coalesce(staff_id, (detail ->> 'staffId')::bigint) IN (
    SELECT staff.staff_id FROM staff WHERE administers(staff.level::text, staff.place)));
