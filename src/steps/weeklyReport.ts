/** Decides how the text of a weekly summary comes about: read, reckoned, worded. */
import { withTenant } from "../db/withTenant.ts";
import type { Web } from "../reports/webAddress.ts";
import { weeklySummary } from "../reports/weekly/weeklySummary.ts";
import { readWeek } from "./readWeek.ts";
import { refusedOf, type WeeklyTextOf } from "./weeklyText.ts";

/** Texts that link to pages of that GitHub. */
export function weeklyTextOf(web: Web): WeeklyTextOf {
  return async (executor, { place, repositories, week, timeZone, now, readings }) => {
    const { config, commit } = (await readings(executor, place.id)).current;
    const summarized = repositories.map(({ repository }) => repository);
    const question = {
      repositories: summarized,
      week,
      config: { ...config, timeZone },
      configCommit: commit,
      refused: refusedOf(repositories),
    };
    const ids = summarized.map(({ id }) => id);
    const { report, titles } = await withTenant(executor, ids, (trx) => readWeek(trx, question));
    const rest = `throughline report with --week ${week} and --format json lists all.`;
    return weeklySummary(report, { home: place.fullName, web, titles, now, rest });
  };
}
