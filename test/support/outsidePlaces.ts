/** Decides every place in which the app shows text from outside, as tests put hostile words there: each text on GitHub, each answer, each line of a terminal. */
import { problemLines } from "../../src/cli/configFile.ts";
import { showPullRequest } from "../../src/cli/demo/showResults.ts";
import { answerTo } from "../../src/commands/answer.ts";
import { commandLines } from "../../src/commands/commandLines.ts";
import { notUnderstoodAnswer } from "../../src/commands/help.ts";
import { parseCommand } from "../../src/commands/parseCommand.ts";
import type { Place as AskedIn, Reading } from "../../src/commands/reading.ts";
import { replyText } from "../../src/commands/reply.ts";
import { parseConfig } from "../../src/config/parseConfig.ts";
import { defaultConfig, type RepositoryConfig } from "../../src/config/repositoryConfig.ts";
import type { History } from "../../src/metrics/history.ts";
import { checkRun } from "../../src/reports/checkRun.ts";
import { configCheck } from "../../src/reports/configCheck.ts";
import { explanationObject, explanationText } from "../../src/reports/explanation.ts";
import { inertJson } from "../../src/reports/inertJson.ts";
import { type Look, look } from "../../src/reports/look/look.ts";
import { lookJson } from "../../src/reports/look/lookObject.ts";
import { lookText } from "../../src/reports/look/lookText.ts";
import { pullRequestComment } from "../../src/reports/pullRequestComment.ts";
import type { PullRequestView } from "../../src/reports/pullRequestView.ts";
import { reportJson } from "../../src/reports/weekly/reportObject.ts";
import type { WeeklyReport } from "../../src/reports/weekly/weeklyReport.ts";
import { weeklySummary } from "../../src/reports/weekly/weeklySummary.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import { deployed, flowItem, flowPullRequest, march, stay, wait } from "./flowItems.ts";
import { reportOf } from "./historyOf.ts";
import { anIssue, aPullRequest, aView, aVisit } from "./pullRequestViews.ts";

export type OutsidePlace = {
  name: string;
  show: (outside: string) => string;
  /** References to items of the same repository that the app makes on purpose. */
  ownNumbers?: readonly number[];
  /** Which words stand around the outside text depends on what it is. */
  wordsDiffer?: boolean;
  /** So long that the tests try only a part of the texts in it; `npm run texts:browser` tries all. */
  long?: boolean;
};

const home = "octo/exports";

/** GitHub holds names of environments, labels and checks to 255 characters. */
function asName(outside: string): string {
  return outside.slice(0, 255);
}

function viewWith(outside: string): PullRequestView {
  const author = { id: 1, login: outside, bot: false };
  const issue = anIssue({ title: outside });
  return aView({
    pullRequest: aPullRequest({ title: outside, head: outside, base: outside, author, flakyChecks: [outside] }),
    item: issue,
    issues: [issue, issue],
  });
}

function itemWith(outside: string): ItemTimeline {
  const cause = { key: outside, at: march(3), timeSource: outside, delivery: outside, event: outside };
  const visit = { ...aVisit("review", march(2), march(4)), sign: outside, cause };
  const last = { exitedAt: march(5), exitSign: outside, exitCause: cause, outcome: "shipped" as const, stage: null };
  return anIssue({ title: outside, visits: [visit], ...last });
}

function historyWith(outside: string): History {
  const environment = asName(outside);
  const failed = { state: "failure", completed: false, environment, sha: outside.slice(0, 40) };
  return {
    repositories: [home],
    items: [flowItem([stay("review", 2)], { number: 1 }), flowItem([stay("release", 3)], { number: 2 })],
    pullRequests: [
      flowPullRequest({ number: 5, title: outside, head: outside, readyAt: march(14), waits: [wait("reviewer", 14)] }),
    ],
    deployments: [deployed(10, { ...failed, carries: [1] }), deployed(11, { ...failed, kind: "staging" })],
  };
}

export function weekWith(outside: string, repositories: string[] = [home]): WeeklyReport {
  // Of several repositories the rules of their branches say which checks are required.
  const config = { review: { approvals: 1, requiredChecks: repositories.length > 1 ? null : [asName(outside)] } };
  const notWritten = [{ reason: outside.slice(0, 300), texts: 2 }];
  const rules = [
    { branch: outside, checks: [{ name: asName(outside), appId: null }], approvals: null, isClassic: false },
  ];
  const told = {
    rules,
    notWritten,
    refused: [{ repository: asName(outside), into: asName(outside), reason: "it is archived" }],
  };
  return reportOf({ ...historyWith(outside), repositories }, "2026-W11", { config, told });
}

export function summaryWith(outside: string, repositories?: string[]): string {
  const titles = new Map([1, 2].map((number) => [`${home}#${number}`, outside]));
  const setting = { home, web: "https://github.com", titles, now: march(16), rest: "there." };
  return weeklySummary(weekWith(outside, repositories), setting).body;
}

function askedIn(config: RepositoryConfig = defaultConfig): AskedIn {
  return {
    repository: home,
    web: "https://github.com",
    now: march(16, 12),
    config,
    knownSince: "2026-01-01T00:00:00Z",
    shared: null,
    isBeingRead: false,
  };
}

