/** The demo's GitHub: each act of a team arrives as the webhooks that GitHub itself would send for it. */
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { type EmulatedGitHub, startEmulatedGitHub } from "../../src/cli/demo/emulatedGitHub.ts";
import { type StoryClock, startStoryClock } from "../../src/cli/demo/storyClock.ts";
import { type TeamMember, teamMember } from "../../src/cli/demo/teamMember.ts";
import { translate } from "../../src/signals/translate.ts";

let github: EmulatedGitHub;
let receiver: Server;
let clock: StoryClock;
let heardBefore = 0;

beforeAll(async () => {
  clock = startStoryClock("2026-03-02T09:00:00Z");
  github = await startEmulatedGitHub({ logins: ["maya", "jonas", "github-actions[bot]", "agent[bot]"], clock });
  receiver = createServer((request, response) => request.resume().on("end", () => response.writeHead(202).end()));
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(receiver.address());
  github.deliverTo(`http://127.0.0.1:${port}`);
});
beforeEach(() => {
  heardBefore = github.delivered.length;
});
afterAll(async () => {
  await github.close();
  await new Promise((resolve) => receiver.close(resolve));
});

it("tells of an issue and its labels, in the story's time", async () => {
  clock.moveTo("2026-03-03T10:00:00Z");
  const issue = await as("maya").openIssue("Pay by invoice", "Please.");
  clock.moveTo("2026-03-04T10:00:00Z");
  await as("jonas").label(issue, "needs info");
  clock.moveTo("2026-03-05T10:00:00Z");
  await as("jonas").unlabel(issue, "needs info");
  await as("jonas").comment(issue, "Thank you.");

  await expect
    .poll(meanings)
    .toEqual([
      `2026-03-03 #${issue} opened by maya`,
      `2026-03-04 #${issue} labeled by jonas`,
      `2026-03-05 #${issue} unlabeled by jonas`,
      `2026-03-05 #${issue} commented by jonas`,
    ]);
});

it("moves an open pull request when its branch is pushed to", async () => {
  const number = await openPullRequest("moved");
  await as("maya").push("moved", "second.txt", "Again");

  await expect.poll(meanings).toMatchObject({ length: 5 });
  const [push, synchronize] = payloads().slice(-2);
  expect(synchronize).toMatchObject({
    action: "synchronize",
    number,
    before: push?.["before"],
    after: push?.["after"],
  });
  expect(synchronize?.["pull_request"]).toMatchObject({ head: { sha: push?.["after"] } });
});

it("tells that a draft was made ready, and a draft again", async () => {
  const number = await openPullRequest("drafted", { draft: true });
  await as("maya").markReady(number);
  await as("maya").makeDraft(number);

  await expect
    .poll(() => meanings().slice(-3))
    .toEqual([
      `2026-03-05 #${number} opened by maya`,
      `2026-03-05 #${number} ready by maya`,
      `2026-03-05 #${number} drafted by maya`,
    ]);
});

it("tells whose review is asked for, and again after a review", async () => {
  const number = await openPullRequest("asked");
  await as("maya").askForReview(number, "jonas");
  await as("jonas").review(number, "REQUEST_CHANGES", "Not yet.");
  await as("maya").askForReview(number, "jonas");

  await expect.poll(meanings).toMatchObject({ length: 6 });
  const jonas = { requested_reviewer: { login: "jonas" } };
  expect(payloads().slice(-3)).toMatchObject([jonas, { review: { state: "changes_requested" } }, jonas]);
});

it("calls a label on a pull request one of the pull request's", async () => {
  const number = await openPullRequest("labelled");
  await as("jonas").label(number, "needs qa");

  await expect.poll(() => meanings().at(-1)).toBe(`2026-03-05 #${number} labeled by jonas`);
});

it("says whose a check run is, in webhooks and in listings", async () => {
  const number = await openPullRequest("checked");
  await as("github-actions[bot]").runCheck(number, "test", "failure");

  await expect.poll(meanings).toMatchObject({ length: 5 });
  const run = { name: "test", conclusion: "failure", app: { id: 15_368, slug: "github-actions" } };
  expect(payloads().at(-1)).toMatchObject({ action: "completed", check_run: run, sender: { type: "Bot" } });
  expect(await read(`/commits/checked/check-runs`)).toMatchObject({ check_runs: [run] });
});

it("closes the issue that a merge closes, and pushes the merge", async () => {
  const issue = await as("maya").openIssue("Pay by card", "Please.");
  const number = await openPullRequest("merged", { body: `Fixes #${issue}` });
  await as("maya").merge(number);

  await expect
    .poll(() => meanings().slice(-3).toSorted())
    .toEqual([
      `2026-03-05 #${issue} closed by maya`,
      `2026-03-05 #${number} closed by maya`,
      "2026-03-05 repository branch-pushed by maya",
    ]);
});

it("gives deliveries of one moment ids of their own", async () => {
  await Promise.all(["one", "two", "three", "four"].map((title) => as("maya").openIssue(title, "")));

  await expect.poll(() => new Set(github.delivered.slice(heardBefore).map(({ id }) => id)).size).toBe(4);
});

function as(login: string): TeamMember {
  return teamMember({ baseUrl: github.url, repository: github.repository, token: github.tokenOf(login) });
}

/** Three deliveries: the branch, its first commit, the pull request. */
async function openPullRequest(head: string, options: { draft?: boolean; body?: string } = {}): Promise<number> {
  await as("maya").createBranch(head);
  await as("maya").push(head, `${head}.txt`, "Begin");
  return as("maya").openPullRequest({ head, title: head, body: "", draft: false, ...options });
}

/** What the app makes of the deliveries of this test: day, subject, kind, who. */
function meanings(): string[] {
  return github.delivered.slice(heardBefore).flatMap(({ id, event, at, body }) => {
    const translation = translate({ id, event, receivedAt: at, payload: JSON.parse(body) });
    if (translation.kind === "directory" || translation.kind === "content") return [];
    if (translation.kind !== "facts") return [`${event} ${translation.kind}: ${translation.reason}`];
    return translation.facts
      .filter(({ signal }) => !signal.kind.endsWith("snapshot"))
      .map(({ at: day, subject, signal }) => {
        const by = "by" in signal ? ` by ${signal.by?.login}` : "";
        return `${day.slice(0, 10)} ${subject} ${signal.kind}${by}`;
      });
  });
}

function payloads(): Record<string, unknown>[] {
  return github.delivered.slice(heardBefore).map(({ body }) => z.looseObject({}).parse(JSON.parse(body)));
}

async function read(path: string): Promise<unknown> {
  const response = await fetch(`${github.url}/repos/${github.repository}${path}`);
  return response.json();
}
