// Which proxies are believed: what may be set, and what is refused before a server starts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { UnusableInput } from "@lingdai/matching";

import { readTrustedProxies } from "./trusted-proxies.ts";

test("Nobody is believed unless somebody is named", () => {
  assert.deepEqual(readTrustedProxies(undefined), []);
  assert.deepEqual(readTrustedProxies(" "), []);
});

test("Addresses and networks of both kinds are named with commas between", () => {
  const named = ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"];
  assert.deepEqual(readTrustedProxies(named.join(" , ")), named);
});

test("What is no address, believes everybody or has too many bits is refused", () => {
  const unusable = ["true", "proxy.example", "10.0.0.0/33", "0.0.0.0/0", "::/0", "fd00::/129"];
  for (const each of [...unusable, "10.0.0.0/", "1.2.3.4/8/8"]) {
    assert.throws(() => readTrustedProxies(`127.0.0.1,${each}`), UnusableInput, each);
  }
});
