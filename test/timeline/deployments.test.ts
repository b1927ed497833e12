/** What a deployment carries, how long it runs, and what it makes of the items that it brings, where not all of it is told. */
import { expect, test } from "vitest";
import { folded, itemOf } from "../support/folded.ts";
import { workflowRun } from "../support/repositoryPayloads.ts";
import { type Moment, instantIn, played } from "../support/scenario.ts";

type Script = [at: string, happens: (m: Moment) => void][];

const ada = { by: "ada" };
const mergedPullRequest = (number: number) => (m: Moment) => {
  m.pushed(`part-${number}`, ada);
  m.pullRequestOpened(number, { ...ada, branch: `part-${number}` });
  m.merged(number);
};
const deployed =
  (id: number, environment = "production") =>
  (m: Moment) =>
    m.deployed(id, environment);
const is = (id: number, state: "in_progress" | "success" | "failure" | "inactive") => (m: Moment) =>
  m.deploymentIs(id, state);

/** From a repository that deploys, a day before. */
function told(script: Script) {
  const story = played(2026, { fullName: "acme/shop", id: 1001 }, ({ at }) => {
    at("03-01 09:00", deployed(9000));
    at("03-01 09:10", is(9000, "success"));
    for (const [moment, happens] of script) at(moment, happens);
  });
  return { ...story, ...folded(story.deliveries, { now: instantIn(2026, "03-05 00:00") }) };
}

/** `release 03-02 10:00, active 03-02 11:00`: what its time in the release stage was. */
function releaseSegments({ items }: ReturnType<typeof told>, number = 2): string {
  const visits = itemOf({ items, pullRequests: [] }, number).visits.filter(({ stage }) => stage === "release");
  return visits
    .flatMap(({ segments }) => segments.map(({ on, from }) => `${on} ${from.slice(5, 16).replace("T", " ")}`))
    .join(", ");
}

function spans({ items }: ReturnType<typeof told>, task: string, number = 2): string[] {
  const { tasks } = itemOf({ items, pullRequests: [] }, number);
  return tasks
    .filter((span) => span.task === task)
    .map(({ startedAt, endedAt }) => `${startedAt.slice(11, 16)} to ${endedAt?.slice(11, 16) ?? "on"}`);
}

test("a deployment that another one took the place of runs no more", () => {
  const history = told([
    ["03-02 10:00", mergedPullRequest(2)],
    ["03-02 12:00", deployed(9001)],
    ["03-02 12:05", is(9001, "in_progress")],
    ["03-02 12:30", is(9001, "inactive")],
    ["03-02 13:00", deployed(9002)],
    ["03-02 13:15", is(9002, "success")],
  ]);
  expect(spans(history, "deployment")).toEqual(["12:00 to 12:30", "13:00 to 13:15"]);
  expect(releaseSegments(history)).toBe(
    "release 03-02 10:00, active 03-02 12:00, release 03-02 12:30, active 03-02 13:00, verification 03-02 13:15",
  );
  expect(history.knowledge.deployments[1]).toMatchObject({ state: "in_progress", completed: null, finishedAt: null });
});

test("taken out of service after its success it had succeeded", () => {
  const history = told([
    ["03-02 10:00", mergedPullRequest(2)],
    ["03-02 12:00", deployed(9001)],
    ["03-02 12:15", is(9001, "success")],
    ["03-02 14:00", is(9001, "inactive")],
  ]);
  expect(spans(history, "deployment")).toEqual(["12:00 to 12:15"]);
  expect(history.knowledge.deployments[1]).toMatchObject({ state: "success", completed: true });
});

test("only the workflow run that makes the deployment is active, not every run after the merge", () => {
  const history = told([
    ["03-02 10:00", mergedPullRequest(2)],
    ["03-02 10:01", (m) => m.runStarted(51, "Tests", ada)],
    ["03-02 10:20", (m) => m.runEnded(51, "success", ada)],
    ["03-02 12:00", (m) => m.runStarted(52, "Deploy", ada)],
    ["03-02 12:10", deployed(9001)],
    ["03-02 12:20", is(9001, "success")],
    ["03-02 12:25", (m) => m.runEnded(52, "success", ada)],
  ]);
  expect(releaseSegments(history)).toBe("release 03-02 10:00, active 03-02 12:00, verification 03-02 12:25");
  expect(spans(history, "ci-cd-orchestration")).toEqual(["10:01 to 10:20", "12:00 to 12:25"]);
});

test("a run of the merge queue on the commit that it then merges is none after the merge", () => {
  const { deliveries } = told([["03-02 10:00", mergedPullRequest(2)]]);
  const shas = [...JSON.stringify(deliveries).matchAll(/"merge_commit_sha":"(?<sha>\w+)"/g)].map(
    ({ groups }) => groups?.["sha"],
  );
  const sha = shas.at(-1) ?? "";
  const at = instantIn(2026, "03-02 10:05");
  const repository = { fullName: "acme/shop", id: 1001 };
  const run = (number: number, branch: string) =>
    workflowRun("completed", { at, startedAt: at, repository, run: number, sha, branch });
  const inQueue = folded([
    ...deliveries,
    run(51, "gh-readonly-queue/main/pr-2-0123456789012345678901234567890123456789"),
  ]);
  const onMain = folded([...deliveries, run(52, "main")]);
  expect(itemOf(inQueue, 2).tasks.map(({ task }) => task)).not.toContain("ci-cd-orchestration");
  expect(itemOf(onMain, 2).tasks.map(({ task }) => task)).toContain("ci-cd-orchestration");
});

test("a failed deployment of its merge to staging, and the next one, are its own though no staging was seen before", () => {
  const history = told([
    ["03-02 10:00", mergedPullRequest(2)],
    ["03-02 11:00", deployed(8001, "staging")],
    ["03-02 11:10", is(8001, "failure")],
    ["03-02 11:20", deployed(8002, "staging")],
    ["03-02 11:30", is(8002, "success")],
  ]);
  expect(spans(history, "staging-validation")).toEqual(["11:00 to 11:10", "11:20 to 11:30"]);
  const { rework } = itemOf(history, 2);
  expect(rework.map(({ kind, stage, delivery }) => [kind, stage, history.told(delivery)])).toEqual([
    ["deployment", "release", "deployment.created 8002"],
  ]);
});

test("after a commit that never came to the default branch, a deployment carries what came since the last one that did", () => {
  const history = told([
    ["03-02 10:00", mergedPullRequest(2)],
    ["03-02 11:00", (m) => m.pushed("hotfix", ada)],
    ["03-02 11:01", (m) => m.pullRequestOpened(3, { ...ada, branch: "hotfix" })],
    ["03-02 11:10", (m) => m.deployed(9001, "production", { headOf: 3 })],
    ["03-02 11:20", is(9001, "success")],
    ["03-02 12:00", deployed(9002)],
    ["03-02 12:10", is(9002, "success")],
  ]);
  expect(history.knowledge.deployments.map(({ id, carries }) => [id, carries])).toEqual([
    [9000, []],
    [9001, []],
    [9002, [2]],
  ]);
});