/** The reply to these words behind /flow, where everything that is read bears the outside text. */
function answer(words: readonly string[], outside: string): string {
  const command = parseCommand(words);
  const place = askedIn();
  if (command.name === null) return replyText([{ words, blocks: notUnderstoodAnswer(command) }], place).body;
  const tellers = new Map([[march(2), [itemWith(outside).visits[0]!.cause]]]);
  const reading: Reading = {
    history: historyWith(outside),
    titles: new Map([1, 2].map((number) => [`${home}#${number}`, outside])),
    item: {
      repository: home,
      items: [{ item: itemWith(outside), tellers }],
      pullRequest: aPullRequest({ title: outside }),
    },
    week: command.name === "week" ? { report: weekWith(outside), titles: new Map([[`${home}#1`, outside]]) } : null,
    labels: { made: [outside, asName(outside)], present: 1, refused: outside },
  };
  return replyText([{ words, blocks: answerTo(command, place, reading) }], place).body;
}

function configProblems(text: string) {
  const parsed = parseConfig(text);
  return "problems" in parsed ? parsed.problems : [];
}

const configTexts: readonly (readonly [string, (outside: string) => string])[] = [
  ["a key", (outside) => `${JSON.stringify(outside)}: 1`],
  ["a value", (outside) => `timezone: ${JSON.stringify(outside)}`],
  ["a stage", (outside) => JSON.stringify({ labels: { stages: { [outside]: ["x"] } } })],
  ["the file", (outside) => outside],
];

/** Markdown that people see on GitHub. */
export const gitHubPlaces: readonly OutsidePlace[] = [
  {
    name: "comment on a pull request",
    show: (outside) => pullRequestComment(viewWith(outside), { mayCreate: true }).body,
    ownNumbers: [12],
  },
  { name: "check", show: (outside) => checkRun(viewWith(outside)).summary },
  ...configTexts.map(([what, text]) => ({
    name: `check of a configuration with ${what} of it`,
    show: (outside: string) => configCheck("abc", configProblems(text(outside))).summary,
    wordsDiffer: true,
  })),
  { name: "weekly summary", show: (outside) => summaryWith(outside), long: true },
  {
    name: "weekly summary of several repositories",
    show: (outside) => summaryWith(outside, [home, asName(outside)]),
    long: true,
  },
  ...[
    ["queue"],
    ["stage", "review"],
    ["slowest"],
    ["failed"],
    ["aging"],
    ["item", "12"],
    ["explain", "12"],
    ["forecast", "4"],
    ["week", "2026-W11"],
    ["setup"],
    ["whatif", "review=10"],
    ["compare", "2026-W02..W05", "2026-W06..W09"],
  ].map((words) => ({ name: `answer to /flow ${words.join(" ")}`, show: (outside: string) => answer(words, outside) })),
  ...[[], ["item"], ["stage"], ["week"], ["forecast"], ["whatif"], ["compare"], ["help"], ["queue", "--weeks"]].map(
    (words) => ({
      name: `answer to /flow ${[...words, "..."].join(" ")}`,
      show: (outside: string) => answer([...words, outside], outside),
      wordsDiffer: true,
    }),
  ),
  {
    name: "answer narrowed by a label",
    show: (outside) => answer(["queue", "--label", outside], outside),
    wordsDiffer: true,
  },
  {
    name: "answer to a comment with it",
    show: (outside) =>
      replyText(
        commandLines(`/flow queue\n/flow ${outside}\n/flow item ${outside}`).map((words) => {
          const command = parseCommand(words);
          return { words, blocks: command.name === null ? notUnderstoodAnswer(command) : [] };
        }),
        askedIn(),
      ).body,
    wordsDiffer: true,
  },
];

function lookWith(outside: string): Look {
  return look(historyWith(outside), {
    repository: home,
    archived: false,
    period: { from: march(2), to: march(30) },
    config: { ...defaultConfig, review: { approvals: 1, requiredChecks: [asName(outside)] } },
    activePeople: 3,
    read: { issues: 2, pullRequests: 1 },
    unseen: [],
  });
}

/** What commands print on a terminal, or into a file. */
export const terminalPlaces: readonly OutsidePlace[] = [
  { name: "explain", show: (outside) => explanationText(home, itemWith(outside), new Map()) },
  {
    name: "explain --json",
    show: (outside) => inertJson(JSON.stringify([explanationObject(home, itemWith(outside), new Map())], null, 2)),
  },
  { name: "report", show: (outside) => summaryWith(outside), long: true },
  {
    name: "report --format json",
    show: (outside) => inertJson(reportJson(weekWith(outside), 2)),
    long: true,
  },
  {
    name: "look",
    show: (outside) => {
      const titles = new Map([1, 2].map((number) => [number, outside]));
      return lookText(lookWith(outside), { web: "https://github.com", saved: null, titles }).join("\n");
    },
  },
  { name: "look --json", show: (outside) => lookJson(lookWith(outside), "https://github.com") },
  { name: "ask", show: (outside) => answer(["failed"], outside) },
  ...configTexts.map(([what, text]) => ({
    name: `config check with ${what} of it`,
    show: (outside: string) => problemLines("throughline.yml", configProblems(text(outside))).join("\n"),
  })),
  {
    name: "demo",
    show: (outside) =>
      showPullRequest(
        {
          number: 1,
          title: outside,
          author: outside,
          open: true,
          url: "http://127.0.0.1",
          comments: [
            { url: "http://127.0.0.1", markdown: pullRequestComment(viewWith(outside), { mayCreate: true }).body },
          ],
          check: null,
        },
        { width: 80, colour: false },
      ),
  },
];
