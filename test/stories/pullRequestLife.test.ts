/** A pull request from its draft to its merge, and what people read on it at each step. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

it("tells whose turn it is, all the way", async () => {
  const { as, at, untilCheck, untilComment } = story;

  const issue = await as("jonas").openIssue("Let customers pay by invoice", "They ask for it.");
  await at("2026-03-03T09:00:00Z");
  await as("jonas").label(issue, "stage: design");
  await at("2026-03-04T10:00:00Z");
  await as("maya").createBranch(`${issue}-invoice`);
  await as("maya").push(`${issue}-invoice`, "invoice.txt", "Begin");
  const opening = { head: `${issue}-invoice`, title: "Pay by invoice", body: `Closes #${issue}`, draft: true };
  const number = await as("maya").openPullRequest(opening);
  expect((await untilCheck(number, /draft/)).comments).toEqual([]);

  await at("2026-03-05T09:00:00Z");
  await as("maya").markReady(number);
  expect(await untilComment(number, /reviewer/)).toMatchInlineSnapshot(
    `"**Waiting for a reviewer** since Thu 5 Mar 09:00 UTC."`,
  );

  await at("2026-03-05T10:00:00Z");
  await as("github-actions[bot]").runCheck(number, "test", "failure");
  expect(await untilComment(number, /author/)).toMatchInlineSnapshot(
    `"**Waiting for the author** since Thu 5 Mar 10:00 UTC."`,
  );

  await at("2026-03-05T12:00:00Z");
  await as("maya").push(`${issue}-invoice`, "fix.txt", "Mend the test");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  expect(await untilComment(number, /reviewer/)).toMatchInlineSnapshot(
    `"**Waiting for a reviewer** since Thu 5 Mar 12:00 UTC."`,
  );

  await at("2026-03-06T09:00:00Z");
  await as("jonas").review(number, "REQUEST_CHANGES", "Not yet.");
  expect(await untilComment(number, /author/)).toMatchInlineSnapshot(
    `"**Waiting for the author** since Fri 6 Mar 09:00 UTC."`,
  );

  await at("2026-03-06T15:00:00Z");
  await as("maya").push(`${issue}-invoice`, "answer.txt", "Answer");
  expect(await untilComment(number, /reviewer/)).toMatchInlineSnapshot(
    `"**Waiting for a reviewer** since Fri 6 Mar 15:00 UTC."`,
  );

  await at("2026-03-07T09:00:00Z");
  await as("jonas").review(number, "APPROVE", "Good.");
  expect(await untilComment(number, /Ready/)).toMatchInlineSnapshot(`"**Ready to merge** since Sat 7 Mar 09:00 UTC."`);

  await at("2026-03-07T11:00:00Z");
  await as("maya").merge(number);
  expect(await untilComment(number, /Merged/)).toMatchInlineSnapshot(
    `"**Merged** Sat 7 Mar 11:00 UTC, 2 days 2 h after it was ready for review."`,
  );
  expect((await story.texts(number)).comments).toHaveLength(1);
});

it("tells how long the wait has lasted by now when Refresh is pressed", async () => {
  await story.at("2026-03-09T09:00:00Z");
  const number = await story.as("maya").propose("refreshed", "Waits for a while");
  await story.untilComment(number, /reviewer/);
  await story.untilCheck(number, /Waiting for review/);

  await story.at("2026-03-09T15:00:00Z");
  await story.pressRefresh(number);

  await expect.poll(async () => (await story.texts(number)).check?.markdown).toContain("this wait has lasted 6 h");
  await expect
    .poll(async () => (await story.texts(number)).comments[0]?.markdown)
    .toContain("this wait has lasted 6 h");
  expect((await story.texts(number)).comments).toHaveLength(1);
});
