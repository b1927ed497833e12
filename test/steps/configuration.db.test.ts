/** How a team's configuration comes into force, from the push that changes it to the items that are read with it. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { configPath } from "../../src/config/parseConfig.ts";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { configureDue } from "../../src/steps/configureDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { forgetDue } from "../../src/steps/forgetDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import { refolder } from "../../src/steps/refoldDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { generationsOf } from "../../src/timeline/generations.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub, refused, tryLater } from "../support/fakeGitHub.ts";
import { repositoryId, shaFor } from "../support/payloadParts.ts";
import { issueLabeled, issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { pushed } from "../support/repositoryPayloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const shop = `acme/shop ${configPath}`;
const ofOwner = `acme/.github ${configPath}`;
const reviewIsOurs = 'labels: { stages: { review: ["Being looked at"] } }';

let github: FakeGitHub;
let context: StepContext;

beforeEach(() => {
  github = fakeGitHub();
  context = stepContext({
    db: database.db,
    github,
    now: () => "2026-03-02T12:00:00Z",
    readings: keptReadings,
  });
});

describe("a repository that the app hears of for the first time", () => {
  it("is asked for its file once, and its owner's, and has the defaults without one", async () => {
    await hear(issueOpened({ at: at("09:00") }));
    await untilIdle();
    await hear(issueOpened({ at: at("09:05"), number: 2 }));
    await untilIdle();
    expect(github.requests).toEqual(["fileOnDefaultBranch", "fileOnDefaultBranch"]);
    expect(await generationsOf(database.db, repositoryId)).toMatchObject({ current: 0, next: null });
  });

  it("is read with its file at once", async () => {
    commit(shop, reviewIsOurs);
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("review");
  });

  it("is not read with the file of another one that has the name by now", async () => {
    github.strangers = true;
    commit(shop, reviewIsOurs);
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");
  });

  it("has its owner's file where it has none of its own", async () => {
    commit(ofOwner, reviewIsOurs);
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("review");
  });

  it("has its own file whole, and nothing of its owner's", async () => {
    commit(ofOwner, reviewIsOurs);
    commit(shop, "timezone: Europe/Berlin");
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");
  });
});

describe("a push that changes the file", () => {
  beforeEach(async () => {
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");
  });

  it("has all items read with it", async () => {
    await pushConfig(reviewIsOurs);
    await untilIdle();
    expect(await stageOf(1)).toBe("review");
  });

  it("leaves the old reading in force until all items are read with the new one, and what comes in meanwhile is in both", async () => {
    await pushConfig(reviewIsOurs);
    await configureDue(context);
    await hear(...issueInOurReview(2));
    await until(folder(context));
    expect([await stageOf(1), await stageOf(2)]).toEqual(["shaping", "shaping"]);

    await until(refolder(context));
    expect([await stageOf(1), await stageOf(2)]).toEqual(["review", "review"]);
  });

  it("comes into force though one item cannot be folded with it, which is left to the fold", async () => {
    await hear(...issueInOurReview(2));
    await untilIdle();
    await sql`alter table items_by_generation add constraint poison check (number <> 2 or generation = 0)`.execute(
      database.db,
    );
    onTestFinished(async () => {
      await sql`alter table items_by_generation drop constraint poison`.execute(database.db);
    });
    await pushConfig(reviewIsOurs);
    await configureDue(context);
    await until(refolder(context));
    expect(await generationsOf(database.db, repositoryId)).toMatchObject({ current: 1, next: null });
    expect(await stageOf(1)).toBe("review");
    await until(folder(context));
    const { rows } = await sql`select kind, subject, attempts from due_work where kind in ('fold', 'refold')`.execute(
      database.db,
    );
    expect(rows).toEqual([{ kind: "fold", subject: "#2", attempts: 1 }]);
  });

  it("does nothing on another branch, or to another file", async () => {
    commit(shop, reviewIsOurs);
    github.requests = [];
    await hear(pushed({ at: at("10:00"), branch: "try-it", paths: [configPath] }));
    await hear(pushed({ at: at("10:01"), paths: ["README.md"] }));
    await untilIdle();
    expect(github.requests).toEqual([]);
  });

  it("folds nothing again where it means the same as before", async () => {
    await pushConfig("# only a comment\n");
    await untilIdle();
    expect(await generationsOf(database.db, repositoryId)).toMatchObject({ current: 0, next: null });
  });

  it("goes back to the defaults when it removes the file", async () => {
    await pushConfig(reviewIsOurs);
    await untilIdle();
    github.files.delete(shop);
    await hear(pushed({ at: at("11:00"), after: shaFor("removal"), paths: [configPath] }));
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");
  });

  it("that takes the change back before it is in force stops it", async () => {
    await pushConfig(reviewIsOurs);
    await configureDue(context);
    await pushConfig("{}", "11:00");
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");
    expect(await generationsOf(database.db, repositoryId)).toMatchObject({ current: 0, next: null });
  });

  it("that changes it once more before it is in force begins anew", async () => {
    await pushConfig(reviewIsOurs);
    await configureDue(context);
    await pushConfig('labels: { stages: { release: ["Being looked at"] } }', "11:00");
    await untilIdle();
    expect(await stageOf(1)).toBe("release");
    expect(await generationsOf(database.db, repositoryId)).toMatchObject({ current: 2, next: null });
  });

  it("leaves nothing of the timelines that it replaced", async () => {
    await pushConfig(reviewIsOurs);
    await untilIdle();
    const kept = await database.db.selectFrom("items_by_generation").select("generation").execute();
    const prints = await database.db.selectFrom("derived_signs").select("generation").distinct().execute();
    expect(kept).toEqual([{ generation: 1 }]);
    expect(prints.filter(({ generation }) => generation !== 1)).toEqual([]);
  });

  it("has the texts of open pull requests written again", async () => {
    await hear(pullRequestOpened({ at: at("09:30"), number: 7 }));
    await until(folder(context));
    await database.db.deleteFrom("due_work").where("kind", "=", "publish").execute();
    await pushConfig(reviewIsOurs);
    await untilIdle();
    const due = await database.db.selectFrom("due_work").select("subject").where("kind", "=", "publish").execute();
    expect(due).toEqual([{ subject: "#7" }]);
  });
});

describe("an invalid file", () => {
  beforeEach(async () => {
    commit(shop, reviewIsOurs);
    await hear(...issueInOurReview(1));
    await untilIdle();
    await pushConfig("timezone: Mars\nweekly: { day: someday }\n");
    await untilIdle();
  });

  it("is reported on the commit that changed it, with the line of each problem", () => {
    expect(github.checks).toEqual([
      expect.objectContaining({ headSha: shaFor("10:00"), title: ".github/throughline.yml has 2 problems" }),
    ]);
    expect(github.checks[0]?.summary).toContain("**Line 1**, `timezone`: `There is no such time zone.");
    expect(github.checks[0]?.summary).toContain("**Line 2**, `weekly.day`: `Write one of monday,");
  });

  it("leaves the last good one in force", async () => {
    await hear(...issueInOurReview(2));
    await untilIdle();
    expect(await stageOf(2)).toBe("review");
  });

  it("is over with the next good one", async () => {
    await pushConfig("timezone: Europe/Berlin", "11:00");
    await untilIdle();
    expect((await keptReadings(database.db, repositoryId)).current).toMatchObject({
      commit: shaFor("11:00"),
      config: { timeZone: "Europe/Berlin" },
    });
    expect(github.checks).toHaveLength(1);
  });

  it("is said to be too large where GitHub does not hand it out", async () => {
    github.files.set(shop, { text: null, commit: shaFor("huge") });
    await hear(pushed({ at: at("11:00"), after: shaFor("huge"), paths: [configPath] }));
    await untilIdle();
    expect(github.checks.at(-1)?.summary).toContain("**Line 1**: `The file is larger than 64 KB.`");
  });
});

describe("the repository .github of an owner", () => {
  const owners = { id: 1002, fullName: "acme/.github" };

  it("changes what holds for the others", async () => {
    await hear(...issueInOurReview(1));
    await untilIdle();
    commit(ofOwner, reviewIsOurs);
    await hear(pushed({ at: at("10:00"), paths: [configPath], repository: owners }));
    await untilIdle();
    expect(await stageOf(1)).toBe("review");
  });

  it("alone gets the report of an invalid file", async () => {
    commit(ofOwner, "timezone: Mars");
    await hear(...issueInOurReview(1), pushed({ at: at("10:00"), paths: [configPath], repository: owners }));
    await untilIdle();
    expect(github.checks).toHaveLength(1);
    expect(await stageOf(1)).toBe("shaping");
  });
});

describe("GitHub", () => {
  it.each([
    ["asks for patience", tryLater(60)],
    ["refuses", refused("no permission")],
  ])("that %s leaves what is in force, and the file to be read later", async (_what, mishap) => {
    commit(shop, reviewIsOurs);
    github.next("fileOnDefaultBranch", mishap);
    await hear(...issueInOurReview(1));
    await untilIdle();
    expect(await stageOf(1)).toBe("shaping");

    await database.db.updateTable("due_work").set({ due_at: "2026-01-01T00:00:00Z" }).execute();
    await untilIdle();
    expect(await stageOf(1)).toBe("review");
  });
});

function at(time: string): Instant {
  return `2026-03-02T${time}:00Z`;
}

function issueInOurReview(number: number): Delivery[] {
  return [
    issueOpened({ at: at("09:00"), number }),
    issueLabeled({ at: at("09:10"), number, createdAt: at("09:00"), label: "Being looked at" }),
  ];
}

function commit(file: string, text: string, time = "10:00"): void {
  github.files.set(file, { text, commit: shaFor(time) });
}

async function pushConfig(text: string, time = "10:00"): Promise<void> {
  commit(shop, text, time);
  await hear(pushed({ at: at(time), after: shaFor(time), paths: [configPath] }));
}

async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
}

async function until(step: (context: StepContext) => Promise<number>): Promise<void> {
  // What is due a moment later is due now.
  await database.db
    .updateTable("due_work")
    .set({ due_at: "2026-01-01T00:00:00Z" })
    .where("kind", "=", "refold")
    .execute();
  while ((await step(context)) > 0);
}

/** As the worker does it, but for publishing, which is another story. */
async function untilIdle(): Promise<void> {
  for (const step of [folder(context), configureDue, folder(context), configureDue, refolder(context), forgetDue])
    await until(step);
}

async function stageOf(number: number): Promise<string | null | undefined> {
  const [item] = await itemTimelines(database.db, repositoryId, [number]);
  return item?.stage;
}
