/** Decides what helps against each kind of waiting: THE table of advice. Which lines apply is decided by the numbers, in advice.ts. */
import type { WaitReason } from "../../metrics/waitShare.ts";
import type { StageSlug } from "../../stages.ts";

/** What tunes a pipeline, in the order in which to do it. */
export const tuningSteps = {
  "find-waiting": "Find where work waits rather than flows",
  "strengthen-slowest": "Strengthen the slowest stage first",
  "reduce-ambiguity": "Reduce ambiguity in shaping and design",
  "tighten-validation": "Tighten review and validation rules",
  "stabilise-release": "Stabilise environments and release tooling",
  "adjust-by-retrospectives": "Adjust by retrospectives",
} as const;

export type TuningStep = keyof typeof tuningSteps;

/** Who in a team is concerned, and with what AI serves that role. */
export const roles = {
  product: "Product",
  design: "Design",
  architecture: "Architecture",
  engineering: "Engineering",
  qa: "QA",
  release: "Release",
  support: "Support",
  leadership: "Leadership",
  security: "Security",
  data: "Data",
} as const;

export type Role = keyof typeof roles;

/** `do` is for a person; `ai` is how AI helps that role with it, null where it cannot. */
export type Advice = { step: TuningStep; role: Role; do: string; ai: string | null };

type AdviceRow = Advice & {
  on: WaitReason;
  /** Where it waits; null for anywhere. */
  stage: StageSlug | null;
  /** Whether it holds for the slowest stage only. */
  onlyIfSlowest?: true;
};

/** The first row that fits a reason and its stage is the advice. */
export const adviceRows: readonly AdviceRow[] = [
  {
    on: "information",
    stage: null,
    step: "reduce-ambiguity",
    role: "product",
    do: "Answer the open questions first, and say on each new issue what it takes to be done.",
    ai: "AI can draft missing questions and acceptance criteria from the discussion, for a person to confirm.",
  },
  {
    on: "decision",
    stage: "design",
    step: "reduce-ambiguity",
    role: "design",
    do: "Give design reviews a fixed hour in the week and one person who says yes.",
    ai: "AI can lay two or three alternatives side by side before the review. It does not choose.",
  },
  {
    on: "decision",
    stage: null,
    step: "reduce-ambiguity",
    role: "leadership",
    do: "Name one person who decides on scope and priority, and by which day.",
    ai: null,
  },
  {
    on: "dependency",
    stage: null,
    step: "find-waiting",
    role: "architecture",
    do: "Look first at what blocks the most items, and drop dependencies that are only habit.",
    ai: "AI can list which parts and items depend on each other, and the risks of changing that.",
  },
  {
    on: "attention",
    stage: "shaping",
    step: "find-waiting",
    role: "product",
    do: "Shape fewer items at a time, and close those that nobody will take up.",
    ai: "AI can sum up long threads and point out duplicates.",
  },
  {
    on: "attention",
    stage: "design",
    step: "find-waiting",
    role: "design",
    do: "Finish designs that were begun before beginning others.",
    ai: "AI can sketch first alternatives to react to.",
  },
  {
    on: "attention",
    stage: null,
    step: "find-waiting",
    role: "engineering",
    do: "Begin less at once, and finish or close what was begun.",
    ai: "AI can bring a stale branch up to date and draft the tests and documentation that it lacks.",
  },
  {
    on: "author",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Answer reviews before you begin something new.",
    ai: "AI can draft answers to review remarks, and the tests that were asked for.",
  },
  {
    on: "reviewer",
    stage: null,
    onlyIfSlowest: true,
    step: "strengthen-slowest",
    role: "engineering",
    do: "Review before you write: begin each day with the oldest, and open smaller pull requests.",
    ai: "AI can read first, sum up the change and find the plain mistakes; the verdict stays with a person.",
  },
  {
    on: "reviewer",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Keep a fixed time each day for reviews, and agree on what a review has to look at.",
    ai: "AI can read first, sum up the change and find the plain mistakes; the verdict stays with a person.",
  },
  {
    on: "checks",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Require only checks that have stopped a mistake, and run the slow ones side by side.",
    ai: "AI can find the slowest tests and those that check the same thing twice.",
  },
  {
    on: "qa",
    stage: null,
    step: "tighten-validation",
    role: "qa",
    do: "Agree what QA looks at before the work is ready, and test each change by itself.",
    ai: "AI can draft scenarios and regression tests from the issue, for QA to check.",
  },
  {
    on: "merge-queue",
    stage: null,
    step: "stabilise-release",
    role: "release",
    do: "Look at what makes the merge queue start again; often it is tests that fail by chance.",
    ai: "AI can sort the queue's failures by cause.",
  },
  {
    on: "merge",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Switch auto-merge on: nothing is missing here but somebody to press the button.",
    ai: null,
  },
  {
    on: "release",
    stage: null,
    step: "stabilise-release",
    role: "release",
    do: "Ship smaller parts more often, with one command that anybody may run.",
    ai: "AI can draft rollout plans, release notes and runbooks from what was merged.",
  },
  {
    on: "approval",
    stage: null,
    step: "stabilise-release",
    role: "leadership",
    do: "Name a deputy who approves deployments, or let what has passed staging go out by rule.",
    ai: null,
  },
  {
    on: "verification",
    stage: null,
    step: "stabilise-release",
    role: "data",
    do: "Decide which figure shows that a deployment is good, and stop waiting when it does.",
    ai: "AI can compare the figures before and after.",
  },
  {
    on: "observation",
    stage: null,
    step: "stabilise-release",
    role: "support",
    do: "Watch for less long where watching has never found anything.",
    ai: "AI can gather what users write about a change.",
  },
  {
    on: "retrospective",
    stage: null,
    step: "adjust-by-retrospectives",
    role: "leadership",
    do: "Talk about last week's summary and close it.",
    ai: null,
  },
];

/** Advice that no wait asks for, but something that happened. */
export const adviceOnEvents = {
  /** Risks that were never looked at cost more the later they are found. */
  "back-in-design": {
    step: "reduce-ambiguity",
    role: "security",
    do: "Look at risks while the design can still change.",
    ai: "AI can go through a design for known kinds of risk before its review.",
  },
  incident: {
    step: "stabilise-release",
    role: "support",
    do: "Write down what users saw, and when, while it is fresh.",
    ai: "AI can gather the reports of one incident and what was released before it.",
  },
  undone: {
    step: "stabilise-release",
    role: "release",
    do: "Ship smaller parts, and try the way back before you need it.",
    ai: "AI can draft rollout plans and runbooks from what was merged.",
  },
  "learning-piles-up": {
    step: "adjust-by-retrospectives",
    role: "leadership",
    do: "Talk about last week's summary and close it.",
    ai: null,
  },
} as const satisfies Record<string, Advice>;

/** `isSlowest` says whether this stage is the slowest one. */
export function adviceAgainst(on: WaitReason, stage: StageSlug, isSlowest: boolean): Advice | null {
  const row = adviceRows.find(
    (each) =>
      each.on === on &&
      (each.stage === null || each.stage === stage) &&
      (each.onlyIfSlowest === undefined || isSlowest),
  );
  return row === undefined ? null : { step: row.step, role: row.role, do: row.do, ai: row.ai };
}
