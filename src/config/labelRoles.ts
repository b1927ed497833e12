/** Decides what a label can mean, and by which names it does so by default. */
import { outsideBrackets } from "./globs.ts";
import { stages } from "../stages.ts";
import type { StageSlug, TaskSlug } from "../stages.ts";

/** A meaning that is neither a stage's nor a task's own label. */
export type SignalRole =
  | "needs-triage"
  | "clarification"
  | "needs-scoping"
  | "size"
  | "needs-priority"
  | "priority"
  | "feasibility"
  | "design-review"
  | "design-approved"
  | "design-changes"
  | "in-progress"
  | "blocked"
  | "needs-qa"
  | "in-qa"
  | "qa-passed"
  | "qa-failed"
  | "migration"
  | "verified"
  | "incident"
  | "root-cause"
  | "knowledge-capture"
  | "process"
  | "tooling"
  | "team-alignment";

export type LabelRole = SignalRole | `stage-${StageSlug}` | `task-${TaskSlug}`;

/** Globs over names in normal form, for each meaning. */
export type LabelGlobs = ReadonlyMap<LabelRole, readonly string[]>;

export const defaultLabels: LabelGlobs = new Map<LabelRole, readonly string[]>([
  ["needs-triage", ["needs-triage"]],
  ["clarification", ["needs-clarification", "needs-info", "question"]],
  ["needs-scoping", ["needs-scoping"]],
  ["size", ["size*", "estimate*"]],
  ["needs-priority", ["needs-priority"]],
  ["priority", ["priority*", "p[0-4]"]],
  ["feasibility", ["feasibility", "security-review", "compliance"]],
  ["design-review", ["design-review"]],
  ["design-approved", ["design-approved"]],
  ["design-changes", ["design-changes"]],
  ["in-progress", ["in-progress"]],
  ["blocked", ["blocked"]],
  ["needs-qa", ["needs-qa"]],
  ["in-qa", ["in-qa"]],
  ["qa-passed", ["qa-passed"]],
  ["qa-failed", ["qa-failed"]],
  ["migration", ["migration"]],
  ["verified", ["verified"]],
  ["incident", ["incident", "outage", "sev*"]],
  ["root-cause", ["root-cause", "rca"]],
  ["knowledge-capture", ["postmortem", "runbook"]],
  ["process", ["process"]],
  ["tooling", ["tooling"]],
  ["team-alignment", ["team-alignment"]],
  ...stages.map(({ slug }) => ownLabel(`stage-${slug}`)),
  ...stages.flatMap(({ tasks }) => tasks.map(({ slug }) => ownLabel(`task-${slug}`))),
]);

function ownLabel(role: LabelRole): [LabelRole, string[]] {
  return [role, [role]];
}

/**
 * The form in which label names are compared: lower case, each run of spaces, `:`, `/`, `_` and `-` one `-`.
 * `Stage: In Review` and `stage/in_review` are the same label.
 */
export function normalFormOfLabel(name: string): string {
  return name.toLowerCase().replaceAll(/[\s:/_-]+/g, "-");
}

/** A pattern for label names in that form; what stands in brackets is a set of characters, and there `-` makes a range. */
export function normalFormOfLabelGlob(glob: string): string {
  return outsideBrackets(glob.toLowerCase(), normalFormOfLabel);
}
