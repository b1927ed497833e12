/** Decides whether every item goes the way that its story says, to the second. */
import { describe, expect, test } from "vitest";
import * as expected from "../support/scenario/expectation.ts";
import { march } from "./march.ts";
import { library, notes } from "./otherRepositories.ts";
import { expectedLists, factsKnown, inWords, listsOf, nowOf, play } from "./runCase.ts";

describe.each([march, library, notes])("$repository.fullName", (of) => {
  const story = play(of);
  const { fullName } = of.repository;
  const lists = listsOf(fullName, factsKnown(story.deliveries), nowOf(of));
  const setting = { year: of.year, repository: fullName };

  const items = of.stories.flatMap(({ title, items: own }) => own.map((item) => ({ title, item })));
  test.each(items)("item $item.number: $title", ({ item }) => {
    const found = lists.items.find((each) => "number" in each && each.number === item.number);
    expect(inWords(found ?? null, story)).toEqual(expected.itemObject(setting, item));
  });

  const pullRequests = of.stories.flatMap(({ title, pullRequests: own = [] }) => own.map((each) => ({ title, each })));
  test.each(pullRequests)("pull request $each.number: $title", ({ each }) => {
    const found = lists.pull_requests.find((one) => "number" in one && one.number === each.number);
    expect(found).toEqual(expected.pullRequestObject(setting, each));
  });

  test("deployments, each with what it carries and what undid it", () => {
    expect(inWords(lists.deployments, story)).toEqual(expectedLists(of).deployments);
  });

  test("there is nothing that no story tells of", () => {
    const numbersIn = (list: object[]) => list.map((each) => "number" in each && each.number);
    const wanted = expectedLists(of);
    expect(numbersIn(lists.items)).toEqual(numbersIn(wanted.items));
    expect(numbersIn(lists.pull_requests)).toEqual(numbersIn(wanted.pull_requests));
  });
});
