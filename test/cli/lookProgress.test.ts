/** How a look shows that it goes on where nobody sits at a terminal. */
import { expect, test } from "vitest";
import { lookProgress } from "../../src/cli/look/lookProgress.ts";

test("a line every five seconds says how much is read, and of how much of the time", () => {
  const notes: string[] = [];
  let seconds = 0;
  const window = { since: "2026-03-01T00:00:00Z", now: "2026-03-11T00:00:00Z" };
  const progress = lookProgress(window, { note: (line) => void notes.push(line), clock: () => seconds });

  progress.page("pull requests", 25, "2026-03-09T00:00:00Z");
  seconds = 5;
  progress.page("issues", 50, "2026-03-06T00:00:00Z");
  seconds = 9;
  progress.page("pull requests", 25, "2026-03-04T00:00:00Z");
  seconds = 11;
  progress.page("older open pull requests", 3, null);
  progress.page("issues", 1, "2026-02-28T00:00:00Z");

  expect(notes).toEqual([
    "Read 25 pull requests, 50 issues, 20% of the time",
    "Read 50 pull requests, 51 issues, 70% of the time",
  ]);
});
