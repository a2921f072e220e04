// A worker in a process of its own, so that tests can kill it; its day never changes.
// node worker-process.ts OWNER_URL [INBOX]

import { fileInbox, startWorker } from "@lingdai/service";
import { openDatabase, urlOfRole } from "@lingdai/store";
import { TEST_KEYRING } from "@lingdai/test-kit";

import { TODAY } from "./small-province.ts";

const [, , ownerUrl = "", inbox] = process.argv;
const login = { url: ownerUrl, role: "worker", keyring: TEST_KEYRING } as const;
const database = openDatabase(login);
const worker = await startWorker({
  database,
  url: urlOfRole(login),
  today: () => TODAY,
  inbox: inbox === undefined ? undefined : fileInbox(inbox),
  lookMs: 500,
});
process.once("SIGTERM", () => {
  worker.stop().then(
    async () => await database.close(),
    () => process.exit(1),
  );
});
// Only now: who reads this may send the signal at once.
process.stdout.write("ready\n");
