/** Decides how the way of an item through the stages is told: where it was, from when to when, how long. */
import type { PhrasingContent, RootContent } from "mdast";
import { secondsBetween } from "../instant.ts";
import { nameOf } from "../stages.ts";
import type { StageSlug } from "../stages.ts";
import type { ItemTimeline, Visit } from "../timeline/timeline.ts";
import { duration } from "./durations.ts";
import { ownReference, paragraph, table, text, untrusted } from "./markdown.ts";
import type { Calendar } from "./moments.ts";
import { shortMoment } from "./moments.ts";
import type { PullRequestView } from "./pullRequestView.ts";

/** An item that went to and fro more often than this has its first stays summed up. */
const visitsShown = 12;

/** More linked issues than this are counted, not listed. */
const issuesShown = 5;

/** Whose way it is, and a row for each stay in a stage. */
export function wayThroughStages(view: PullRequestView): RootContent[] {
  const { item } = view;
  const own = item.kind === "pull-request";
  const whose = own
    ? [text("The way of this pull request through the stages:")]
    : [
        text("The way of issue "),
        ownReference(item.number),
        text(" "),
        untrusted(item.title),
        text(" through the stages:"),
      ];
  if (item.visits.length === 0) return [paragraph(...whose, text(" not known."))];

  const left = item.visits.length - visitsShown;
  const earlier =
    left > 0 ? [paragraph(text(`Its first ${left === 1 ? "stay is" : `${left} stays are`} left out.`))] : [];
  const rows = item.visits.slice(-visitsShown).map((visit) => visitRow(visit, view));
  return [
    paragraph(...whose),
    ...earlier,
    table([text("Stage"), text("Time there"), text("Entered (UTC)"), text("Left (UTC)")], ...rows),
  ];
}

/** The length before the moments: on a phone the last column is out of sight. */
function visitRow({ stage, enteredAt, leftAt }: Visit, calendar: Calendar): PhrasingContent[] {
  const timeThere = leftAt === null ? "still there" : duration(secondsBetween(enteredAt, leftAt));
  const left = leftAt === null ? "not yet" : shortMoment(leftAt, calendar);
  return [text(nameOf(stage)), text(timeThere), text(shortMoment(enteredAt, calendar)), text(left)];
}

/** A line for each linked issue with its time in shaping and in design. */
export function linkedIssues(view: PullRequestView): PhrasingContent[][] {
  const lines = view.issues
    .slice(0, issuesShown)
    .map((issue) => [
      text("Issue "),
      ownReference(issue.number),
      text(" "),
      untrusted(issue.title),
      text(`: ${timeIn(issue, "shaping", view)}, ${timeIn(issue, "design", view)}.`),
    ]);
  const more = view.issues.length - issuesShown;
  return more > 0 ? [...lines, [text(`${more} more linked ${more === 1 ? "issue" : "issues"}.`)]] : lines;
}

function timeIn(issue: ItemTimeline, stage: StageSlug, calendar: Calendar): string {
  if (issue.visits.length === 0) return `time in ${stage} not known`;
  const visits = issue.visits.filter((visit) => visit.stage === stage);
  if (visits.length === 0) return `not in ${stage}`;
  const spent = visits.flatMap(({ enteredAt, leftAt }) => (leftAt === null ? [] : [secondsBetween(enteredAt, leftAt)]));
  const stillThere = visits.find((visit) => visit.leftAt === null);
  const parts = [
    ...(spent.length > 0 ? [duration(spent.reduce((sum, seconds) => sum + seconds, 0))] : []),
    ...(stillThere ? [`since ${shortMoment(stillThere.enteredAt, calendar)} UTC`] : []),
  ];
  return `${parts.join(" and again ")} in ${stage}`;
}
