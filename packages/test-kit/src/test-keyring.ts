// The one key of the keyring that tests share; no secret.

import { createHash } from "node:crypto";

import { Keyring } from "@lingdai/store";

export const TEST_MASTER = createHash("sha256").update("test").digest();
export const TEST_KEYRING = Keyring.fromMaster(TEST_MASTER);
