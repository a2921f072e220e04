// Which items of the Shanxi notice stand behind what the engine decides.

import type { PackCitations } from "../../pack.ts";

export const SHANXI_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => (kind === undefined ? ["SX 1.4"] : ["SX 1.4", "SX 2.1"]),
  lost: () => ["SX 2.2"],
  pending: (_facts, reason) =>
    reason === "conflict" ? ["SX 2.3", "SX 2.2"] : ["SX 2.3", "SX 3.1", "SX 1.4"],
  suspension: (cause) => {
    switch (cause) {
      case "unreachable":
        return ["SX 3.1.4"];
      case "loss-found":
      case "loss-unanswered":
      case "came-of-age":
      case "conflict":
      case "lapse":
      case "payment-failures":
      case "unit-fail":
      case "failed-certification":
      case "public-objection":
        return ["SX 2.2"];
    }
  },
  stop: () => ["SX 3.1.3", "SX 2.2"],
  resumption: () => ["SX 2.2"],
  termination: ["SX 2.2"],
};
