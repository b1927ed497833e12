/** What a deployment carries where pushes were missed: GitHub is asked, once, and its answer is kept. */
import { beforeEach, expect, it } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { countWork } from "../../src/intake/dueWork.ts";
import { compareDue } from "../../src/steps/compareDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub, refused } from "../support/fakeGitHub.ts";
import { repositoryId, shaFor } from "../support/payloadParts.ts";
import { pullRequestMerged, pullRequestOpened } from "../support/payloads.ts";
import { deploymentCreated, deploymentStatus, pushed } from "../support/repositoryPayloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();

let github: FakeGitHub;
let context: StepContext;

beforeEach(() => {
  github = fakeGitHub();
  context = stepContext({
    db: database.db,
    github,
    now: () => "2026-03-02T18:00:00Z",
    readings: keptReadings,
  });
});

/** The merge is told, its push is not; what is deployed came by yet another push that was missed. */
const missed = [
  pushed({ at: at("08:00"), before: shaFor("nothing"), after: shaFor("live") }),
  ...deployed(4, "live", "09:00"),
  pullRequestOpened({ at: at("10:00"), number: 2 }),
  pullRequestMerged({ at: at("11:00"), createdAt: at("10:00"), number: 2, mergeSha: shaFor("merged") }),
  ...deployed(5, "later", "12:00"),
];
const whatLiesBetween = `${shaFor("live")}...${shaFor("later")}`;

it("carries what GitHub says came between the two commits", async () => {
  github.comparisons.set(whatLiesBetween, { status: "ahead", commits: [shaFor("merged"), shaFor("later")] });
  await hear(...missed);
  expect(await releasedAt()).toBe(null);
  await untilIdle();
  expect(await releasedAt()).toBe(at("12:00"));
});

it("asks once, whatever is heard after that", async () => {
  github.comparisons.set(whatLiesBetween, { status: "ahead", commits: [shaFor("merged"), shaFor("later")] });
  await hear(...missed);
  await untilIdle();
  await hear(...deployed(6, "later", "13:00"));
  await untilIdle();
  expect(asked()).toBe(1);
});

it("asks the other way round where the later deployment is of the older commit, and knows it as a rollback", async () => {
  github.comparisons.set(whatLiesBetween, { status: "ahead", commits: [shaFor("merged"), shaFor("later")] });
  github.comparisons.set(`${shaFor("later")}...${shaFor("older")}`, { status: "behind", commits: [] });
  github.comparisons.set(`${shaFor("older")}...${shaFor("later")}`, {
    status: "ahead",
    commits: [shaFor("live"), shaFor("merged"), shaFor("later")],
  });
  await hear(...missed);
  await untilIdle();
  await hear(...deployed(6, "older", "12:20"));
  await untilIdle();
  expect(await stageAt("12:20")).toBe("release");
  expect(asked()).toBe(3);
});

it("does not ask again for commits that GitHub does not know, or that lie on two lines", async () => {
  await hear(...missed);
  await untilIdle();
  await hear(...deployed(6, "elsewhere", "13:00"));
  github.comparisons.set(`${shaFor("later")}...${shaFor("elsewhere")}`, { status: "diverged", commits: [] });
  await untilIdle();
  const before = asked();
  await hear(pushed({ at: at("14:00"), branch: "other" }));
  await untilIdle();
  expect(asked()).toBe(before);
});

it("asks nothing where every push is known, and nothing at all offline", async () => {
  const known = [
    ...missed.slice(0, 5),
    pushed({ at: at("11:00"), before: shaFor("live"), after: shaFor("merged") }),
    ...deployed(5, "merged", "12:00"),
  ];
  await hear(...known);
  await untilIdle();
  expect(asked()).toBe(0);
  context = { ...context, github: null };
  await hear(...deployed(6, "unheard of", "13:00"));
  await untilIdle();
  expect(await countWork(database.db, "compare", repositoryId)).toBe(0);
});

it("keeps the work for later where GitHub refuses", async () => {
  github.next("compare", refused("not allowed"));
  await hear(...missed);
  await untilIdle();
  await hear(pushed({ at: at("14:00"), branch: "other" }));
  await untilIdle();
  expect(asked()).toBe(1);
  expect(await countWork(database.db, "compare", repositoryId)).toBe(1);
});

function at(time: string): string {
  return `2026-03-02T${time}:00Z`;
}

function deployed(id: number, commit: string, time: string): Delivery[] {
  const deployment = { at: at(time), deployment: id, sha: shaFor(commit) };
  return [deploymentCreated(deployment), deploymentStatus({ ...deployment, status: 10 * id, state: "success" })];
}

function asked(): number {
  return github.requests.filter((request) => request === "compare").length;
}

async function releasedAt(): Promise<string | null> {
  const [item] = await itemTimelines(database.db, repositoryId, [2]);
  return item?.releasedAt ?? null;
}

async function stageAt(time: string): Promise<string | undefined> {
  const [item] = await itemTimelines(database.db, repositoryId, [2]);
  return item?.visits.find(({ enteredAt, leftAt }) => enteredAt <= at(time) && (leftAt === null || at(time) < leftAt))
    ?.stage;
}

/** Until all that was heard is folded. */
async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  await until(folder(context));
}

async function untilIdle(): Promise<void> {
  await until(async () => (await folder(context)()) + (await compareDue(context)));
}

async function until(step: () => Promise<number>): Promise<void> {
  while ((await step()) > 0);
}
