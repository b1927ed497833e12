import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { configFile } from "../../src/config/configSchema.ts";
import { defaultConfig, repositoryConfig } from "../../src/config/repositoryConfig.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { aiOf } from "../../src/timeline/review/authorship.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { shaFor } from "../support/payloadParts.ts";
import { commentCreated, issueOpened, pullRequestMerged, pullRequestOpened } from "../support/payloads.ts";
import { checkRunCompleted, deploymentStatus, pushed, releasePublished } from "../support/repositoryPayloads.ts";
import { factsOf } from "../support/translated.ts";

const at = "2026-03-02T09:14:00Z";
const later = "2026-03-02T12:00:00Z";
const claude = "Co-Authored-By: Claude <noreply@anthropic.com>";

function aiIn(deliveries: readonly Delivery[], config = defaultConfig) {
  const { pullRequests } = foldRepository(deliveries.flatMap(factsOf), config, "2026-03-09T00:00:00Z");
  return pullRequests.map(({ ai }) => ai);
}

test.each([
  ["Copilot", "copilot/fix-12", "agent"],
  ["copilot-swe-agent[bot]", "fix-12", "agent"],
  ["claude[bot]", "fix-12", "agent"],
  ["cursor[bot]", "fix-12", "agent"],
  ["devin-ai-integration[bot]", "fix-12", "agent"],
  ["chatgpt-codex-connector[bot]", "fix-12", "agent"],
  ["google-labs-jules[bot]", "fix-12", "agent"],
  ["github-actions[bot]", "claude/issue-12", "agent"],
  ["dependabot[bot]", "dependabot/npm_and_yarn/vite-8", "automation"],
  ["renovate[bot]", "renovate/vite-8.x", "automation"],
  ["renovate-bot", "renovate/vite-8.x", "automation"],
  ["github-actions[bot]", "release-please", "automation"],
  ["ada", "copilot/fix-12", "assisted"],
  ["ada", "codex/fix-12", "assisted"],
  ["ada", "claude/fix-12", "assisted"],
  ["ada", "cursor/fix-12", "assisted"],
  ["ada", "devin/1700000000-fix", "assisted"],
  ["ada", "jules-1234567890-abc", "assisted"],
  ["ada", "fix-12", "none"],
  ["ada", "jules-fixes", "none"],
  ["ada", "fix/claude/12", "none"],
  ["claude", "fix-12", "none"],
  [null, "fix-12", "none"],
])("a pull request by %s from %s is %s", (author, head, expected) => {
  expect(aiIn([pullRequestOpened({ at, author, head })])).toEqual([expected]);
});

test.each([
  ["a label", { labels: ["Codex"] }, "assisted"],
  ["another label", { labels: ["bug"] }, "none"],
  ["a signature", { body: "Fixes it.\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)" }, "assisted"],
  ["a trailer", { body: `Fixes it.\n\n${claude}` }, "assisted"],
  ["an agent's name in the text", { title: "Add Claude", body: "Claude and Cursor helped." }, "none"],
])("a person's pull request with %s is told by that", (_what, options, expected) => {
  expect(aiIn([pullRequestOpened({ at, ...options })])).toEqual([expected]);
});

describe("a co-author's line in a commit", () => {
  const opened = pullRequestOpened({ at, head: "topic" });
  const merged = pullRequestMerged({ at: later, head: "topic", mergeSha: shaFor("merge") });
  const topicPush = (message: string, distinct = true) =>
    pushed({ at: "2026-03-02T09:00:00Z", branch: "topic", message, distinct });

  test.each([
    [claude, "assisted"],
    ["Co-authored-by: Cursor <cursoragent@cursor.com>", "assisted"],
    ["Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>", "assisted"],
    ["Co-authored-by: Claude Martin <claude.martin@example.com>", "none"],
    ["Co-authored-by: Claude <noreply@example.com>", "none"],
    ["Co-authored-by: A person at Cursor <ada@cursor.com>", "none"],
  ])("counts by its whole address: %s", (line, expected) => {
    expect(aiIn([topicPush(`Fix it\n\n${line}`), opened])).toEqual([expected]);
  });

  test("does not count for commits that the branch only took in", () => {
    expect(aiIn([topicPush(`Fix it\n\n${claude}`, false), opened])).toEqual(["none"]);
  });

  test("counts in the commit that it was squashed into", () => {
    const push = pushed({ at: later, after: shaFor("merge"), message: `Fix it (#1)\n\n---------\n\n${claude}` });

    expect(aiIn([opened, push, merged])).toEqual(["assisted"]);
  });

  test("counts from a fork, of which only the merge is told", () => {
    const fork = { head: "topic", headRepositoryId: 2002 };
    const push = pushed({
      at: later,
      after: shaFor("merge"),
      commits: [shaFor("one"), shaFor("merge")],
      message: `Fix it\n\n${claude}`,
    });

    expect(aiIn([topicPush("Unrelated branch of that name"), pullRequestOpened({ at, ...fork })])).toEqual(["none"]);
    expect(aiIn([pullRequestMerged({ at: later, createdAt: at, ...fork, mergeSha: shaFor("merge") }), push])).toEqual([
      "assisted",
    ]);
  });

  test("counts for no other pull request merged in the same push", () => {
    const other = pullRequestMerged({ at: later, number: 2, head: "other", mergeSha: shaFor("other") });
    const first = pushed({ at: later, after: shaFor("merge"), message: `Fix it\n\n${claude}` });
    const both = pushed({ at: later, commits: [shaFor("merge"), shaFor("other")], after: shaFor("other") });
    const withLine = { ...both, payload: joined(first, both) };

    expect(aiIn([merged, other, withLine])).toEqual(["assisted", "none"]);
  });

  test("does not count where somebody pushed to the default branch by hand", () => {
    expect(aiIn([opened, pushed({ at: later, message: `Fix it\n\n${claude}` }), merged])).toEqual(["none"]);
  });
});

