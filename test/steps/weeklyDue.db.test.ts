/** When a weekly summary is written, of which week, where, and how it ends. */
import { sql } from "kysely";
import { beforeEach, describe, expect, it, test } from "vitest";
import { configPath } from "../../src/config/parseConfig.ts";
import { endOfTime, type Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { configureDue } from "../../src/steps/configureDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import { refolder } from "../../src/steps/refoldDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { weeklyDue } from "../../src/steps/weeklyDue.ts";
import type { WeeklyQuestion, WeeklyTextOf } from "../../src/steps/weeklyText.ts";
import { useDatabase } from "../support/database.ts";
import { type FakeGitHub, fakeGitHub, lostAfterWriting, refused, theApp, tryLater } from "../support/fakeGitHub.ts";
import { changed, deliveryOf, type RepositoryOptions, repositoryName, shaFor } from "../support/payloadParts.ts";
import { issueOpened } from "../support/payloads.ts";
import { pushed } from "../support/repositoryPayloads.ts";

const database = useDatabase();

let github: FakeGitHub;
let context: StepContext;
let now: Instant;
let words: string;
let asked: WeeklyQuestion[];

beforeEach(() => {
  github = fakeGitHub();
  now = "2026-03-02T09:00:00Z";
  words = "Review waits.";
  asked = [];
  context = {
    db: database.db,
    github,
    log: { info: () => {}, warn: () => {} },
    now: () => now,
    readings: keptReadings,
    keepPayloadsDays: { checks: 1, others: 7 },
    until: endOfTime,
    publishPauseSeconds: 0,
    longestSleepSeconds: 24 * 3600,
  };
});

const textOf: WeeklyTextOf = (_executor, question) => {
  asked.push(question);
  return Promise.resolve({ title: `Throughline: week ${question.week}`, body: words, asOf: "" });
};

describe("the summary of a week in which something happened", () => {
  beforeEach(() => hear(work("2026-03-03T10:00:00Z")));

  it.each([
    ["2026-03-09T07:59:59Z", []],
    ["2026-03-09T08:00:00Z", ["2026-W10"]],
  ])("at %s: %j", async (moment, weeks) => {
    await look(moment);
    expect(weeksWritten()).toEqual(weeks);
  });

  it("is an issue with its label, and is asked of what it is about", async () => {
    await look("2026-03-09T08:00:00Z");
    expect(github.issues).toMatchObject([{ title: "Throughline: week 2026-W10", labels: ["throughline: weekly"] }]);
    expect(asked).toMatchObject([
      {
        week: "2026-W10",
        timeZone: "UTC",
        repositories: [{ repository: { fullName: repositoryName }, refused: null }],
      },
    ]);
  });

  it("is looked at again each day, and written only if it says something else", async () => {
    await look("2026-03-09T08:00:00Z");
    expect(await secondsUntilLook()).toBe(24 * 3600);
    await look("2026-03-10T08:00:00Z");
    expect(github.requests.filter((each) => each === "updateIssue")).toEqual([]);
    words = "Release waits.";
    await look("2026-03-11T08:00:00Z");
    expect(github.issues).toMatchObject([{ body: expect.stringContaining("Release waits.") }]);
  });

  it("is looked for at its moment, not a day later", async () => {
    await look("2026-03-09T07:00:00Z");
    expect(await secondsUntilLook()).toBe(3600);
  });

  it("is not written over once it is closed", async () => {
    await look("2026-03-09T08:00:00Z");
    github.issues[0]!.state = "closed";
    words = "Release waits.";
    await look("2026-03-10T08:00:00Z");
    expect(github.issues).toMatchObject([{ state: "closed", body: expect.stringContaining("Review waits.") }]);
  });

  it("is written once when two workers look at once", async () => {
    now = "2026-03-09T08:00:00Z";
    await makeDue();
    await Promise.all([weeklyDue(context, textOf), weeklyDue(context, textOf)]);
    expect(weeksWritten()).toEqual(["2026-W10"]);
  });

  it("is written once when the answer to its creation is lost", async () => {
    github.next("createIssue", lostAfterWriting);
    await look("2026-03-09T08:00:00Z");
    expect(await secondsUntilLook()).toBe(30);
    await look("2026-03-09T08:00:30Z");
    expect(weeksWritten()).toEqual(["2026-W10"]);
  });

  it("is tried again when GitHub asks for patience", async () => {
    github.next("ownIssues", tryLater(90));
    await look("2026-03-09T08:00:00Z");
    expect(await secondsUntilLook()).toBe(90);
    await look("2026-03-09T08:01:30Z");
    expect(weeksWritten()).toEqual(["2026-W10"]);
  });

  it("that GitHub refuses is looked at again the next day", async () => {
    github.next("createIssue", refused("issues are off"));
    await look("2026-03-09T08:00:00Z");
    expect([weeksWritten(), await secondsUntilLook()]).toEqual([[], 24 * 3600]);
  });
});

describe("after a downtime", () => {
  it("the last complete week has its summary, late, and those before have none", async () => {
    await hear(work("2026-03-03T10:00:00Z"), work("2026-03-10T10:00:00Z"), work("2026-03-17T10:00:00Z"));
    await look("2026-03-27T12:00:00Z");
    expect(weeksWritten()).toEqual(["2026-W12"]);
  });
});

describe("an idle repository", () => {
  it("has no summary and is not looked at again, until something happens", async () => {
    await hear(work("2026-03-03T10:00:00Z"));
    await look("2026-03-16T08:00:00Z");
    expect([weeksWritten(), await secondsUntilLook()]).toEqual([[], null]);

    await hear(work("2026-03-17T10:00:00Z"));
    await look("2026-03-23T08:00:00Z");
    expect(weeksWritten()).toEqual(["2026-W12"]);
  });

  it("has none of the idle week when it wakes, but of the week after", async () => {
    await hear(work("2026-03-03T10:00:00Z"), work("2026-03-17T10:00:00Z"));
    await look("2026-03-17T12:00:00Z");
    expect([weeksWritten(), await secondsUntilLook()]).toEqual([[], 24 * 3600]);
    await look("2026-03-23T08:00:00Z");
    expect(weeksWritten()).toEqual(["2026-W12"]);
  });

  it("is one in which nothing happened but to its summary", async () => {
    await hear(work("2026-03-03T10:00:00Z"));
    await look("2026-03-09T08:00:00Z");
    const { number } = github.issues[0]!;
    const labels = ["throughline: weekly"];
    await hear(issueOpened({ at: "2026-03-09T08:00:00Z", number, author: theApp, title: "2026-W10", labels }));
    await look("2026-03-16T08:00:00Z");
    expect([weeksWritten(), await secondsUntilLook()]).toEqual([["2026-W10"], null]);
  });
});

test("a moment before the app came makes no summary", async () => {
  await hear(issueOpened({ at: "2026-03-03T10:00:00Z", receivedAt: "2026-03-10T10:00:00Z" }));
  await look("2026-03-10T11:00:00Z");
  expect(weeksWritten()).toEqual([]);
  await look("2026-03-16T08:00:00Z");
  expect(weeksWritten()).toEqual([]);
});

test.each<[string, Delivery[]]>([
  ["an archived repository", [deliveryOf("repository", inMarch({ archived: true }), { action: "archived" })]],
  ["a fork", [issueOpened({ at: "2026-03-03T10:00:00Z", number: 2, repository: { fork: true } })]],
  ["a repository from which the app was removed", [removed()]],
  ["a suspended installation", [installation("suspend")]],
  ["a deleted installation", [installation("deleted")]],
])("none for %s", async (_what, happened) => {
  await hear(work("2026-03-03T10:00:00Z"), ...happened);
  await look("2026-03-09T08:00:00Z");
  expect([weeksWritten(), github.requests.includes("ownIssues")]).toEqual([[], false]);
});

describe("a team's settings", () => {
  it("can switch it off", async () => {
    configure("acme/shop", "weekly: { enabled: off }");
    await hear(work("2026-03-03T10:00:00Z"));
    await look("2026-03-09T08:00:00Z");
    expect(weeksWritten()).toEqual([]);
  });

  it.each([
    ["2026-03-13T05:59:59Z", []],
    ["2026-03-13T06:00:00Z", ["2026-W10"]],
  ])("move it to a Friday in Tokyo, at %s: %j", async (moment, weeks) => {
    configure("acme/shop", "timezone: Asia/Tokyo\nweekly: { day: friday, hour: 15 }");
    await hear(work("2026-03-03T10:00:00Z"));
    await look(moment);
    expect(weeksWritten()).toEqual(weeks);
  });

  it("that change are looked at at once, and bring no older week back", async () => {
    await hear(work("2026-02-24T10:00:00Z"), work("2026-03-03T10:00:00Z"));
    await look("2026-03-09T08:00:00Z");
    configure("acme/shop", "weekly: { day: friday }");
    await hear(pushed({ at: "2026-03-09T12:00:00Z", after: shaFor("friday"), paths: [configPath] }));
    await settle();
    expect(await secondsUntilLook()).toBeLessThanOrEqual(0);
    words = "Release waits.";
    await look("2026-03-09T12:00:00Z");
    expect(github.issues).toMatchObject([
      { title: "Throughline: week 2026-W10", body: expect.stringContaining("Release waits.") },
    ]);
  });
});

describe("four weeks later", () => {
  beforeEach(async () => {
    await hear(work("2026-03-03T10:00:00Z"));
    await look("2026-03-09T08:00:00Z");
  });

  it.each([
    ["2026-04-06T07:59:59Z", "open"],
    ["2026-04-06T08:00:00Z", "closed"],
  ])("the app has closed its summary, at %s: %s", async (moment, state) => {
    await look(moment);
    expect(github.issues.map((each) => each.state)).toEqual([state]);
  });

  it("it lets one be that was closed and opened again since", async () => {
    await look("2026-04-06T08:00:00Z");
    github.issues[0]!.state = "open";
    await look("2026-04-20T08:00:00Z");
    expect(github.issues.map((each) => each.state)).toEqual(["open"]);
  });

  it("it has nothing to close that somebody closed", async () => {
    github.issues[0]!.state = "closed";
    await look("2026-04-06T08:00:00Z");
    expect(github.requests).not.toContain("closeIssue");
  });

  it("it closes one of which it never heard that it was written", async () => {
    await hear(work("2026-03-10T10:00:00Z"));
    github.next("createIssue", lostAfterWriting);
    await look("2026-03-16T08:00:00Z");
    await look("2026-04-13T08:00:00Z");
    expect(github.issues.map((each) => each.state)).toEqual(["closed", "closed"]);
  });

  it("it closes nothing in another repository that has the name by then", async () => {
    github.strangers = true;
    await look("2026-04-06T08:00:00Z");
    expect(github.issues.map((each) => each.state)).toEqual(["open"]);
  });

  it("it tries again after a failure", async () => {
    github.next("closeIssue", tryLater(null));
    await look("2026-04-06T08:00:00Z");
    await look("2026-04-06T08:00:10Z");
    expect(github.issues.map((each) => each.state)).toEqual(["closed"]);
  });
});

describe("into another repository", () => {
  const planning = { id: 2, fullName: "acme/planning", private: true };
  const till = { id: 3, fullName: "acme/till", private: true };

  beforeEach(() => {
    configure("acme/shop", "weekly: { into: acme/planning }");
    configure("acme/till", "weekly: { into: Acme/Planning }");
  });

  it("all that name it have one issue there, with itself, and none of their own", async () => {
    await hear(work("2026-03-03T10:00:00Z"), workIn(till), workIn(planning));
    await lookTwice("2026-03-09T08:00:00Z");
    expect(github.issues.map(({ repository, title }) => [repository, title])).toEqual([
      ["planning", "Throughline: week 2026-W10"],
    ]);
    expect(namesAsked()).toEqual(["acme/planning", "acme/shop", "acme/till"]);
  });

  it("they have it at its moment, though nothing happened there itself", async () => {
    configure("acme/planning", "timezone: Asia/Tokyo");
    await hear(workIn(planning, "2026-02-03T10:00:00Z"));
    await lookTwice("2026-03-02T09:00:00Z");
    await hear(work("2026-03-03T10:00:00Z"));
    await lookTwice("2026-03-08T22:59:59Z");
    expect(weeksWritten()).toEqual([]);
    await look("2026-03-08T23:00:00Z");
    expect(weeksWritten()).toEqual(["2026-W10"]);
  });

  it("one that itself names a third has an issue for the others only", async () => {
    configure("acme/planning", "weekly: { into: acme/till }");
    configure("acme/till", "");
    await hear(work("2026-03-03T10:00:00Z"), workIn(till), workIn(planning));
    await lookTwice("2026-03-09T08:00:00Z");
    const about = asked.map(({ place, repositories }) => [
      place.fullName,
      ...repositories.map(({ repository }) => repository.fullName),
    ]);
    expect(new Map(about.map(([place, ...names]) => [place, names]))).toEqual(
      new Map([
        ["acme/planning", ["acme/shop"]],
        ["acme/till", ["acme/till", "acme/planning"]],
      ]),
    );
  });

  it.each<[string, Delivery[], string]>([
    ["is not there", [], "does not see"],
    ["is another installation's", [ofOtherInstallation(workIn(planning))], "does not see"],
    ["is archived", [workIn({ ...planning, archived: true })], "archived"],
  ])("has its own, with the reason, where the other %s", async (_what, happened, reason) => {
    await hear(work("2026-03-03T10:00:00Z"), ...happened);
    await lookTwice("2026-03-09T08:00:00Z");
    expect(asked.find(({ place }) => place.fullName === "acme/shop")?.repositories).toMatchObject([
      { refused: { into: "acme/planning", reason: expect.stringContaining(reason) } },
    ]);
  });

  it("has its own where the other has switched its summaries off", async () => {
    configure("acme/planning", "weekly: { enabled: off }");
    await hear(work("2026-03-03T10:00:00Z"), workIn(planning));
    await lookTwice("2026-03-09T08:00:00Z");
    expect(github.issues.map(({ repository }) => repository)).toEqual(["shop"]);
    expect(asked[0]?.repositories[0]?.refused?.reason).toContain("switched off");
  });

  it("never tells of a private repository in a public one", async () => {
    const openPlanning = { ...planning, private: false };
    await hear(work("2026-03-03T10:00:00Z"), workIn(till), workIn(openPlanning));
    await lookTwice("2026-03-09T08:00:00Z");
    const about = asked.map(({ place, repositories }) => [
      place.fullName,
      ...repositories.map((each) => [each.repository.fullName, each.refused?.reason]),
    ]);
    expect(about).toEqual([
      ["acme/planning", ["acme/planning", undefined], ["acme/shop", undefined]],
      ["acme/till", ["acme/till", "a private repository is not summed up in a public one"]],
    ]);
  });
});

function work(at: Instant): Delivery {
  return issueOpened({ at, number: Number(at.slice(5, 10).replace("-", "")) });
}

function workIn(repository: RepositoryOptions, at: Instant = "2026-03-04T10:00:00Z"): Delivery {
  return issueOpened({ at, repository });
}

function inMarch(repository: RepositoryOptions) {
  return { at: "2026-03-04T10:00:00Z", repository };
}

function ofOtherInstallation(delivery: Delivery): Delivery {
  return changed(delivery, { installation: { id: 91 } });
}

function removed(): Delivery {
  const shop = { id: 1001, full_name: "acme/shop", private: false };
  return ofInstallation("installation_repositories", {
    action: "removed",
    repositories_added: [],
    repositories_removed: [shop],
  });
}

function installation(action: string): Delivery {
  return ofInstallation("installation", { action });
}

function ofInstallation(event: string, body: object): Delivery {
  const delivery = deliveryOf(event, { at: "2026-03-04T10:00:00Z" }, body);
  return changed(delivery, { repository: undefined, installation: { id: 90, app_id: 5 } });
}

function configure(repository: string, text: string): void {
  github.files.set(`${repository} ${configPath}`, { text, commit: shaFor(text) });
}

async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  await settle();
}

