import { expect, test } from "vitest";
import { queued, untriaged } from "../../src/metrics/untriaged.ts";
import { flowIssue, flowItem, march, span, stay } from "../support/flowItems.ts";

const shaping = [stay("shaping", 2, 12), stay("design", 12)];

test.each([
  { issue: flowIssue(shaping, 5), backlog: ["2-5"], queue: ["5-12"], why: "until triage ends" },
  { issue: flowIssue(shaping, null), backlog: ["2-12"], queue: [], why: "all of it while triage goes on" },
  {
    issue: flowIssue(shaping, 5, { tasks: [] }),
    backlog: ["2-12"],
    queue: [],
    why: "triage is not known to have ended",
  },
  {
    issue: flowIssue(shaping, 5, { tasks: [span("initial-triage", 2, 5), span("initial-triage", 8, 10)] }),
    backlog: ["2-5", "8-10"],
    queue: ["5-8", "10-12"],
    why: "a second triage puts it back",
  },
  { issue: flowItem(shaping), backlog: [], queue: ["2-12"], why: "nobody triages a lone pull request" },
  {
    issue: flowIssue([stay("shaping", 2, 4), stay("review", 4, 6), stay("shaping", 6, 8)], 5),
    backlog: ["2-4"],
    queue: ["6-8"],
    why: "never in another stage",
  },
])("backlog $backlog, queue $queue: $why", ({ issue, backlog, queue }) => {
  expect(untriaged(issue).map(inDays)).toEqual(backlog);
  expect(queued(issue, "shaping").map(inDays)).toEqual(queue);
});

function inDays({ from, to }: { from: string; to: string | null }): string {
  return [from, to ?? march(31)].map((at) => Number(at.slice(8, 10))).join("-");
}
