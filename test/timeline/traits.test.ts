import { describe, expect, test } from "vitest";
import { configFile } from "../../src/config/configSchema.ts";
import { repositoryConfig } from "../../src/config/repositoryConfig.ts";
import { itemOf, folded, pullRequestOf } from "../support/folded.ts";
import { played, type Scenario } from "../support/scenario.ts";

const repository = { fullName: "octo/hello-world", id: 186853002 };

function told(tell: (scenario: Scenario) => void, config: object = {}) {
  return folded(played(2026, repository, tell).deliveries, { config: repositoryConfig(configFile.parse(config)) });
}

describe("what the configuration leaves out of every statistic", () => {
  const ada = ({ at }: Scenario) => {
    at("03-02 09:00", (now) => now.issueOpened(1, { by: "ada", title: "Export" }));
    at("03-02 10:00", (now) => now.labeled(1, "Wont: Count", { by: "ada" }));
    at("03-03 08:59", (now) => now.pushed("fix", { by: "ben" }));
    at("03-03 09:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "fix" }));
  };

  test.each([
    ["nothing by default", {}, false, false],
    ["an author's issues", { ignore: { authors: ["ADA"] } }, true, false],
    ["an author's pull requests", { ignore: { authors: ["ben"] } }, false, true],
    ["items with a label, whatever its spelling", { ignore: { labels: ["wont-*"] } }, true, false],
  ])("%s", (_, config, issue, pullRequest) => {
    const timelines = told(ada, config);

    expect([itemOf(timelines, 1).ignored, itemOf(timelines, 2).ignored]).toEqual([issue, pullRequest]);
    expect(pullRequestOf(timelines, 2).ignored).toBe(pullRequest);
  });
});

test("an item is somebody's while anybody is assigned or one of its pull requests is open", () => {
  const timelines = told(({ at }) => {
    at("03-02 09:00", (now) => now.issueOpened(1, { by: "ada", title: "Export" }));
    at("03-03 09:00", (now) => now.assigned(1, "ben", { by: "ada" }));
    at("03-05 08:59", (now) => now.pushed("export", { by: "ben" }));
    at("03-05 09:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "export", closes: [1] }));
    at("03-06 09:00", (now) => now.closedUnmerged(2));
  });

  expect(itemOf(timelines, 1).owned).toEqual([{ from: "2026-03-03T09:00:00Z", to: null }]);
});

test("an item whose only pull request was closed is nobody's again", () => {
  const timelines = told(({ at }) => {
    at("03-02 09:00", (now) => now.issueOpened(1, { by: "ada", title: "Export" }));
    at("03-05 08:59", (now) => now.pushed("export", { by: "ben" }));
    at("03-05 09:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "export", closes: [1] }));
    at("03-06 09:00", (now) => now.closedUnmerged(2));
  });

  expect(itemOf(timelines, 1).owned).toEqual([{ from: "2026-03-05T09:00:00Z", to: "2026-03-06T09:00:00Z" }]);
});

test("a priority has changed when another one is put on, not when the first is or the same is again", () => {
  const timelines = told(({ at }) => {
    at("03-02 09:00", (now) => now.issueOpened(1, { by: "ada", title: "Export" }));
    at("03-02 10:00", (now) => now.labeled(1, "P2", { by: "ada" }));
    at("03-03 10:00", (now) => now.unlabeled(1, "P2", { by: "ada" }));
    at("03-03 11:00", (now) => now.labeled(1, "P2", { by: "ada" }));
    at("03-04 10:00", (now) => now.labeled(1, "P0", { by: "ada" }));
  });

  expect(itemOf(timelines, 1).priorityChanges).toEqual(["2026-03-04T10:00:00Z"]);
});

test.each([
  ["is not reckoned without a configuration", {}, null],
  ["is the sum of what its labels are worth", { value: { labels: { "Value: High": 8, "ux*": 2 } } }, 10],
  ["is nothing where no label is worth anything", { value: { labels: { other: 5 } } }, 0],
])("its value %s", (_, config, value) => {
  const timelines = told(({ at }) => {
    at("03-02 09:00", (now) => now.issueOpened(1, { by: "ada", title: "Export" }));
    at("03-02 10:00", (now) => now.labeled(1, "value/high", { by: "ada" }));
    at("03-02 11:00", (now) => now.labeled(1, "UX work", { by: "ada" }));
  }, config);

  expect(itemOf(timelines, 1).value).toBe(value);
});

test("a check that failed and passes on the same commit is flaky, once; one that passes after a push is not", () => {
  const timelines = told(({ at }) => {
    at("03-02 08:59", (now) => now.pushed("fix", { by: "ben" }));
    at("03-02 09:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "fix" }));
    at("03-02 09:05", (now) => now.checkStarted(2, "unit"));
    at("03-02 09:10", (now) => now.checkEnded(2, "unit", "failure"));
    at("03-02 10:05", (now) => now.checkStarted(2, "unit"));
    at("03-02 10:10", (now) => now.checkEnded(2, "unit", "success"));
    at("03-02 11:00", (now) => now.pushed("fix", { by: "ben" }));
    at("03-02 11:05", (now) => now.checkStarted(2, "lint"));
    at("03-02 11:10", (now) => now.checkEnded(2, "lint", "failure"));
    at("03-02 12:00", (now) => now.pushed("fix", { by: "ben" }));
    at("03-02 12:05", (now) => now.checkStarted(2, "lint"));
    at("03-02 12:10", (now) => now.checkEnded(2, "lint", "success"));
  });

  expect(pullRequestOf(timelines, 2)).toMatchObject({
    checkedAt: "2026-03-02T09:05:00Z",
    flakyChecks: ["2026-03-02T10:10:00Z"],
  });
});

test("a review after the merge is told as what cannot be right", () => {
  const timelines = told(({ at }) => {
    at("03-02 08:59", (now) => now.pushed("fix", { by: "ben" }));
    at("03-02 09:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "fix" }));
    at("03-02 10:00", (now) => now.merged(2, { by: "ben" }));
    at("03-03 10:00", (now) => now.reviewed(2, "ada", "approved"));
  });

  expect(pullRequestOf(timelines, 2)).toMatchObject({
    checkedAt: null,
    firstReviewAt: null,
    doubts: [{ what: "review-after-merge", at: "2026-03-03T10:00:00Z" }],
  });
});
