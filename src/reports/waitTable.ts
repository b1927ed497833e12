/** Decides how the waits of a pull request are laid out, by whom it waited on. */
import type { Table } from "mdast";
import { waitByWhom } from "../metrics/waitByWhom.ts";
import type { WaitingOn } from "../timeline/timeline.ts";
import { duration } from "./durations.ts";
import { table, text } from "./markdown.ts";
import { shortMoment } from "./moments.ts";
import type { PullRequestView } from "./pullRequestView.ts";
import { currentWait } from "./turn.ts";

/** In the order in which a pull request usually comes by them. */
const whom: readonly (readonly [WaitingOn, string])[] = [
  ["author", "Author"],
  ["reviewer", "Reviewer"],
  ["checks", "Checks"],
  ["qa", "QA"],
  ["merge-queue", "Merge queue"],
  ["merge", "Merge"],
];

/**
 * The waits since ready for review. One that still goes on says since when and never how long, so that the table stays true until the pull request's
 * next event; a closed pull request gets its sum. Null where no wait is over yet.
 */
export function waitTable(view: PullRequestView): Table | null {
  const { waits, openedAt } = view.pullRequest;
  const current = currentWait(waits);
  const over = waitByWhom(view.pullRequest, current?.from ?? waits.at(-1)?.to ?? openedAt);
  if (over.size === 0) return null;
  const rows = whom.flatMap(([on, name]) => {
    const times = [
      ...[over.get(on)].flatMap((seconds) => (seconds === undefined ? [] : [duration(seconds)])),
      ...(current?.on === on ? [`since ${shortMoment(current.from, view)} UTC`] : []),
    ];
    return times.length === 0 ? [] : [[text(name), text(times.join(", again "))]];
  });
  const sum = [...over.values()].reduce((total, seconds) => total + seconds, 0);
  const total = current === null && rows.length > 1 ? [[text("Altogether"), text(duration(sum))]] : [];
  return table([text("Waited on"), text("Time")], ...rows, ...total);
}
