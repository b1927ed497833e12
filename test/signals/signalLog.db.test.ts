import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, Subject } from "../../src/signals/signal.ts";
import { appendFacts, factsOfSubjects, type SubjectRef } from "../../src/signals/signalLog.ts";
import { useDatabase } from "../support/database.ts";
import { allFacts } from "../support/keptFacts.ts";
import { shaFor } from "../support/payloadParts.ts";
import {
  commentCreated,
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  reviewSubmitted,
} from "../support/payloads.ts";
import { checkRunCompleted, checkRunStarted, pushed } from "../support/repositoryPayloads.ts";
import { factOf, factsOf } from "../support/translated.ts";

const database = useDatabase();
const at = "2026-03-02T09:14:00Z";
const later = "2026-03-02T09:20:00Z";
const sha = shaFor("head");

test("facts come back as they were kept", async () => {
  const facts = [
    ...factsOf(issueOpened({ number: 1, at, title: 'Quoted "title", ümlaut 🙂 \\u0000' })),
    ...factsOf(pullRequestMerged({ number: 2, at, body: "Fixes #1" })),
    ...factsOf(checkRunCompleted({ at, sha })),
    ...factsOf(pushed({ at, paths: ["docs/a.md"] })),
  ];

  await append(facts);

  expect(byKey(await allFacts(database.db, 1001))).toEqual(byKey(facts));
});

test("only subjects of which more is known than before are touched", async () => {
  const opened = factsOf(issueOpened({ number: 1, at }));
  const labeled = factsOf(issueLabeled({ number: 2, at, label: "bug" }));

  expect(await append(opened)).toEqual([{ repositoryId: 1001, subject: "#1" }]);
  expect(await append([...opened, ...labeled])).toEqual([{ repositoryId: 1001, subject: "#2" }]);
  expect(await append([...opened, ...labeled])).toEqual([]);
});

test("an older snapshot heard late touches nothing and changes nothing", async () => {
  const now = factsOf(issueOpened({ number: 1, at: later, createdAt: at, title: "Now" }));
  const [before] = factsOf(issueOpened({ number: 1, at, title: "Before", receivedAt: later }));
  await append(now);

  expect(await append(before === undefined ? [] : [before])).toEqual([]);
  expect(byKey(await allFacts(database.db, 1001))).toEqual(byKey(now));
});

test("the attempts of a check that are heard one after the other are one fact", async () => {
  await append(factsOf(checkRunCompleted({ at: later, sha, run: 1, startedAt: null })));
  await append(factsOf(checkRunStarted({ at, receivedAt: later, sha, run: 1 })));
  await append(factsOf(checkRunStarted({ at: later, sha, run: 2 })));

  const facts = await factsOfSubjects(database.db, 1001, [`commit ${sha}`]);

  expect(facts.map((fact) => [fact.at, fact.signal])).toEqual([
    [
      at,
      {
        kind: "check",
        source: "actions",
        name: "build",
        appId: 15_368,
        attempts: {
          1: { startedAt: at, endedAt: later, conclusion: "success" },
          2: { startedAt: later, endedAt: null, conclusion: null },
        },
      },
    ],
  ]);
});

test("only the subjects asked for, of the repository asked for, are read", async () => {
  const elsewhere = { id: 2002, fullName: "acme/other" };
  await append([
    ...factsOf(issueOpened({ number: 1, at })),
    ...factsOf(issueOpened({ number: 2, at })),
    ...factsOf(issueOpened({ number: 1, at, repository: elsewhere })),
  ]);
  const subjects: Subject[] = ["#1", "#3"];

  const read = await factsOfSubjects(database.db, 1001, subjects);

  expect(byKey(read).map((fact) => [fact.repositoryId, fact.key])).toEqual([
    [1001, "#1 opened"],
    [1001, "#1 snapshot"],
  ]);
  expect(await factsOfSubjects(database.db, 1001, [])).toEqual([]);
});

test("writers at the same time lose nothing of each other's", async () => {
  const runs = [1, 2, 3, 4, 5, 6, 7, 8];

  await Promise.all(runs.map((run) => append(factsOf(checkRunStarted({ at, sha, run })))));

  const [check] = await allFacts(database.db, 1001);
  expect(check?.signal.kind === "check" && Object.keys(check.signal.attempts)).toEqual(runs.map(String));
});

test("a transaction that fails keeps nothing", async () => {
  const failing = database.db.transaction().execute(async (trx) => {
    await appendFacts(trx, factsOf(issueOpened({ at })));
    throw new Error("the process stops here");
  });

  await expect(failing).rejects.toThrow("the process stops here");
  expect(await allFacts(database.db, 1001)).toEqual([]);
});

