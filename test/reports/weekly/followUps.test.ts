/** Decides what the team is offered when it has talked about a week: to close the issue, and to open others. */
import { expect, test } from "vitest";
import { followUps } from "../../../src/reports/weekly/followUps.ts";
import { nodesOf, parse } from "../../support/renderedMarkdown.ts";
import { said } from "../../support/weeklyReports.ts";

function linksIn(web: string): (string | null)[][] {
  const urls = nodesOf(parse(said(followUps(web, "octo/exports", "2026-W48")))).flatMap((node) =>
    node.type === "link" ? [new URL(node.url)] : [],
  );
  return urls.map((url) => [
    `${url.origin}${url.pathname}`,
    url.searchParams.get("labels"),
    url.searchParams.get("title"),
  ]);
}

test.each(["https://github.com", "https://ghe.example"])("the links lead to filled forms on %s", (web) => {
  const form = `${web}/octo/exports/issues/new`;
  expect(linksIn(web)).toEqual([
    [form, "process", "Change how we work, after 2026-W48"],
    [form, "tooling", "Change our tools, after 2026-W48"],
    [form, "team alignment", "Say who does what, after 2026-W48"],
  ]);
});

test("and it is said how to ask", () => {
  expect(said(followUps("https://github.com", "octo/exports", "2026-W48"))).toMatch(
    / Questions\? Begin a comment here with `\/flow help`\.$/,
  );
});

test("closing is explained", () => {
  expect(said(followUps("https://github.com", "octo/exports", "2026-W48"))).toMatch(
    /^\*\*Talked about it\? Close this issue:\*\* that records the retrospective of what reached learning this week\. /,
  );
});
