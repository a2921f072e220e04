// Which articles of the Sichuan rules stand behind what the engine decides.

import type { PackCitations } from "../../pack.ts";

export const SICHUAN_CITATIONS: PackCitations = {
  eligible: (_facts, kind) => {
    const cycle = ["SC 7", "SC 8", "SC 34"];
    return kind === undefined ? cycle : [...cycle, "SC 12"];
  },
  lost: (facts) => [facts.insurance === "work-injury" ? "SC 13.2" : "SC 13.1"],
  pending: (_facts, reason, isPastDeadline) => {
    if (reason === "incapacity-unknown") return ["SC 13.2", "SC 14"];
    if (reason === "conflict") return ["SC 14", "SC 12", "SC 13"];
    return isPastDeadline ? ["SC 14", "SC 24", "SC 35", "SC 37"] : ["SC 14", "SC 37"];
  },
  suspension: (cause) => {
    switch (cause) {
      case "payment-failures":
        return ["SC 24"];
      case "loss-found":
      case "loss-unanswered":
        return ["SC 25", "SC 14"];
      case "came-of-age":
        return ["SC 13.2", "SC 25"];
      case "conflict":
      case "unreachable":
      case "lapse":
      case "unit-fail":
      case "failed-certification":
      case "public-objection":
        return ["SC 24", "SC 35", "SC 37"];
    }
  },
  stop: (cause, kind) => {
    if (cause === "no-objection") return ["SC 26"];
    return kind?.startsWith("death-") === true ? ["SC 25", "SC 22", "SC 36"] : ["SC 25"];
  },
  resumption: (cause) =>
    cause === "signed-after-termination" ? ["SC 27", "SC 28", "SC 29"] : ["SC 27", "SC 29"],
  termination: ["SC 29", "SC 32", "SC 32.2", "SC 25"],
};
