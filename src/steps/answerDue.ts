/** Decides how questions asked by comment are worked off: who may ask is looked up, eyes are put under the comment, and one reply is written. */
import { mayUse, type Permission } from "../commands/rights.ts";
import { nothingAllowedAnswer, overQuotaAnswer, quotaPerHour, type ReplyText, replyText } from "../commands/reply.ts";
import { type GitHub, GitHubFailure, type RepositoryAddress } from "../github/github.ts";
import { publish } from "../github/publish.ts";
import { secondsBetween } from "../instant.ts";
import { isBeingRead as isHistoryBeingRead } from "../intake/backfills.ts";
import { type DueClaim, finish, heartbeat, postpone } from "../intake/dueWork.ts";
import type { Web } from "../reports/webAddress.ts";
import { type AskedByComment, askedInHourBefore, questionOf } from "../signals/questions.ts";
import { type KnownRepository, repositoryById } from "../signals/repositories.ts";
import { isPerson } from "../timeline/people.ts";
import { askedAbout } from "./askedAbout.ts";
import { composeReply } from "./composeReply.ts";
import { makeLabels } from "./makeLabels.ts";
import type { AnswerSource } from "./readAnswer.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { type Work, workOff } from "./workOff.ts";

const work: Work = { kind: "answer", batchSize: 5, failed: "A question was not answered" };
/** Whoever asked so long ago does not wait for the answer any more. */
const latestSeconds = 24 * 60 * 60;

type Due = { claim: DueClaim; question: AskedByComment; address: RepositoryAddress; github: GitHub };

/** Returns how many questions it looked at. */
export async function answerDue(context: StepContext, web: Web): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, (claim, withLog) => answerUnlessRefused(claim, github, withLog, web));
}

async function answerUnlessRefused(claim: DueClaim, github: GitHub, context: StepContext, web: Web): Promise<void> {
  try {
    await answerClaimed(claim, github, context, web);
  } catch (thrown) {
    if (!(thrown instanceof GitHubFailure) || thrown.meaning !== "refused") throw thrown;
    context.log.warn({ err: thrown }, "A question is not answered");
    await finish(context.db, [claim]);
  }
}

async function answerClaimed(claim: DueClaim, github: GitHub, context: StepContext, web: Web): Promise<void> {
  const { db, now, readings } = context;
  const question = await questionOf(db, claim.repositoryId, Number(claim.subject));
  const repository = await repositoryById(db, claim.repositoryId);
  const address = repository && addressOf(repository);
  if (!question || !repository || !address) return finish(db, [claim]);
  const { config, commit } = (await readings(db, repository.id)).current;
  const asker = { ...question.asker, bot: false };
  const isLate = secondsBetween(question.askedAt, now()) > latestSeconds;
  if (config.commands.ask === "nobody" || !isPerson(asker, config.bots) || isLate) return finish(db, [claim]);
  const { fullName, knownSince } = repository;
  const isBeingRead = await isHistoryBeingRead(db, repository.id);
  const place = { repository: fullName, web, now: now(), config, knownSince, isBeingRead, shared: null };
  const due: Due = { claim, question, address, github };
  const alone = { repository, repositories: [{ repository, refused: null }], place, configCommit: commit };
  const text = await replyTo(due, alone, context);
  if (text === null) return finish(db, [claim]);
  await write(due, text, context);
}

/** Null where nothing is to be said. */
async function replyTo(due: Due, source: AnswerSource, context: StepContext): Promise<ReplyText | null> {
  const { question, address, github } = due;
  const { place } = source;
  const { commands } = place.config;
  const before = await askedInHourBefore(context.db, question);
  if (before > quotaPerHour) return null;
  const permission = await github.permissionOf(address, question.asker.login);
  // Who may not even read learns nothing, not even that there is somebody to ask.
  if (permission === "none") return null;
  const only = (blocks: ReturnType<typeof overQuotaAnswer>) => replyText([{ words: [], blocks }], place);
  if (before === quotaPerHour) return only(overQuotaAnswer());
  const may = rightsOf(permission, source.repository, commands);
  if (!may("asking")) return only(nothingAllowedAnswer(commands));
  await showEyes(due, context);
  const makeMissing = () =>
    makeLabels(github, address, place.config, async () => {
      return (await heartbeat(context.db, [due.claim])).length > 0;
    });
  const asking = { source: await widened(source, due, context), may, makeLabels: makeMissing };
  return composeReply(context.db, question.lines, asking);
}

/** To all the repositories that it is about. */
async function widened(source: AnswerSource, { question, github }: Due, context: StepContext): Promise<AnswerSource> {
  const { repositories, shared } = await askedAbout(question, source.repository, github, context);
  if (shared === null) return source;
  const known = repositories.map(({ repository }) => repository);
  const knownSince =
    known
      .map((each) => each.knownSince)
      .toSorted()
      .at(-1) ?? source.place.knownSince;
  const names = known.map(({ fullName }) => fullName);
  return {
    ...source,
    repositories,
    place: { ...source.place, knownSince, shared: { ...shared, repositories: names } },
  };
}

function rightsOf(
  permission: Permission,
  repository: KnownRepository,
  commands: AnswerSource["place"]["config"]["commands"],
) {
  const where = { commands, isPrivate: repository.private };
  return (right: Parameters<typeof mayUse>[0]) => mayUse(right, permission, where);
}

/** Only a sign that the question was heard: without it the answer comes all the same. */
async function showEyes({ github, address, question }: Due, { log }: StepContext): Promise<void> {
  try {
    await github.reactWithEyes(address, question.comment);
  } catch (thrown) {
    if (!(thrown instanceof GitHubFailure)) throw thrown;
    log.info({ err: thrown }, "Put no eyes under a question");
  }
}

async function write({ claim, question, address, github }: Due, text: ReplyText, context: StepContext): Promise<void> {
  const { thread: number, comment } = question;
  const outcome = await publish(github, context.db, address, { kind: "reply", number, comment, ...text });
  context.log.info({ text: "reply", ...outcome }, "Published");
  if (outcome.kind === "later") return postpone(context.db, claim, outcome.seconds);
  await finish(context.db, [claim]);
}
