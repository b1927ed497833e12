/** GitHub's Markdown, drawn in a terminal. */
import { expect, it } from "vitest";
import { terminalMarkdown } from "../../src/cli/demo/terminalMarkdown.ts";

const comment = `**Waiting for a reviewer** since 2 March 2026, 09:14 UTC.

<details>
<summary>The whole way</summary>

| Stage | Time there |
| --- | --- |
| Shaping | 2 d 4 h |

- Opened: 1 March.

</details>

<!-- a mark that nobody sees -->`;

it("draws tables, opens what is folded and drops what is hidden", () => {
  expect(terminalMarkdown(comment, { width: 60, colour: false })).toMatchInlineSnapshot(`
    "Waiting for a reviewer since 2 March 2026, 09:14 UTC.

    The whole way

    ┌─────────┬────────────┐
    │ Stage   │ Time there │
    ├─────────┼────────────┤
    │ Shaping │ 2 d 4 h    │
    └─────────┴────────────┘

    - Opened: 1 March."
  `);
});

it("marks emphasis where the terminal has colours", () => {
  expect(terminalMarkdown("**Ready**", { width: 60, colour: true })).toBe("\u001B[1mReady\u001B[22m");
});
