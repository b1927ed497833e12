import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parseConfig.ts";
import { configCheck } from "../../src/reports/configCheck.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { dangersIn } from "../support/renderedMarkdown.ts";

function checkOf(text: string) {
  const parsed = parseConfig(text);
  if (!("problems" in parsed)) throw new Error("the text is a good configuration");
  return configCheck("abc", parsed.problems);
}

test("it names the lines and says what holds meanwhile", () => {
  const { title, summary } = checkOf("timezone: UTC\nbots: me\n");
  expect(title).toBe(".github/throughline.yml has 1 problem");
  expect(summary).toBe(
    [
      "The last good configuration stays in force; without one the defaults hold.",
      "",
      '- **Line 2**, `bots`: `Write a list, such as [first, second], not "me".`',
      "",
      "To check it before you push: `throughline config check .github/throughline.yml`. Every key is in the example that comes with Throughline.",
    ].join("\n"),
  );
});

test("nothing that a file says comes to life", () => {
  const keys = Object.fromEntries(hostileTexts.slice(0, 20).map((text, index) => [`${index} ${text}`, 1]));
  const { summary } = checkOf(JSON.stringify(keys));
  expect(dangersIn(summary)).toEqual([]);
});
