/** Decides what a check run or a commit status tells of a commit: one fact for each commit and name, holding its attempts. */
import { z } from "zod";
import { absent, id, instant, maybeInstant, sha, text } from "./payload.ts";
import type { CheckAttempt, CommitSignal, Fact } from "./signal.ts";
import { type Context, fact, type Moment, momentOr, receipt, translator } from "./translator.ts";

/** The app's own check never counts. */
export const ownCheckName = "Throughline";

const checkRun = z.object({
  id,
  name: text,
  head_sha: sha,
  status: z.string().optional(),
  conclusion: z.string().nullish(),
  started_at: maybeInstant.optional(),
  completed_at: maybeInstant.optional(),
  app: z.object({ id, slug: z.string().nullish() }).nullish(),
});

type CheckRun = z.infer<typeof checkRun>;

export const checkRuns = translator(z.object({ check_run: checkRun, deployment_status: absent }), (told, context) => {
  const run = told.check_run;
  if (run.name === ownCheckName) return "it is the app's own check";
  const source = run.app?.slug === "github-actions" ? "actions" : "app";
  const began = momentOr(run.started_at, "check_run.started_at", receipt(context));
  const moment = run.started_at ? began : momentOr(run.completed_at, "check_run.completed_at", began);
  const signal: CommitSignal = {
    kind: "check",
    source,
    name: run.name,
    appId: run.app?.id ?? null,
    attempts: { [run.id]: attemptOf(run, context) },
  };
  return [checkFact(context, run.head_sha, moment, signal)];
});

const status = z.object({ id, sha, context: text, state: z.string(), created_at: instant });

/** Each state of a commit status is a status of its own, with its own id: `pending` begins, any other ends, and the highest id is the state now. */
export const statuses = translator(status, (told, context) => {
  const attempt: CheckAttempt =
    told.state === "pending"
      ? { startedAt: told.created_at, endedAt: null, conclusion: null }
      : { startedAt: null, endedAt: told.created_at, conclusion: told.state };
  const signal: CommitSignal = {
    kind: "check",
    source: "status",
    name: told.context,
    appId: null,
    attempts: { [told.id]: attempt },
  };
  return [checkFact(context, told.sha, { at: told.created_at, source: "created_at" }, signal)];
});

function attemptOf(run: CheckRun, context: Context): CheckAttempt {
  const startedAt = run.started_at ?? null;
  if (run.status !== "completed") return { startedAt, endedAt: null, conclusion: null };
  return { startedAt, endedAt: run.completed_at ?? context.receivedAt, conclusion: run.conclusion ?? null };
}

function checkFact(context: Context, commit: string, moment: Moment, signal: CommitSignal): Fact {
  const key = `check ${commit} ${signal.source} ${signal.appId ?? "-"} ${signal.name}`;
  return fact(context, `commit ${commit}`, key, moment, signal);
}
