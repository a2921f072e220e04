// A thread of a first load whose envelopes are open: as long as sealed ones and not encrypted, so that
// a benchmark can tell what encryption costs. The product has no such thread.

import { workerData } from "node:worker_threads";

import { BlockLoading, answerAsks } from "@lingdai/service";
import type { LoadSetup } from "@lingdai/service";
import { Sealer } from "@lingdai/store";

/** Key number, nonce and tag. */
const AROUND_BYTES = 30;

class OpenEnvelopes extends Sealer {
  override sealText(text: string): Buffer {
    const envelope = Buffer.alloc(AROUND_BYTES + Buffer.byteLength(text));
    envelope.write(text, AROUND_BYTES);
    return envelope;
  }
}

const setup = workerData as LoadSetup;
answerAsks(BlockLoading.begin(setup, new OpenEnvelopes(setup.keys)));
