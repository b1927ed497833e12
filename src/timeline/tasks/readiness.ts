/** Decides when work was before its review, and when it was in it. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Stretch } from "../stretch.ts";
import type { TimedReviewEvent } from "../review/waits.ts";

/** A stretch of work before review, on a branch and as a draft; `ending` says whether review or a closing ended it. */
export type BeforeReview = Stretch & { ending: "review" | "closing" | null };

export type Readiness = { beforeReview: BeforeReview[]; inReview: Stretch[] };

/**
 * Of a pull request's events, opening first; `began` is the first push to its branch. A draft that is closed and reopened goes on with the same
 * stretch. The merge is the last event that counts.
 */
export function readinessOf(events: readonly TimedReviewEvent[], began: Instant): Readiness {
  const readiness: Readiness = { beforeReview: [], inReview: [] };
  const openedAt = events[0]?.at ?? began;
  let draftSince: Instant | null = earlier(began, openedAt);
  let readySince: Instant | null = null;
  let closedAt: Instant | null = null;
  let isDraft = false;
  for (const { at, event } of events) {
    if (event.kind === "opened") isDraft = event.draft;
    if (event.kind === "ready" || event.kind === "drafted") isDraft = event.kind === "drafted";
    if (event.kind === "closed") closedAt = at;
    if (event.kind === "reopened") closedAt = null;
    const isReady = closedAt === null && !isDraft;
    if (readySince !== null && !isReady) readiness.inReview.push({ from: readySince, to: at });
    if (draftSince !== null && isReady) readiness.beforeReview.push({ from: draftSince, to: at, ending: "review" });
    readySince = isReady ? (readySince ?? at) : null;
    draftSince = isReady ? null : isDraft ? (draftSince ?? at) : draftSince;
    if (event.kind === "closed" && event.merged) break;
  }
  if (readySince !== null) readiness.inReview.push({ from: readySince, to: null });
  if (draftSince !== null) {
    readiness.beforeReview.push({ from: draftSince, to: closedAt, ending: closedAt === null ? null : "closing" });
  }
  return readiness;
}