test("in whatever order, batches and repetition they are heard, the same is known", async () => {
  const facts = [
    issueOpened({ number: 1, at }),
    issueLabeled({ number: 1, at: later, createdAt: at, label: "bug" }),
    commentCreated({ number: 1, at: later, createdAt: at, comment: 5 }),
    pullRequestOpened({ number: 2, at, headSha: sha }),
    reviewSubmitted({ number: 2, at: later, createdAt: at, review: 9 }),
    checkRunStarted({ at, sha, run: 1 }),
    checkRunCompleted({ at: later, startedAt: at, sha, run: 1, conclusion: "failure" }),
    checkRunStarted({ at: later, sha, run: 2 }),
  ].flatMap(factsOf);
  await append(facts);
  const expected = byKey(await allFacts(database.db, 1001));
  const orders = fc.tuple(fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length }), fc.nat(9));

  await fc.assert(
    fc.asyncProperty(orders, async ([heard, split]) => {
      await database.db.deleteFrom("facts").execute();
      await append(heard.slice(0, split));
      await append(heard.slice(split));
      expect(byKey(await allFacts(database.db, 1001))).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

function append(facts: readonly Fact[]): Promise<SubjectRef[]> {
  return database.db.transaction().execute((trx) => appendFacts(trx, facts));
}

function byKey(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

describe("what comes by webhook and from the API is one fact", () => {
  const labeled = (second: string, of = "bug"): Fact =>
    factOf(issueLabeled({ number: 1, at: `2026-03-02T09:14:${second}Z`, label: of }), "labeled");
  const byApi = (fact: Fact): Fact => ({ ...fact, timeSource: "API: LabeledEvent.createdAt", delivery: "LE_1" });

  test("a webhook that came before goes, and its item is touched", async () => {
    await append([labeled("02")]);

    expect(await append([byApi(labeled("00"))])).toEqual([{ repositoryId: 1001, subject: "#1" }]);
    expect(byKey(await allFacts(database.db, 1001))).toEqual([byApi(labeled("00"))]);
  });

  test("a webhook that comes after changes nothing and touches nothing", async () => {
    await append([byApi(labeled("00"))]);

    expect(await append([labeled("02")])).toEqual([]);
    expect(byKey(await allFacts(database.db, 1001))).toEqual([byApi(labeled("00"))]);
  });

  test("in the same second the API's telling is kept", async () => {
    await append([labeled("00")]);
    await append([byApi(labeled("00"))]);

    expect(byKey(await allFacts(database.db, 1001))).toEqual([byApi(labeled("00"))]);
  });

  const tellings = fc
    .record({
      second: fc.integer({ min: 0, max: 24 }),
      of: fc.constantFrom("bug", "feature"),
      api: fc.boolean(),
    })
    .map(({ second, of, api }) => {
      const fact = labeled(String(second).padStart(2, "0"), of);
      return api ? byApi(fact) : fact;
    });

  test("in whatever order, batches and repetition both are heard, the same is known", async () => {
    const heardTwice = fc
      .uniqueArray(tellings, { minLength: 2, maxLength: 8, selector: ({ key, timeSource }) => key + timeSource })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })));
    await fc.assert(
      fc.asyncProperty(heardTwice, fc.nat(9), async ([all, heard], split) => {
        await database.db.deleteFrom("facts").execute();
        await append(all);
        const expected = byKey(await allFacts(database.db, 1001));
        await database.db.deleteFrom("facts").execute();
        await append(heard.slice(0, split));
        for (const fact of heard.slice(split)) await append([fact]);
        expect(byKey(await allFacts(database.db, 1001))).toEqual(expected);
        const near = expected.filter((fact) => fact.delivery === "LE_1");
        expect(near.length).toBe(all.filter(({ delivery }) => delivery === "LE_1").length);
      }),
      { numRuns: 40 },
    );
  });
});

test("a push known by its commit gives way to any better telling, before and after", async () => {
  const told = factOf(pullRequestPushed({ number: 2, at: later, createdAt: at, after: sha }), "pushed");
  const guess: Fact = { ...told, key: `#2 pushed ${sha} ${at}`, at, timeSource: "API: Commit.committedDate" };

  await append([guess]);
  expect(byKey(await allFacts(database.db, 1001))).toEqual([guess]);
  await append([told]);
  await append([guess]);
  expect(byKey(await allFacts(database.db, 1001))).toEqual([told]);
});
