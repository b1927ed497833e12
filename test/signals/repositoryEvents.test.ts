import { expect, test } from "vitest";
import { translate } from "../../src/signals/translate.ts";
import { changed, deliveryOf, noCommit, numberFor, shaFor } from "../support/payloadParts.ts";
import {
  blockedBy,
  branchCreated,
  checkRunCompleted,
  checkRunStarted,
  deploymentCreated,
  deploymentReview,
  deploymentStatus,
  labelDeleted,
  labelRenamed,
  pushed,
  releaseCreated,
  releasePublished,
  statusPosted,
  subIssueLinked,
  tagCreated,
  workflowRun,
} from "../support/repositoryPayloads.ts";
import { factOf, factsOf, linesOf } from "../support/translated.ts";

const at = "2026-03-02T09:14:00Z";
const earlier = "2026-03-02T09:00:00Z";
const ada = { id: numberFor("ada"), login: "ada", bot: false };
const sha = shaFor("head");
const base = shaFor("base");
const deployed = { deployment: 3, sha, at, createdAt: earlier };

test.each([
  [pushed({ at, branch: "topic", before: base, after: sha }), `pushed topic ${base} ${sha} @ ${at} received_at`],
  [branchCreated({ at, branch: "topic" }), `created branch topic ${at} @ ${at} received_at`],
  [tagCreated({ at, tag: "v1" }), `created tag v1 ${at} @ ${at} received_at`],
  [checkRunStarted({ at, sha, run: 5 }), `check ${sha} actions 15368 build @ ${at} check_run.started_at`],
  [
    checkRunCompleted({ at, sha, startedAt: null, app: { id: 9, slug: "ci" } }),
    `check ${sha} app 9 build @ ${at} check_run.completed_at`,
  ],
  [statusPosted({ at, sha, status: 6, state: "pending" }), `check ${sha} status - ci/build @ ${at} created_at`],
  [
    workflowRun("completed", { at, run: 8, attempt: 2, sha, startedAt: earlier }),
    `workflow-run 8 2 @ ${earlier} workflow_run.run_started_at`,
  ],
  [deploymentCreated(deployed), `deployment 3 @ ${earlier} deployment.created_at`],
  [
    deploymentReview("requested", { at, run: 8, environment: "live", since: earlier }),
    `deployment-review 8 1 requested ${earlier} live @ ${earlier} since`,
  ],
  [
    deploymentReview("approved", { at, run: 8, environment: "live", since: earlier }),
    `deployment-review 8 1 approved ${earlier} live @ ${at} received_at`,
  ],
  [releaseCreated({ at, release: 4, tag: "v1" }), `release 4 created @ ${at} release.created_at`],
  [releasePublished({ at, release: 4, tag: "v1" }), `release 4 published ${at} @ ${at} release.published_at`],
  [
    labelRenamed({ at, label: { id: 77, name: "in qa" }, from: "qa" }),
    `label 77 renamed ["qa","in qa"] @ ${at} received_at`,
  ],
  [labelDeleted({ at, label: { id: 77, name: "in qa" } }), `label 77 deleted @ ${at} received_at`],
])("a repository's delivery tells one fact and where its time is from (%#)", (delivery, line) => {
  expect(linesOf(delivery)).toEqual([line]);
});

test("a push tells its commits, and each path that it touches once", () => {
  const delivery = pushed({
    at,
    branch: "main",
    before: base,
    after: sha,
    commits: [shaFor("one"), sha],
    paths: ["src/b.ts", ".github/workflows/ci.yml", "src/b.ts"],
  });

  expect(factOf(delivery, "branch-pushed").signal).toEqual({
    kind: "branch-pushed",
    branch: "main",
    before: base,
    after: sha,
    forced: false,
    commits: [shaFor("one"), sha],
    coAuthors: {},
    paths: [".github/workflows/ci.yml", "src/b.ts"],
    toDefaultBranch: true,
    by: ada,
  });
});

test("a push that touches more paths than are kept still shows those under .github", () => {
  const paths = Array.from({ length: 4000 }, (_, index) => `src/${index}.ts`);
  const delivery = pushed({ at, paths: [...paths, ".github/throughline.yml"] });

  const { signal } = factOf(delivery, "branch-pushed");

  expect(signal.paths).toHaveLength(3000);
  expect(signal.paths).toContain(".github/throughline.yml");
});

test("a branch that is made or deleted has no commit before or after", () => {
  const made = factOf(pushed({ at, before: noCommit, after: sha }), "branch-pushed").signal;
  const gone = factOf(pushed({ at, before: sha, after: noCommit }), "branch-pushed").signal;

  expect([made.before, made.after, gone.before, gone.after]).toEqual([null, sha, sha, null]);
});

test("a branch made again under its old name is another creation", () => {
  const first = branchCreated({ at: earlier, branch: "topic" });
  const second = branchCreated({ at, branch: "topic" });

  expect(factOf(first, "branch-created").key).not.toBe(factOf(second, "branch-created").key);
});

