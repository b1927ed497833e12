import { expect, test } from "vitest";
import { cycleTime } from "../../src/metrics/cycleTime.ts";
import { day, flowIssue, flowItem, march, stay, week } from "../support/flowItems.ts";

const none = { p50Seconds: null, p85Seconds: null, n: 0 };

test("from the idea and from the start to the first release, of items released in the period", () => {
  const designed = flowIssue(
    [stay("shaping", 1, 3), stay("design", 3, 5), stay("implementation", 5, 9), stay("release", 9, 11)],
    2,
    {
      releasedAt: march(11),
    },
  );
  const built = flowIssue([stay("shaping", 4, 8), stay("implementation", 8, 10)], 5, { releasedAt: march(10) });

  expect(cycleTime([designed, built], week)).toEqual({
    fromIdea: { p50Seconds: 8 * day, p85Seconds: 9.4 * day, n: 2 },
    fromStart: { p50Seconds: 5 * day, p85Seconds: 7.1 * day, n: 2 },
    startUnknown: 0,
    openAge: none,
    backlogAge: none,
  });
});

test.each([
  { why: "opened ready", visits: [stay("review", 9, 10), stay("release", 10, 11)] },
  {
    why: "built only after its release",
    visits: [stay("review", 9, 11), stay("release", 11, 12), stay("implementation", 12)],
  },
])("a start that was not before the release is not known, and told: $why", ({ visits }) => {
  expect(cycleTime([flowItem(visits, { releasedAt: march(11) })], week)).toMatchObject({
    fromIdea: { p50Seconds: 2 * day, n: 1 },
    fromStart: none,
    startUnknown: 1,
  });
});

test.each([8, 16])("released on the %dth: not in the week from the 9th to the 16th", (date) => {
  const item = flowItem([stay("implementation", 1, date)], { releasedAt: march(date) });
  expect(cycleTime([item], week)).toMatchObject({ fromIdea: none, startUnknown: 0 });
});

test("open items' age stands beside it, the backlog's apart; what is watched in production is open no more", () => {
  const items = [
    flowItem([stay("implementation", 6, 8), stay("review", 8)]),
    flowItem([stay("release", 12)]),
    flowIssue([stay("shaping", 2)], null),
    flowItem([stay("production-stability", 1)], { releasedAt: march(1) }),
    flowItem([stay("review", 16)]),
  ];

  expect(cycleTime(items, week)).toMatchObject({
    openAge: { p50Seconds: 7 * day, p85Seconds: (4 + 0.85 * 6) * day, n: 2 },
    backlogAge: { p50Seconds: 14 * day, n: 1 },
  });
});

test("by whatever clock", () => {
  expect(cycleTime([flowItem([stay("review", 9, 11)], { releasedAt: march(11) })], week, () => 7)).toMatchObject({
    fromIdea: { p50Seconds: 7 },
  });
});

test("begun and released within one second, its start is known", () => {
  const item = flowItem([stay("implementation", 10)], { releasedAt: march(10) });
  expect(cycleTime([item], week)).toMatchObject({ fromStart: { p50Seconds: 0, n: 1 }, startUnknown: 0 });
});
