/** `throughline explain`: where an item has been, and which delivery says so. */
import { expect, test } from "vitest";
import { deliveryFile, run, temporaryFolder } from "../support/deliveryFile.ts";
import {
  issueClosed,
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  reviewSubmitted,
} from "../support/payloads.ts";

function on(time: string): string {
  return `2026-03-02T${time}:00Z`;
}

const issue = { number: 7, createdAt: on("09:00") };
const pullRequest = { number: 8, createdAt: on("11:00"), body: "Closes #7" };
const history = [
  issueOpened({ ...issue, at: on("09:00"), id: "d-opened", title: "Checkout is slow \u001b[31m" }),
  issueLabeled({
    ...issue,
    at: on("10:00"),
    id: "d-progress",
    label: "in progress",
    title: "Checkout is slow \u001b[31m",
  }),
  pullRequestOpened({ ...pullRequest, at: on("11:00"), id: "d-pull" }),
  reviewSubmitted({ ...pullRequest, at: on("13:00"), id: "d-review", review: 1, by: "grace", state: "approved" }),
  pullRequestMerged({ ...pullRequest, at: on("14:00"), id: "d-merge" }),
];

test(
  "tells each stage with its cause, as text and as an object, by the issue or by its pull request",
  { timeout: 60_000 },
  async () => {
    const dataDir = temporaryFolder();
    await run("replay", deliveryFile(history), "--data-dir", dataDir, "--now", on("15:00"));
    const explain = (...words: string[]) => run("explain", ...words, "--data-dir", dataDir);

    const text = await explain("acme/shop#7");
    expect(text).toMatchObject({ code: 0, notes: [] });
    expect(text.result).toMatchInlineSnapshot(`
      "acme/shop#7  Checkout is slow [31m
      An issue with pull request 8. It is in Production stability now. Released 2026-03-02T14:00:00Z, by the signal "merge".

      2026-03-02T09:00:00Z  Shaping for 1 h
          because: issue opened
          told by issues.opened, delivery d-opened; its time 2026-03-02T09:00:00Z is from issue.created_at
            2026-03-02T09:00:00Z to 2026-03-02T10:00:00Z  active
      2026-03-02T10:00:00Z  Implementation for 1 h
          because: label "in progress" put on
          told by issues.labeled, delivery d-progress; its time 2026-03-02T10:00:00Z is from issue.updated_at
            2026-03-02T10:00:00Z to 2026-03-02T11:00:00Z  active
      2026-03-02T11:00:00Z  Review and validation for 3 h
          because: pull request 8 opened
          told by pull_request.opened, delivery d-pull; its time 2026-03-02T11:00:00Z is from pull_request.created_at
            2026-03-02T11:00:00Z to 2026-03-02T13:00:00Z  waiting on reviewer
            2026-03-02T13:00:00Z to 2026-03-02T14:00:00Z  waiting on merge
      2026-03-02T14:00:00Z  Production stability
          because: released
          told by pull_request.closed, delivery d-merge; its time 2026-03-02T14:00:00Z is from pull_request.merged_at
            2026-03-02T14:00:00Z to now  waiting on observation

      Tasks:
        idea-capture: 2026-03-02T09:00:00Z to 2026-03-02T10:00:00Z
          began as told by issues.opened, delivery d-opened; its time 2026-03-02T09:00:00Z is from issue.created_at
          ended as told by issues.labeled, delivery d-progress; its time 2026-03-02T10:00:00Z is from issue.updated_at
        initial-triage: 2026-03-02T09:00:00Z to 2026-03-02T10:00:00Z
          began as told by issues.opened, delivery d-opened; its time 2026-03-02T09:00:00Z is from issue.created_at
          ended as told by issues.labeled, delivery d-progress; its time 2026-03-02T10:00:00Z is from issue.updated_at
        pull-request-creation: 2026-03-02T11:00:00Z to 2026-03-02T11:00:00Z
          began as told by pull_request.opened, delivery d-pull; its time 2026-03-02T11:00:00Z is from pull_request.created_at
        human-review: 2026-03-02T11:00:00Z to 2026-03-02T13:00:00Z
          began as told by pull_request.opened, delivery d-pull; its time 2026-03-02T11:00:00Z is from pull_request.created_at
          ended as told by pull_request_review.submitted, delivery d-review; its time 2026-03-02T13:00:00Z is from review.submitted_at
        monitoring: 2026-03-02T14:00:00Z to now
          began as told by pull_request.closed, delivery d-merge; its time 2026-03-02T14:00:00Z is from pull_request.merged_at"
    `);
    expect(await explain("acme/shop#8")).toEqual(text);
    expect(await explain("Acme/Shop#7")).toEqual(text);

    const [object] = JSON.parse((await explain("acme/shop#7", "--json")).result);
    expect(Object.keys(object)).toEqual([
      "repository",
      "number",
      "kind",
      "pull_requests",
      "stage",
      "outcome",
      "changes",
      "tasks",
      "rework",
      "does_not_fit",
    ]);
    expect(object.changes[1]).toMatchInlineSnapshot(`
      {
        "at": "2026-03-02T10:00:00Z",
        "because": "label "in progress" put on",
        "delivery": "d-progress",
        "event": "issues.labeled",
        "fact": "#7 labeled 1802800533 2026-03-02T10:00:00Z",
        "fact_at": "2026-03-02T10:00:00Z",
        "time_source": "issue.updated_at",
        "to": "implementation",
      }
    `);

    expect(await explain("acme/shop#9")).toEqual({
      code: 1,
      result: "",
      notes: ["acme/shop has no item 9 here: no delivery has told of it."],
    });
    expect(await explain("acme/unknown#9")).toEqual({
      code: 1,
      result: "",
      notes: ["Nothing is known of acme/unknown here. Replay its deliveries first, or name another store."],
    });
  },
);

test("tells which incident began and ended the response to it", { timeout: 60_000 }, async () => {
  const dataDir = temporaryFolder();
  const incident = { number: 9, createdAt: on("15:00"), title: "Nobody can pay since #8" };
  const unrelated = { number: 10, createdAt: on("15:00"), title: "A typo" };
  const label = { id: 5, name: "incident" };
  const response = [
    issueOpened({ ...incident, at: on("15:00"), id: "d-incident", labels: [label] }),
    issueLabeled({ ...incident, at: on("15:00"), id: "d-labelled", label, labels: [label] }),
    issueOpened({ ...unrelated, at: on("15:00"), id: "d-unrelated" }),
    issueClosed({ ...incident, at: on("16:00"), id: "d-over", labels: [label] }),
  ];
  await run("replay", deliveryFile([...history, ...response]), "--data-dir", dataDir, "--now", on("17:00"));
  const [object] = JSON.parse((await run("explain", "acme/shop#7", "--data-dir", dataDir, "--json")).result);
  const deliveries = (tellers: { delivery: string }[]) => tellers.map(({ delivery }) => delivery);
  const span = object.tasks.find(({ task }: { task: string }) => task === "incident-response");
  expect([deliveries(span.started_by), deliveries(span.ended_by)]).toEqual([["d-incident", "d-labelled"], ["d-over"]]);
});

test.for([[[]], [["acme/shop"]], [["#7"]], [["acme/shop#7", "acme/shop#8"]], [["acme/shop#seven"]]])(
  "%j names no item, exits 2 and says how one is named",
  async ([words = []]) => {
    expect(await run("explain", ...words)).toEqual({
      code: 2,
      result: "",
      notes: ["Name one item as OWNER/REPO#N. Run `throughline explain --help` for how it is used."],
    });
  },
);
