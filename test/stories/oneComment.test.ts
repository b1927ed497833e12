/** The app's comment stays the only one, and its own, whatever happens to the app. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

it("edits the same comment after it was restarted", async () => {
  const number = await story.as("maya").propose("restarted", "Restarted in between");
  await story.untilComment(number, /reviewer/);
  const [before] = (await story.texts(number)).comments;

  await story.stopApp();
  await story.startApp();
  await story.as("jonas").review(number, "APPROVE", "Good.");

  await story.untilComment(number, /Ready to merge/);
  expect((await story.texts(number)).comments[0]?.url).toBe(before?.url);
});

it("finds its comment again when its database is lost", async () => {
  const number = await story.as("maya").propose("lost", "Database lost in between");
  await story.untilComment(number, /reviewer/);
  const [before] = (await story.texts(number)).comments;

  await story.stopApp();
  await story.startApp("empty");
  await story.at("2026-03-03T09:00:00Z");
  await story.as("jonas").review(number, "APPROVE", "Good.");

  await story.untilComment(number, /Ready to merge/);
  expect((await story.texts(number)).comments[0]?.url).toBe(before?.url);
});

it("lets a comment be that has its mark and was written by somebody else", async () => {
  const other = await story.as("maya").propose("copied", "Copied from");
  await story.untilComment(other, /reviewer/);
  const [copied] = (await story.texts(other)).comments;
  const number = await story.as("maya").propose("forged", "Has a forged comment");
  await story.as("jonas").comment(number, copied!.markdown.replace(`number=${other}`, `number=${number}`));

  await story.untilComment(number, /reviewer/);
});
