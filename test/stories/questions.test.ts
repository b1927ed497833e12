/** A person asks by comment, on a pull request and on the summary issue, and the answer stands under it, once. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

let pullRequest = 0;

it("answers on a pull request, with eyes under the question", async () => {
  pullRequest = await story.as("maya").propose("invoice", "Pay by invoice");
  await story.untilComment(pullRequest, /reviewer/);
  await story.at("2026-03-02T11:00:00Z");
  await story.as("jonas").comment(pullRequest, "What now?\n\n/flow queue");

  const answer = await story.untilAnswer(pullRequest, /1 pull request waits for review/);
  expect(answer).toContain("`Pay by invoice`");
  expect(answer).toMatch(/\| 2 Mar 09:00 \| 2 h \|/);
  const question = (await story.conversation(pullRequest)).find(({ by }) => by === "jonas");
  expect(question?.reactions).toEqual(["eyes throughline[bot]"]);
});

it("answers several questions of one comment in one reply", async () => {
  await story.as("maya").comment(pullRequest, "/flow help\n/flow quue");
  const answer = await story.untilAnswer(pullRequest, /Did you mean `\/flow queue`\?/);
  expect(answer).toMatch(/^`\/flow help`\n\n\*\*Ask by a comment/);
});

it("answers once though GitHub gave no answer to its reply", async () => {
  const before = (await story.conversation(pullRequest)).length;
  story.loseNextAnswer("POST", /\/issues\/\d+\/comments$/);
  await story.as("jonas").comment(pullRequest, "/flow item #1");
  await story.untilAnswer(pullRequest, /In review and validation since/);
  await story.github.settled();
  expect(await story.conversation(pullRequest)).toHaveLength(before + 2);
});

it("answers on the summary issue", async () => {
  await story.at("2026-03-09T08:00:00Z");
  const [summary] = await story.untilSummaries([["2026-W10", "open"]]);
  await story.as("maya").comment(summary!.number, "/flow slowest\n/flow week 2026-W10");
  const answer = await story.untilAnswer(summary!.number, /Review is the slowest stage: work waits most there/);
  expect(answer).toContain("**Week 2026-W10.**");
});

it("makes the labels that are missing for who may write", async () => {
  await story.as("maya").comment(pullRequest, "/flow setup");
  await story.untilAnswer(pullRequest, /39 labels made/);
  await story.as("maya").comment(pullRequest, "/flow setup");
  await story.untilAnswer(pullRequest, /No label was made\.\*\* 39 of 39 were there already/);
});

it("does not answer a bot, a quote, code, or what stands within a line", async () => {
  const before = (await story.conversation(pullRequest)).length;
  await story.as("agent[bot]").comment(pullRequest, "/flow help");
  await story
    .as("jonas")
    .comment(pullRequest, "> /flow help\n\n`/flow help` is it, say /flow help.\n\n```\n/flow help\n```");
  await story.as("jonas").comment(pullRequest, "/flow stage review");
  await story.untilAnswer(pullRequest, /Review and validation: 1 item there now/);
  expect(await story.conversation(pullRequest)).toHaveLength(before + 4);
});
