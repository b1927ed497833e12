import { expect, test } from "vitest";
import { coAuthorsOfCommit, coAuthorsOfDescription, fingerprintOf, footerIn } from "../../src/signals/authorship.ts";

const claude = fingerprintOf("noreply@anthropic.com");
const ada = fingerprintOf("ada@example.com");

test.each([
  ["a trailer", "Fix it\n\nCo-Authored-By: Claude <noreply@anthropic.com>", [claude]],
  ["in capitals or not", "Fix it\n\nCO-AUTHORED-BY: Claude <NoReply@Anthropic.com>", [claude]],
  ["with other line ends", "Fix it\r\n\r\nCo-authored-by: Claude <noreply@anthropic.com>\r\n", [claude]],
  [
    "all that a squash merge gathers, each once",
    [
      "Fix it (#7)\n\n* One\n\n* Two\n\n---------\n",
      "Co-authored-by: Ada <ada@example.com>",
      "Co-authored-by: Claude <noreply@anthropic.com>",
      "Co-authored-by: Claude Fable <noreply@anthropic.com>",
    ].join("\n"),
    [ada, claude].toSorted(),
  ],
  ["a line that is no trailer's", "Fix it\n\nSee Co-authored-by: Claude <noreply@anthropic.com>", []],
  ["text before the last paragraph", "Fix it\n\nCo-authored-by: Claude <noreply@anthropic.com>\n\nAnd more.", []],
  ["a subject alone", "Co-authored-by: Claude <noreply@anthropic.com>", []],
  ["a name without an address", "Fix it\n\nCo-authored-by: Claude", []],
])("of a commit's message counts: %s", (_what, message, expected) => {
  expect(coAuthorsOfCommit(message)).toEqual(expected);
});

test("a description may be nothing but a trailer", () => {
  expect(coAuthorsOfDescription("Co-authored-by: Claude <noreply@anthropic.com>")).toEqual([claude]);
});

test("no part of an address is kept", () => {
  expect(ada).toMatch(/^[0-9a-f]{12}$/);
});

test.each([
  ["🤖 Generated with [Claude Code](https://claude.com/claude-code)", "claude-code"],
  ["Generated with [Claude Code](https://claude.ai/code)", "claude-code"],
  ["Made with [Cursor](https://cursor.com)", "cursor"],
  ["Link to Devin run: https://app.devin.ai/sessions/1", "devin"],
  ["------\nhttps://chatgpt.com/codex/tasks/task_e_1", "codex"],
  ["*PR created automatically by Jules for task [1](https://jules.google.com/task/1)*", "jules"],
  ["We asked whether it was Generated with [Claude Code](https://claude.com/claude-code)", null],
  ["> Generated with [Claude Code](https://claude.com/claude-code)", null],
  ["```\nGenerated with [Claude Code](https://claude.com/claude-code)\n```", null],
  ["<!-- Made with [Cursor](https://cursor.com) -->", null],
  ["Claude and Cursor made this.", null],
])("a description is signed by an agent only on a line of its own (%#)", (body, agent) => {
  expect(footerIn(`What it does.\n\n${body}\n`)).toBe(agent);
});

test("a hostile description is read in no time", () => {
  const hostile = ["co-authored-by: <\n".repeat(4_000), "🤖".repeat(30_000), "\n".repeat(65_000)];
  const startedAt = performance.now();

  for (const text of hostile) {
    footerIn(text);
    coAuthorsOfDescription(text);
  }

  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
