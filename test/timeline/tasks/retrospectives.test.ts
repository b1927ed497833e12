/** Which weekly summary looks back at an item, and which closing of it ships the item. */
import { expect, test } from "vitest";
import { folded, itemOf } from "../../support/folded.ts";
import { type Moment, instantIn, played } from "../../support/scenario.ts";

type Row = [name: string, script: [at: string, happens: (m: Moment) => void][], task: string, left: string | null];

const ada = { by: "ada" };
const app = { by: "throughline[bot]" };
const summary = (number: number, week: string) => (m: Moment) => {
  m.issueOpened(number, { ...app, title: `Flow of ${week}` });
  m.labeled(number, "throughline: weekly", app);
};
const closed = (number: number, by: string) => (m: Moment) => m.issueClosed(number, { by });

/** Merged on Monday of week 10, it enters learning and flow on Thursday. */
test.for<Row>([
  [
    "that of its week, closed by a person",
    [
      ["03-09 08:00", summary(50, "2026-W10")],
      ["03-11 08:00", closed(50, "ada")],
    ],
    "03-09 08:00 to 03-11 08:00",
    "03-11 08:00",
  ],
  [
    "not one of another week",
    [
      ["03-09 08:00", summary(50, "2026-W09")],
      ["03-11 08:00", closed(50, "ada")],
    ],
    "",
    null,
  ],
  [
    "closed by the app, it goes on",
    [
      ["03-09 08:00", summary(50, "2026-W10")],
      ["03-11 08:00", closed(50, "throughline[bot]")],
    ],
    "03-09 08:00 to on",
    null,
  ],
  [
    "reopened, the closing by a person counts",
    [
      ["03-09 08:00", summary(50, "2026-W10")],
      ["03-11 08:00", closed(50, "throughline[bot]")],
      ["03-12 08:00", (m) => m.issueReopened(50, ada)],
      ["03-13 08:00", closed(50, "ada")],
    ],
    "03-09 08:00 to 03-13 08:00",
    "03-13 08:00",
  ],
  [
    "opened before it came there, from its coming there",
    [
      ["03-04 08:00", summary(50, "2026-W10")],
      ["03-06 08:00", closed(50, "ada")],
    ],
    "03-05 09:00 to 03-06 08:00",
    "03-06 08:00",
  ],
  [
    "closed before it came there, it looks back at it no more",
    [
      ["03-04 08:00", summary(50, "2026-W10")],
      ["03-04 09:00", closed(50, "ada")],
    ],
    "",
    null,
  ],
])("%s", ([, script, task, left]) => {
  const { deliveries } = played(2026, { fullName: "acme/shop", id: 1001 }, ({ at }) => {
    at("03-02 08:00", (m) => m.pullRequestOpened(3, { ...ada, branch: "part", fork: 3003 }));
    at("03-02 09:00", (m) => m.merged(3));
    for (const [moment, happens] of script) at(moment, happens);
  });
  const { tasks, exitedAt } = itemOf(folded(deliveries, { now: instantIn(2026, "03-20 00:00") }), 3);
  const moment = (at: string) => at.slice(5, 16).replace("T", " ");
  const spans = tasks.filter((span) => span.task === "retrospectives");
  const told = spans.map(({ startedAt, endedAt }) => `${moment(startedAt)} to ${endedAt ? moment(endedAt) : "on"}`);
  expect([told.join(", "), exitedAt && moment(exitedAt)]).toEqual([task, left]);
});
