/** Decides the scripted month: a shop's repository in March 2026, told in stories, each with what is expected of it. */
import { authors } from "./march/authors.ts";
import { branches } from "./march/branches.ts";
import { calendar } from "./march/calendar.ts";
import { design } from "./march/design.ts";
import { endings } from "./march/endings.ts";
import { incidents } from "./march/incidents.ts";
import { readiness } from "./march/readiness.ts";
import { release } from "./march/release.ts";
import { reverts } from "./march/reverts.ts";
import { review } from "./march/review.ts";
import { shaping } from "./march/shaping.ts";
import { straightWays } from "./march/straightWays.ts";
import { unfinished } from "./march/unfinished.ts";
import { validation } from "./march/validation.ts";
import type { Case } from "./story.ts";

export const march: Case = {
  year: 2026,
  repository: { fullName: "acme/shop", id: 1001 },
  now: "04-13 12:00",
  stories: [
    calendar,
    ...straightWays,
    ...endings,
    ...shaping,
    ...design,
    ...review,
    ...readiness,
    ...validation,
    ...release,
    ...incidents,
    ...reverts,
    ...branches,
    ...authors,
    ...unfinished,
  ],
};
