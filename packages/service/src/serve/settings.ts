// How a server is started: settings from the environment (FORMATS section 5), judged before anything
// is touched. It must not know what the settings are used for.

import { join, resolve } from "node:path";

import { UnusableInput } from "@lingdai/matching";

import type { Messaging } from "../messages/send-messages.ts";
import type { IdentityProvider } from "../sign-in/identity-provider.ts";
import { readMessaging } from "./outside-settings.ts";
import { readProvider } from "./provider-settings.ts";
import { readTrustedProxies } from "./trusted-proxies.ts";

export interface ServerSettings {
  readonly port: number;
  /** Everything that an embedded installation keeps lies below it. */
  readonly dataFolder: string;
  /** A PostgreSQL of one's own; absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly demoPersons: number;
  readonly demoPassword: string | undefined;
  readonly messaging: Messaging;
  /** Absent: people sign in with passwords only. */
  readonly provider: IdentityProvider | undefined;
  /** Proxies before this server, by address or network, that are believed about where a request comes from. */
  readonly trustedProxies: readonly string[];
  /** What a payment system and we share. */
  readonly paymentFolder: string;
}

const PORT_DEFAULT = 7080;
const DEMO_PERSONS_DEFAULT = 100_000;
const DEMO_PERSONS_MAX = 1_000_000;

/** Throws `UnusableInput` for a setting that cannot be used. */
export function readServerSettings(
  environment: Readonly<Record<string, string | undefined>>,
  checkout: string,
): ServerSettings {
  const text = (name: string): string | undefined => environment[name] || undefined;
  const dataFolder = resolve(text("LINGDAI_DATA") ?? join(checkout, ".lingdai"));
  return {
    port: wholeNumber("LINGDAI_PORT", text("LINGDAI_PORT"), PORT_DEFAULT, 65_535),
    dataFolder,
    databaseUrl: text("DATABASE_URL"),
    demoPersons: wholeNumber(
      "LINGDAI_DEMO_PERSONS",
      text("LINGDAI_DEMO_PERSONS"),
      DEMO_PERSONS_DEFAULT,
      DEMO_PERSONS_MAX,
    ),
    demoPassword: text("LINGDAI_DEMO_PASSWORD"),
    messaging: readMessaging(environment),
    provider: readProvider(environment),
    trustedProxies: readTrustedProxies(text("LINGDAI_TRUST_PROXY")),
    paymentFolder: resolve(text("LINGDAI_PAYMENT") ?? join(dataFolder, "payment")),
  };
}

function wholeNumber(
  name: string,
  given: string | undefined,
  otherwise: number,
  most: number,
): number {
  if (given === undefined) return otherwise;
  const number = Number(given);
  if (/^\d+$/.test(given) && number <= most) return number;
  throw new UnusableInput(`${name}=${given}`, "不能用", `请给 0 到 ${most} 的整数`);
}
