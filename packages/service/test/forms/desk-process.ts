// The server of a desk in a process of its own, so that tests can kill it; its day never changes. Says
// its address once it listens.
// node desk-process.ts OWNER_URL FOLDER DAY

import { dayAt } from "@lingdai/policy";
import { buildServer, DATABASE_QUEUE, evidenceFolder } from "@lingdai/service";
import { openDatabase } from "@lingdai/store";
import { TEST_KEYRING } from "@lingdai/test-kit";

const [, , url = "", folder = "", day = ""] = process.argv;
const server = await buildServer({
  desk: {
    database: openDatabase({ url, role: "app", keyring: TEST_KEYRING }),
    jobs: DATABASE_QUEUE,
    evidence: evidenceFolder(folder),
  },
  clock: { today: () => dayAt(day) },
});
process.stdout.write(await server.listen({ port: 0, host: "127.0.0.1" }));
