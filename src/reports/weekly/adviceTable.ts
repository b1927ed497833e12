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
};

/** The first row that fits a reason and its stage is the advice. */
export const adviceRows: readonly AdviceRow[] = [
  {
    on: "information",
    stage: null,
    step: "reduce-ambiguity",
    role: "product",
    do: "Answer the open questions first, and say on each new issue what done means.",
    ai: "AI can draft the missing questions and acceptance criteria from the discussion, for a person to confirm.",
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
    do: "Name one person who decides on scope and priority, and a day by which.",
    ai: null,
  },
  {
    on: "dependency",
    stage: null,
    step: "find-waiting",
    role: "architecture",
    do: "Look at what blocks most items first; cut dependencies that only order needs.",
    ai: "AI can list which modules and items touch each other, and the risks of a cut.",
  },
  {
    on: "attention",
    stage: "shaping",
    step: "find-waiting",
    role: "product",
    do: "Take fewer items into shaping at a time, and drop those that nobody will take up.",
    ai: "AI can summarise long threads and point out duplicates, so that picking up again costs less.",
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
    do: "Begin less at once: work that was started and is not touched is stock.",
    ai: "AI can bring a stale branch up to date and write the tests and documentation that it lacks.",
  },
  {
    on: "author",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Answer reviews before beginning something new.",
    ai: "AI can prepare answers to review remarks and the tests that were asked for.",
  },
  {
    on: "reviewer",
    stage: null,
    step: "strengthen-slowest",
    role: "engineering",
    do: "Review before writing: a fixed time each day, and smaller pull requests.",
    ai: "AI can read first, summarise the change and find the plain mistakes; the verdict stays with a person.",
  },
  {
    on: "checks",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Require only the checks that have ever stopped a mistake, and run the slow ones in parallel.",
    ai: "AI can find the slowest tests and those that check the same thing twice.",
  },
  {
    on: "qa",
    stage: null,
    step: "tighten-validation",
    role: "qa",
    do: "Agree what QA looks at before the work is ready, and try each change by itself.",
    ai: "AI can write scenarios and regression tests from the issue, to be looked through.",
  },
  {
    on: "merge-queue",
    stage: null,
    step: "stabilise-release",
    role: "release",
    do: "Look at what makes the merge queue try again: mostly tests that fail by chance.",
    ai: "AI can sort the failures of the queue by cause.",
  },
  {
    on: "merge",
    stage: null,
    step: "tighten-validation",
    role: "engineering",
    do: "Switch auto-merge on: these are approved and green, and nobody merges them.",
    ai: null,
  },
  {
    on: "release",
    stage: null,
    step: "stabilise-release",
    role: "release",
    do: "Release smaller parts more often, by one command that anybody may run.",
    ai: "AI can draft rollout plans, release notes and runbooks from what was merged.",
  },
  {
    on: "approval",
    stage: null,
    step: "stabilise-release",
    role: "leadership",
    do: "Name a deputy for approving deployments, or approve by rule what has passed staging.",
    ai: null,
  },
  {
    on: "verification",
    stage: null,
    step: "stabilise-release",
    role: "data",
    do: "Decide which figure says that a deployment is good, and end the wait when it does.",
    ai: "AI can compare the figures of before and after.",
  },
  {
    on: "observation",
    stage: null,
    step: "stabilise-release",
    role: "support",
    do: "Shorten the time of observation where nothing was ever found in it.",
    ai: "AI can gather the context of reports about a change from where users write.",
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

/** The one piece of advice that no wait asks for, but a task: risks that were never looked at hold up more the later they are found. */
export const securityAdvice: Advice = {
  step: "reduce-ambiguity",
  role: "security",
  do: "Look at risks while the design can still change.",
  ai: "AI can go through a design for known kinds of risk before the review.",
};

export function adviceAgainst(on: WaitReason, stage: StageSlug): Advice | null {
  const row = adviceRows.find((each) => each.on === on && (each.stage === null || each.stage === stage));
  return row === undefined ? null : { step: row.step, role: row.role, do: row.do, ai: row.ai };
}

/** What AI cannot fix, whatever it writes. */
export const beyondAi = {
  strategy: { name: "Strategy", say: "What is to be built, and in which order, is for people to decide." },
  environments: { name: "Environments", say: "More code does not steady an unsteady environment." },
  "test-infrastructure": {
    name: "Test infrastructure",
    say: "Code that no check has seen is not known to work, whoever wrote it.",
  },
  alignment: { name: "Alignment", say: "Whose it is has to be said by people." },
  understaffing: {
    name: "Understaffing",
    say: "More comes in than this many people can take out; take in less or put people there.",
  },
} as const;

export type BeyondAi = keyof typeof beyondAi;
