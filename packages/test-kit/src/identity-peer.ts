// A provider of identities (OpenID Connect) that misbehaves as it is told to: answers of somebody else,
// of another time, for another place, unsigned, or signed with a key of nobody's. What the standard
// demands of whoever asks (PKCE, the secret, a code once) is held to here.

import type { KeyObject } from "node:crypto";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export type IdentityManner =
  | "honest"
  | "wrong-nonce"
  | "no-nonce"
  | "expired"
  | "other-audience"
  | "other-issuer"
  | "unsigned"
  | "other-key"
  /** A signature, but of another token. */
  | "altered"
  /** 500 for a code. */
  | "fails";

/** Who stands before the provider's page, and what it knows of them. */
export interface IdentityClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface IdentityPeer {
  readonly issuer: string;
  behave(manner: IdentityManner): void;
  /** Signs somebody in at the page that the address leads to; gives where the browser is sent then. */
  visit(address: string, person: IdentityClaims): Promise<string>;
  close(): Promise<void>;
}

interface Granted {
  readonly person: IdentityClaims;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

const HOUR_SECONDS = 3600;

export async function openIdentityPeer(client: string, secret: string): Promise<IdentityPeer> {
  const [own, strange] = [rsaKeys(), rsaKeys()];
  const granted = new Map<string, Granted>();
  let manner: IdentityManner = "honest";
  let person: IdentityClaims = { sub: "nobody" };

  const authorize = (asked: URLSearchParams, response: ServerResponse): void => {
    const redirectUri = asked.get("redirect_uri") ?? "";
    const isRight =
      asked.get("response_type") === "code" &&
      asked.get("client_id") === client &&
      asked.get("code_challenge_method") === "S256" &&
      asked.get("scope")?.split(" ").includes("openid") === true;
    if (!isRight) return answer(response, 400, {});
    const code = randomBytes(16).toString("base64url");
    const [nonce, challenge] = [asked.get("nonce") ?? "", asked.get("code_challenge") ?? ""];
    granted.set(code, { person, nonce, challenge, redirectUri });
    const back = new URL(redirectUri);
    back.search = new URLSearchParams({ code, state: asked.get("state") ?? "" }).toString();
    response.writeHead(302, { location: back.href }).end();
  };

  const token = (
    request: IncomingMessage,
    form: URLSearchParams,
    response: ServerResponse,
  ): void => {
    if (manner === "fails") return answer(response, 500, {});
    if (credentialsOf(request) !== `${client}:${secret}`) {
      return answer(response, 401, { error: "invalid_client" });
    }
    const code = form.get("code") ?? "";
    const grant = granted.get(code);
    granted.delete(code);
    const verifier = createHash("sha256").update(form.get("code_verifier") ?? "");
    const isRight =
      grant?.redirectUri === form.get("redirect_uri") &&
      grant?.challenge === verifier.digest("base64url");
    if (grant === undefined || !isRight) return answer(response, 400, { error: "invalid_grant" });
    answer(response, 200, {
      access_token: randomBytes(16).toString("base64url"),
      token_type: "Bearer",
      id_token: idTokenOf(grant),
    });
  };

  const idTokenOf = ({ person: { ...claims }, nonce }: Granted): string => {
    const now = Math.floor(Date.now() / 1000) - (manner === "expired" ? 2 * HOUR_SECONDS : 0);
    const payload = {
      ...claims,
      iss: manner === "other-issuer" ? `${issuer}/elsewhere` : issuer,
      aud: manner === "other-audience" ? "another-client" : client,
      iat: now,
      exp: now + HOUR_SECONDS,
      ...(manner === "no-nonce" ? {} : { nonce: manner === "wrong-nonce" ? `${nonce}x` : nonce }),
    };
    const head = encoded({ alg: manner === "unsigned" ? "none" : "RS256", kid: "own" });
    const signed = `${head}.${encoded(payload)}`;
    if (manner === "unsigned") return `${signed}.`;
    const key = manner === "other-key" ? strange.privateKey : own.privateKey;
    const signature = sign("sha256", Buffer.from(signed), key).toString("base64url");
    return manner === "altered"
      ? `${head}.${encoded({ ...payload, sub: "somebody-else" })}.${signature}`
      : `${signed}.${signature}`;
  };

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://peer");
    switch (pathname) {
      case "/.well-known/openid-configuration":
        return answer(response, 200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          end_session_endpoint: `${issuer}/end`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
        });
      case "/keys":
        return answer(response, 200, { keys: [publicKeyOf(own.publicKey)] });
      case "/authorize":
        return authorize(searchParams, response);
      case "/token":
        return void text(request).then(
          (body) => token(request, new URLSearchParams(body), response),
          () => response.destroy(),
        );
      default:
        return answer(response, 404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    behave: (next) => {
      manner = next;
    },
    visit: async (asked, who) => {
      person = who;
      const page = await fetch(asked, { redirect: "manual" });
      return page.headers.get("location") ?? "";
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Name and secret, each written as in a form, then joined (RFC 6749, 2.3.1). */
function credentialsOf({ headers }: IncomingMessage): string {
  const given = Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64");
  return decodeURIComponent(given.toString("utf8").replaceAll("+", " "));
}

function rsaKeys() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function publicKeyOf(key: KeyObject) {
  return { ...key.export({ format: "jwk" }), kid: "own", alg: "RS256", use: "sig" };
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
