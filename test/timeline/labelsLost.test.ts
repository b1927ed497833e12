import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import {
  issueClosed,
  issueLabeled,
  issueOpened,
  issueUnlabeled,
  pullRequestLabeled,
  pullRequestOpened,
} from "../support/payloads.ts";
import { labelDeleted } from "../support/repositoryPayloads.ts";
import { factsOf } from "../support/translated.ts";

const opened = "2026-03-02T09:00:00Z";
const labelled = "2026-03-02T10:00:00Z";
const deleted = "2026-03-02T12:00:00Z";
const now = "2026-03-02T16:00:00Z";

function folded(...deliveries: Delivery[]) {
  return foldRepository(deliveries.flatMap(factsOf), defaultConfig, now);
}

test("an issue stops waiting on a label that is deleted from the repository", () => {
  const label = { id: 77, name: "blocked" };
  const { items } = folded(
    labelDeleted({ at: deleted, label }),
    issueOpened({ at: opened }),
    issueLabeled({ at: labelled, createdAt: opened, label }),
  );

  expect(items[0]?.visits[0]?.segments).toEqual([
    { on: "active", from: opened, to: labelled },
    { on: "dependency", from: labelled, to: deleted },
    { on: "active", from: deleted, to: null },
  ]);
});

test("a pull request loses a label by its id, and keeps another one of that name", () => {
  const label = { id: 77, name: "needs qa" };
  const given = (number: number, id: number) => [
    pullRequestOpened({ at: opened, number }),
    pullRequestLabeled({ at: labelled, createdAt: opened, number, label: { ...label, id } }),
  ];

  const { knowledge } = folded(...given(1, 77), ...given(2, 78), labelDeleted({ at: deleted, label }));

  expect([...knowledge.labelsLost.keys()]).toEqual([1]);
});

test("an incident whose label is deleted while it is open ends with that", () => {
  const label = { id: 79, name: "incident" };
  const incidents = (...more: Delivery[]) =>
    folded(issueOpened({ at: opened }), issueLabeled({ at: labelled, createdAt: opened, label }), ...more).knowledge
      .incidents;

  expect(incidents()[0]?.open).toEqual([{ from: labelled, to: null }]);
  expect(incidents(labelDeleted({ at: deleted, label }))[0]?.open).toEqual([{ from: labelled, to: deleted }]);
});

test("one that was closed before stays an incident", () => {
  const label = { id: 79, name: "incident" };
  const { knowledge } = folded(
    issueOpened({ at: opened }),
    issueLabeled({ at: labelled, createdAt: opened, label }),
    issueClosed({ at: "2026-03-02T11:00:00Z", createdAt: opened }),
    labelDeleted({ at: deleted, label }),
  );

  expect(knowledge.incidents).toHaveLength(1);
});

test("a label that was taken off before its deletion was off from then on, told in any order", () => {
  const label = { id: 77, name: "blocked" };
  const story = [
    issueOpened({ at: opened }),
    issueLabeled({ at: labelled, createdAt: opened, label }),
    issueUnlabeled({ at: "2026-03-02T11:00:00Z", createdAt: opened, label }),
    labelDeleted({ at: deleted, label }),
  ];
  const segments = (deliveries: Delivery[]) => folded(...deliveries).items[0]?.visits[0]?.segments;

  expect(segments(story)).toEqual([
    { on: "active", from: opened, to: labelled },
    { on: "dependency", from: labelled, to: "2026-03-02T11:00:00Z" },
    { on: "active", from: "2026-03-02T11:00:00Z", to: null },
  ]);
  expect(segments(story.toReversed())).toEqual(segments(story));
});

test("a deletion is nobody's act on the issue", () => {
  const label = { id: 80, name: "blocked" };
  const story = [issueOpened({ at: opened }), issueLabeled({ at: labelled, createdAt: opened, label })];
  const facts = [...story, labelDeleted({ at: "2026-03-09T09:00:00Z", label })].flatMap(factsOf);

  const { items } = foldRepository(facts, defaultConfig, "2026-03-09T16:00:00Z");

  expect(items[0]?.visits[0]?.segments.at(-1)).toEqual({ on: "attention", from: "2026-03-09T09:00:00Z", to: null });
});
