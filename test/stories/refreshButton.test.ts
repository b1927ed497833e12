/** The Refresh button under the app's check. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

it("tells how long the wait has lasted by now", async () => {
  const number = await story.as("maya").propose("refreshed", "Waits for a while");
  await story.untilComment(number, /reviewer/);
  await story.untilCheck(number, /Waiting for review/);

  await story.at("2026-03-02T15:00:00Z");
  await story.pressRefresh(number);

  await expect.poll(async () => (await story.texts(number)).check?.markdown).toContain("this wait has lasted 6 h");
  await expect
    .poll(async () => (await story.texts(number)).comments[0]?.markdown)
    .toContain("this wait has lasted 6 h");
  expect((await story.texts(number)).comments).toHaveLength(1);
});
