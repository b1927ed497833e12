import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import type { RepositoryAddress } from "../../src/github/github.ts";
import { publish, type PublishOutcome } from "../../src/github/publish.ts";
import type { CheckReport, CommentReport, Report } from "../../src/reports/report.ts";
import { useDatabase } from "../support/database.ts";
import {
  type FakeGitHub,
  fakeGitHub,
  lostAfterWriting,
  lostBeforeWriting,
  refused,
  theApp,
  tryLater,
} from "../support/fakeGitHub.ts";

const database = useDatabase();
const repository: RepositoryAddress = { id: 1, owner: "octo-org", name: "shop", installationId: 5 };

let github: FakeGitHub;
beforeEach(() => {
  github = fakeGitHub();
});

describe("a comment", () => {
  it("is created once", async () => {
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "created" });
    expect(bodies()).toEqual([expect.stringContaining("Waiting for review")]);
  });

  it("that says the same is not even asked for", async () => {
    await run(comment("Waiting for review"));
    github.requests = [];
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "unchanged" });
    expect(github.requests).toEqual([]);
  });

  it("that says the same as of another time is not written", async () => {
    await run(comment("Waiting for review", "As of 09:14 UTC."));
    github.requests = [];
    expect(await run(comment("Waiting for review", "As of 17:40 UTC."))).toEqual({ kind: "unchanged" });
    expect(github.requests).toEqual([]);
  });

  it("that says something new is updated in place, with one request", async () => {
    await run(comment("Waiting for review"));
    github.requests = [];
    expect(await run(comment("Approved"))).toEqual({ kind: "updated" });
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
    expect(github.requests).toEqual(["updateComment"]);
  });

  it("that may not be created is skipped, and looked for only once", async () => {
    const quiet = { ...comment("Waiting for review"), mayCreate: false };
    expect(await run(quiet)).toEqual({ kind: "skipped" });
    expect(await run({ ...quiet, body: "Approved" })).toEqual({ kind: "skipped" });
    expect(github.requests).toEqual(["ownComments"]);
  });

  it("that may not be created is updated if it is there", async () => {
    await run(comment("Waiting for review"));
    expect(await run({ ...comment("Approved"), mayCreate: false })).toEqual({ kind: "updated" });
  });

  it("of one pull request leaves that of another alone", async () => {
    await run(comment("Waiting for review"));
    await run({ ...comment("Approved"), number: 13 });
    expect(github.comments.map(({ number }) => number)).toEqual([12, 13]);
  });
});

describe("a comment that the database has forgotten", () => {
  beforeEach(async () => {
    await run(comment("Waiting for review", "As of 09:14 UTC."));
    await database.db.deleteFrom("publications").execute();
    github.requests = [];
  });

  it("is found again, and not written if it says the same", async () => {
    expect(await run(comment("Waiting for review", "As of 17:40 UTC."))).toEqual({ kind: "unchanged" });
    expect(github.requests).toEqual(["ownComments"]);
  });

  it("is found again, and updated if it does not", async () => {
    expect(await run(comment("Approved"))).toEqual({ kind: "updated" });
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
  });

  it("is remembered from then on", async () => {
    await run(comment("Waiting for review"));
    await run(comment("Approved"));
    expect(github.requests).toEqual(["ownComments", "updateComment"]);
  });

  it("is not mistaken for a stranger's with the same marker", async () => {
    github.comments = github.comments.map((one) => ({ ...one, author: "mallory" }));
    expect(await run(comment("Approved"))).toEqual({ kind: "created" });
    expect(github.comments.map(({ author }) => author)).toEqual(["mallory", theApp]);
    expect(bodies()[0]).toContain("Waiting for review");
  });

  it("and of which there are too many is reduced to the oldest", async () => {
    const [oldest] = github.comments;
    github.comments.push({ ...oldest!, id: 201 }, { ...oldest!, id: 202 });
    await run(comment("Approved"));
    expect(github.comments).toEqual([expect.objectContaining({ id: oldest!.id })]);
  });
});

