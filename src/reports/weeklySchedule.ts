/** Decides when the summary of which week is due, by the day, hour and zone that a repository has set. */
import { Temporal } from "temporal-polyfill";
import { weekdays } from "../config/configValues.ts";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Instant } from "../instant.ts";
import { weeksAfter } from "../metrics/weeks.ts";
import { isoWeekOf, mondayOf } from "../timeline/isoWeek.ts";

export type WeeklySettings = Pick<RepositoryConfig, "timeZone" | "weekly">;

/** A week, and the moment at which its summary is due. */
export type WeeklyMoment = { week: string; at: Instant };

/** How many weeks a summary stays open if nobody closes it. */
const weeksOpen = 4;

/**
 * The last moment at which a summary was due, and the week that it is about: the last that was complete then. So one due on a Friday is about the
 * week that ended the Sunday before.
 */
export function latestSummary(now: Instant, settings: WeeklySettings): WeeklyMoment {
  const week = isoWeekOf(now, settings.timeZone);
  const ofWeekBefore = momentOf(weeksAfter(week, -1), settings);
  return ofWeekBefore.at <= now ? ofWeekBefore : momentOf(weeksAfter(week, -2), settings);
}

/** The next moment at which a summary will be due. */
export function nextSummary(now: Instant, settings: WeeklySettings): WeeklyMoment {
  return momentOf(weeksAfter(latestSummary(now, settings).week, 1), settings);
}

/** When the app closes the summary of that week: as the one of four weeks later is due. */
export function closingOf(week: string, settings: WeeklySettings): Instant {
  return momentOf(weeksAfter(week, weeksOpen), settings).at;
}

/** In the week after the reported one. An hour that the clocks skip is taken as they then show it, one that comes twice the first time. */
function momentOf(week: string, { timeZone, weekly }: WeeklySettings): WeeklyMoment {
  const days = 7 + weekdays.indexOf(weekly.day);
  const day = Temporal.PlainDate.from(mondayOf(week)).add({ days });
  const local = day.toPlainDateTime({ hour: weekly.hour });
  return { week, at: instantOf(local.toZonedDateTime(timeZone, { disambiguation: "compatible" })) };
}

function instantOf(zoned: Temporal.ZonedDateTime): Instant {
  return zoned.toInstant().toString({ smallestUnit: "second" });
}