test("the push of a tag tells the commit that its creation does not", () => {
  const body = { ref: "refs/tags/v1", before: noCommit, after: sha };

  expect(factOf(tagCreated({ at, tag: "v1" }), "tag-created").signal.sha).toBeNull();
  expect(factOf(deliveryOf("push", { at }, body), "tag-created").signal).toEqual({
    kind: "tag-created",
    tag: "v1",
    sha,
  });
});

test.each([
  [pushed({ at, branch: "gh-readonly-queue/main/pr-7-abc" }), "the branch is the merge queue's own"],
  [deliveryOf("push", { at }, { ref: "refs/tags/v1", before: sha, after: noCommit }), "the tag was deleted"],
  [
    deliveryOf("push", { at }, { ref: "refs/notes/x", before: sha, after: sha }),
    "the ref is neither a branch nor a tag",
  ],
  [checkRunCompleted({ at, sha, name: "Throughline" }), "it is the app's own check"],
  [
    deliveryOf("label", { at }, { action: "edited", label: { id: 7, name: "bug" }, changes: {} }),
    "the label's name did not change",
  ],
])("what tells nothing is ignored with the reason (%#)", (delivery, reason) => {
  expect(translate(delivery)).toMatchObject({ kind: "ignored", reason, repository: { id: 1001 } });
});

test("a check run is an attempt under its id", () => {
  const running = factOf(checkRunStarted({ at, sha, run: 5 }), "check").signal;
  const done = factOf(
    checkRunCompleted({ at, sha, run: 5, startedAt: earlier, conclusion: "failure" }),
    "check",
  ).signal;

  expect(running.attempts).toEqual({ 5: { startedAt: at, endedAt: null, conclusion: null } });
  expect(done.attempts).toEqual({ 5: { startedAt: earlier, endedAt: at, conclusion: "failure" } });
});

test("a commit status begins when pending and ends when anything else", () => {
  const pending = factOf(statusPosted({ at, sha, status: 6, state: "pending" }), "check").signal;
  const failed = factOf(statusPosted({ at, sha, status: 7, state: "error" }), "check").signal;

  expect(pending.attempts).toEqual({ 6: { startedAt: at, endedAt: null, conclusion: null } });
  expect(failed.attempts).toEqual({ 7: { startedAt: null, endedAt: at, conclusion: "error" } });
});

test("a workflow run has no end until it completes", () => {
  const requested = workflowRun("requested", { at: earlier, run: 8, sha });
  const completed = workflowRun("completed", { at, run: 8, sha, startedAt: earlier, conclusion: "cancelled" });

  expect(factOf(requested, "workflow-run").signal).toMatchObject({
    startedAt: earlier,
    endedAt: null,
    conclusion: null,
  });
  expect(factOf(completed, "workflow-run").signal).toMatchObject({
    startedAt: earlier,
    endedAt: at,
    conclusion: "cancelled",
  });
});

test("a deployment's status tells the deployment too", () => {
  const facts = factsOf(
    deploymentStatus({ ...deployed, status: 31, state: "failure", environment: "live", production: true }),
  );

  expect(facts.map((fact) => fact.signal)).toEqual([
    {
      kind: "deployment",
      deployment: 3,
      environment: "live",
      production: true,
      transient: false,
      sha,
      ref: "main",
      by: ada,
    },
    { kind: "deployment-status", deployment: 3, status: 31, state: "failure", environment: "live" },
  ]);
});

test("a link between two issues of the repository is told alike from either end", () => {
  const child = { number: 21 };
  const parent = { number: 20 };
  const fromParent = subIssueLinked("sub_issue_added", { at, parent, child });
  const fromChild = changed(fromParent, {
    action: "parent_issue_added",
    parent_issue_repo: { id: 1001 },
    sub_issue_repo: undefined,
  });

  expect(factOf(fromParent, "sub-issue").signal).toMatchObject({
    kind: "sub-issue",
    added: true,
    child: 21,
    childRepositoryId: 1001,
    by: { login: "ada" },
  });
  expect(linesOf(fromChild)).toEqual(linesOf(fromParent));
});

test("an issue of another repository is named, but not shown as one of this", () => {
  const facts = factsOf(
    blockedBy("blocked_by_removed", { at, blocked: { number: 20 }, blocker: { number: 3 }, blockerRepositoryId: 2002 }),
  );

  expect(facts.map((fact) => fact.subject)).toEqual(["#20", "#20"]);
  expect(facts[1]?.signal).toEqual({ kind: "blocked-by", added: false, blocker: 3, blockerRepositoryId: 2002 });
});

test("a link whose other end the app may not see shows the end that it may", () => {
  const linked = subIssueLinked("sub_issue_added", { at, parent: { number: 20 }, child: { number: 21 } });
  const seen = changed(linked, { sub_issue: undefined, sub_issue_repo: undefined });

  expect(factsOf(seen).map((fact) => fact.key)).toEqual(["#20 snapshot"]);
});

test("a name too long for the database's index is cut, and still tells two checks apart", () => {
  const long = "build ".repeat(1000);
  const [one, two] = [`${long}1`, `${long}2`].map((name) => factOf(checkRunStarted({ at, sha, name }), "check").key);

  expect(one?.length).toBeLessThan(600);
  expect(one).not.toBe(two);
});
