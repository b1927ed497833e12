/** When the rules of a default branch are asked for, and what follows from them. */
import { sql } from "kysely";
import { beforeEach, expect, test } from "vitest";
import type { Instant } from "../../src/instant.ts";
import { countWork } from "../../src/intake/dueWork.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { BranchRules } from "../../src/signals/signal.ts";
import { hasFactsWithin, rulesOf } from "../../src/signals/signalReader.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import { rulesDue } from "../../src/steps/rulesDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { pullRequestTimeline } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub, refused } from "../support/fakeGitHub.ts";
import { deliveryOf, repositoryId } from "../support/payloadParts.ts";
import { pullRequestMerged, pullRequestOpened, reviewSubmitted } from "../support/payloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const two: BranchRules = { branch: "main", checks: [], approvals: 2, isClassic: false };

let github: FakeGitHub;
let context: StepContext;
let now: Instant;

beforeEach(() => {
  github = fakeGitHub();
  github.rules.set("main", two);
  now = at("12:00");
  context = stepContext({
    db: database.db,
    github,
    now: () => now,
    readings: keptReadings,
  });
});

/** Two pull requests with one approval each; the second is merged. */
const approvedOnce: Delivery[] = [1, 2].flatMap((number) => [
  pullRequestOpened({ at: at("09:00"), number }),
  reviewSubmitted({ at: at("10:00"), createdAt: at("09:00"), number, by: "grace", state: "approved", review: number }),
]);
const secondMerged = pullRequestMerged({ at: at("11:00"), createdAt: at("09:00"), number: 2 });

test("they are read once the repository is heard of, and read all its history", async () => {
  await hear(...approvedOnce, secondMerged);
  expect(await waitsOf(1)).toBe("reviewer 09:00, merge 10:00");
  await untilIdle();
  expect(await waitsOf(1)).toBe("reviewer 09:00");
  expect(await waitsOf(2)).toBe("reviewer 09:00");
  expect(await read()).toEqual(two);
});

test("what they change is published where it is open; a closed pull request is left alone", async () => {
  await hear(...approvedOnce, secondMerged);
  await sql`delete from due_work where kind = 'publish'`.execute(database.db);
  await untilIdle();
  expect(await subjectsDue("publish")).toEqual(["#1"]);
});

test("rules that come before their pull requests count from the first", async () => {
  const [first, ...others] = approvedOnce;
  await hear(first!);
  await untilIdle();
  await hear(...others);
  expect(await waitsOf(1)).toBe("reviewer 09:00");
});

test("they are asked for again a day later, if anything was heard; if they say the same, nothing is folded", async () => {
  await hear(...approvedOnce);
  await untilIdle();
  now = "2026-03-03T08:00:00Z";
  await rulesAreDue();
  await rulesDue(context);
  expect(asked()).toBe(2);
  expect(await subjectsDue("fold")).toEqual([]);
  now = "2026-03-09T08:00:00Z";
  await rulesAreDue();
  await rulesDue(context);
  expect(asked()).toBe(2);
  expect(await countWork(database.db, "rules", repositoryId)).toBe(1);
});

test("rules that were changed take the place of the others", async () => {
  await hear(...approvedOnce);
  await untilIdle();
  github.rules.set("main", { ...two, approvals: 1 });
  await rulesAreDue();
  await untilIdle();
  expect(await waitsOf(1)).toBe("reviewer 09:00, merge 10:00");
});

test("an event about the repository has them asked for at once, as it may have another default branch", async () => {
  await hear(...approvedOnce);
  await untilIdle();
  github.rules.set("trunk", { ...two, branch: "trunk" });
  await hear(
    deliveryOf("repository", { at: at("12:30"), repository: { defaultBranch: "trunk" } }, { action: "edited" }),
  );
  await untilIdle();
  expect(await read()).toMatchObject({ branch: "trunk" });
  expect(await waitsOf(1)).toBe("reviewer 09:00, merge 10:00");
});

test("while GitHub refuses, what was known stays, and it is asked again in a day", async () => {
  await hear(...approvedOnce);
  await untilIdle();
  github.next("branchRules", refused("not allowed"));
  await rulesAreDue();
  await untilIdle();
  expect(await read()).toEqual(two);
  expect(await countWork(database.db, "rules", repositoryId)).toBe(1);
  expect(await rulesDue(context)).toBe(0);
});

test("the rules of another repository that has the name by now are not taken for its own", async () => {
  github.strangers = true;
  await hear(...approvedOnce);
  await untilIdle();
  expect(github.requests).not.toContain("branchRules");
});

test("that they were read is nothing that happened in the repository", async () => {
  await hear(...approvedOnce);
  await untilIdle();
  const today = { from: at("11:30"), to: at("23:00") };
  expect(await hasFactsWithin(database.db, repositoryId, today, [])).toBe(false);
});

function at(time: string): Instant {
  return `2026-03-02T${time}:00Z`;
}

async function read(): Promise<BranchRules | undefined> {
  return (await rulesOf(database.db, repositoryId))?.rules;
}

function asked(): number {
  return github.requests.filter((request) => request === "branchRules").length;
}

async function waitsOf(number: number): Promise<string> {
  const pullRequest = await pullRequestTimeline(database.db, repositoryId, number);
  return (pullRequest?.waits ?? []).map(({ on, from }) => `${on} ${from.slice(11, 16)}`).join(", ");
}

async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  await until(folder(context));
}

async function untilIdle(): Promise<void> {
  await until(async () => {
    await sql`update due_work set due_at = now() where kind = 'fold'`.execute(database.db);
    return (await rulesDue(context)) + (await folder(context)());
  });
}

async function until(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}

async function rulesAreDue(): Promise<void> {
  await sql`update due_work set due_at = now() where kind = 'rules'`.execute(database.db);
}

async function subjectsDue(kind: "publish" | "fold"): Promise<string[]> {
  const rows = await database.db.selectFrom("due_work").select("subject").where("kind", "=", kind).execute();
  return rows.map(({ subject }) => subject).toSorted();
}
