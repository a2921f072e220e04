// Runs scenarios on the policy core and notes every clause that a conclusion or a change of status
// cited, with the decision that cited it. The rules run as they are: only the pack's citations are
// listened to.

import { runScenario } from "@lingdai/policy";
import type { Citation, DecisionRule, Pack, Scenario } from "@lingdai/policy";

/** What one scenario reached. */
export interface ScenarioTrace {
  readonly scenario: Scenario;
  readonly passed: boolean;
  readonly reached: ReadonlyMap<Citation, ReadonlySet<DecisionRule>>;
}

export function traceScenario(pack: Pack, scenario: Scenario): ScenarioTrace {
  const reached = new Map<Citation, Set<DecisionRule>>();
  const failures = runScenario(
    listeningPack(pack, (rule, cited) => {
      for (const clause of cited) {
        const rules = reached.get(clause) ?? new Set<DecisionRule>();
        reached.set(clause, rules.add(rule));
      }
    }),
    scenario,
  );
  return { scenario, passed: failures.length === 0, reached };
}

type Listener = (rule: DecisionRule, cited: readonly Citation[]) => void;

/** The same pack; the engine asks for a citation exactly when it decides, or shows a conclusion. */
function listeningPack(pack: Pack, heard: Listener): Pack {
  const { cites } = pack;
  const tell = (rule: DecisionRule, cited: readonly Citation[]): readonly Citation[] => {
    heard(rule, cited);
    return cited;
  };
  return {
    ...pack,
    cites: {
      eligible: (facts, kind) => tell("eligible", cites.eligible(facts, kind)),
      get verified() {
        return tell("eligible", cites.verified);
      },
      lost: (facts, kind) => tell("lost", cites.lost(facts, kind)),
      pending: (facts, reason, isPastDeadline) =>
        tell(`pending/${reason}`, cites.pending(facts, reason, isPastDeadline)),
      suspension: (cause, kind) => tell(`suspension/${cause}`, cites.suspension(cause, kind)),
      stop: (cause, kind) => tell(`stop/${cause}`, cites.stop(cause, kind)),
      resumption: (cause) => tell(`resumption/${cause}`, cites.resumption(cause)),
      get termination() {
        return tell("termination", cites.termination);
      },
    },
  };
}
