/** Decides how it is told what comes in with signs of AI, and whether review keeps up. */
import type { PhrasingContent, RootContent } from "mdast";
import type { Inflow } from "../../metrics/aiInflow.ts";
import type { QueueGrowth } from "../../metrics/queueGrowth.ts";
import { duration } from "../durations.ts";
import { details, paragraph, table, text } from "../markdown.ts";
import { counted, orNone, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

/** Signals, not proof. */
export function aiSection({ ai, slowest }: WeeklyReport): RootContent[] {
  const { review, split, automation } = ai;
  if (review.arrivals === 0 && review.departures === 0) return [];
  const growth = slowest.stages.find(({ stage }) => stage === "review")?.growth;
  const bots = automation.arrivals === 0 ? "" : ` Other bots sent ${counted(automation.arrivals, "item")} of them.`;
  return [
    details(
      `AI and review: ${orNone(review.arrivals)} came in, ${orNone(review.departures)} left`,
      paragraph(text(`${keepsUp(growth)}${bots}`)),
      ...(split === null ? [paragraph(text(tooFew))] : besides(split)),
    ),
  ];
}

const tooFew =
  "AI work is set beside the rest from ten items on either side and three people on; this week there were fewer.";

/** One week's in and out says little: the test over all weeks speaks. */
function keepsUp(growth: QueueGrowth | undefined): string {
  switch (growth?.verdict) {
    case "growing":
      return `Review does not keep up: over ${counted(growth.n, "week")} its queue has grown.`;
    case "steady":
      return `Review keeps up: over ${counted(growth.n, "week")} its queue does not grow.`;
    default:
      return "There is not enough work to tell whether review keeps up.";
  }
}

function besides({ ai, rest }: { ai: Inflow; rest: Inflow }): RootContent[] {
  const row = (name: string, of: (inflow: Inflow) => string): PhrasingContent[] => [
    text(name),
    text(of(ai)),
    text(of(rest)),
  ];
  return [
    table(
      ["", "With signs of AI", "Rest"].map(text),
      row("Items in review", ({ items }) => whole(items)),
      row("Came into review", ({ arrivals }) => whole(arrivals)),
      row("First review, half within", ({ firstReview }) =>
        firstReview.n === 0 ? "none" : `${duration(firstReview.p50Seconds)} (n ${firstReview.n})`,
      ),
      row("Review rounds for each merged", ({ roundsPerMerged, merged }) =>
        roundsPerMerged === null ? "none merged" : `${whole(roundsPerMerged)} (n ${merged})`,
      ),
      row("Sent back to an earlier stage", ({ flowBacks }) => whole(flowBacks)),
      row("In deployments that had to be undone", ({ undone }) => whole(undone)),
    ),
    paragraph(
      text("Signs are accounts, branches, labels and co-author lines: signals, no proof, and no judgement on anybody."),
    ),
  ];
}
