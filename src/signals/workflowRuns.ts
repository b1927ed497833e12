/** Decides what a workflow run tells: when each attempt began, and how it ended. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { absent, id, instant, maybeInstant, sha, text } from "./payload.ts";
import { fact, momentOr, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.workflow_run),
  since: absent,
  workflow_run: z.object({
    id,
    run_attempt: z.int().optional(),
    name: text.nullish(),
    head_sha: sha,
    head_branch: text.nullish(),
    event: text,
    conclusion: z.string().nullish(),
    created_at: instant,
    run_started_at: maybeInstant.optional(),
    updated_at: instant,
  }),
});

/** A later attempt of a run keeps the run's `created_at`, so an attempt begins at `run_started_at`; a run has no other end than `updated_at`. */
export const workflowRuns = translator(body, ({ action, workflow_run: run }, context) => {
  const attempt = run.run_attempt ?? 1;
  const created = { at: run.created_at, source: "workflow_run.created_at" };
  const began = momentOr(run.run_started_at, "workflow_run.run_started_at", created);
  const ended = action === "completed";
  return [
    fact(context, "repository", `workflow-run ${run.id} ${attempt}`, began, {
      kind: "workflow-run",
      run: run.id,
      attempt,
      name: run.name ?? "",
      sha: run.head_sha,
      branch: run.head_branch ?? null,
      trigger: run.event,
      startedAt: began.at,
      endedAt: ended ? run.updated_at : null,
      conclusion: ended ? (run.conclusion ?? null) : null,
    }),
  ];
});
