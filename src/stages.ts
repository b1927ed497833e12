/** Decides the vocabulary of delivery: THE table of seven stages and thirty-two tasks that everything else is derived from. */

/**
 * In the order in which work flows. A task is marked by the label `task: <slug>`, a stage by `stage: <slug>`; `starts` and `ends` say which event or
 * label of GitHub shows a task by default.
 */
export const stages = [
  {
    slug: "shaping",
    name: "Shaping",
    tasks: [
      { slug: "idea-capture", starts: "issue opened", ends: "first act of triage" },
      {
        slug: "initial-triage",
        starts: "issue opened, or `needs triage` on",
        ends: "first of: type, label by a person (but for labels that start a task), assignee, milestone, project field, comment by a person other than the author",
      },
      { slug: "clarification", starts: "`needs clarification`, `needs info` or `question` on", ends: "off" },
      {
        slug: "scoping",
        starts: "`needs scoping` on",
        ends: "off, or a `size*` or `estimate*` label, a milestone, a Size or Estimate project field, a blocked-by dependency",
      },
      {
        slug: "prioritisation",
        starts: "`needs priority` on",
        ends: "off, or a `priority*` or `P0` to `P4` label, a Priority project field",
      },
    ],
  },
  {
    slug: "design",
    name: "Design",
    tasks: [
      { slug: "solution-sketching", starts: "`stage: design` on", ends: "next design task, or stage left" },
      { slug: "feasibility-checks", starts: "`feasibility`, `security review` or `compliance` on", ends: "off" },
      { slug: "design-review", starts: "`design review` on", ends: "`design approved` on, or off" },
      {
        slug: "task-decomposition",
        starts: "first sub-issue added",
        ends: "last sub-issue added before implementation",
      },
    ],
  },
  {
    slug: "implementation",
    name: "Implementation",
    tasks: [
      { slug: "environment-setup", starts: "branch created for the item", ends: "first push on it" },
      { slug: "coding", starts: "first commit or push", ends: "last push before review" },
      { slug: "local-testing", starts: "checks on the branch or draft before it is ready", ends: "their end" },
      { slug: "documentation-updates", starts: "a push that touches docs, ADRs or runbooks", ends: "at once" },
    ],
  },
  {
    slug: "review",
    name: "Review and validation",
    tasks: [
      { slug: "pull-request-creation", starts: "pull request opened", ends: "ready for review" },
      {
        slug: "automated-checks",
        starts: "first check, status or workflow run on the head commit",
        ends: "the last ends, for each head commit",
      },
      {
        slug: "human-review",
        starts: "ready for review, or review asked for",
        ends: "a review by a person who is not the author",
      },
      {
        slug: "review-iteration",
        starts: "changes requested",
        ends: "a new verdict by who requested them, after the answer",
      },
      { slug: "qa-testing", starts: "`needs qa` or `in qa` on", ends: "off, or `qa passed` or `qa failed` on" },
      { slug: "staging-validation", starts: "deployment to a staging environment created", ends: "its final status" },
    ],
  },
  {
    slug: "release",
    name: "Release",
    tasks: [
      { slug: "release-packaging", starts: "release drafted, or tag created", ends: "release or package published" },
      {
        slug: "migration-preparation",
        starts: "`migration` on, or a push that touches migration folders",
        ends: "off, or deployed",
      },
      {
        slug: "ci-cd-orchestration",
        starts: "merged: workflow runs on the default branch, deployment awaiting approval",
        ends: "their end",
      },
      { slug: "deployment", starts: "production deployment created", ends: "success, failure, error or inactive" },
      {
        slug: "post-deploy-verification",
        starts: "production deployment succeeded",
        ends: "`verified` on, or the verification window over",
      },
    ],
  },
  {
    slug: "production-stability",
    name: "Production stability",
    tasks: [
      { slug: "monitoring", starts: "verified", ends: "the stability window over without an incident" },
      {
        slug: "incident-response",
        starts: "incident opened, or rollback, or revert pull request opened",
        ends: "incident closed, or fix deployed",
      },
      { slug: "root-cause-analysis", starts: "`root cause` or `rca` on", ends: "off" },
      {
        slug: "knowledge-capture",
        starts: "`postmortem` or `runbook` on, or a linked pull request that touches runbooks",
        ends: "off, or merged",
      },
    ],
  },
  {
    slug: "learning-and-flow",
    name: "Learning and flow",
    tasks: [
      { slug: "retrospectives", starts: "the weekly summary that covers the item opened", ends: "a person closes it" },
      {
        slug: "process-tuning",
        starts: "`process` on, or a push that changes the pipeline's config file",
        ends: "off, merged",
      },
      { slug: "tooling-evolution", starts: "`tooling` on, or a push that touches workflow files", ends: "off, merged" },
      { slug: "team-alignment", starts: "`team alignment` on", ends: "off" },
    ],
  },
] as const;

export type Stage = (typeof stages)[number];
export type StageSlug = Stage["slug"];
export type TaskSlug = Stage["tasks"][number]["slug"];

const slugs: readonly StageSlug[] = stages.map((stage) => stage.slug);

export function isStageSlug(text: string): text is StageSlug {
  return slugs.some((slug) => slug === text);
}

/** 0 for shaping to 6 for learning and flow: a move to a smaller number is flow-back. */
export function positionOf(stage: StageSlug): number {
  return slugs.indexOf(stage);
}

/** The stage as people read it. */
export function nameOf(stage: StageSlug): string {
  return stages.find((row) => row.slug === stage)?.name ?? stage;
}

/** A value for each stage; the compiler holds the keys to the table. */
export function byStage<T>(valueOf: (stage: StageSlug) => T): Record<StageSlug, T> {
  return {
    shaping: valueOf("shaping"),
    design: valueOf("design"),
    implementation: valueOf("implementation"),
    review: valueOf("review"),
    release: valueOf("release"),
    "production-stability": valueOf("production-stability"),
    "learning-and-flow": valueOf("learning-and-flow"),
  };
}
