/** Decides how it is told how far the numbers can be trusted. */
import type { PhrasingContent, RootContent } from "mdast";
import { details, itemName, list, paragraph, strong, text, untrusted } from "../markdown.ts";
import { shortMoment } from "../moments.ts";
import { quietItemUrl } from "../webAddress.ts";
import { counted, whole } from "./amounts.ts";
import type { SummarySetting } from "./summarySetting.ts";
import { type WeeklyReport, trendWeeks } from "./weeklyReport.ts";

const mostNamed = 5;

export function healthSection(report: WeeklyReport, setting: SummarySetting): RootContent {
  const lines = [
    ...ownLines(report).map(([name, words]): PhrasingContent[] => [strong(name), text(` ${words}`)]),
    ...doubtful(report, setting),
    ...refused(report),
  ];
  return details(
    "How far to trust these numbers",
    list(...lines),
    paragraph(
      text(
        "GitHub cannot show whether customers are pleased, or whether the right thing was built. Nothing here says so.",
      ),
    ),
  );
}

function ownLines({ health, period, timeZone, weeks }: WeeklyReport): [string, string][] {
  const { releaseSignals: signals, deliveriesSetAside, deliveriesRepaired } = health;
  const since = health.since;
  return [
    [
      "Environments:",
      `${health.productionSeen ? "production deployments were seen" : "no production deployment was seen"}, ${health.stagingSeen ? "staging deployments, too" : "no staging deployment"}.`,
    ],
    [
      "Released by:",
      `${whole(signals.deployment)} items by deployments, ${whole(signals.release)} by releases, ${whole(signals.merge)} by merges (setting: ${health.releaseSignalSetting}).`,
    ],
    ["Required:", required(health)],
    ["Labels and tasks:", neverSeen(health.tasksNeverSeen, weeks.length)],
    [
      "Deliveries:",
      `${counted(deliveriesSetAside, "delivery", "deliveries")} could not be understood, ${whole(deliveriesRepaired)} repaired.`,
    ],
    [
      "History:",
      since !== null && since > period.from
        ? `the app came on ${shortMoment(since, { now: period.to, timeZone })} UTC, so this week is not whole.`
        : `trends are over the ${trendWeeks} weeks before, as far as they are known.`,
    ],
  ];
}

function required({ approvals, requiredChecks }: WeeklyReport["health"]): string {
  const who = approvals.from === "configuration" ? "by the configuration" : "since nothing says otherwise";
  const checks =
    requiredChecks === null
      ? "failed GitHub Actions runs count as required checks, since nothing names others"
      : `${counted(requiredChecks.length, "pattern")} of required checks from the configuration`;
  return `${counted(approvals.required, "approval")} ${who}; ${checks}.`;
}

function neverSeen(tasks: WeeklyReport["health"]["tasksNeverSeen"], weeks: number): string {
  if (tasks.length === 0) return `all tasks were seen in ${weeks} weeks.`;
  return `${counted(tasks.length, "task")} never seen in ${weeks} weeks: ${tasks.join(", ")}.`;
}

function doubtful({ health, repositories }: WeeklyReport, { web }: SummarySetting): PhrasingContent[][] {
  const { doubtful: all } = health;
  if (all.length === 0) return [];
  const names = all
    .slice(0, mostNamed)
    .flatMap(({ repository, number }): PhrasingContent[] => [
      text(" "),
      itemName(number, quietItemUrl(web, repository, number), repositories.length > 1 ? repository : null),
    ]);
  const cut = all.length - mostNamed;
  return [
    [
      strong("Times that cannot be right:"),
      text(
        ` ${counted(all.length, "pull request")} with reviews before the opening or after the merge, which were not counted:`,
      ),
      ...names,
      text(cut > 0 ? ` and ${whole(cut)} more.` : "."),
    ],
  ];
}

function refused({ health }: WeeklyReport): PhrasingContent[][] {
  return health.refused.map(({ repository, into, reason }) => [
    strong("Not where it was asked for:"),
    text(" "),
    untrusted(repository),
    text(" in "),
    untrusted(into),
    text(`, since ${reason}.`),
  ]);
}
