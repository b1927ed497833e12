/** The stage of an item is the stage of its latest sign: the rows of the table that are easily got wrong, and leaving and coming back. */
import { expect, test } from "vitest";
import { folded, itemOf } from "../support/folded.ts";
import { type Moment, instantIn, played } from "../support/scenario.ts";
import { wayOf } from "../support/wayOf.ts";

type Row = [name: string, script: [at: string, happens: (m: Moment) => void][], way: string];

const ada = { by: "ada" };
const issue = (m: Moment) => m.issueOpened(1, { ...ada, title: "Checkout is slow" });
const pullRequest = (m: Moment) => m.pullRequestOpened(2, { ...ada, branch: "faster", closes: [1], fork: 3003 });
const draft = (m: Moment) => m.pullRequestOpened(2, { ...ada, branch: "faster", closes: [1], draft: true, fork: 3003 });
const put =
  (label: string, number = 1) =>
  (m: Moment) =>
    m.labeled(number, label, ada);
const taken =
  (label: string, number = 1) =>
  (m: Moment) =>
    m.unlabeled(number, label, ada);
const push = (m: Moment) => m.pushedToFork(2, ada);
const close = (as: "completed" | "not_planned" | "duplicate") => (m: Moment) => m.issueClosed(1, { ...ada, as });
const reopen = (m: Moment) => m.issueReopened(1, ada);
const closeUnmerged = (m: Moment) => m.closedUnmerged(2, ada);

