// Which clauses of the fictional rules of Yunwan stand behind what the engine decides.

import type { PackCitations } from "../../src/pack.ts";

export const YUNWAN_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => (kind === "health-checkup" ? ["YW 2", "YW 5"] : ["YW 2"]),
  verified: ["YW 6"],
  lost: () => ["YW 8"],
  pending: (_facts, reason) => (reason === "conflict" ? ["YW 8", "YW 9"] : ["YW 2", "YW 6"]),
  suspension: (cause) => {
    switch (cause) {
      case "payment-failures":
        return ["YW 7"];
      case "public-objection":
        return ["YW 10"];
      case "loss-found":
      case "loss-unanswered":
      case "came-of-age":
        return ["YW 8"];
      case "lapse":
      case "conflict":
      case "unreachable":
      case "unit-fail":
      case "failed-certification":
        return ["YW 6"];
    }
  },
  stop: (cause) => (cause === "no-objection" ? ["YW 11"] : ["YW 8", "YW 11"]),
  resumption: (cause) => (cause === "objection-resolved" ? ["YW 10"] : ["YW 12"]),
  termination: ["YW 12"],
};
