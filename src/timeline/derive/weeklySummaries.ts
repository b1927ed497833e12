/** Decides which issues are the app's own weekly summaries, and which closings of them were by persons. */
import { normalFormOfLabel } from "../../config/labelRoles.ts";
import type { Fact, IssueSnapshot } from "../../signals/signal.ts";
import type { WeeklySummary } from "./knowledge.ts";
import { isPerson } from "../people.ts";

const isoWeek = /\b\d{4}-W\d\d\b/;

/** Issues of a `[bot]` author that carry the app's label and name a week; `facts` are those of such issues. */
export function weeklySummariesOf(facts: readonly Fact[], bots: readonly string[]): WeeklySummary[] {
  return [...Map.groupBy(facts, ({ subject }) => subject).values()].flatMap((own) => {
    const snapshot = own.find(({ signal }) => signal.kind === "issue-snapshot");
    if (snapshot?.signal.kind !== "issue-snapshot" || !isSummary(snapshot.signal, own)) return [];
    const week = isoWeek.exec(snapshot.signal.title)?.[0];
    if (week === undefined) return [];
    const closedByPerson = own.filter(
      ({ signal }) => signal.kind === "closed" && signal.by !== null && isPerson(signal.by, bots),
    );
    return [
      {
        week,
        openedAt: snapshot.signal.createdAt,
        closedByPerson: closedByPerson.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
      },
    ];
  });
}

function isSummary({ author, labels }: IssueSnapshot, own: readonly Fact[]): boolean {
  const put = own.flatMap(({ signal }) => (signal.kind === "labeled" ? [signal.label] : []));
  return author.bot && [...labels, ...put].some(({ name }) => normalFormOfLabel(name) === "throughline-weekly");
}
