/** Decides when the tasks of shaping were in progress. */
import type { Instant } from "../../instant.ts";
import type { Actor, Fact } from "../../signals/signal.ts";
import { identityOf, isPerson } from "../people.ts";
import type { Stretch } from "../stretch.ts";
import { union } from "../stretch.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { startsATask, taskLabels, whileLabelled } from "./labelSpans.ts";
import { staysOf } from "../labelStretches.ts";

export const shapingTasks: StageSignals<"shaping"> = {
  "idea-capture": untriaged,
  "initial-triage": (evidence) => union([...untriaged(evidence), ...triagedAgain(evidence)]),
  clarification: (evidence) => whileLabelled(evidence, "clarification"),
  scoping: (evidence) => whileLabelled(evidence, "scoping", scopingDecisions(evidence)),
  prioritisation: (evidence) => whileLabelled(evidence, "prioritisation", fieldsSet(evidence, "priority")),
};

/** From the issue's opening to the first act of triage. A pull request without an issue is not triaged. */
function untriaged(evidence: TaskEvidence): Stretch[] {
  if (evidence.issue === null) return [];
  return [{ from: evidence.issue.snapshot.signal.createdAt, to: triageActs(evidence)[0] ?? null }];
}

/** From each `needs triage` to the next act of triage; taking the label off is none. */
function triagedAgain(evidence: TaskEvidence): Stretch[] {
  const acts = triageActs(evidence);
  return staysOf(evidence.labels, ...taskLabels["initial-triage"].on).map(({ from }) => ({
    from,
    to: acts.find((at) => at > from) ?? null,
  }));
}

/** Acts on the issue itself, in order; what happens on its pull requests triages nothing. */
function triageActs(evidence: TaskEvidence): Instant[] {
  const { issue } = evidence;
  if (issue === null) return [];
  const acts = issue.own.filter((fact) => isTriage(fact, issue.snapshot.signal.author, evidence));
  return acts.map(({ at }) => at).toSorted();
}

function isTriage({ signal }: Fact, author: Actor, { config, roles }: Pick<TaskEvidence, "config" | "roles">): boolean {
  switch (signal.kind) {
    case "touched":
      return signal.what === "typed" || signal.what === "assigned" || signal.what === "milestoned";
    case "labeled":
      if (signal.by !== null && !isPerson(signal.by, config.bots)) return false;
      return [...roles(signal.label.name)].every((role) => !startsATask.has(role));
    // GitHub's own automation fills in the status of whatever is added to a project.
    case "field-set":
      return signal.by === null || isPerson(signal.by, config.bots);
    case "commented":
      return isPerson(signal.by, config.bots) && identityOf(signal.by) !== identityOf(author);
    default:
      return false;
  }
}

/** What says that the scope is known, beside a label for its size: a milestone, a dependency, or a project's field for its size. */
function scopingDecisions(evidence: TaskEvidence): Instant[] {
  const decisions = ownFacts(evidence).flatMap(({ signal, at }) => {
    const isMilestone = signal.kind === "touched" && signal.what === "milestoned";
    const isDependency = signal.kind === "blocked-by" && signal.added;
    return isMilestone || isDependency ? [at] : [];
  });
  return [...decisions, ...fieldsSet(evidence, "size")];
}

/** When a project's field was set whose name, were it a label, would mean this. */
function fieldsSet(evidence: TaskEvidence, meaning: "size" | "priority"): Instant[] {
  return ownFacts(evidence).flatMap(({ signal, at }) =>
    signal.kind === "field-set" && evidence.roles(signal.field).has(meaning) ? [at] : [],
  );
}

function ownFacts({ issue, pullRequests }: TaskEvidence): Fact[] {
  return [...(issue?.own ?? []), ...pullRequests.flatMap((each) => each.facts.own)];
}
