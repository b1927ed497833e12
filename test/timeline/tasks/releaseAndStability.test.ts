import { expect, test } from "vitest";
import type { Delivery } from "../../../src/signals/delivery.ts";
import {
  clock,
  deployed,
  deploymentIs,
  merge,
  merged,
  pull,
  push,
  release,
  tagCreated,
} from "../../support/helloWorld.ts";
import { packagePublished } from "../../support/extraPayloads.ts";
import { shaFor } from "../../support/payloadParts.ts";
import { recorded } from "../../support/recorded.ts";
import { spansOf } from "../../support/taskSpans.ts";

const opened = recorded("pull_request.opened", clock("15:20:33"));
const base = shaFor("base");
const afterAll = clock("05-31 12:00");

function deployment(id: number, sha: string, from: string, to: string, state = "success"): Delivery[] {
  return [deployed(id, sha, from), deploymentIs(state, to, { id, sha, from })];
}

function label(name: string, time: string): Delivery {
  return pull("labeled", time, { label: { id: 7, name } });
}

/** Merged at 16:00, in a repository that deploys. */
const deploying = [
  opened,
  push("master", "15:00", { before: shaFor("nothing"), after: base }),
  ...deployment(4, base, "15:01", "15:02"),
  merged("16:00"),
  push("master", "16:00", { before: base, after: merge }),
];

test("a deployment that failed and the one after it are two", () => {
  const deliveries = [
    ...deploying,
    ...deployment(5, merge, "16:10", "16:15", "failure"),
    ...deployment(6, merge, "16:30", "16:35"),
  ];

  expect(spansOf("deployment", deliveries, 2, afterAll)).toEqual(["16:10:00 to 16:15:00", "16:30:00 to 16:35:00"]);
  expect(spansOf("post-deploy-verification", deliveries, 2, afterAll)).toEqual(["16:35:00 to 17:35:00"]);
});

test("`verified` ends the verification", () => {
  const deliveries = [...deploying, ...deployment(5, merge, "16:10", "16:15"), label("verified", "16:40")];

  expect(spansOf("post-deploy-verification", deliveries, 2, afterAll)).toEqual(["16:15:00 to 16:40:00"]);
  expect(spansOf("monitoring", deliveries, 2, afterAll)).toEqual(["16:40:00 to 05-18 16:40:00"]);
});

test("a verification whose window is not over yet goes on", () => {
  const deliveries = [...deploying, ...deployment(5, merge, "16:10", "16:15")];

  expect(spansOf("post-deploy-verification", deliveries, 2, clock("16:30"))).toEqual(["16:15:00 to on"]);
});

test("what was verified before it was deployed is verified at once", () => {
  const deliveries = [...deploying, label("verified", "16:05"), ...deployment(5, merge, "16:10", "16:15")];

  expect(spansOf("post-deploy-verification", deliveries, 2, afterAll)).toEqual(["16:15:00 to 16:15:00"]);
});

test("a rollback ends the verification and is responded to until the merge is live again", () => {
  const deliveries = [
    ...deploying,
    ...deployment(5, merge, "16:10", "16:15"),
    ...deployment(6, base, "16:20", "16:25"),
    ...deployment(7, merge, "17:00", "17:05"),
  ];

  expect(spansOf("post-deploy-verification", deliveries, 2, afterAll)).toEqual([
    "16:15:00 to 16:25:00",
    "17:05:00 to 18:05:00",
  ]);
  expect(spansOf("incident-response", deliveries, 2, afterAll)).toEqual(["16:25:00 to 17:05:00"]);
});

test("a migration is prepared until it is deployed, though its label is still on", () => {
  const deliveries = [opened, label("migration", "15:30"), ...deploying, ...deployment(5, merge, "16:10", "16:15")];

  expect(spansOf("migration-preparation", deliveries, 2, afterAll)).toEqual(["15:30:00 to 16:15:00"]);
});

test("a release that was never drafted is packaged from its tag on", () => {
  const deliveries = [opened, merged("16:00"), tagCreated("0.0.1", "16:10"), release("published", "16:20")];

  expect(spansOf("release-packaging", deliveries, 2, afterAll)).toEqual(["16:10:00 to 16:20:00"]);
});

test("a release drafted before the merge is packaged with it from the merge on", () => {
  const deliveries = [opened, release("created", "15:30"), merged("16:00"), release("published", "16:20")];

  expect(spansOf("release-packaging", deliveries, 2, afterAll)).toEqual(["16:00:00 to 16:20:00"]);
});

test.each([
  ["without a release", [], "16:10:00 to 16:15:00"],
  ["before the release", [release("published", "16:20")], "16:10:00 to 16:15:00"],
  ["after the release", [release("published", "16:12")], "16:10:00 to 16:12:00"],
])("a package that is published %s ends the packaging, if nothing did before", (_when, releases, span) => {
  const repository = { id: 186_853_002, fullName: "Codertocat/Hello-World", defaultBranch: "master" };
  const packaged = packagePublished({ at: clock("16:15"), repository, version: 3, tag: "0.0.1" });
  const deliveries = [opened, merged("16:00"), tagCreated("0.0.1", "16:10"), packaged, ...releases];

  expect(spansOf("release-packaging", deliveries, 2, afterAll)).toEqual([span]);
});

test("where merging counts as released, a revert is responded to until it is merged", () => {
  const revert = (action: string, time: string, edits: object) =>
    pull(action, time, {
      "pull_request.number": 3,
      "pull_request.created_at": clock("17:00"),
      "pull_request.head.ref": "revert-2-changes",
      "pull_request.body": "Reverts Codertocat/Hello-World#2",
      ...edits,
    });
  const closing = { "pull_request.merged_at": clock("17:30"), "pull_request.closed_at": clock("17:30") };
  const deliveries = [opened, merged("16:00"), revert("opened", "17:00", {}), revert("closed", "17:30", closing)];

  expect(spansOf("incident-response", deliveries, 2, afterAll)).toEqual(["17:00:00 to 17:30:00"]);
});

test("an approval that a deployment awaits is orchestration", () => {
  const waiting = deploymentIs("waiting", "16:10:30", { id: 5, sha: merge, from: "16:10" });
  const approved = deploymentIs("in_progress", "16:20", { id: 5, sha: merge, from: "16:10" });

  expect(
    spansOf(
      "ci-cd-orchestration",
      [...deploying, waiting, approved, ...deployment(5, merge, "16:10", "16:25")],
      2,
      afterAll,
    ),
  ).toEqual(["16:10:30 to 16:20:00"]);
});
