// A process of its own that keeps one file of evidence and says how it went: so that a test can give it
// less room than a file needs. Arguments: the folder, and how many bytes.

import { evidenceFolder } from "../../src/evidence/evidence-store.ts";

const [folder = "", bytes = "0"] = process.argv.slice(2);
const outcome = await evidenceFolder(folder)
  .put(Buffer.alloc(Number(bytes), "x"))
  .then(
    () => "kept",
    (error: unknown) => (error instanceof Error ? error.constructor.name : "unknown"),
  );
process.stdout.write(outcome);
