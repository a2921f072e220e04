// A process that takes a province in and runs two nights, so that tests can kill it. It ends with 0 once
// everything is done, and begins where the one before it ended.
// node take-in-process.ts OWNER_URL FILES_AS_JSON

import { runNights } from "@lingdai/service";
import { openDatabase } from "@lingdai/store";
import { TEST_KEYRING } from "@lingdai/test-kit";

import type { SmallProvince } from "./small-province.ts";
import { TODAY, takeInAll } from "./small-province.ts";

const [, , url = "", files = "{}"] = process.argv;
const database = openDatabase({ url, role: "worker", keyring: TEST_KEYRING });
await takeInAll(database, JSON.parse(files) as SmallProvince);
await runNights({ database, day: TODAY });
await runNights({ database, day: TODAY + 40 });
await database.close();
