/** Decides of which merged work a look cannot know whether it is live: the first deployment that is read brought what nobody counted. */
import type { FlowItem, History } from "../../metrics/history.ts";

/**
 * What the first deployments brought is not known, since what was live before them was not read; of work merged before that, which no deployment is known to
 * have brought, it would seem that it waits for a release to this day. `without` is the history without it.
 */
export function unknownReleases(history: History): { without: History; items: number } {
  const completed = history.deployments.filter(
    ({ kind, completed: isDone }) => kind === "production" && isDone === true,
  );
  const inOrder = completed.map(({ createdAt, carries }) => ({ createdAt, carries })).toSorted(byCreation);
  const known = inOrder.find(({ carries }) => carries.length > 0) ?? inOrder.at(-1);
  if (known === undefined) return { without: history, items: 0 };
  const merges = new Map(history.pullRequests.map(({ number, mergedAt }) => [number, mergedAt]));
  const isUnknown = ({ releaseSignal, releasedAt, pullRequests }: FlowItem) =>
    releaseSignal === "deployment" &&
    releasedAt === null &&
    pullRequests.every((number) => (merges.get(number) ?? "9999") < known.createdAt);
  const items = history.items.filter((item) => !isUnknown(item));
  return { without: { ...history, items }, items: history.items.length - items.length };
}

function byCreation(a: { createdAt: string }, b: { createdAt: string }): number {
  return a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt);
}
