/** Decides which labels show a task, and from when to when they do. */
import type { LabelRole } from "../../config/labelRoles.ts";
import type { Instant } from "../../instant.ts";
import type { TaskSlug } from "../../stages.ts";
import { stages } from "../../stages.ts";
import { putOn, staysOf } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import { intersection, union } from "../stretch.ts";
import type { TaskEvidence } from "./evidence.ts";
import { endedBy, stretchesOfStays } from "./spans.ts";

/** The labels that begin a task by default: `on` puts it in progress, `ends` is a label that ends it though the first is still on. */
export const taskLabels = {
  "initial-triage": { on: ["needs-triage"], ends: [] },
  clarification: { on: ["clarification"], ends: [] },
  scoping: { on: ["needs-scoping"], ends: ["size"] },
  prioritisation: { on: ["needs-priority"], ends: ["priority"] },
  "solution-sketching": { on: ["stage-design"], ends: [] },
  "feasibility-checks": { on: ["feasibility"], ends: [] },
  "design-review": { on: ["design-review"], ends: ["design-approved"] },
  "qa-testing": { on: ["needs-qa", "in-qa"], ends: ["qa-passed", "qa-failed"] },
  "migration-preparation": { on: ["migration"], ends: [] },
  "root-cause-analysis": { on: ["root-cause"], ends: [] },
  "knowledge-capture": { on: ["knowledge-capture"], ends: [] },
  "process-tuning": { on: ["process"], ends: [] },
  "tooling-evolution": { on: ["tooling"], ends: [] },
  "team-alignment": { on: ["team-alignment"], ends: [] },
} as const satisfies Partial<Record<TaskSlug, { on: readonly LabelRole[]; ends: readonly LabelRole[] }>>;

export type LabelledTask = keyof typeof taskLabels;

/** Labels by which a person says that something is still to be done: they are no act of triage. */
export const startsATask: ReadonlySet<LabelRole> = new Set([
  ...Object.values(taskLabels).flatMap(({ on }): readonly LabelRole[] => on),
  ...stages.flatMap(({ tasks }) => tasks.map(({ slug }): LabelRole => `task-${slug}`)),
]);

/**
 * While one of the task's own labels was on and no other ending had come. A label that stays on while the item leaves and comes back shows the task
 * again from then on. An ending within the second in which the label was put on ends nothing: whoever put it on wants the task done.
 */
export function whileLabelled(
  { labels, stays }: TaskEvidence,
  task: LabelledTask,
  endings: readonly Instant[] = [],
): Stretch[] {
  const { on, ends } = taskLabels[task];
  const stretches = endedBy(staysOf(labels, ...on), [...endings, ...putOn(labels, ...ends)]);
  return intersection(union(stretches), stretchesOfStays(stays));
}

/** While a label `task: <slug>` was on. */
export function whileMarked({ labels, stays }: TaskEvidence, task: TaskSlug): Stretch[] {
  return intersection(union(staysOf(labels, `task-${task}`)), stretchesOfStays(stays));
}
