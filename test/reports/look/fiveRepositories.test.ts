/** What a first look says of five repositories as different as teams are: on one screen, words first, and what to do next last. */
import { beforeAll, describe, expect, test } from "vitest";
import { lookObject } from "../../../src/reports/look/lookObject.ts";
import { lookSchema } from "../../../src/reports/look/lookSchema.ts";
import { lookText } from "../../../src/reports/look/lookText.ts";
import {
  libraryWithReleases,
  loneMaintainer,
  onlyIssues,
  oneTouch,
  teamWithDeployments,
} from "../../support/lookHistories.ts";

import { seenOf } from "../../support/seenOf.ts";

const web = "https://github.com";

describe.each([
  {
    of: "a team whose one reviewer is slower than its writers",
    deliveries: teamWithDeployments(),
    people: 6,
    says: [
      "Review is the slowest stage: work waits most there. 85 items waited there 1,383 days in all.",
      "In 12 weeks 76 came in and 59 left; its queue went from 5 to 22. All of it was waiting on a reviewer.",
      "22 pull requests are open. All 22 wait on a reviewer.",
      "Throughput: 63 items released, 4.9 a week. 63 production deployments completed, none had to be undone.",
      "AI: 21 of the 82 entries into review bear its signs",
      "1. Today: review https://github.com/acme/shop/pull/569, which has waited 29 days.",
      "2. In the coming weeks: Review before you write: begin each day with the oldest, and open smaller pull requests.",
    ],
  },
  {
    of: "ideas that nobody works on",
    deliveries: onlyIssues(),
    people: 5,
    says: [
      "Shaping is the slowest stage: its queue grows.",
      "Besides, 16 issues are not yet triaged",
      "No pull request is open, so none waits on anybody.",
      "- 97 days in shaping, waiting on information: Idea 1",
      "No pull request was open in this time, so there is nothing to tell of reviews and of AI.",
      "It cannot be told: a simulation needs a stage that at least 10 items left in this time.",
      "1. Today: decide on https://github.com/acme/ideas/issues/1, which has been in shaping for 97 days: take it up, ask what is missing, or close it.",
    ],
  },
  {
    of: "one person, and updates by a bot",
    deliveries: loneMaintainer(),
    people: 1,
    says: [
      "16 pull requests are open. All 16 wait on a reviewer. 16 are by bots.",
      "- 91 days on a reviewer: Update lib 1 to v2 (by a bot)",
      "First review: none came from another person. Merged without a review by another person: 22 of 22.",
      "AI: only 1 person acted: too few to compare. Bots such as those that update dependencies sent 22 items into review.",
      "1. Today: go through the 16 pull requests by bots in one sitting.",
      "2. To ask more:",
    ],
  },
  {
    of: "a library that is released every four weeks",
    deliveries: libraryWithReleases(),
    people: 4,
    says: [
      "Release is the slowest stage: work waits most there.",
      "No pull request is open, so none waits on anybody.",
      "Production deployments: there are none, so a published release counts as released.",
      "1. Today: release. 7 items are merged and not released, the oldest for 16 days: https://github.com/octo/library/issues/354",
      "2. In the coming weeks: Ship smaller parts more often, with one command that anybody may run.",
    ],
  },
  {
    of: "one issue, opened an hour ago",
    deliveries: oneTouch(),
    people: 1,
    says: [
      "Nothing waited in any stage from shaping to release, so none is slower than another. Besides, 1 issue is not yet triaged, for 1 h.",
      "1. Today: sort the one issue that nobody has triaged: https://github.com/acme/first/issues?q=is%3Aopen+sort%3Acreated-asc",
    ],
  },
])("$of", ({ deliveries, people, says }) => {
  let seen: Awaited<ReturnType<typeof seenOf>> | null = null;
  beforeAll(async () => {
    seen = await seenOf(deliveries, people);
  });
  const lines = () => (seen === null ? [] : lookText(seen, { web, saved: null, titles }));

  test("says what there is, and what to begin with", () => {
    const text = lines().join(" ").replaceAll(/\s+/g, " ");
    for (const each of says) expect(text).toContain(each);
  });

  test("is one screen of words: no table, no line too wide, what to do next at the end", () => {
    expect(lines().length).toBeLessThanOrEqual(56);
    expect(lines().filter((line) => line.length > 100 && !line.includes("https://"))).toEqual([]);
    expect(lines().join("\n")).not.toMatch(/\||undefined|null|NaN/);
    expect(lines().filter((line) => /^[A-Z ]+$/.test(line) && line !== "")).toEqual([
      "WHERE WORK WAITS",
      "WHOSE TURN IT IS",
      "HOW WORK FLOWS",
      "WHAT IF",
      "WHAT THIS LOOK CANNOT SEE",
      "WHAT TO DO NEXT",
    ]);
  });

  test("as JSON it has the published shape", () => {
    if (seen === null) throw new Error("nothing was seen");
    expect(lookSchema.parse(lookObject(seen, web))).toEqual(lookObject(seen, web));
  });
});

test("what strangers wrote can neither colour nor move anything, and a folder is one word to a shell", async () => {
  const seen = await seenOf(loneMaintainer(), 1);
  const title = "\u001B[31mred\u202E\u0007 and\nmore";
  const hostile = { ...seen, turns: seen.turns.map((turn) => ({ ...turn, title })) };
  const text = lookText(hostile, { web, saved: "/tmp/it's mine", titles }).join("\n");
  expect(text).toContain("- 91 days on a reviewer: [31mred and more (by a bot)\n");
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202E/u);
  expect(text).toContain(String.raw`--data-dir '/tmp/it'\''s mine'`);
});

const titles = new Map([[1, "Idea 1"]]);
