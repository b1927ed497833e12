/** Decides what a deployment, its status, or somebody's approval of it tells. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { absent, actor, id, instant, sha, text } from "./payload.ts";
import type { Fact } from "./signal.ts";
import { type Context, fact, type Moment, receipt, translator } from "./translator.ts";

const deployment = z.object({
  id,
  environment: text,
  production_environment: z.boolean().optional(),
  transient_environment: z.boolean().optional(),
  sha,
  ref: text,
  created_at: instant,
  creator: actor.optional(),
});

export const deployments = translator(z.object({ deployment, deployment_status: absent }), (told, context) => [
  deploymentOf(told.deployment, context),
]);

const statusBody = z.object({
  deployment,
  deployment_status: z.object({ id, state: text, environment: text.optional(), created_at: instant }),
});

/** It shows the deployment too, whose own delivery may have been missed. */
export const deploymentStatuses = translator(statusBody, (told, context) => {
  const status = told.deployment_status;
  const moment = { at: status.created_at, source: "deployment_status.created_at" };
  const statusFact = fact(context, "repository", `deployment-status ${status.id}`, moment, {
    kind: "deployment-status",
    deployment: told.deployment.id,
    status: status.id,
    state: status.state,
    environment: status.environment ?? told.deployment.environment,
  });
  return [deploymentOf(told.deployment, context), statusFact];
});

const reviewBody = z.object({
  action: z.enum(understoodEvents.deployment_review),
  since: instant.optional(),
  environment: text.optional(),
  workflow_run: z.object({ id, run_attempt: z.int().optional(), head_sha: sha.nullish() }),
  workflow_job_run: z.object({ environment: text.optional() }).nullish(),
  workflow_job_runs: z.array(z.object({ environment: text.optional() })).optional(),
});

type ReviewBody = z.infer<typeof reviewBody>;

/** One fact for each environment that waits, or that the verdict covers. */
export const deploymentReviews = translator(reviewBody, (told, context) => {
  const environments = environmentsOf(told);
  return environments.length === 0
    ? "it names no environment"
    : environments.map((environment) => reviewOf(told, environment, context));
});

function deploymentOf(told: z.infer<typeof deployment>, context: Context): Fact {
  const moment = { at: told.created_at, source: "deployment.created_at" };
  return fact(context, "repository", `deployment ${told.id}`, moment, {
    kind: "deployment",
    deployment: told.id,
    environment: told.environment,
    production: told.production_environment ?? false,
    transient: told.transient_environment ?? false,
    sha: told.sha,
    ref: told.ref,
    by: told.creator ?? null,
  });
}

function environmentsOf(told: ReviewBody): string[] {
  const jobs = [told.workflow_job_run, ...(told.workflow_job_runs ?? [])].map((job) => job?.environment);
  return [...new Set([told.environment, ...jobs].filter((name) => name !== undefined))];
}

/** The wait began at `since`; a verdict has no time of its own. */
function reviewOf(told: ReviewBody, environment: string, context: Context): Fact {
  const { action, workflow_run: run, since } = told;
  const asked = action === "requested" && since !== undefined;
  const moment: Moment = asked ? { at: since, source: "since" } : receipt(context);
  const key = `deployment-review ${run.id} ${run.run_attempt ?? 1} ${action} ${since ?? "-"} ${environment}`;
  return fact(context, "repository", key, moment, {
    kind: "deployment-review",
    run: run.id,
    state: action,
    environment,
    sha: run.head_sha ?? null,
  });
}
