/** Decides the way of a delivery, and is its map: what was stored is understood, what it touched is folded, what people should see is published. */
import { gitHubWeb, type Web } from "./reports/webAddress.ts";
import { answerDue } from "./steps/answerDue.ts";
import { compareDue } from "./steps/compareDue.ts";
import { configureDue } from "./steps/configureDue.ts";
import { folder } from "./steps/foldDue.ts";
import { forgetDue } from "./steps/forgetDue.ts";
import { publishDue } from "./steps/publishDue.ts";
import { refolder } from "./steps/refoldDue.ts";
import { rulesDue } from "./steps/rulesDue.ts";
import { historyReader } from "./steps/historyDue.ts";
import type { HistorySource } from "./steps/historySource.ts";
import type { StepContext } from "./steps/stepContext.ts";
import { translateStored } from "./steps/translateStored.ts";
import { weeklyDue } from "./steps/weeklyDue.ts";
import { weeklyTextOf } from "./steps/weeklyReport.ts";

/**
 * The steps between a stored delivery and a text on GitHub, each with its own loop in the worker:
 *
 *     GitHub -> intake/     stores the delivery and answers
 *               translate   signals/  says what it means, as facts
 *               fold        timeline/ says where the work was, from all facts of an item
 *               publish     metrics/ and forecast/ say how it flows, reports/ what to say, github/ writes it if it changed
 *
 * Once a week, from what was folded:
 *
 *               weekly      reports/  sums up the week before in an issue, and closes it in the end if nobody does
 *
 * When a person asks by comment:
 *
 *               answer    commands/ say what they want to know, and answer in one reply
 *
 * Beside them, where pushes between two deployments are not known:
 *
 *               compare     github/   says which commits lie between them
 *
 * and what a merge into the default branch requires:
 *
 *               rules       github/   says which approvals and checks the branch asks for
 *
 * where the app comes to a repository that has a history, and once a day for what no delivery told:
 *
 *               backfill    github/   shows the last months, as the same facts
 *               reconcile   github/   shows what has changed since the last look
 *
 * and when a team changes its settings:
 *
 *               configure   config/   says what a repository has set
 *               refold      timeline/ folds all its items with it, until they take the place of the others
 *               forget                removes the timelines that were replaced
 *
 * Every step takes what the one before left in the database, in one transaction, so that a process may die anywhere and another goes on.
 */
export function pipelineSteps(
  context: StepContext,
  web: Web = gitHubWeb,
  gitHubForAnswers = context.github,
  history: HistorySource | null = null,
) {
  return [
    { name: "translate", run: () => translateStored(context) },
    { name: "fold", run: folder(context) },
    { name: "publish", run: () => publishDue(context) },
    { name: "answer", run: () => answerDue({ ...context, github: gitHubForAnswers }, web) },
    { name: "compare", run: () => compareDue(context) },
    { name: "rules", run: () => rulesDue(context) },
    { name: "weekly", run: () => weeklyDue(context, weeklyTextOf(web)) },
    { name: "configure", run: () => configureDue(context) },
    { name: "refold", run: refolder(context) },
    { name: "forget", run: () => forgetDue(context) },
    ...(history === null ? [] : readingSteps(context, history)),
  ];
}

/** Reading whole histories, and what that waits for: the command line does it by itself, too. */
export function historySteps(context: StepContext, history: HistorySource) {
  return [
    { name: "backfill", run: historyReader(context, history, "backfill") },
    { name: "configure", run: () => configureDue(context) },
    { name: "fold", run: folder(context) },
    { name: "refold", run: refolder(context) },
  ];
}

function readingSteps(context: StepContext, history: HistorySource) {
  return [
    { name: "backfill", run: historyReader(context, history, "backfill") },
    { name: "reconcile", run: historyReader(context, history, "reconcile") },
  ];
}
