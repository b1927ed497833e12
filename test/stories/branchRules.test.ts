/** What the rules of the default branch require, a pull request waits for. */
import { expect, it } from "vitest";
import { useStory } from "../support/story.ts";

const story = useStory({ beginning: "2026-03-02T09:00:00Z" });

it("waits for the second approval and for the check that the rules require, and for no other", async () => {
  const { as, at, untilCheck, untilComment } = story;
  story.setRules([
    { type: "pull_request", parameters: { required_approving_review_count: 2 } },
    { type: "required_status_checks", parameters: { required_status_checks: [{ context: "test" }] } },
  ]);
  const number = await as("maya").propose("two-needed", "Needs two approvals");
  await untilComment(number, /reviewer/);

  await at("2026-03-02T10:00:00Z");
  await as("jonas").review(number, "APPROVE", "Good.");
  await as("github-actions[bot]").runCheck(number, "lint", "failure");
  await at("2026-03-02T11:00:00Z");
  await as("github-actions[bot]").runCheck(number, "test", "failure");
  expect(await untilComment(number, /author/)).toBe("**Waiting for the author** since Mon 2 Mar 11:00 UTC.");

  await at("2026-03-02T12:00:00Z");
  await as("maya").push("two-needed", "mended.txt", "Mend the test");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  expect(await untilComment(number, /reviewer/)).toBe("**Waiting for a reviewer** since Mon 2 Mar 12:00 UTC.");
  await untilCheck(number, /Waiting for review/);
});
