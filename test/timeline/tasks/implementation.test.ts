import { expect, test } from "vitest";
import { branchCreated, check, clock, head, merged, pull, push } from "../../support/helloWorld.ts";
import { noCommit, shaFor } from "../../support/payloadParts.ts";
import { recorded } from "../../support/recorded.ts";
import { spansOf } from "../../support/taskSpans.ts";

const issueOpened = recorded("issues.opened", clock("15:00"), { "issue.created_at": clock("15:00") });
const pullOpened = recorded("pull_request.opened", clock("15:20:33"));
const draftOpened = recorded("pull_request.opened", clock("15:20:33"), { "pull_request.draft": true });
const afterAll = clock("05-31 12:00");

function synchronize(commit: string, time: string, before = head) {
  return pull("synchronize", time, { before, after: shaFor(commit), "pull_request.head.sha": shaFor(commit) });
}

test("a branch made on an old commit is pushed without bringing any, and still to be begun", () => {
  const creating = recorded("push", clock("15:10"), {
    ref: "refs/heads/1-readme",
    before: noCommit,
    after: head,
    commits: [],
  });

  expect(
    spansOf("environment-setup", [issueOpened, branchCreated("1-readme", "15:10"), creating], 1, afterAll),
  ).toEqual(["15:10:00 to on"]);
});

test("a branch that was made twice was set up the first time, whichever was heard of first", () => {
  const made = (time: string) =>
    recorded("create", clock(time), { ref: "1-readme", ref_type: "branch", "repository.pushed_at": clock(time) });
  const [first, again] = [made("15:10"), made("15:30")];

  expect(spansOf("environment-setup", [issueOpened, again, first], 1, afterAll)).toEqual(["15:10:00 to on"]);
});

test("a branch that comes with commits was set up in one moment", () => {
  const first = push("1-readme", "15:10", { before: noCommit });

  expect(
    spansOf("environment-setup", [issueOpened, first, branchCreated("1-readme", "15:10:01")], 1, afterAll),
  ).toEqual(["15:10:00 to 15:10:00"]);
});

test("coding goes on while there is no review", () => {
  expect(spansOf("coding", [issueOpened, push("1-readme", "15:10")], 1, afterAll)).toEqual(["15:10:00 to on"]);
});

test("a push that is heard of just after the opening of its pull request came before it", () => {
  expect(spansOf("coding", [pullOpened, push("changes", "15:20:35")], 2, afterAll)).toEqual(["15:20:33 to 15:20:33"]);
});

test("each draft is a span of coding of its own", () => {
  const twice = [
    draftOpened,
    synchronize("a", "15:30"),
    synchronize("b", "15:40", shaFor("a")),
    pull("ready_for_review", "15:50"),
    synchronize("c", "16:00", shaFor("b")),
    pull("converted_to_draft", "16:10"),
    synchronize("d", "16:20", shaFor("c")),
    pull("ready_for_review", "16:30"),
  ];

  expect(spansOf("coding", twice, 2, afterAll)).toEqual(["15:30:00 to 15:40:00", "16:20:00 to 16:20:00"]);
});

test("a push that both the branch and the pull request tell of is one, with the branch's paths", () => {
  const pushed = push("changes", "15:30:02", { before: head, after: shaFor("a"), paths: ["README.md"] });

  expect(spansOf("documentation-updates", [pullOpened, synchronize("a", "15:30"), pushed], 2, afterAll)).toEqual([
    "15:30:00 to 15:30:00",
  ]);
});

test.each([
  ["docs/guide/start.html", "documentation-updates"],
  ["packages/api/README.md", "documentation-updates"],
  ["ADR/0007-queue.txt", "documentation-updates"],
  ["ops/runbook.yaml", "documentation-updates"],
  ["services/shop/migrations/0001_init.py", "migration-preparation"],
  ["db/migrate/20260302_orders.rb", "migration-preparation"],
  [".github/workflows/deploy.yml", "tooling-evolution"],
  [".github/throughline.yml", "process-tuning"],
  ["ops/runbook.yaml", "knowledge-capture"],
] as const)("a push that touches %s is %s", (path, task) => {
  const deliveries = [push("changes", "15:15", { paths: [path] }), pullOpened, merged("16:00")];

  expect(spansOf(task, deliveries, 2, afterAll)).toHaveLength(1);
});

test.each(["src/migrations.ts", "src/documents/page.ts", "src/workflows/deploy.yml", "throughline.yml"])(
  "a push that touches %s is nothing but coding",
  (path) => {
    const deliveries = [push("changes", "15:15", { paths: [path] }), pullOpened, merged("16:00")];
    const tasks = [
      "documentation-updates",
      "migration-preparation",
      "tooling-evolution",
      "process-tuning",
      "knowledge-capture",
    ] as const;

    expect(tasks.flatMap((task) => spansOf(task, deliveries, 2, afterAll))).toEqual([]);
  },
);

test("a check that runs on into the review was testing up to there, and is an automated check from there", () => {
  const ran = [
    push("changes", "15:15"),
    check("created", "15:16", { "check_run.started_at": clock("15:16") }),
    pullOpened,
    check("completed", "15:30", {
      "check_run.started_at": clock("15:16"),
      "check_run.completed_at": clock("15:30"),
    }),
  ];

  expect(spansOf("local-testing", ran, 2, afterAll)).toEqual(["15:16:00 to 15:20:33"]);
  expect(spansOf("automated-checks", ran, 2, afterAll)).toEqual(["15:20:33 to 15:30:00"]);
});
