// A thread that makes one region's files, so that one region is made while another is loaded.

import { workerData } from "node:worker_threads";

import type { SimulateOptions } from "@lingdai/lab";
import { simulate } from "@lingdai/lab";

await simulate(workerData as SimulateOptions);
