// The outside provider of identities (OpenID Connect, code flow with PKCE): where a browser is sent, and
// whom the provider says that it is once it comes back. Every answer is checked: state, nonce, issuer,
// audience, times, and the signature of the ID token against the provider's keys. Knows no account.

import * as oidc from "openid-client";

export interface IdentityProviderOptions {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
  /** Where browsers reach us, without a path. */
  readonly ownAddress: string;
  /** The claim that names a login here; absent: administrators link accounts by hand. */
  readonly loginClaim?: string | undefined;
  /** How long an answer of the provider may take; more lets people wait for one that is away. */
  readonly timeoutSeconds?: number | undefined;
}

/** What was asked, and the answer is held against; a secret until then. */
export interface AskedIdentity {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface ProvenIdentity {
  readonly subject: string;
  /** The value of the configured claim, where the provider vouches for it. */
  readonly login: string | undefined;
}

export interface IdentityProvider {
  /** Where the browser is sent; undefined while the provider cannot be reached. */
  ask(): Promise<{ readonly url: string; readonly asked: AskedIdentity } | undefined>;
  /** What the provider's answer proves: `query` is what the browser brought back. */
  hear(query: string, asked: AskedIdentity): Promise<ProvenIdentity | "refused" | "away">;
  /** Where one signs out of the provider; undefined where it offers that nowhere. */
  leave(): Promise<string | undefined>;
}

export const CALLBACK_PATH = "/api/session/provider/callback";
const TIMEOUT_SECONDS = 10;

export function identityProvider(options: IdentityProviderOptions): IdentityProvider {
  const { issuer, client, secret, ownAddress, loginClaim } = options;
  const { timeoutSeconds = TIMEOUT_SECONDS } = options;
  const ownUrl = new URL(CALLBACK_PATH, ownAddress);
  let known: Promise<oidc.Configuration> | undefined;

  /** Asked once it is needed: a provider that is away keeps nobody else from signing in. */
  const configuration = async (): Promise<oidc.Configuration | undefined> => {
    known ??= oidc.discovery(new URL(issuer), client, undefined, oidc.ClientSecretBasic(secret), {
      timeout: timeoutSeconds,
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(isOnThisMachine(issuer) ? [oidc.allowInsecureRequests] : []),
      ],
    });
    try {
      return await known;
    } catch {
      known = undefined;
      return undefined;
    }
  };

  return {
    ask: async () => {
      const config = await configuration();
      if (config === undefined) return undefined;
      const asked = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: ownUrl.href,
        scope: loginClaim === undefined ? "openid" : "openid profile email",
        state: asked.state,
        nonce: asked.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
        code_challenge_method: "S256",
      });
      return { url: url.href, asked };
    },
    hear: async (query, { state, nonce, verifier }) => {
      const config = await configuration();
      if (config === undefined) return "away";
      const answer = new URL(ownUrl);
      answer.search = query;
      try {
        const tokens = await oidc.authorizationCodeGrant(config, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) return "refused";
        return { subject: claims.sub, login: loginOf(claims, loginClaim) };
      } catch (error) {
        return isAway(error) ? "away" : "refused";
      }
    },
    leave: async () => {
      const config = await configuration();
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, {
        post_logout_redirect_uri: new URL("/", ownAddress).href,
      }).href;
    },
  };
}

/** An address that its holder has not proven to be theirs proves nothing. */
function loginOf(claims: oidc.IDToken, claim: string | undefined): string | undefined {
  if (claim === undefined) return undefined;
  if (claim === "email" && claims["email_verified"] !== true) return undefined;
  const value = claims[claim];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isOnThisMachine(issuer: string): boolean {
  const { hostname } = new URL(issuer);
  return ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

/** What breaks off or answers with a fault of its own has said nothing about anybody. */
function isAway(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  if (cause instanceof Response) return cause.status >= 500;
  return error.name === "TimeoutError" || (error instanceof TypeError && cause !== undefined);
}