/** All but the weekly step. */
async function settle(): Promise<void> {
  for (const step of [folder(context), configureDue, folder(context), refolder(context), refolder(context)]) {
    await sql`update due_work set due_at = now() where kind = 'refold'`.execute(database.db);
    while ((await step(context)) > 0);
  }
}

/** The weekly step at that moment. */
async function look(moment: Instant): Promise<void> {
  now = moment;
  await makeDue();
  await weeklyDue(context, textOf);
}

/** One repository may ask for another. */
async function lookTwice(moment: Instant): Promise<void> {
  await look(moment);
  asked = [];
  await look(moment);
}

/** Days pass in a test without passing in the database. */
async function makeDue(): Promise<void> {
  await sql`update due_work set due_at = now() - interval '1 second' where kind = 'weekly'`.execute(database.db);
  await sql`update publications set written_at = written_at - interval '1 minute'`.execute(database.db);
}

/** Of the first repository; null if it is not looked at any more. */
async function secondsUntilLook(): Promise<number | null> {
  const { rows } = await sql<{ seconds: number }>`
    select round(extract(epoch from due_at - now()))::integer as seconds from due_work
    where kind = 'weekly' and subject = 'repository' and repository_id = 1001`.execute(database.db);
  return rows[0]?.seconds ?? null;
}

function weeksWritten(): string[] {
  return github.issues.map(({ title }) => title.replace("Throughline: week ", ""));
}

function namesAsked(): string[] | undefined {
  return asked.at(-1)?.repositories.map(({ repository }) => repository.fullName);
}
