/** The weekly summary issue: it comes on Monday, once, and what becomes of the week's work when somebody closes it, or nobody. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

let shipped = 0;

it("stands there on Monday at eight, with its label, by the app", async () => {
  const { as, at } = story;
  shipped = await as("maya").propose("invoice", "Pay by invoice");
  await story.untilCheck(shipped, /Waiting for review/);
  await at("2026-03-03T09:00:00Z");
  await as("jonas").review(shipped, "APPROVE", "Good.");
  await as("maya").merge(shipped);
  await story.untilComment(shipped, /Merged/);

  await at("2026-03-09T07:59:59Z");
  await as("jonas").comment(shipped, "Nobody has complained.");
  await story.github.settled();
  expect(await story.summaries()).toEqual([]);

  await at("2026-03-09T08:00:00Z");
  const [summary] = await story.untilSummaries([["2026-W10", "open"]]);
  expect(summary).toMatchObject({
    title: "Where work waited: week 2026-W10",
    user: { login: "throughline[bot]" },
    labels: [{ name: "throughline: weekly" }],
  });
  expect(summary?.body).toMatch(/^\*\*Review is the slowest stage: work waits most there\.\*\*/);
});

it("is the same issue with the same words the next day, whatever has happened since the week was over", async () => {
  const before = await story.summaries();
  await story.at("2026-03-10T09:00:00Z");
  const later = await story.as("maya").propose("refund", "Pay back");
  await story.untilCheck(later, /Waiting for review/);
  await story.github.settled();

  expect(await story.summaries()).toEqual(before);
});

it("ships the work of its week when a person closes it", async () => {
  expect(await story.storedItem(shipped)).toMatchObject({ stage: "learning-and-flow", exitedAt: null });
  await story.at("2026-03-11T10:00:00Z");
  await story.as("jonas").closeIssue((await story.summaries())[0]!.number);

  await expect
    .poll(() => story.storedItem(shipped), { timeout: 20_000, interval: 500 })
    .toMatchObject({ outcome: "shipped", exitedAt: "2026-03-11T10:00:00Z" });
});

it("stands once though GitHub gave no answer to its creation", async () => {
  story.loseNextAnswer("POST", /\/issues$/);
  await story.at("2026-03-16T08:00:00Z");
  await story.untilSummaries([
    ["2026-W10", "closed"],
    ["2026-W11", "open"],
  ]);
});

it("is closed by the app four weeks later if nobody has", async () => {
  await story.at("2026-04-13T07:59:00Z");
  await story.github.settled();
  expect((await story.summaries()).at(1)).toMatchObject({ state: "open" });

  await story.at("2026-04-13T08:00:00Z");
  await story.untilSummaries([
    ["2026-W10", "closed"],
    ["2026-W11", "closed"],
  ]);
});
