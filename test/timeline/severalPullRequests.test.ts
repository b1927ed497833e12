/** An item with several pull requests: what opening, closing or merging one of them does while the others are elsewhere. */
import { expect, test } from "vitest";
import { folded, itemOf } from "../support/folded.ts";
import { type Moment, instantIn, played } from "../support/scenario.ts";
import { wayOf } from "../support/wayOf.ts";

type Row = [name: string, script: [at: string, happens: (m: Moment) => void][], way: string];

const ada = { by: "ada" };
const issue = (m: Moment) => m.issueOpened(1, { ...ada, title: "Checkout is slow" });
const opened =
  (number: number, draft = false) =>
  (m: Moment) =>
    m.pullRequestOpened(number, { ...ada, branch: `part-${number}`, closes: [1], draft, fork: 3003 });
const merged = (number: number) => (m: Moment) => m.merged(number);
const closed = (number: number) => (m: Moment) => m.closedUnmerged(number, ada);
const reopened = (number: number) => (m: Moment) => m.pullRequestReopened(number, ada);
const unwanted = (m: Moment) => m.issueClosed(1, { ...ada, as: "not_planned" });
const live = (id: number) => (m: Moment) => {
  m.deployed(id, "production");
  m.deploymentIs(id, "success");
};

test.for<Row>([
  [
    "a pull request closed unmerged long after the others went live leaves nothing to verify",
    [
      ["03-01 09:00", live(9000)],
      ["03-02 09:00", together(issue, opened(2), opened(3))],
      ["03-03 10:00", merged(2)],
      ["03-03 11:00", live(9001)],
      ["03-03 16:00", closed(3)],
    ],
    "review 03-02 09:00, production-stability 03-03 16:00, learning-and-flow 03-06 16:00",
  ],
  [
    "closed within the window, it is verified when the window of the deployment is over",
    [
      ["03-01 09:00", live(9000)],
      ["03-02 09:00", together(issue, opened(2), opened(3))],
      ["03-03 10:00", merged(2)],
      ["03-03 11:00", live(9001)],
      ["03-03 11:20", closed(3)],
    ],
    "review 03-02 09:00, release 03-03 11:20, production-stability 03-03 12:00, learning-and-flow 03-06 12:00",
  ],
  [
    "a draft that comes and goes while it is observed does not begin the observation anew",
    [
      ["03-01 09:00", live(9000)],
      ["03-02 09:00", together(issue, opened(2))],
      ["03-03 10:00", merged(2)],
      ["03-03 11:00", live(9001)],
      ["03-03 16:00", opened(3, true)],
      ["03-04 16:00", closed(3)],
    ],
    "review 03-02 09:00, release 03-03 10:00, production-stability 03-03 12:00, learning-and-flow 03-06 12:00",
  ],
  [
    "work on a pull request brings back what was not planned, and closing another one does not end that",
    [
      ["03-02 09:00", together(issue, opened(2), opened(3))],
      ["03-03 09:00", closed(2)],
      ["03-04 09:00", unwanted],
      ["03-05 09:00", reopened(2)],
      ["03-06 09:00", closed(3)],
    ],
    "review 03-02 09:00, out 03-04 09:00, review 03-05 09:00",
  ],
  [
    "closing the last of them does",
    [
      ["03-02 09:00", together(issue, opened(2))],
      ["03-03 09:00", closed(2)],
      ["03-04 09:00", unwanted],
      ["03-05 09:00", reopened(2)],
      ["03-06 09:00", closed(2)],
    ],
    "review 03-02 09:00, implementation 03-03 09:00, out 03-04 09:00, review 03-05 09:00, out 03-06 09:00",
  ],
  [
    "what comes back and leaves within one second did not come back",
    [
      ["03-02 09:00", together(issue, opened(2))],
      ["03-04 09:00", unwanted],
      ["03-05 09:00", together(opened(3), closed(3), closed(2))],
    ],
    "review 03-02 09:00, out 03-04 09:00",
  ],
])("%s", ([, script, way]) => {
  const { deliveries } = played(2026, { fullName: "acme/shop", id: 1001 }, ({ at }) => {
    for (const [moment, happens] of script) at(moment, happens);
  });
  const item = itemOf(folded(deliveries, { now: instantIn(2026, "03-20 00:00") }));
  expect(wayOf(item.visits)).toBe(way);
  expect(item.exitedAt).toBe(item.stage === null ? item.visits.at(-1)?.leftAt : null);
});

/** Within one second. */
function together(...all: ((m: Moment) => void)[]): (m: Moment) => void {
  return (m) => {
    for (const happens of all) happens(m);
  };
}
