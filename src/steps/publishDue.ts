/** Decides how a pull request's texts reach GitHub: read, written, compared and sent, one pull request after the other. */
import { withTenant } from "../db/withTenant.ts";
import type { GitHub, RepositoryAddress } from "../github/github.ts";
import { publication } from "../github/publications.ts";
import { publish } from "../github/publish.ts";
import { checkKey, commentKey } from "../github/surface.ts";
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import type { DueClaim } from "../intake/dueWork.ts";
import { askFor, finish, postpone } from "../intake/dueWork.ts";
import { checkRun } from "../reports/checkRun.ts";
import { pullRequestComment } from "../reports/pullRequestComment.ts";
import type { Report } from "../reports/report.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { repositoryById } from "../signals/repositories.ts";
import { isPerson } from "../timeline/people.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { pullRequestTimeline } from "../timeline/timelineReader.ts";
import { readPullRequestView } from "./pullRequestView.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { type Work, workOff } from "./workOff.ts";

const work: Work = { kind: "publish", batchSize: 10, failed: "A text was not written" };
const daySeconds = 24 * 60 * 60;

type Published = { openStill: boolean; laterSeconds: number | null };

/** Returns how many pull requests it looked at. */
export async function publishDue(context: StepContext): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, (claim, withLog) => publishClaimed(claim, github, withLog));
}

async function publishClaimed(claim: DueClaim, github: GitHub, context: StepContext): Promise<void> {
  const { db, publishPauseSeconds } = context;
  const repository = await repositoryById(db, claim.repositoryId);
  const number = Number(claim.subject.slice(1));
  const pullRequest = await withTenant(db, [claim.repositoryId], (trx) =>
    pullRequestTimeline(trx, claim.repositoryId, number),
  );
  const address = repository && addressOf(repository);
  if (!repository || !address || !pullRequest) return finish(db, [claim]);
  const pause = publishPauseSeconds - (await secondsSinceWrite(pullRequest, repository.id, context));
  if (pause > 0) return postpone(db, claim, pause);
  const { openStill, laterSeconds } = await publishPullRequest(repository, address, pullRequest, github, context);
  if (laterSeconds !== null) return postpone(db, claim, laterSeconds);
  if (!openStill) return finish(db, [claim]);
  const delaySeconds = secondsToRefresh(pullRequest, context.now());
  // In one transaction: if the process dies between the two, the texts would stay as they are until something happens.
  await db.transaction().execute(async (trx) => {
    await finish(trx, [claim]);
    await askFor(trx, "publish", repository.id, [claim.subject], { delaySeconds });
  });
}

/** Once a day; a wait that began today is told without its date, and so again as soon as that day is over in UTC. */
function secondsToRefresh({ waits }: Pick<PullRequestTimeline, "waits">, now: Instant): number {
  const today = now.slice(0, 10);
  if (!waits.at(-1)?.from.startsWith(today)) return daySeconds;
  return daySeconds - secondsBetween(`${today}T00:00:00Z`, now) + 1;
}

async function publishPullRequest(
  repository: KnownRepository,
  address: RepositoryAddress,
  pullRequest: PullRequestTimeline,
  github: GitHub,
  context: StepContext,
): Promise<Published> {
  const { db, now, readings, log } = context;
  const { config } = (await readings(db, repository.id)).current;
  const view = await withTenant(db, [repository.id], (trx) =>
    readPullRequestView(trx, repository, pullRequest, { now: now(), config }),
  );
  const openStill = pullRequest.closedAt === null;
  if (view === null) return { openStill, laterSeconds: null };
  const check = checkRun(view);
  // What stands there is kept true even where the team wants no more of it.
  const reports: Report[] = [
    pullRequestComment(view, { mayCreate: config.comment && mayComment(pullRequest, repository, config.bots) }),
    { ...check, mayCreate: config.check && check.mayCreate },
  ];
  const waits: number[] = [];
  for (const report of reports) {
    const outcome = await publish(github, db, address, report);
    log.info({ text: report.kind, ...outcome }, "Published");
    if (outcome.kind === "later") waits.push(outcome.seconds);
  }
  return { openStill, laterSeconds: waits.length === 0 ? null : Math.max(...waits) };
}

/**
 * A comment is begun on an open pull request once it has been ready for review; none on drafts, on bots' pull requests and on those that the
 * configuration leaves out; and on one that was open before the app came only after a person has acted on it since. What stands is kept true all the same.
 */
export function mayComment(
  pullRequest: PullRequestTimeline,
  repository: Pick<KnownRepository, "firstReceivedAt">,
  bots: readonly string[],
): boolean {
  const { readyAt, draft, closedAt, author, lastActHeardAt, ignored } = pullRequest;
  const heardOfPerson = lastActHeardAt !== null && lastActHeardAt >= repository.firstReceivedAt;
  return readyAt !== null && !draft && closedAt === null && isPerson(author, bots) && !ignored && heardOfPerson;
}

async function secondsSinceWrite(
  { number, headSha }: PullRequestTimeline,
  repositoryId: number,
  { db }: StepContext,
): Promise<number> {
  const comment = await publication(db, repositoryId, commentKey(number));
  const check = await publication(db, repositoryId, checkKey(headSha));
  return Math.min(comment?.secondsSinceWrite ?? Infinity, check?.secondsSinceWrite ?? Infinity);
}
