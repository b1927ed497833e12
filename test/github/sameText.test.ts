import { describe, expect, it } from "vitest";
import { contentHash, saysTheSame } from "../../src/github/sameText.ts";

describe("the hash of a text", () => {
  it("does not change with the as-of part", () => {
    const early = contentHash(["Waiting. As of 09:14 UTC."], "As of 09:14 UTC.");
    const late = contentHash(["Waiting. As of 17:40 UTC."], "As of 17:40 UTC.");
    expect(early).toBe(late);
  });

  it("changes with any other part", () => {
    const asOf = "As of 09:14 UTC.";
    expect(contentHash([`Waiting. ${asOf}`], asOf)).not.toBe(contentHash([`Merged. ${asOf}`], asOf));
  });

  it("tells where one text ends and the next begins", () => {
    expect(contentHash(["ab", "c"], "")).not.toBe(contentHash(["a", "bc"], ""));
  });
});

describe("a text found on GitHub", () => {
  const wanted = "Waiting. As of 09:14 UTC. See below.";
  const asOf = "As of 09:14 UTC.";

  it.each([
    ["is the wanted one", wanted, true],
    ["is of another time", "Waiting. As of 23:59 UTC. See below.", true],
    ["names no time", "Waiting.  See below.", true],
    ["begins otherwise", "Merged. As of 09:14 UTC. See below.", false],
    ["ends otherwise", "Waiting. As of 09:14 UTC. See above.", false],
    ["has a sentence more", `Waiting. ${asOf} ${"It is your turn. ".repeat(3)}See below.`, false],
    ["is only a piece of it", "Waiting. below.", false],
  ])("that %s", (_, standing, same) => {
    expect(saysTheSame(standing, wanted, asOf)).toBe(same);
  });

  it("must be equal where no part changes with time", () => {
    expect(saysTheSame("Waiting!", "Waiting.", "")).toBe(false);
  });
});
