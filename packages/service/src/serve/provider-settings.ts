// The outside provider of identities: settings from the environment, judged before anything is started.

import { UnusableInput } from "@lingdai/matching";

import type { IdentityProvider } from "../sign-in/identity-provider.ts";
import { identityProvider } from "../sign-in/identity-provider.ts";

/** Undefined where none is set; throws `UnusableInput` for what cannot be used. */
export function readProvider(
  environment: Readonly<Record<string, string | undefined>>,
): IdentityProvider | undefined {
  const text = (name: string): string | undefined => environment[name] || undefined;
  const issuer = text("LINGDAI_OIDC_ISSUER");
  if (issuer === undefined) return undefined;
  const needed = (name: string): string => {
    const value = text(name);
    if (value !== undefined) return value;
    throw new UnusableInput(name, "没有设置", "给了 LINGDAI_OIDC_ISSUER 就要一并设置");
  };
  return identityProvider({
    issuer: addressOf("LINGDAI_OIDC_ISSUER", issuer),
    client: needed("LINGDAI_OIDC_CLIENT"),
    secret: needed("LINGDAI_OIDC_SECRET"),
    ownAddress: addressOf("LINGDAI_ADDRESS", needed("LINGDAI_ADDRESS")),
    loginClaim: text("LINGDAI_OIDC_LOGIN_CLAIM"),
  });
}

function addressOf(name: string, given: string): string {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given;
  throw new UnusableInput(name, "不是一个网址", "请写 https://… 这样的地址");
}
