/** Decides what a delivery means to us: facts, or nothing and why. */
import { comments, remarks } from "./comments.ts";
import { checkRuns, statuses } from "./checks.ts";
import { deploymentReviews, deployments, deploymentStatuses } from "./deployments.ts";
import type { Delivery } from "./delivery.ts";
import { type DirectoryEvent, isOfDirectory, isUnderstood, understoodEvents, type UnderstoodEvent } from "./events.ts";
import { installationRepositories, installations, repositories } from "./installations.ts";
import { issues } from "./issues.ts";
import { labels } from "./labels.ts";
import { dependencies, subIssues } from "./links.ts";
import { mergeGroups } from "./mergeGroups.ts";
import { packages } from "./packages.ts";
import { envelope, misfitOf, repositoryRefOf } from "./payload.ts";
import { projectItems } from "./projects.ts";
import { pullRequests } from "./pullRequests.ts";
import { creations, pushes } from "./pushes.ts";
import { releases } from "./releases.ts";
import { reviews, threads } from "./reviews.ts";
import type { ContentFact, DirectoryNews, Fact, RepositoryRef } from "./signal.ts";
import type { DirectoryTranslator, Translator } from "./translator.ts";
import { workflowRuns } from "./workflowRuns.ts";

export type Translation =
  | { kind: "facts"; repository: RepositoryRef; facts: Fact[] }
  /** About an issue or pull request whose repository the delivery does not name. */
  | { kind: "content"; repository: null; facts: ContentFact[] }
  /** About the app's being installed; `repository` is null where the event is of a whole installation. */
  | { kind: "directory"; repository: RepositoryRef | null; news: DirectoryNews[] }
  /** Understood, but of no meaning to us. */
  | { kind: "ignored"; reason: string; repository: RepositoryRef | null }
  /** The body does not fit its event's name. */
  | { kind: "rejected"; reason: string };

/** Raised when the same delivery would give other facts than before, so that kept payloads can be read again. */
export const translatorVersion = 1;

const directoryTranslators: Record<DirectoryEvent, DirectoryTranslator> = {
  installation: installations,
  installation_repositories: installationRepositories,
  repository: repositories,
};

const translators: Record<Exclude<UnderstoodEvent, DirectoryEvent | "projects_v2_item">, Translator> = {
  check_run: checkRuns,
  create: creations,
  deployment: deployments,
  deployment_review: deploymentReviews,
  deployment_status: deploymentStatuses,
  issue_comment: comments,
  issue_dependencies: dependencies,
  issues,
  label: labels,
  merge_group: mergeGroups,
  pull_request: pullRequests,
  pull_request_review: reviews,
  pull_request_review_comment: remarks,
  pull_request_review_thread: threads,
  push: pushes,
  registry_package: packages,
  release: releases,
  status: statuses,
  sub_issues: subIssues,
  workflow_run: workflowRuns,
};

/**
 * Pure, and never throws, whatever the payload. The same payload gives the same keys under any delivery id. Facts hold no bodies, diffs or
 * e-mail addresses. A reason is one line that names the field and what was found.
 */
export function translate(delivery: Delivery): Translation {
  const read = envelope.safeParse(delivery.payload);
  if (!isUnderstood(delivery.event)) {
    return ignored(`event ${delivery.event} is not used`, read.success ? repositoryRefOf(read.data) : null);
  }
  if (!read.success) return rejected(delivery.event, misfitOf(read.error));
  const repository = repositoryRefOf(read.data);
  const actions: readonly string[] = understoodEvents[delivery.event];
  const action = actions.length === 0 ? null : (read.data.action ?? null);
  if (actions.length > 0 && action === null) return rejected(delivery.event, "action: expected string, found none");
  const event = action === null ? delivery.event : `${delivery.event}.${action}`;
  if (action !== null && !actions.includes(action)) return ignored(`${event} is not used`, repository);
  if (isOfDirectory(delivery.event)) {
    const told = directoryTranslators[delivery.event](delivery.payload);
    return told.kind === "rejected" ? rejected(event, told.reason) : { ...told, repository };
  }
  const context = { by: read.data.sender ?? null, delivery: delivery.id, receivedAt: delivery.receivedAt, event };
  if (delivery.event === "projects_v2_item") {
    const told = projectItems(delivery.payload, { ...context, installationId: read.data.installation?.id ?? null });
    return told.kind === "rejected" ? rejected(event, told.reason) : { ...told, repository: null };
  }
  if (repository === null) return ignored("it names no repository", null);
  const told = translators[delivery.event](delivery.payload, { ...context, repository });
  if (told.kind === "rejected") return rejected(event, told.reason);
  return { ...told, repository };
}

function ignored(reason: string, repository: RepositoryRef | null): Translation {
  return { kind: "ignored", reason, repository };
}

function rejected(event: string, misfit: string): Translation {
  return { kind: "rejected", reason: `the body does not fit ${event}: ${misfit}` };
}
