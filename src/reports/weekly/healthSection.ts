/** Decides how it is told how far the numbers can be trusted. */
import type { PhrasingContent, RootContent } from "mdast";
import { details, itemName, list, paragraph, strong, text, untrusted } from "../markdown.ts";
import { stages } from "../../stages.ts";
import { type Calendar, shortMoment } from "../moments.ts";
import { quietItemUrl } from "../webAddress.ts";
import { counted, orNone, whole } from "./amounts.ts";
import type { SummarySetting } from "./summarySetting.ts";
import { type WeeklyReport, trendWeeks } from "./weeklyReport.ts";

const mostNamed = 5;

export function healthSection(report: WeeklyReport, setting: SummarySetting): RootContent {
  const lines = [
    ...ownLines(report).map(([name, words]): PhrasingContent[] => [strong(name), text(` ${words}`)]),
    required(report.health),
    ...doubtful(report, setting),
    ...refused(report),
    ...notWritten(report),
  ];
  return details(
    "How far to trust these numbers",
    list(...lines),
    paragraph(
      text(
        "GitHub cannot show whether customers are pleased, or whether the right thing was built, so nothing here claims it.",
      ),
    ),
  );
}

function ownLines({ health, period, timeZone, weeks }: WeeklyReport): [string, string][] {
  const { releaseSignals: signals } = health;
  const since = health.since;
  return [
    ["Environments:", environments(health)],
    [
      "Released by:",
      `${counted(signals.deployment, "item")} by a deployment, ${whole(signals.release)} by a release, ${whole(signals.merge)} by the merge (setting: ${health.releaseSignalSetting}).`,
    ],
    ["Tasks:", neverSeen(health.tasksNeverSeen, weeks.length)],
    ["Deliveries:", deliveries(health)],
    ...health.gaps.map((gap): [string, string] => ["Gap:", gapWords(gap, { now: period.to, timeZone })]),
    [
      "History:",
      `trends are against the ${trendWeeks} weeks before${since === null ? "" : `, as far as they are known, from ${shortMoment(since, { now: period.to, timeZone })} UTC on`}.`,
    ],
  ];
}

function deliveries({ deliveriesSetAside, deliveriesRepaired, deliveriesLost }: WeeklyReport["health"]): string {
  const understood =
    deliveriesSetAside === 0 ? "all were understood" : `${whole(deliveriesSetAside)} could not be understood`;
  const lost =
    deliveriesLost === 0
      ? ""
      : ` ${counted(deliveriesLost, "was", "were")} lost: GitHub does not send ${deliveriesLost === 1 ? "it" : "them"} any more.`;
  return `${understood}, ${orNone(deliveriesRepaired)} had to be repaired.${lost}`;
}

function gapWords({ since, until, filledIn }: WeeklyReport["health"]["gaps"][number], calendar: Calendar): string {
  const when = `nothing was heard from ${shortMoment(since, calendar)} to ${shortMoment(until, calendar)} UTC, and GitHub sends it no more.`;
  return filledIn
    ? `${when} What it still tells of that time has been filled in.`
    : `${when} What it still tells of that time is being asked for.`;
}

/** Which checks and approvals a merge needs, and why that is taken for true. */
function required({
  approvals,
  requiredChecks,
  requiredChecksFrom,
  approvalsUnseen,
}: WeeklyReport["health"]): PhrasingContent[] {
  const who = approvals.from === "default" ? "since nothing names a number" : why[approvals.from];
  const unseen = approvalsUnseen
    ? " Classic protection of a branch may ask for more approvals, which an app cannot see: name their number in the configuration."
    : "";
  const approved = [strong("Required:"), text(` ${counted(approvals.required, "approval")}, ${who}; `)];
  if (requiredChecks === null) {
    const usual = "a failed run of GitHub Actions counts as a required check, since nothing names one.";
    return [...approved, text(usual + unseen)];
  }
  const from = requiredChecksFrom === "default" ? "" : why[requiredChecksFrom];
  if (requiredChecks.length === 0) return [...approved, text(`no check, ${from}.${unseen}`)];
  const globs = requiredChecks
    .slice(0, mostNamed)
    .flatMap((glob, index) => [text(index === 0 ? " " : ", "), untrusted(glob)]);
  const cut = requiredChecks.length - mostNamed;
  const more = cut > 0 ? ` and ${whole(cut)} more` : "";
  return [...approved, text(`checks, ${from}:`), ...globs, text(`${more}.${unseen}`)];
}

const why = { configuration: "as configured", "branch-rules": "by the rules of the default branch" };

function environments({ productionSeen, stagingSeen }: WeeklyReport["health"]): string {
  const staging = stagingSeen ? "" : " No staging deployment was seen.";
  if (productionSeen) return `production deployments were seen.${staging}`;
  return `no production deployment was seen, so none can be told that failed or had to be undone.${staging}`;
}

function neverSeen(tasks: WeeklyReport["health"]["tasksNeverSeen"], weeks: number): string {
  const all = stages.reduce((sum, stage) => sum + stage.tasks.length, 0);
  if (tasks.length === 0) return `all ${all} were seen in ${weeks} weeks.`;
  return `${whole(all - tasks.length)} of ${whole(all)} were seen in ${weeks} weeks. Not done, or not shown by a label or event: ${tasks.join(", ")}.`;
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

function notWritten({ health }: WeeklyReport): PhrasingContent[][] {
  return health.notWritten
    .slice(0, mostNamed)
    .map(({ reason, texts }) => [
      strong("Not written:"),
      text(` ${counted(texts, "text")} that GitHub refused: `),
      untrusted(reason, 200),
    ]);
}
