/** Decides how a first look tells what came through, how long it took, and what came in with signs of AI. */
import { fewestPeople } from "../../metrics/load.ts";
import { counted, orNone, sentences, spreadInWords, whole } from "../weekly/amounts.ts";
import { duration } from "../durations.ts";
import type { Look } from "./look.ts";

/** A paragraph each. Speed never stands without what it may have cost. */
export function flowLines(seen: Look): string[] {
  const { opened, merged, closedUnmerged, openAtEnd } = seen.pullRequests;
  const flow = [releasedWords(seen), cycleWords(seen)];
  if (opened + merged + closedUnmerged + openAtEnd === 0)
    return [...flow, "No pull request was open in this time, so there is nothing to tell of reviews and of AI."];
  return [...flow, reviewWords(seen), aiWords(seen)];
}

function releasedWords({ released, deployments, health, pullRequests }: Look): string {
  const { opened, merged, closedUnmerged } = pullRequests;
  const perWeek = released.perWeek === null || released.released === 0 ? "" : `, ${rate(released.perWeek)} a week`;
  return sentences(
    `Throughput: ${counted(released.released, "item")} released${perWeek}.`,
    health.productionSeen
      ? `${counted(deployments.changeFailure.completed, "production deployment")} completed, ${orNone(deployments.undone.length)} had to be undone.`
      : "",
    opened + merged + closedUnmerged === 0
      ? ""
      : `Pull requests: ${whole(opened)} opened, ${whole(merged)} merged, ${orNone(closedUnmerged)} closed unmerged.`,
  );
}

function cycleWords({ cycleTime: { fromIdea, fromStart } }: Look): string {
  if (fromIdea.n === 0) return "Cycle time: nothing was released in this time.";
  const start = fromStart.n === 0 ? "" : `; from the start of work ${spreadInWords(fromStart, "item")}`;
  return `Cycle time: from the idea to the release ${spreadInWords(fromIdea, "item")}${start}.`;
}

function reviewWords({ firstReview, pullRequests: { withoutReview } }: Look): string {
  const { merged, without } = withoutReview;
  const time = firstReview.n === 0 ? "none came from another person." : `${spreadInWords(firstReview, "review")}.`;
  const unseen =
    merged === 0 ? "" : `Merged without a review by another person: ${whole(without)} of ${whole(merged)}.`;
  return sentences(`First review: ${time}`, unseen);
}

/** Signals, not proof. */
function aiWords({ ai: { review, split, automation }, activePeople }: Look): string {
  const bots =
    automation.arrivals === 0
      ? ""
      : `Bots such as those that update dependencies sent ${counted(automation.arrivals, "item")} into review.`;
  if (split === null) {
    const why =
      activePeople < fewestPeople
        ? `only ${counted(activePeople, "person", "people")} acted: too few to compare`
        : "fewer than ten items in review bear its signs, or do not: too few to compare";
    return sentences(`AI: ${why}.`, bots);
  }
  const { ai, rest } = split;
  const reviewed =
    ai.firstReview.n === 0 || rest.firstReview.n === 0
      ? ""
      : `First review, half within: ${duration(ai.firstReview.p50Seconds)} with, ${duration(rest.firstReview.p50Seconds)} without.`;
  return sentences(
    `AI: ${whole(ai.arrivals)} of the ${whole(review.arrivals)} entries into review bear its signs (accounts, branches, labels, co-authors: signals, no proof); ${whole(review.departures)} left review.`,
    reviewed,
    bots,
  );
}

function rate(perWeek: number): string {
  return whole(Math.round(perWeek * 10) / 10);
}
