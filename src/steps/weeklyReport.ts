/** Decides what is read for a weekly summary, and hands it to whoever words it. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { commentLimit, emphasis, list, paragraph, render, text, untrusted } from "../reports/markdown.ts";
import { moment } from "../reports/moments.ts";
import { countsOf } from "../timeline/timelineReader.ts";
import type { WeeklyQuestion, WeeklyText } from "./weeklyText.ts";

/** So far: how many items are known of each repository. */
export async function readWeeklyReport(executor: Kysely<Tables>, question: WeeklyQuestion): Promise<WeeklyText> {
  const { repositories, week } = question;
  const lines = [];
  for (const { repository, refused } of repositories) {
    const { items } = await countsOf(executor, repository.id);
    lines.push([untrusted(repository.fullName), text(`: ${items} ${items === 1 ? "item" : "items"}.`)]);
    if (refused !== null) {
      lines.push([text("Not in "), untrusted(refused.into), text(`, as its configuration asks: ${refused.reason}.`)]);
    }
  }
  const asOf = `As of ${moment(question.now, question)}.`;
  const body = render([list(...lines), paragraph(emphasis(asOf))], commentLimit);
  return { title: `Throughline: week ${week}`, body, asOf };
}
