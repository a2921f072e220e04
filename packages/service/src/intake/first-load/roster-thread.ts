// One thread of a loading crew.

import { workerData } from "node:worker_threads";

import { answerAsks } from "./answer-asks.ts";
import { BlockLoading } from "./load-block.ts";
import type { LoadSetup } from "./load-block.ts";

answerAsks(BlockLoading.begin(workerData as LoadSetup));
