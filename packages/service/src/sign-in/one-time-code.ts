// One-time codes (RFC 6238): six digits of thirty seconds; one step early or late is a clock that is a
// little off. Which step a code belongs to is told, so that whoever keeps it can refuse it twice.

import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
const ISSUER = "领待";

export interface NewTotp {
  /** Base32, as people type it. */
  readonly secret: string;
  /** For the picture that an authenticator reads. */
  readonly uri: string;
}

export function makeTotp(login: string): NewTotp {
  const totp = new TOTP({
    issuer: ISSUER,
    label: login,
    secret: new Secret({ size: SECRET_BYTES }),
  });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/** The step that the code belongs to; undefined where it is no code of this secret now. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | undefined {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const delta = totp.validate({ token: code, window: 1, timestamp: nowMs });
  return delta === null ? undefined : Math.floor(nowMs / 1000 / PERIOD_SECONDS) + delta;
}