test("a repository's own signs come on top of the known ones", () => {
  const own = repositoryConfig(
    configFile.parse({
      ai: { authors: ["Acme-Agent"], trailers: ["Agent@Acme.test"], branches: ["agents/*"], labels: ["AI: yes"] },
    }),
  );
  const deliveries = [
    pullRequestOpened({ at, number: 1, author: "acme-agent" }),
    pullRequestOpened({ at, number: 2, head: "agents/tidy" }),
    pullRequestOpened({ at, number: 3, labels: ["ai/yes"] }),
    pullRequestOpened({ at, number: 4, body: "Co-authored-by: Agent <agent@acme.test>" }),
    pullRequestOpened({ at, number: 5, head: "codex/tidy" }),
  ];

  expect(aiIn(deliveries, own)).toEqual(["agent", "assisted", "assisted", "assisted", "assisted"]);
  expect(aiIn(deliveries)).toEqual(["none", "none", "none", "none", "assisted"]);
});

test.each([
  [[], "none"],
  [["none"], "none"],
  [["automation"], "automation"],
  [["automation", "none"], "none"],
  [["automation", "assisted"], "assisted"],
  [["assisted", "none", "agent"], "agent"],
] as const)("an item with %j is %s", (pullRequests, expected) => {
  expect(aiOf(pullRequests)).toBe(expected);
});

test("an issue has the class of its pull requests", () => {
  const deliveries = [
    issueOpened({ at, number: 12 }),
    pullRequestOpened({ at: later, number: 20, body: "Closes #12", author: "Copilot" }),
  ];

  const { items } = foldRepository(deliveries.flatMap(factsOf), defaultConfig, "2026-03-09T00:00:00Z");

  expect(items.map(({ number, ai }) => [number, ai])).toEqual([[12, "agent"]]);
});

test("an event that tells nothing of agents never changes a class", () => {
  const own = [
    pullRequestOpened({ at, number: 1, head: "copilot/one" }),
    pullRequestOpened({ at, number: 2, head: "two" }),
    pullRequestOpened({ at, number: 3, author: "dependabot[bot]", head: "three" }),
  ];
  const number = fc.constantFrom(1, 2, 3);
  const unrelated = fc.oneof(
    number.map((of) => commentCreated({ at: later, number: 40 + of, comment: of })),
    fc.string().map((message) => pushed({ at: later, branch: "two", message })),
    fc.string().map((text) => pushed({ at: later, branch: "main", message: `${text}\n\n${claude}` })),
    fc.constant(checkRunCompleted({ at: later, sha: shaFor("first") })),
    fc.constant(releasePublished({ at: later, release: 1, tag: "v1" })),
    fc.constant(deploymentStatus({ at: later, deployment: 1, status: 2, state: "success", sha: shaFor("first") })),
  );

  fc.assert(
    fc.property(fc.array(unrelated, { maxLength: 6 }), (more) => {
      expect(aiIn([...own, ...more])).toEqual(["assisted", "none", "automation"]);
    }),
  );
});

/** The second push with its first commit's message that of the first push. */
function joined(first: Delivery, second: Delivery): unknown {
  const [one] = commitsOf(first);
  const [, ...others] = commitsOf(second);
  return { ...payloadOf(second), commits: [one, ...others] };
}

function payloadOf({ payload }: Delivery): object {
  if (typeof payload !== "object" || payload === null) throw new Error("a push is an object");
  return payload;
}

function commitsOf(delivery: Delivery): unknown[] {
  const payload = payloadOf(delivery);
  if (!("commits" in payload) || !Array.isArray(payload.commits)) throw new Error("a push has commits");
  return payload.commits;
}