describe("a create whose answer was lost", () => {
  it("is adopted if it happened, not doubled", async () => {
    github.next("createComment", lostAfterWriting);
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 30 });
    await timePasses("31 seconds");
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "unchanged" });
    expect(github.comments).toHaveLength(1);
  });

  it("is not settled by what a listing shows while it may be hiding another one", async () => {
    await run(comment("Waiting for review"));
    github.next("updateComment", lostAfterWriting);
    await run(comment("Approved"));
    github.requests = [];
    expect(await run(comment("Approved"))).toEqual({ kind: "later", seconds: 30 });
    expect(github.requests).toEqual(["ownComments"]);
  });

  it("is not repeated while GitHub may still be hiding it", async () => {
    github.next("createComment", lostAfterWriting);
    await run(comment("Waiting for review"));
    github.listingsLag = true;
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 30 });
    expect(github.comments).toHaveLength(1);
  });

  it("is repeated on the next pass if it did not happen", async () => {
    github.next("createComment", lostBeforeWriting);
    await run(comment("Waiting for review"));
    await timePasses("31 seconds");
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "created" });
    expect(github.comments).toHaveLength(1);
  });

  it("and which GitHub hid for longer than it should leaves two only until the next pass", async () => {
    github.next("createComment", lostAfterWriting);
    await run(comment("Waiting for review"));
    github.listingsLag = true;
    await timePasses("31 seconds");
    await run(comment("Waiting for review"));
    expect(github.comments).toHaveLength(2);
    await run(comment("Changes requested"));
    github.listingsLag = false;
    await timePasses("31 seconds");
    await run(comment("Approved"));
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
  });

  it("stays in doubt while the comment may not be created", async () => {
    github.next("createComment", lostAfterWriting);
    await run(comment("Waiting for review"));
    github.listingsLag = true;
    expect(await run({ ...comment("A draft again"), mayCreate: false })).toEqual({ kind: "skipped" });
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 30 });
    expect(github.comments).toHaveLength(1);
  });
});

describe("an update whose answer was lost", () => {
  beforeEach(async () => {
    await run(comment("Waiting for review"));
  });

  it("is not repeated if it happened", async () => {
    github.next("updateComment", lostAfterWriting);
    expect(await run(comment("Approved"))).toEqual({ kind: "later", seconds: 30 });
    await timePasses("31 seconds");
    expect(await run(comment("Approved"))).toEqual({ kind: "unchanged" });
  });

  it("is repeated if it did not", async () => {
    github.next("updateComment", lostBeforeWriting);
    await run(comment("Approved"));
    await timePasses("31 seconds");
    expect(await run(comment("Approved"))).toEqual({ kind: "updated" });
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
  });

  it("reaches the comment by its id where a person has edited the marker away", async () => {
    github.next("updateComment", lostBeforeWriting);
    await run(comment("Approved"));
    github.comments[0]!.body = "I have tidied this up";
    expect(await run(comment("Approved"))).toEqual({ kind: "updated" });
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
  });
});

describe("a comment that somebody deleted", () => {
  beforeEach(async () => {
    await run(comment("Waiting for review"));
    github.comments = [];
  });

  it("is written again once", async () => {
    expect(await run(comment("Approved"))).toEqual({ kind: "created" });
    expect(bodies()).toEqual([expect.stringContaining("Approved")]);
  });

  it("is let be after the second time, for good", async () => {
    await run(comment("Approved"));
    github.comments = [];
    const givenUp = { kind: "given-up", reason: "somebody deleted the comment twice, so it is not written again" };
    expect(await run(comment("Merged"))).toEqual(givenUp);
    github.requests = [];
    await timePasses("30 days");
    expect(await run(comment("Released"))).toEqual(givenUp);
    expect(github.requests).toEqual([]);
  });

  it("is not written again where it may not be created", async () => {
    expect(await run({ ...comment("Approved"), mayCreate: false })).toEqual({ kind: "skipped" });
    expect(github.comments).toEqual([]);
  });
});

describe("a refusal", () => {
  const givenUp = { kind: "given-up", reason: "the conversation is locked" };

  beforeEach(async () => {
    github.next("createComment", refused("the conversation is locked"));
    expect(await run(comment("Waiting for review"))).toEqual(givenUp);
    github.requests = [];
  });

  it("is taken for an answer, without a loop", async () => {
    await timePasses("23 hours");
    expect(await run(comment("Approved"))).toEqual(givenUp);
    expect(github.requests).toEqual([]);
  });

  it("is tested again after a day", async () => {
    await timePasses("24 hours");
    expect(await run(comment("Approved"))).toEqual({ kind: "created" });
  });
});

