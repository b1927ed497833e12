/** Who else wrote a pull request, by its commits as the API shows them. */
import { expect, test } from "vitest";
import { fingerprintOf } from "../../../src/signals/authorship.ts";
import { commitCoAuthors } from "../../../src/signals/history/commitCoAuthors.ts";
import { itemOfApi } from "../../../src/signals/history/apiNode.ts";
import { apiContext } from "../../support/apiContext.ts";

const event = { type: "PullRequest", id: "PR_5", at: "2026-03-02T09:00:00Z", field: "updatedAt" };
const commit = (message: string) => ({ type: "PullRequestCommit", pushedCommit: { message } });
const named = (...timeline: unknown[]) =>
  commitCoAuthors(itemOfApi(5, event, null, apiContext), timeline).map(({ key, signal }) => ({ key, signal }));

const [agent, person] = ["noreply@anthropic.com", "ada@example.com"];

test("the co-authors of all commits are one fact, each once", () => {
  const timeline = [
    commit(`Add it\n\nCo-authored-by: Claude <${agent}>`),
    { type: "LabeledEvent", createdAt: "2026-03-02T10:00:00Z" },
    commit(`Mend it\n\nWhy it broke.\n\nCo-Authored-By: Ada <${person}>\nCo-authored-by: Claude <${agent}>`),
  ];
  expect(named(...timeline)).toEqual([
    {
      key: "#5 commits",
      signal: { kind: "commits-snapshot", coAuthors: [agent, person].map(fingerprintOf).toSorted() },
    },
  ]);
});

test.each([
  ["without trailers", [commit("Add it\n\nWhy.")]],
  ["with one in the middle of the text", [commit(`Add it\n\nCo-authored-by: Claude <${agent}>\n\nWhy.`)]],
  ["without messages", [{ type: "PullRequestCommit", pushedCommit: { oid: "a" } }]],
  ["without commits", []],
])("a timeline %s tells of nobody", (_which, timeline) => {
  expect(named(...timeline)).toEqual([]);
});
