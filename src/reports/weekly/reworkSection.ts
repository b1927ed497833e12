/** Decides how rework, coordination and AI inflow are told. */
import type { PhrasingContent, RootContent } from "mdast";
import type { Inflow } from "../../metrics/aiInflow.ts";
import { nameOf } from "../../stages.ts";
import type { ReworkKind } from "../../timeline/timeline.ts";
import { duration } from "../durations.ts";
import { details, list, paragraph, strong, table, text } from "../markdown.ts";
import { counted, itemDays, percent, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const kinds: Record<ReworkKind, string> = {
  "review-round": "Review round",
  "flow-back": "Flow-back",
  deployment: "Deployment again",
  "red-check": "Red check, then a push",
  "design-changes": "Design changes",
  "qa-failed": "QA failed",
  incident: "Incident",
};

export function reworkSection({ rework }: WeeklyReport): RootContent[] {
  if (rework.counts.length === 0) return [];
  const rows = rework.counts.map(({ kind, stage, times }) => {
    const rate = rework.rates.find((each) => each.stage === stage);
    const sent = rework.flowBacks.filter(({ to }) => kind === "flow-back" && to === stage);
    const from = sent.map(
      ({ from: sender, times: n }) => `${whole(n)} from ${sender === null ? "outside" : nameOf(sender)}`,
    );
    return [
      text(from.length === 0 ? kinds[kind] : `${kinds[kind]}: ${from.join(", ")}`),
      text(nameOf(stage)),
      text(whole(times)),
      text(rate === undefined || rate.rate === null ? "" : `${percent(rate.rate)} of ${whole(rate.present)}`),
    ];
  });
  return [
    details("What came back", table(["Rework", "In", "Times", "Items of the stage with any"].map(text), ...rows)),
  ];
}

/** One number for the team, never one for a person. */
export function coordinationSection({ handOffs, decisionWaits, clarity, load }: WeeklyReport): RootContent[] {
  const lines: [string, string][] = [];
  if (handOffs.changesPerItem !== null) {
    lines.push([
      "Hand-offs:",
      `the turn changed ${counted(handOffs.changesPerItem, "time")} for each item released (n ${handOffs.items}).`,
    ]);
  }
  lines.push([
    "Decisions:",
    `${itemDays(decisionWaits.decisionItemDays)} waiting on a decision, ${itemDays(decisionWaits.informationItemDays)} on information.`,
  ]);
  lines.push([
    "Clarity:",
    `${counted(clarity.flowBacksIntoShaping + clarity.flowBacksIntoDesign, "item")} went back into shaping or design, ${counted(clarity.lateClarifications, "question")} came up after design (n ${clarity.items}).`,
  ]);
  lines.push([
    "Load:",
    load.perPerson === null
      ? `${counted(load.openItems, "open item")} and ${counted(load.reviewsWaiting, "review")} waiting; fewer than three people acted, so no number for each is shown.`
      : `${whole(load.perPerson)} open items and reviews for each of ${whole(load.activePeople)} people who acted.`,
  ]);
  return [
    details(
      "Hand-offs, decisions, clarity, load",
      list(...lines.map(([name, words]): PhrasingContent[] => [strong(name), text(` ${words}`)])),
    ),
  ];
}

/** Signals, not proof. */
export function aiSection({ ai }: WeeklyReport): RootContent[] {
  const { review, split, automation } = ai;
  if (review.arrivals === 0 && review.departures === 0) return [];
  const absorbed =
    review.arrivals > review.departures
      ? `${whole(review.arrivals)} came into review and ${whole(review.departures)} left: it does not absorb what comes in.`
      : `${whole(review.arrivals)} came into review and ${whole(review.departures)} left: it absorbs what comes in.`;
  const bots = automation.arrivals === 0 ? "" : ` Besides, ${counted(automation.arrivals, "item")} by other bots.`;
  const told = paragraph(text(`${absorbed}${bots}`));
  if (split === null) {
    return [
      details(
        "AI inflow and review",
        told,
        paragraph(text("Too few items or people to set work with signs of AI beside the rest.")),
      ),
    ];
  }
  const row = (name: string, of: (inflow: Inflow) => string) => [text(name), text(of(split.ai)), text(of(split.rest))];
  return [
    details(
      "AI inflow and review",
      told,
      table(
        ["", "With signs of AI", "Rest"].map(text),
        row("Came into review", ({ arrivals }) => whole(arrivals)),
        row("First review, middle", ({ firstReview }) =>
          firstReview.n === 0 ? "none" : `${duration(firstReview.p50Seconds)} (n ${firstReview.n})`,
        ),
        row("Review rounds for each merged", ({ roundsPerMerged, merged }) =>
          roundsPerMerged === null ? "none merged" : `${whole(roundsPerMerged)} (n ${merged})`,
        ),
        row("Flow-back", ({ flowBacks }) => whole(flowBacks)),
        row("Undone deployments carried", ({ undone }) => whole(undone)),
      ),
      paragraph(
        text(
          "Signs are accounts, branches, labels and co-author lines: signals, no proof, and no judgement on anybody.",
        ),
      ),
    ),
  ];
}
