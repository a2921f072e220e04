// Which proxies before the server are believed about where a request comes from: settings, judged
// before anything is started.

import { isIP } from "node:net";

import { UnusableInput } from "@lingdai/matching";

/** Addresses and networks, `127.0.0.1, 10.0.0.0/8`; none where nothing is set. */
export function readTrustedProxies(given: string | undefined): readonly string[] {
  const named = (given ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const unusable = named.find((each) => !isNetwork(each));
  if (unusable === undefined) return named;
  throw new UnusableInput(
    `LINGDAI_TRUST_PROXY=${unusable}`,
    "不是地址或网段",
    "请写反向代理的地址，如 127.0.0.1 或 10.0.0.0/8，多个用逗号分开",
  );
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  if (bits === undefined) return true;
  // A network of every address would believe everybody.
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}
