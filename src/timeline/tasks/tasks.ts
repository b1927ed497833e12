/** Decides which tasks of an item were in progress, and from when to when. */
import type { Instant } from "../../instant.ts";
import type { TaskSlug } from "../../stages.ts";
import { stages } from "../../stages.ts";
import type { Stretch } from "../stretch.ts";
import { covers, earlierEnd, union } from "../stretch.ts";
import type { TaskSpan } from "../timeline.ts";
import { designTasks } from "./designTasks.ts";
import type { TaskEvidence, TaskSignal } from "./evidence.ts";
import { implementationTasks } from "./implementationTasks.ts";
import { whileMarked } from "./labelSpans.ts";
import { learningTasks } from "./learningTasks.ts";
import { releaseTasks } from "./releaseTasks.ts";
import { reviewTasks } from "./reviewTasks.ts";
import { shapingTasks } from "./shapingTasks.ts";
import { stretchesOfStays } from "./spans.ts";
import { stabilityTasks } from "./stabilityTasks.ts";

/** A task of the table without a signal, or a signal without a task, does not compile. */
const signals = {
  ...shapingTasks,
  ...designTasks,
  ...implementationTasks,
  ...reviewTasks,
  ...releaseTasks,
  ...stabilityTasks,
  ...learningTasks,
} satisfies Record<TaskSlug, TaskSignal>;

const slugs = stages.flatMap(({ tasks }) => tasks.map(({ slug }): TaskSlug => slug));

/** When a task was or will be in progress, as far as that is known: a window that was opened has an end to come. */
export type TaskStretch = Stretch & { task: TaskSlug };

/**
 * Every stretch of every task, by its start, then in the order of the table. A task of one moment ends where it starts. Leaving the pipeline ends every
 * open task, and none begins outside it; a task begun again is a new stretch.
 */
export function taskStretches(evidence: TaskEvidence): TaskStretch[] {
  const presence = stretchesOfStays(evidence.stays);
  const stretches = slugs.flatMap((task) =>
    withMarks(signals[task](evidence), whileMarked(evidence, task))
      .flatMap((stretch) => within(presence, stretch))
      .map((stretch) => ({ task, ...stretch })),
  );
  // The table's order stands where two begin together, since sorting keeps it.
  return stretches.toSorted((a, b) => compare(a.from, b.from));
}

/** The same as seen at `now`: nothing after it is told. */
export function tasksAsOf(stretches: readonly TaskStretch[], now: Instant): TaskSpan[] {
  return stretches.flatMap(({ task, from, to }) => (from > now ? [] : [spanOf(task, from, to, now)]));
}

/** A label joins the spans that it touches; spans that no label joins may overlap, as those of two pull requests do. */
function withMarks(told: readonly Stretch[], marks: readonly Stretch[]): Stretch[] {
  if (marks.length === 0) return inOrder(told);
  const joined = union([...told.filter((one) => marks.some((mark) => meet(one, mark))), ...marks]);
  return inOrder([...joined, ...told.filter((one) => !marks.some((mark) => meet(one, mark)))]);
}

function meet(a: Stretch, b: Stretch): boolean {
  return (a.to === null || b.from <= a.to) && (b.to === null || a.from <= b.to);
}

function inOrder(stretches: readonly Stretch[]): Stretch[] {
  return stretches.toSorted((a, b) => compare(a.from, b.from) || compare(a.to ?? forever, b.to ?? forever));
}

/** Later than every instant, so that what is still open comes last. */
const forever = "~";

function compare(a: Instant, b: Instant): number {
  return a < b ? -1 : Number(a > b);
}

/** What began while the item was in the pipeline, ended at the latest by its leaving. */
function within(presence: readonly Stretch[], stretch: Stretch): Stretch[] {
  const stay = presence.find((each) => covers([each], stretch.from));
  return stay ? [{ from: stretch.from, to: earlierEnd(stretch.to, stay.to) }] : [];
}

function spanOf(task: TaskSlug, from: Instant, to: Instant | null, now: Instant): TaskSpan {
  return { task, startedAt: from, endedAt: to !== null && to > now ? null : to };
}
