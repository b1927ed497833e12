/** The weekly summary issue is brought to its wanted state as a comment is, but for what is closed. */
import { sql } from "kysely";
import { beforeEach, expect, it } from "vitest";
import type { RepositoryAddress } from "../../src/github/github.ts";
import { publish, type PublishOutcome } from "../../src/github/publish.ts";
import type { WeeklyIssueReport } from "../../src/reports/report.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub, lostAfterWriting, lostBeforeWriting } from "../support/fakeGitHub.ts";

const database = useDatabase();
const repository: RepositoryAddress = { id: 1, owner: "octo-org", name: "shop", installationId: 5 };

let github: FakeGitHub;
beforeEach(() => {
  github = fakeGitHub();
});

it("is created once, with its label, and not asked for while it says the same", async () => {
  expect(await run(summary("Review waits"))).toEqual({ kind: "created" });
  github.requests = [];
  expect(await run(summary("Review waits"))).toEqual({ kind: "unchanged" });
  expect(github.requests).toEqual([]);
  expect(standing()).toEqual([["Throughline: week 2026-W10", "Review waits", "open", "throughline: weekly"]]);
});

it("is one for each week", async () => {
  await run(summary("Review waits"));
  await run({ ...summary("Release waits"), week: "2026-W11", title: "Throughline: week 2026-W11" });
  expect(github.issues.map(({ title }) => title)).toEqual(["Throughline: week 2026-W10", "Throughline: week 2026-W11"]);
});

it("is updated in place after a look whether it is still open", async () => {
  await run(summary("Review waits"));
  github.requests = [];
  expect(await run(summary("Release waits"))).toEqual({ kind: "updated" });
  expect(github.requests).toEqual(["issueState", "updateIssue"]);
  expect(standing()).toMatchObject([[expect.anything(), "Release waits", "open", expect.anything()]]);
});

it("writes over no issue of that number in another repository that has the name by now", async () => {
  await run(summary("Review waits"));
  github.requests = [];
  github.strangers = true;
  const reason = "octo-org/shop is another repository now, so nothing is written there";
  expect(await run(summary("Release waits"))).toEqual({ kind: "given-up", reason });
  expect(github.requests).toEqual([]);
});

it("is not rewritten once it is closed, and says so each time", async () => {
  await run(summary("Review waits"));
  github.issues[0]!.state = "closed";
  expect(await run(summary("Release waits"))).toEqual({ kind: "closed" });
  expect(await run(summary("Release waits"))).toEqual({ kind: "closed" });
  expect(standing()).toMatchObject([[expect.anything(), "Review waits", "closed", expect.anything()]]);
});

it("is written again when it is opened again", async () => {
  await run(summary("Review waits"));
  github.issues[0]!.state = "closed";
  await run(summary("Release waits"));
  github.issues[0]!.state = "open";
  expect(await run(summary("Release waits"))).toEqual({ kind: "updated" });
});

it("is not rewritten either where the database has forgotten the closed one", async () => {
  await run(summary("Review waits"));
  github.issues[0]!.state = "closed";
  await database.db.deleteFrom("publications").execute();
  expect(await run(summary("Release waits"))).toEqual({ kind: "closed" });
  expect(standing()).toMatchObject([[expect.anything(), "Review waits", "closed", expect.anything()]]);
});

it.each([
  ["before it was written", lostBeforeWriting],
  ["after it was written", lostAfterWriting],
])("stands once when the answer to its creation was lost %s", async (_when, mishap) => {
  github.next("createIssue", mishap);
  expect(await run(summary("Review waits"))).toEqual({ kind: "later", seconds: 30 });
  await pass(60);
  await run(summary("Review waits"));
  expect(standing()).toHaveLength(1);
});

it("stands once when two write it at once", async () => {
  await Promise.all([run(summary("Review waits")), run(summary("Review waits"))]);
  expect(standing()).toHaveLength(1);
});

it("has a second copy closed, which is a summary no more and names the first", async () => {
  await run(summary("Review waits"));
  const [first] = github.issues;
  github.issues.push({ ...first!, number: 900 });
  await database.db.deleteFrom("publications").execute();

  expect(await run(summary("Review waits"))).toEqual({ kind: "unchanged" });

  expect(standing()[0]).toMatchObject([expect.anything(), "Review waits", "open", "throughline: weekly"]);
  const [, second] = github.issues;
  expect(second).toMatchObject({ state: "closed", labels: [], title: "Second copy of the weekly summary in #101" });
  expect(second?.body).not.toContain("<!--");
});

it("is written again when somebody deleted it, and let be the second time", async () => {
  await run(summary("Review waits"));
  github.issues = [];
  expect(await run(summary("Release waits"))).toEqual({ kind: "created" });
  github.issues = [];
  expect(await run(summary("Design waits"))).toMatchObject({
    kind: "given-up",
    reason: "somebody deleted the weekly summary twice, so it is not written again",
  });
});

function run(report: WeeklyIssueReport): Promise<PublishOutcome> {
  return publish(github, database.db, repository, report);
}

function summary(body: string): WeeklyIssueReport {
  const title = "Throughline: week 2026-W10";
  return { kind: "weekly-issue", week: "2026-W10", title, body, asOf: "", mayCreate: true };
}

/** Title, first line, state and labels. */
function standing(): string[][] {
  return github.issues.map(({ title, body, state, labels }) => [
    title,
    body.split("\n")[0] ?? "",
    state,
    labels.join(", "),
  ]);
}

async function pass(seconds: number): Promise<void> {
  await sql`update publications set written_at = written_at - interval '1 second' * ${seconds}::int`.execute(
    database.db,
  );
}
