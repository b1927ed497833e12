import { expect, test } from "vitest";
import type { Delivery } from "../../../src/signals/delivery.ts";
import type { TaskSlug } from "../../../src/stages.ts";
import { stages } from "../../../src/stages.ts";
import {
  alsoLabeled,
  branchCreated,
  check,
  clock,
  deployed,
  deploymentIs,
  head,
  issue,
  labeled,
  merge,
  merged,
  pull,
  push,
  release,
  review,
  unlabeled,
  workflowRun,
} from "../../support/helloWorld.ts";
import { shaFor } from "../../support/payloadParts.ts";
import { issueLabeled, issueOpened } from "../../support/payloads.ts";
import { recorded } from "../../support/recorded.ts";
import { subIssueLinked } from "../../support/repositoryPayloads.ts";
import { spansOf } from "../../support/taskSpans.ts";

/** What GitHub published as it is, with fields changed, or, of events of which GitHub published none, made by our own builders. */
type Drive = { from: "recorded" | "edited" | "built"; item: 1 | 2; deliveries: Delivery[]; spans: string[] };

const opened = recorded("issues.opened", clock("15:20:18"));
const pullOpened = recorded("pull_request.opened", clock("15:20:33"));

function onIssue(label: string, ending: Delivery): Omit<Drive, "spans"> {
  return { from: "edited", item: 1, deliveries: [opened, labeled(label, "15:30"), ending] };
}

function onPull(...deliveries: Delivery[]): Omit<Drive, "spans"> {
  return { from: "edited", item: 2, deliveries: [pullOpened, ...deliveries] };
}

/** A push to the branch of pull request 2 just before it was opened. */
function pushing(path: string): Delivery {
  return push("changes", "15:15", { paths: [path] });
}

/** Something was deployed before, so that it is known what the second deployment brings. */
const base = shaFor("base");
const liveAt1615 = onPull(
  push("master", "15:00", { before: shaFor("nothing"), after: base }),
  deployed(4, base, "15:01"),
  deploymentIs("success", "15:02", { id: 4, sha: base, from: "15:01" }),
  merged("16:00"),
  push("master", "16:00", { before: base, after: merge }),
  deployed(5, merge, "16:10"),
  deploymentIs("success", "16:15", { id: 5, sha: merge, from: "16:10" }),
);

function incident(action: string, time: string, edits: object = {}): Delivery {
  const about = { "issue.number": 9, "issue.title": "Shop down since #2", "issue.created_at": clock("18:00") };
  return issue(action, time, { ...about, ...edits });
}

function summary(edits: object): Delivery {
  return recorded("issues.opened", clock("05-20 08:00"), {
    "issue.number": 10,
    "issue.title": "Throughline, week 2019-W20",
    "issue.user": { login: "throughline[bot]", id: 77, type: "Bot" },
    "issue.labels": [{ id: 20, name: "throughline: weekly" }],
    "issue.created_at": clock("05-20 08:00"),
    "issue.updated_at": clock("05-20 08:00"),
    ...edits,
  });
}

const shop = { number: 1, createdAt: clock("15:20") };

