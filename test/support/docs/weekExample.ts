/** Decides which week the documents show: that of a simulated team into which 20 items come a week, of which its reviewers take 15. */
import { defaultConfig } from "../../../src/config/repositoryConfig.ts";
import type { FlowItem } from "../../../src/metrics/history.ts";
import { gitHubWeb } from "../../../src/reports/webAddress.ts";
import { nothingTold } from "../../../src/reports/weekly/dataHealth.ts";
import { weeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import { weeklySummary } from "../../../src/reports/weekly/weeklySummary.ts";
import { isoWeekOf } from "../../../src/timeline/isoWeek.ts";
import { itemsOf, run, weeksRead } from "../../simulation/pipeline.ts";
import { pipelineOf } from "../../simulation/trials.ts";

const repository = "acme/shop";

/** What stands first in the summary: `beginning` up to the advice, `whole` up to the table of stages. Quoted, as GitHub shows it. */
export function weekExample(): { beginning: string; whole: string } {
  const [first, last] = [weeksRead.at(0)!, weeksRead.at(-1)!];
  const team = pipelineOf({ arrivalsPerWeek: 20, load: 0.7, servers: 4 }, "review", 15);
  const items = itemsOf(run({ seed: 1, arrivalsPerWeek: team.arrivalsPerWeek, stages: team.stages })).map(withReasons);
  const report = weeklyReport(
    { repositories: [repository], items, pullRequests: [], deployments: [] },
    {
      week: isoWeekOf(last.from, defaultConfig.timeZone),
      config: defaultConfig,
      activePeople: 8,
      told: { ...nothingTold, since: first.from },
    },
  );
  const { title, body } = weeklySummary(report, {
    home: repository,
    web: gitHubWeb,
    titles: new Map(),
    now: last.to,
    rest: "",
  });
  const upTo = (mark: string) => body.slice(0, body.indexOf(mark)).trimEnd();
  return {
    beginning: quoted(title, upTo("**Talked about it?")),
    whole: quoted(title, upTo("- **Released:**")),
  };
}

function quoted(title: string, body: string): string {
  return [`**${title}**`, "", ...body.split("\n")].map((line) => `> ${line}`.trimEnd()).join("\n");
}

/** The simulation knows one way to wait; in review and in release people know others. */
function withReasons(item: FlowItem): FlowItem {
  return {
    ...item,
    repository,
    owned: [{ from: item.enteredAt, to: null }],
    visits: item.visits.map((visit) => ({
      ...visit,
      segments: visit.segments.map((segment) => {
        if (segment.on !== "attention") return segment;
        if (visit.stage === "review") return { ...segment, on: "reviewer" as const };
        return visit.stage === "release" ? { ...segment, on: "release" as const } : segment;
      }),
    })),
  };
}
