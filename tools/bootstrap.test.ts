import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";

import { environmentForNpm, REPOSITORY, whyInstall, whyInstallIn } from "./bootstrap.js";

const lock = {
  packages: {
    "": {},
    "packages/policy": {},
    "node_modules/@lingdai/policy": { resolved: "packages/policy", link: true },
    "node_modules/calendar": { version: "1.0.0", integrity: "sha512-aaa" },
    "node_modules/linter": { version: "2.0.0", integrity: "sha512-bbb", dev: true },
    "node_modules/linter-for-another-platform": {
      version: "2.0.0",
      integrity: "sha512-ccc",
      dev: true,
      optional: true,
    },
  },
};

function installedWithout(...missing: readonly string[]): typeof lock {
  const kept = Object.entries(lock.packages).filter(([where]) => !missing.includes(where));
  return { packages: Object.fromEntries(kept) as typeof lock.packages };
}

test("A fresh clone, or one whose install was killed, has no record and is installed", () => {
  assert.equal(whyInstall(lock, undefined, "everything"), "nothing is installed");
});

test("What is installed exactly as locked is left alone", () => {
  assert.equal(whyInstall(lock, lock, "everything"), undefined);
});

test("A package for another platform may be absent", () => {
  const installed = installedWithout("node_modules/linter-for-another-platform");
  assert.equal(whyInstall(lock, installed, "everything"), undefined);
});

test("A missing tool of development is installed for a check, and not missed at run time", () => {
  const installed = installedWithout("node_modules/linter");
  assert.equal(whyInstall(lock, installed, "everything"), "node_modules/linter is missing");
  assert.equal(whyInstall(lock, installed, "runtime"), undefined);
});

test("A missing package of the product is installed in any case", () => {
  const installed = installedWithout("node_modules/calendar");
  assert.equal(whyInstall(lock, installed, "runtime"), "node_modules/calendar is missing");
});

test("Another version, or the same version with other contents, is installed anew", () => {
  for (const calendar of [
    { version: "1.0.1", integrity: "sha512-aaa" },
    { version: "1.0.0", integrity: "sha512-zzz" },
  ]) {
    const installed = { packages: { ...lock.packages, "node_modules/calendar": calendar } };
    assert.equal(
      whyInstall(lock, installed, "runtime"),
      "node_modules/calendar is another version",
    );
  }
});

test("A workspace that moved is linked anew", () => {
  const moved = { resolved: "rooms/policy", link: true };
  const installed = { packages: { ...lock.packages, "node_modules/@lingdai/policy": moved } };
  assert.equal(
    whyInstall(lock, installed, "everything"),
    "node_modules/@lingdai/policy links elsewhere",
  );
});

test("This checkout, whose tests are running, is installed as it is locked", () => {
  assert.equal(whyInstallIn(REPOSITORY, "everything"), undefined);
});

test("npm does not look for itself in the folder that it is about to replace", () => {
  const own = path.join("/checkout", "node_modules", ".bin");
  const neighbour = path.join("/checkout", "node_modules-of-somebody");
  const inner = environmentForNpm("/checkout", {
    PATH: [own, "/usr/bin", neighbour].join(path.delimiter),
  });
  assert.equal(inner["PATH"], ["/usr/bin", neighbour].join(path.delimiter));
});

test("What an outer npm run was narrowed to does not narrow the install", () => {
  const inner = environmentForNpm("/checkout", {
    npm_config_workspace: "packages/policy",
    NPM_CONFIG_DRY_RUN: "true",
    npm_config_omit: "dev",
    npm_config_cache: "/somewhere",
    LANG: "C.UTF-8",
  });
  assert.deepEqual(inner, { npm_config_cache: "/somewhere", LANG: "C.UTF-8" });
});
