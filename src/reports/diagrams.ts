/** Decides which diagrams stand in a report, as Mermaid of the two kinds that GitHub draws everywhere. */
import type { StageSlug } from "../stages.ts";
import { positionOf, stages } from "../stages.ts";
import type { SegmentOn } from "../timeline/timeline.ts";
import { shortStageNames } from "./shortStageNames.ts";
import { capitalised } from "./weekly/amounts.ts";
import { waitWords } from "./weekly/waitWords.ts";

/** Moves between two stages; `perWeek` in items. */
export type StageMove = { from: StageSlug; to: StageSlug; perWeek: number };

/** `queues` are the items in each stage, shaping's without its backlog; `slowest` is null where no stage is named the slowest. */
export type PipelineFlow = {
  queues: Readonly<Record<StageSlug, number>>;
  moves: readonly StageMove[];
  slowest: StageSlug | null;
};

/** What is waited on, and for how many days of items together. */
export type Waited = { on: Exclude<SegmentOn, "active">; itemDays: number };

/**
 * The seven stages with their queues, from top to bottom, since seven boxes beside each other cannot be read on a phone. The arrow between two neighbours
 * carries all moves per week that pass there, also those that leave stages out; what entered further down passed no arrow. Dotted arrows are flow-back, the five most frequent at most. Only
 * stages and numbers go in, so there is nothing of others to be escaped.
 */
export function pipelineDiagram(flow: PipelineFlow): string {
  const boxes = stages.map(({ slug }) => {
    const slow = slug === flow.slowest;
    const words = `${shortStageNames[slug]}: ${amount(flow.queues[slug])}${slow ? ", slowest" : ""}`;
    return `${idOf(slug)}["${words}"]:::${slow ? "slowest" : "stage"}`;
  });
  const arrows = stages.slice(1).map(({ slug }, index) => {
    const perWeek = passing(flow.moves, index);
    return `${idOf(stages[index]?.slug ?? slug)} -->|"${rounded(perWeek)} a week"| ${idOf(slug)}`;
  });
  const back = flow.moves
    .filter((move) => isBack(move) && rounded(move.perWeek) !== "0")
    .toSorted((a, b) => b.perWeek - a.perWeek)
    .slice(0, mostArrowsBack)
    .map((move) => `${idOf(move.from)} -.->|"${rounded(move.perWeek)} a week back"| ${idOf(move.to)}`);
  const classes = [
    "classDef stage fill:#ddf4ff,stroke:#0969da,color:#1f2328",
    "classDef slowest fill:#a33b00,stroke:#a33b00,color:#ffffff",
  ];
  return ["flowchart TB", ...[...boxes, ...arrows, ...back, ...classes].map((line) => `  ${line}`)].join("\n");
}

const mostArrowsBack = 5;

/**
 * Days of items by what they waited on: at most six parts, none so small that its label would lie on the next one's, and the others as one, so that the
 * parts sum to the whole. Null where there are not two parts: a pie of one says nothing.
 */
export function waitingPie(waits: readonly Waited[]): string | null {
  const whole = sumOf(waits);
  const ordered = waits.toSorted((a, b) => b.itemDays - a.itemDays);
  const large = ordered.slice(0, mostSlices).filter(({ itemDays }) => itemDays >= whole * smallestShare);
  const slices = large.map(({ on, itemDays }) => ({ words: capitalised(waitWords[on]), itemDays }));
  const drawn = [...slices, { words: "Anything else", itemDays: sumOf(ordered.slice(large.length)) }].filter(
    ({ itemDays }) => rounded(itemDays) !== "0",
  );
  if (drawn.length < 2) return null;
  const lines = drawn.map(({ words, itemDays }) => `  "${words}" : ${rounded(itemDays)}`);
  return ["pie showData", "  title Days of waiting, all items together", ...lines].join("\n");
}

const mostSlices = 6;
const smallestShare = 0.03;

function sumOf(waits: readonly Waited[]): number {
  return waits.reduce((sum, { itemDays }) => sum + itemDays, 0);
}

/** Forward moves per week that pass between the stage of this position and the next. */
function passing(moves: readonly StageMove[], position: number): number {
  return moves
    .filter((move) => positionOf(move.from) <= position && positionOf(move.to) > position)
    .reduce((sum, move) => sum + move.perWeek, 0);
}

function isBack(move: StageMove): boolean {
  return positionOf(move.to) < positionOf(move.from);
}

/** Slugs hold words that are Mermaid's own. */
function idOf(stage: StageSlug): string {
  return `s${positionOf(stage) + 1}`;
}

function amount(items: number): string {
  return `${rounded(items)} ${items === 1 ? "item" : "items"}`;
}

/** Plain digits with one decimal at most. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}