describe("a request for patience", () => {
  it("is obeyed for as long as GitHub says, and leaves no doubt behind", async () => {
    github.next("createComment", tryLater(300));
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 300 });
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "created" });
  });

  it("that names no time is obeyed for a minute", async () => {
    github.next("ownComments", tryLater(null));
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 60 });
  });

  it("after a lost create does not end the doubt", async () => {
    github.next("createComment", lostAfterWriting);
    await run(comment("Waiting for review"));
    await timePasses("31 seconds");
    github.listingsLag = true;
    github.next("createComment", tryLater(5));
    await run(comment("Waiting for review"));
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "later", seconds: 30 });
    expect(github.comments).toHaveLength(1);
  });
});

describe("several workers at once", () => {
  it("make one comment", async () => {
    const pause = Promise.withResolvers<void>();
    github.next("createComment", async (write) => {
      await pause.promise;
      write();
    });
    const outcomes: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        outcomes.push((await run(comment("Waiting for review"))).kind);
        if (outcomes.length === 7) pause.resolve();
      }),
    );
    expect(outcomes).toEqual([...Array<string>(7).fill("later"), "created"]);
    expect(github.comments).toHaveLength(1);
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "unchanged" });
  });

  it("keep one comment when one was paused before its request and wakes after another's", async () => {
    const pause = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    github.next("createComment", async (write) => {
      reached.resolve();
      await pause.promise;
      write();
    });
    const sleeper = run(comment("Waiting for review"));
    await reached.promise;
    await timePasses("31 seconds");
    await run(comment("Waiting for review"));
    pause.resolve();
    await sleeper;
    expect(github.comments).toHaveLength(1);
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "unchanged" });
  });
});

describe("a check", () => {
  it("is created once for each head commit", async () => {
    await run(check("c0ffee", "Waiting for review"));
    await run(check("c0ffee", "Waiting for review"));
    await run(check("decade", "Waiting for review"));
    expect(github.checks.map(({ headSha, externalId }) => [headSha, externalId])).toEqual([
      ["c0ffee", "throughline:check:c0ffee"],
      ["decade", "throughline:check:decade"],
    ]);
  });

  it("is updated in place", async () => {
    await run(check("c0ffee", "Waiting for review"));
    expect(await run(check("c0ffee", "Approved"))).toEqual({ kind: "updated" });
    expect(github.checks.map(({ title }) => title)).toEqual(["Approved"]);
  });

  it("is found again by the commit, the latest of several", async () => {
    const older = { headSha: "c0ffee", externalId: "", title: "Old", summary: "Old" };
    github.checks.push({ ...older, id: 1 }, { ...older, id: 2 });
    expect(await run(check("c0ffee", "Approved"))).toEqual({ kind: "updated" });
    expect(github.checks.map(({ title }) => title)).toEqual(["Old", "Approved"]);
  });

  it("that may have been created is adopted, not doubled", async () => {
    github.next("createCheck", lostAfterWriting);
    await run(check("c0ffee", "Waiting for review"));
    await timePasses("31 seconds");
    expect(await run(check("c0ffee", "Waiting for review"))).toEqual({ kind: "unchanged" });
    expect(github.checks).toHaveLength(1);
  });
});

describe("where the name is another repository's now", () => {
  it("nothing is created, and nothing remembered that would last", async () => {
    github.strangers = true;
    expect(await run(comment("Waiting for review"))).toMatchObject({ kind: "given-up" });
    expect(github.comments).toEqual([]);
    github.strangers = false;
    expect(await run(comment("Waiting for review"))).toEqual({ kind: "created" });
  });
});

it("a fault of the app is thrown and not taken for GitHub's", async () => {
  github.next("ownComments", () => Promise.reject(new TypeError("a mistake")));
  await expect(run(comment("Waiting for review"))).rejects.toThrow("a mistake");
});

function run(report: Report): Promise<PublishOutcome> {
  return publish(github, database.db, repository, report);
}

function comment(text: string, asOf = "As of 09:14 UTC."): CommentReport {
  return { kind: "comment", number: 12, body: `${text}. ${asOf}`, asOf, mayCreate: true };
}

function check(headSha: string, title: string): CheckReport {
  return {
    kind: "check",
    mayCreate: true,
    headSha,
    title,
    summary: "In the queue. As of 09:14 UTC.",
    asOf: "As of 09:14 UTC.",
  };
}

function bodies(): string[] {
  return github.comments.map(({ body }) => body);
}

/** As far as the database remembers: what it has written was written so much earlier. */
async function timePasses(interval: string): Promise<void> {
  await sql`update publications set written_at = written_at - ${interval}::interval`.execute(database.db);
}
