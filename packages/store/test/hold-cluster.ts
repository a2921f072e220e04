// A process of its own for the tests of the cluster: starts the server of the folder that it is given,
// prints the owner's URL or the refusal, and holds it until it is ended.

import { UnusableDatabase, startCluster } from "@lingdai/store";

try {
  const { url } = await startCluster({ folder: process.argv[2] ?? "", durability: "disposable" });
  process.stdout.write(`${url}\n`);
  setInterval(() => {}, 1000);
} catch (error) {
  if (!(error instanceof UnusableDatabase)) throw error;
  process.stdout.write(`refused ${error.message}\n`);
}