const drives = {
  "idea-capture": {
    from: "recorded",
    item: 1,
    deliveries: [opened, recorded("issues.assigned", clock("15:20:18"))],
    spans: ["15:20:18 to 15:20:18"],
  },
  "initial-triage": {
    from: "edited",
    item: 1,
    deliveries: [opened, issue("assigned", "15:25"), labeled("needs triage", "15:30"), alsoLabeled("bug", "15:40")],
    spans: ["15:20:18 to 15:25:00", "15:30:00 to 15:40:00"],
  },
  clarification: { ...onIssue("needs info", unlabeled("needs info", "15:45")), spans: ["15:30:00 to 15:45:00"] },
  scoping: { ...onIssue("needs scoping", alsoLabeled("size/M", "15:40")), spans: ["15:30:00 to 15:40:00"] },
  prioritisation: { ...onIssue("needs priority", alsoLabeled("P1", "15:40")), spans: ["15:30:00 to 15:40:00"] },
  "solution-sketching": {
    ...onIssue("stage: design", alsoLabeled("design review", "16:00")),
    spans: ["15:30:00 to 16:00:00"],
  },
  "feasibility-checks": {
    ...onIssue("security review", unlabeled("security review", "16:00")),
    spans: ["15:30:00 to 16:00:00"],
  },
  "design-review": {
    ...onIssue("design review", alsoLabeled("design approved", "16:00")),
    spans: ["15:30:00 to 16:00:00"],
  },
  "task-decomposition": {
    from: "built",
    item: 1,
    deliveries: [
      issueOpened({ ...shop, at: clock("15:20") }),
      subIssueLinked("sub_issue_added", { at: clock("15:30"), parent: shop, child: { number: 3 } }),
      subIssueLinked("sub_issue_added", { at: clock("15:40"), parent: shop, child: { number: 4 } }),
      issueLabeled({ ...shop, at: clock("16:00"), label: "in progress" }),
    ],
    spans: ["15:30:00 to 15:40:00"],
  },
  "environment-setup": {
    from: "edited",
    item: 1,
    deliveries: [opened, branchCreated("1-readme", "15:30"), push("1-readme", "15:40")],
    spans: ["15:30:00 to 15:40:00"],
  },
  coding: {
    ...onPull(push("changes", "15:05", { after: shaFor("first") }), push("changes", "15:15")),
    spans: ["15:05:00 to 15:15:00"],
  },
  "local-testing": {
    ...onPull(
      push("changes", "15:15"),
      check("created", "15:16", { "check_run.started_at": clock("15:16") }),
      check("completed", "15:18", {
        "check_run.started_at": clock("15:16"),
        "check_run.completed_at": clock("15:18"),
      }),
    ),
    spans: ["15:16:00 to 15:18:00"],
  },
  "documentation-updates": { ...onPull(pushing("docs/adr/7.txt")), spans: ["15:15:00 to 15:15:00"] },
  "pull-request-creation": {
    from: "edited",
    item: 2,
    deliveries: [
      recorded("pull_request.opened", clock("15:20:33"), { "pull_request.draft": true }),
      pull("ready_for_review", "15:40"),
    ],
    spans: ["15:20:33 to 15:40:00"],
  },
  "automated-checks": {
    ...onPull(check("created", "15:21:12"), check("completed", "15:25", { "check_run.completed_at": clock("15:25") })),
    spans: ["15:21:12 to 15:25:00"],
  },
  "human-review": { ...onPull(review("commented", "15:50")), spans: ["15:20:33 to 15:50:00"] },
  "review-iteration": {
    ...onPull(
      review("changes_requested", "15:50"),
      pull("synchronize", "16:00", {
        before: head,
        after: shaFor("answer"),
        "pull_request.head.sha": shaFor("answer"),
      }),
      review("approved", "16:10"),
    ),
    spans: ["15:50:00 to 16:10:00"],
  },
  "qa-testing": {
    ...onPull(
      pull("labeled", "15:30", { label: { id: 7, name: "needs qa" } }),
      pull("labeled", "15:50", { label: { id: 8, name: "qa passed" } }),
    ),
    spans: ["15:30:00 to 15:50:00"],
  },
  "staging-validation": {
    ...onPull(
      deployed(5, head, "15:30", "staging"),
      deploymentIs("success", "15:40", { id: 5, sha: head, from: "15:30", environment: "staging" }),
    ),
    spans: ["15:30:00 to 15:40:00"],
  },
  "release-packaging": {
    ...onPull(merged("16:00"), release("created", "16:10"), release("published", "16:20")),
    spans: ["16:10:00 to 16:20:00"],
  },
  "migration-preparation": {
    ...onPull(pushing("db/migrations/7.sql"), merged("16:00")),
    spans: ["15:15:00 to 16:00:00"],
  },
  "ci-cd-orchestration": {
    ...onPull(merged("16:00"), workflowRun("requested", "16:01", "16:01"), workflowRun("completed", "16:01", "16:09")),
    spans: ["16:01:00 to 16:09:00"],
  },
  deployment: { ...liveAt1615, spans: ["16:10:00 to 16:15:00"] },
  "post-deploy-verification": { ...liveAt1615, spans: ["16:15:00 to 17:15:00"] },
  monitoring: { ...liveAt1615, spans: ["17:15:00 to 05-18 17:15:00"] },
  "incident-response": {
    ...liveAt1615,
    deliveries: [
      ...liveAt1615.deliveries,
      incident("opened", "18:00"),
      incident("labeled", "18:00", { label: { id: 9, name: "incident" } }),
      incident("opened", "19:00", { action: "closed", "issue.closed_at": clock("19:00") }),
    ],
    spans: ["18:00:00 to 19:00:00"],
  },
  "root-cause-analysis": { ...onIssue("rca", unlabeled("rca", "16:00")), spans: ["15:30:00 to 16:00:00"] },
  "knowledge-capture": {
    ...onPull(pushing("ops/runbooks/database.txt"), merged("16:00")),
    spans: ["15:20:33 to 16:00:00"],
  },
  retrospectives: {
    ...liveAt1615,
    deliveries: [
      ...liveAt1615.deliveries,
      summary({}),
      summary({ action: "closed", "issue.updated_at": clock("05-21 09:00"), "issue.closed_at": clock("05-21 09:00") }),
    ],
    spans: ["05-20 08:00:00 to 05-21 09:00:00"],
  },
  "process-tuning": {
    ...onPull(pushing(".github/throughline.yml"), merged("16:00")),
    spans: ["15:15:00 to 16:00:00"],
  },
  "tooling-evolution": {
    ...onPull(pushing(".github/workflows/ci.yml"), merged("16:00")),
    spans: ["15:15:00 to 16:00:00"],
  },
  "team-alignment": {
    ...onIssue("team alignment", unlabeled("team alignment", "16:00")),
    spans: ["15:30:00 to 16:00:00"],
  },
} satisfies Record<TaskSlug, Drive>;

const tasks = stages.flatMap((stage) => stage.tasks.map(({ slug }): TaskSlug => slug));
const afterAll = clock("05-31 12:00");

test("every task of the table is driven by its default signal, and no other", () => {
  expect(Object.keys(drives)).toEqual(tasks);
});

test.each(tasks.map((slug) => ({ slug, ...drives[slug] })))(
  "$slug is seen in $from payloads",
  ({ slug, deliveries, item, spans }) => {
    expect(spansOf(slug, deliveries, item, afterAll)).toEqual(spans);
  },
);

test.each(tasks)("%s is in progress while its label is on", (slug) => {
  const label = `task: ${slug}`;
  const marked = [opened, issue("assigned", "15:21"), labeled(label, "15:30"), unlabeled(label, "15:45")];

  expect(spansOf(slug, marked, 1, afterAll)).toContain("15:30:00 to 15:45:00");
});