test.for<Row>([
  ["an issue begins in shaping", [["03-02 09:00", issue]], "shaping 03-02 09:00"],
  [
    "a design task begins design",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("design review")],
    ],
    "shaping 03-02 09:00, design 03-03 09:00",
  ],
  [
    "but only of an item in shaping",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("in progress")],
      ["03-04 09:00", put("security review")],
    ],
    "shaping 03-02 09:00, implementation 03-03 09:00",
  ],
  [
    "work that begins moves no item that has got further",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", pullRequest],
      ["03-04 09:00", put("in progress")],
    ],
    "shaping 03-02 09:00, review 03-03 09:00",
  ],
  [
    "a stage label moves it from wherever it is, in any spelling",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("Stage/ Release")],
      ["03-04 09:00", put("stage: design")],
    ],
    "shaping 03-02 09:00, release 03-03 09:00, design 03-04 09:00",
  ],
  [
    "taking a label off is no sign",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("stage: design")],
      ["03-04 09:00", taken("stage: design")],
    ],
    "shaping 03-02 09:00, design 03-03 09:00",
  ],
  [
    "renaming a label is no sign, and it goes on meaning what it meant",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("stage: design")],
      ["03-04 09:00", (m) => m.labelRenamed("stage: design", "stage: release", ada)],
    ],
    "shaping 03-02 09:00, design 03-03 09:00",
  ],
  [
    "a draft is implementation, made ready it is review, made a draft it is implementation again",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", draft],
      ["03-04 09:00", (m) => m.madeReady(2, ada)],
      ["03-05 09:00", (m) => m.madeDraft(2, ada)],
    ],
    "shaping 03-02 09:00, implementation 03-03 09:00, review 03-04 09:00, implementation 03-05 09:00",
  ],
  [
    "failed QA sends it back, and a push brings it to review again",
    [
      ["03-02 09:00", pullRequest],
      ["03-03 09:00", put("qa failed", 2)],
      ["03-04 09:00", push],
    ],
    "review 03-02 09:00, implementation 03-03 09:00, review 03-04 09:00",
  ],
  [
    "so does asking for QA again",
    [
      ["03-02 09:00", pullRequest],
      ["03-03 09:00", put("qa failed", 2)],
      ["03-04 09:00", put("needs qa", 2)],
    ],
    "review 03-02 09:00, implementation 03-03 09:00, review 03-04 09:00",
  ],
  [
    "a push to what nobody sent back moves nothing",
    [
      ["03-02 09:00", pullRequest],
      ["03-03 09:00", put("stage: implementation", 2)],
      ["03-04 09:00", push],
    ],
    "review 03-02 09:00, implementation 03-03 09:00",
  ],
  [
    "a failed staging deployment of the head sends it back",
    [
      ["03-02 09:00", pullRequest],
      ["03-03 09:00", (m) => m.deployed(5, "staging", { headOf: 2 })],
      ["03-03 09:30", (m) => m.deploymentIs(5, "failure")],
      ["03-04 09:00", push],
    ],
    "review 03-02 09:00, implementation 03-03 09:30, review 03-04 09:00",
  ],
  [
    "its only pull request closed, an open issue is in implementation",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", pullRequest],
      ["03-04 09:00", closeUnmerged],
    ],
    "shaping 03-02 09:00, review 03-03 09:00, implementation 03-04 09:00",
  ],
  [
    "a lone pull request that is closed is dropped, and reopened it is in review",
    [
      ["03-02 09:00", (m) => m.pullRequestOpened(1, { ...ada, branch: "faster", fork: 3003 })],
      ["03-03 09:00", (m) => m.closedUnmerged(1, ada)],
      ["03-04 09:00", (m) => m.pullRequestReopened(1, ada)],
    ],
    "review 03-02 09:00, out 03-03 09:00, review 03-04 09:00",
  ],
  ...(["not_planned", "duplicate"] as const).map((as): Row => [
    `closed as ${as} it is dropped, and comes back to the stage it had`,
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("stage: design")],
      ["03-04 09:00", close(as)],
      ["03-05 09:00", reopen],
    ],
    "shaping 03-02 09:00, design 03-03 09:00, out 03-04 09:00, design 03-05 09:00",
  ]),
  [
    "completed and reopened it is shaped anew",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", put("in progress")],
      ["03-04 09:00", close("completed")],
      ["03-05 09:00", reopen],
    ],
    "shaping 03-02 09:00, implementation 03-03 09:00, out 03-04 09:00, shaping 03-05 09:00",
  ],
  [
    "completed while its pull request is open, it has not left",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", pullRequest],
      ["03-04 09:00", close("completed")],
    ],
    "shaping 03-02 09:00, review 03-03 09:00",
  ],
  [
    "what happens to it after it left says nothing",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", close("not_planned")],
      ["03-04 09:00", put("stage: design")],
    ],
    "shaping 03-02 09:00, out 03-03 09:00",
  ],
  [
    "leaving beats every other sign of its second",
    [
      ["03-02 09:00", issue],
      ["03-03 09:00", together(close("not_planned"), put("stage: release"))],
    ],
    "shaping 03-02 09:00, out 03-03 09:00",
  ],
  [
    "within one second the later row of the table holds, and a visit of no length is not kept",
    [["03-02 09:00", together(issue, put("stage: release"), put("in progress"))]],
    "release 03-02 09:00",
  ],
  [
    "merged where merging is all there is, it is observed at once, learns after 72 hours, and is shipped after 28 days",
    [
      ["03-01 09:00", issue],
      ["03-02 09:00", pullRequest],
      ["03-03 09:00", (m) => m.merged(2)],
    ],
    "shaping 03-01 09:00, review 03-02 09:00, production-stability 03-03 09:00, learning-and-flow 03-06 09:00, out 04-03 09:00",
  ],
])("%s", ([, script, way]) => {
  const { deliveries } = played(2026, { fullName: "acme/shop", id: 1001 }, ({ at }) => {
    for (const [moment, happens] of script) at(moment, happens);
  });
  const { items } = folded(deliveries, { now: instantIn(2026, "06-01 00:00") });
  const { visits } = itemOf({ items, pullRequests: [] }, items[0]?.number);
  expect(wayOf(visits)).toBe(way);
});

/** Within one second. */
function together(...all: ((m: Moment) => void)[]): (m: Moment) => void {
  return (m) => {
    for (const happens of all) happens(m);
  };
}
