/** Which pull requests the app comments on, and which it leaves with a check. */
import { describe, expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z", appRuns: false });

describe("on a pull request that was open before the app came", () => {
  let number = 0;

  it("says nothing by itself", async () => {
    number = await story.as("maya").propose("before", "Opened before the app came");
    await story.startApp();

    await story.at("2026-03-03T09:00:00Z");
    await story.as("github-actions[bot]").runCheck(number, "test", "success");
    await story.as("agent[bot]").comment(number, "Coverage is at 80%.");
    await story.as("agent[bot]").label(number, "size: small");

    expect((await story.untilCheck(number, /Waiting for review/)).comments).toEqual([]);
  });

  it("comments once a person has acted on it", async () => {
    await story.at("2026-03-03T10:00:00Z");
    await story.as("jonas").comment(number, "I will look at it tomorrow.");

    expect(await story.untilComment(number, /reviewer/)).toMatchInlineSnapshot(
      `"**Waiting for a reviewer** since Mon 2 Mar 09:00 UTC."`,
    );
  });
});

it("gives a draft a check and no comment", async () => {
  await story.as("maya").createBranch("draft");
  await story.as("maya").push("draft", "draft.txt", "Begin");
  const opening = { head: "draft", title: "Not done yet", body: "", draft: true };
  const number = await story.as("maya").openPullRequest(opening);
  await story.as("jonas").comment(number, "A good beginning.");

  expect((await story.untilCheck(number, /draft/)).comments).toEqual([]);
});

it("gives a bot's pull request a check and no comment, whoever acts on it", async () => {
  const number = await story.as("agent[bot]").propose("bot", "Remove unused code");
  await story.as("jonas").comment(number, "Interesting.");
  await story.as("jonas").review(number, "APPROVE", "Good.");

  expect((await story.untilCheck(number, /Ready to merge/)).comments).toEqual([]);
});

it("puts the check on the new head after a push", async () => {
  const number = await story.as("maya").propose("pushed", "Pushed to");
  const before = (await story.untilCheck(number, /Waiting for review/)).check;
  await story.at("2026-03-03T12:00:00Z");
  await story.as("maya").push("pushed", "more.txt", "More");

  const after = (await story.untilCheck(number, /Waiting for review/)).check;
  expect(after?.url).not.toBe(before?.url);
});
