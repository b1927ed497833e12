/** Decides what the simulated GitHub knows of a repository after deliveries: everything is as the last of them left it, timelines hold them all. */
import type { Delivery } from "../../../src/signals/delivery.ts";
import type { IssueTold, LabelTold, PullRequestTold, Told } from "./payloadShapes.ts";
import { deliveryShape } from "./payloadShapes.ts";
import { timelineEvents } from "./timelineEvents.ts";

/** As GraphQL shows it; a function is a field with arguments. */
export type Shown = { __typename: string; id: string; [field: string]: unknown };

export type TimelineEvent = Shown & { at: string };

export type IssueRecord = { told: IssueTold; timeline: Map<string, TimelineEvent> };
export type PullRequestRecord = { told: PullRequestTold; timeline: Map<string, TimelineEvent> };

export type DeploymentRecord = {
  told: NonNullable<Told["deployment"]>;
  statuses: Map<number, NonNullable<Told["deployment_status"]>>;
};

export type RepositoryModel = {
  repository: Told["repository"];
  issues: Map<number, IssueRecord>;
  pullRequests: Map<number, PullRequestRecord>;
  deployments: Map<number, DeploymentRecord>;
  releases: Map<number, NonNullable<Told["release"]>>;
  labels: Map<number, LabelTold>;
  /** Of the commits that pushes brought, by their ids. */
  messages: Map<string, string>;
  /** Issues by the pull request that somebody linked them to in the Development box, of which no delivery tells. */
  developmentLinks: Map<number, number[]>;
};

/** Deliveries of one repository. */
export function repositoryModel(deliveries: readonly Delivery[]): RepositoryModel {
  const tellings = deliveries.flatMap((delivery) => {
    const read = deliveryShape.safeParse(delivery.payload);
    return read.success ? [{ delivery, told: read.data }] : [];
  });
  const last = tellings.at(-1);
  if (last === undefined) throw new Error("no delivery names a repository");
  const model: RepositoryModel = {
    repository: last.told.repository,
    issues: new Map(),
    pullRequests: new Map(),
    deployments: new Map(),
    releases: new Map(),
    labels: new Map(),
    messages: new Map(),
    developmentLinks: new Map(),
  };
  for (const { delivery, told } of tellings) hear(model, delivery, told);
  return model;
}

function hear(model: RepositoryModel, delivery: Delivery, told: Told): void {
  for (const issue of [told.issue, told.parent_issue, told.sub_issue, told.blocked_issue, told.blocking_issue]) {
    if (issue && !issue.pull_request) know(model.issues, issue);
  }
  const before = told.pull_request ? model.pullRequests.get(told.pull_request.number)?.told : undefined;
  const issueBefore = told.issue ? beforeOf(model, told.issue) : undefined;
  if (told.pull_request) know(model.pullRequests, told.pull_request);
  for (const label of [...(told.issue?.labels ?? []), ...(told.pull_request?.labels ?? []), told.label]) {
    if (label) model.labels.set(label.id, label);
  }
  if (delivery.event === "label" && told.action === "deleted" && told.label) model.labels.delete(told.label.id);
  for (const { id, message } of told.commits ?? []) model.messages.set(id, message);
  hearDeployment(model, told);
  if (told.release) model.releases.set(told.release.id, told.release);
  for (const { number, event } of timelineEvents(delivery, told, before ?? issueBefore)) {
    const record = model.pullRequests.get(number) ?? model.issues.get(number);
    record?.timeline.set(event.id, { ...record.timeline.get(event.id), ...event });
  }
}

const titles = new WeakMap<RepositoryModel, Map<number, { title: string }>>();

/** What its title was, for an edit. */
function beforeOf(model: RepositoryModel, issue: IssueTold): { title: string } | undefined {
  const known = titles.get(model) ?? new Map<number, { title: string }>();
  titles.set(model, known);
  const before = known.get(issue.number);
  known.set(issue.number, { title: issue.title });
  return before;
}

function know<T extends { number: number; updated_at: string }>(
  records: Map<number, { told: T; timeline: Map<string, TimelineEvent> }>,
  told: T,
): void {
  const record = records.get(told.number);
  if (record === undefined) records.set(told.number, { told, timeline: new Map() });
  else if (record.told.updated_at <= told.updated_at) record.told = told;
}

function hearDeployment({ deployments }: RepositoryModel, { deployment, deployment_status: status }: Told): void {
  if (!deployment) return;
  const record = deployments.get(deployment.id) ?? { told: deployment, statuses: new Map() };
  deployments.set(deployment.id, record);
  if (status) record.statuses.set(status.id, status);
}
