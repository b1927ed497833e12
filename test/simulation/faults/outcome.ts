/** Decides what a run has come to: the timelines that it keeps, and the texts that stand on GitHub. */
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Tables } from "../../../src/db/tables.ts";
import { commentMarker, withMarker } from "../../../src/github/marker.ts";
import { saysTheSame } from "../../../src/github/sameText.ts";
import { checkRun } from "../../../src/reports/checkRun.ts";
import { pullRequestComment } from "../../../src/reports/pullRequestComment.ts";
import { repositoryById } from "../../../src/signals/repositories.ts";
import { keptReadings } from "../../../src/steps/readings.ts";
import { mayComment } from "../../../src/steps/publishDue.ts";
import { readPullRequestView } from "../../../src/steps/pullRequestView.ts";
import { addressOf } from "../../../src/steps/repositoryAddress.ts";
import { itemPages, pullRequestPages } from "../../../src/timeline/timelineReader.ts";
import { generatedRepository } from "../../cases/legalHistory.ts";
import type { FakeGitHub } from "../../support/fakeGitHub.ts";
import { end } from "./faultPlan.ts";

export type Timelines = { items: unknown[]; pullRequests: unknown[]; deployments: unknown[] };

/** A pull request's texts as they have to be at the end. */
export type WantedTexts = {
  number: number;
  open: boolean;
  comment: { body: string; asOf: string; wanted: boolean };
  check: { headSha: string; title: string; summary: string; asOf: string; wanted: boolean };
};

export type Wanted = { timelines: Timelines; texts: WantedTexts[]; weekly: string[] };

export async function timelinesKept(db: Kysely<Tables>): Promise<Timelines> {
  const { rows } = await sql<{ record: unknown }>`select record from deployments order by deployment`.execute(db);
  return {
    items: await allOf(itemPages(db, generatedRepository.id)),
    pullRequests: await allOf(pullRequestPages(db, generatedRepository.id)),
    deployments: rows.map(({ record }) => record),
  };
}

/** What a calm run has come to, and the texts of every pull request, also of those that had to get none in a calm run. */
export async function wantedOf(db: Kysely<Tables>, github: FakeGitHub): Promise<Wanted> {
  const timelines = await timelinesKept(db);
  return { timelines, texts: await textsWanted(db), weekly: latestSummaries(github) };
}

async function textsWanted(db: Kysely<Tables>): Promise<WantedTexts[]> {
  const repository = await repositoryById(db, generatedRepository.id);
  const address = repository && addressOf(repository);
  if (!repository || !address) return [];
  const { config } = (await keptReadings(db, repository.id)).current;
  const texts: WantedTexts[] = [];
  for (const pullRequest of await allOf(pullRequestPages(db, repository.id))) {
    const view = await readPullRequestView(db, repository, pullRequest, { now: end, config });
    if (view === null) continue;
    const mayCreate = config.comment && mayComment(pullRequest, repository, config.bots);
    const comment = pullRequestComment(view, { mayCreate });
    const { headSha, title, summary, asOf, mayCreate: wanted } = checkRun(view);
    texts.push({
      number: pullRequest.number,
      open: pullRequest.closedAt === null,
      comment: {
        body: withMarker(comment.body, commentMarker(address, pullRequest.number)),
        asOf: comment.asOf,
        wanted: mayCreate,
      },
      check: { headSha, title, summary, asOf, wanted },
    });
  }
  return texts;
}

/** What stands on GitHub and should not, or does not and should; in words. */
export function faultsOnGitHub(github: FakeGitHub, wanted: Wanted, { stoodStill }: { stoodStill: boolean }): string[] {
  return [
    ...wanted.texts.flatMap((each) => [...commentFaults(github, each), ...checkFaults(github, each, stoodStill)]),
    ...weeklyFaults(github, wanted),
  ];
}

function commentFaults({ comments }: FakeGitHub, { number, comment }: WantedTexts): string[] {
  const standing = comments.filter((each) => each.number === number && each.body.includes("throughline"));
  const least = comment.wanted ? 1 : 0;
  if (standing.length > 1 || standing.length < least) return [`#${number} has ${standing.length} comments`];
  return standing
    .filter(({ body }) => !saysTheSame(body, comment.body, comment.asOf))
    .map(({ body }) => `the comment of #${number} says\n${body}\ninstead of\n${comment.body}`);
}

/** GitHub shows the latest of a name on a commit; one of a process that stood still before its request cannot be deleted and lies beneath. Of a closed pull request it is not refreshed, so its figures are of an earlier day. */
function checkFaults({ checks }: FakeGitHub, { number, open, check }: WantedTexts, stoodStill: boolean): string[] {
  const standing = checks.filter(({ headSha }) => headSha === check.headSha);
  const latest = standing.at(-1);
  if (latest === undefined) return check.wanted ? [`#${number} has no check`] : [];
  if (standing.length > 1 && !stoodStill) return [`#${number} has ${standing.length} checks`];
  const same =
    saysTheSame(latest.title, check.title, check.asOf) &&
    (!open || saysTheSame(latest.summary, check.summary, check.asOf));
  return same
    ? []
    : [
        `the check of #${number} says\n${latest.title}\n${latest.summary}\ninstead of\n${check.title}\n${check.summary}`,
      ];
}

function weeklyFaults(github: FakeGitHub, { weekly }: Wanted): string[] {
  const titles = github.issues.filter(isSummary).map(({ title }) => title);
  const twice = titles.filter((title, place) => titles.indexOf(title) !== place);
  if (twice.length > 0) return twice.map((title) => `there are two issues "${title}"`);
  const latest = latestSummaries(github);
  if (latest.join("\0") === weekly.join("\0")) return [];
  return [`the weekly summary says\n${latest.join("\n")}\ninstead of\n${weekly.join("\n")}`];
}

function isSummary({ labels, state }: FakeGitHub["issues"][number]): boolean {
  return labels.length > 0 && state === "open";
}

/** Of the last whole week, without the moment as of which it is. */
function latestSummaries({ issues }: FakeGitHub): string[] {
  return issues
    .filter((issue) => isSummary(issue) && issue.title.includes("W10"))
    .map(({ title, body }) => `${title}\n${body.replaceAll(/As of [^.\n]*\./g, "")}`);
}

async function allOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}
