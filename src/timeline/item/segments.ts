/** Decides what each stretch of a visit was: touched lately, or waiting on something. */
import type { Instant } from "../../instant.ts";
import { unreachable } from "../../errors.ts";
import type { StageSlug } from "../../stages.ts";
import type { Stretch } from "../stretch.ts";
import { covers, edgesOf } from "../stretch.ts";
import type { Segment, SegmentOn, Wait } from "../timeline.ts";
import type { Stay } from "./visits.ts";

/** When what was true of an item, each as a union of stretches. */
export type Circumstances = {
  dependency: readonly Stretch[];
  information: readonly Stretch[];
  decision: readonly Stretch[];
  /** Until the activity window after a person's act is over. */
  active: readonly Stretch[];
  approval: readonly Stretch[];
  /** A production deployment, a release, or the run that makes it. */
  releasing: readonly Stretch[];
  /** Live, and the verification window not over. */
  verification: readonly Stretch[];
  incident: readonly Stretch[];
  pullRequests: readonly PullRequestCircumstances[];
};

export type PullRequestCircumstances = {
  number: number;
  waits: readonly Wait[];
  /** While it was a draft: of several pull requests, one that is ready speaks for the review. */
  drafts: readonly Stretch[];
  authorActive: readonly Stretch[];
};

/** Splits a stay into segments that follow one another and sum to it; the last is open while the stay is. Nothing after `now` is told. */
export function segmentsOf(stay: Stay, circumstances: Circumstances, now: Instant): Segment[] {
  const segments: Segment[] = [];
  for (const from of [stay.enteredAt, ...edgesWithin(stay, circumstances, now)]) {
    const on = segmentAt(stay.stage, from, circumstances);
    const last = segments.at(-1);
    if (last?.on === on) continue;
    if (last) last.to = from;
    segments.push({ on, from, to: null });
  }
  const last = segments.at(-1);
  if (last) last.to = stay.leftAt;
  return segments;
}

function edgesWithin(stay: Stay, all: Circumstances, now: Instant): Instant[] {
  const isWithin = (at: Instant) => at > stay.enteredAt && (stay.leftAt === null ? at <= now : at < stay.leftAt);
  return [...new Set(edgesOfCircumstances(all).filter(isWithin))].toSorted();
}

/** Every moment at which something begins or ends to be true; also those to come, such as the end of an activity window. */
export function edgesOfCircumstances({ pullRequests, ...shared }: Circumstances): Instant[] {
  return [
    ...Object.values(shared).flatMap(edgesOf),
    ...pullRequests.flatMap(({ waits, drafts, authorActive }) => [waits, drafts, authorActive].flatMap(edgesOf)),
  ];
}

/** The first that is true, in the order of the definition for the stage. */
function segmentAt(stage: StageSlug, at: Instant, all: Circumstances): SegmentOn {
  const touched = covers(all.active, at) ? "active" : "attention";
  switch (stage) {
    case "shaping":
    case "design":
      if (covers(all.dependency, at)) return "dependency";
      if (covers(all.information, at)) return "information";
      return covers(all.decision, at) ? "decision" : touched;
    case "implementation":
      return covers(all.dependency, at) ? "dependency" : touched;
    case "review":
      return turnAt(at, all) ?? touched;
    case "release":
      if (covers(all.approval, at)) return "approval";
      if (covers(all.releasing, at)) return "active";
      return covers(all.verification, at) ? "verification" : "release";
    case "production-stability":
      return covers(all.incident, at) ? "active" : "observation";
    case "learning-and-flow":
      return "retrospective";
    default:
      return unreachable(stage);
  }
}

/**
 * The wait of the pull request that has waited longest, of those that are ready if any is; null where a label alone put the item in review and no pull
 * request is open.
 */
function turnAt(at: Instant, { pullRequests }: Circumstances): SegmentOn | null {
  const waiting = pullRequests.flatMap(({ number, waits, drafts, authorActive }) => {
    const wait = waits.find((each) => covers([each], at));
    return wait ? [{ number, wait, isDraft: covers(drafts, at), authorActive }] : [];
  });
  const [longest] = waiting.toSorted(
    (a, b) => Number(a.isDraft) - Number(b.isDraft) || compare(a.wait.from, b.wait.from) || a.number - b.number,
  );
  if (!longest) return null;
  return longest.wait.on === "author" && covers(longest.authorActive, at) ? "active" : longest.wait.on;
}

function compare(a: Instant, b: Instant): number {
  return a < b ? -1 : Number(a > b);
}
