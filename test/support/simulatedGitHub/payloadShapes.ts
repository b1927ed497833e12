/** Decides what the simulated GitHub reads of a delivery, to know what GitHub knew when it sent it. */
import { z } from "zod";

const user = z.object({ id: z.number(), login: z.string(), type: z.string().optional() }).nullable();
const label = z.object({ id: z.number(), name: z.string(), node_id: z.string().nullish() });
const time = z.string();

const subject = z.object({
  node_id: z.string().optional(),
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  user,
  labels: z.array(label).default([]),
  created_at: time,
  updated_at: time,
  closed_at: time.nullable(),
});

export const issueShape = subject.extend({
  state_reason: z.string().nullish(),
  pull_request: z.unknown().optional(),
});

export const pullRequestShape = subject.extend({
  draft: z.boolean().default(false),
  merged_at: time.nullable(),
  merge_commit_sha: z.string().nullish(),
  base: z.object({ ref: z.string() }),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: z.number() }).nullish() }),
});

const elsewhere = z.object({ id: z.number() }).nullish();

export const deliveryShape = z.object({
  action: z.string().nullish(),
  sender: user.default(null),
  repository: z.object({
    id: z.number(),
    full_name: z.string(),
    default_branch: z.string().nullish(),
    private: z.boolean().default(false),
    archived: z.boolean().default(false),
    fork: z.boolean().default(false),
  }),
  issue: issueShape.nullish(),
  pull_request: pullRequestShape.nullish(),
  label: label.nullish(),
  assignee: user.nullish(),
  milestone: z.object({ title: z.string() }).nullish(),
  requested_reviewer: user.nullish(),
  requested_team: z.object({ id: z.number(), slug: z.string().optional(), name: z.string() }).nullish(),
  reason: z.string().nullish(),
  changes: z.object({ base: z.object({ ref: z.object({ from: z.string() }) }).nullish() }).nullish(),
  review: z
    .object({ id: z.number(), user, state: z.string(), commit_id: z.string().nullish(), submitted_at: time.nullish() })
    .nullish(),
  comment: z.object({ id: z.number(), user, created_at: time }).nullish(),
  parent_issue: issueShape.nullish(),
  sub_issue: issueShape.nullish(),
  sub_issue_repo: elsewhere,
  blocked_issue: issueShape.nullish(),
  blocking_issue: issueShape.nullish(),
  blocking_issue_repo: elsewhere,
  deployment: z
    .object({
      id: z.number(),
      environment: z.string(),
      sha: z.string(),
      ref: z.string(),
      created_at: time,
      creator: user.optional(),
    })
    .nullish(),
  deployment_status: z
    .object({ id: z.number(), state: z.string(), environment: z.string().optional(), created_at: time })
    .nullish(),
  commits: z.array(z.object({ id: z.string(), message: z.string().default("") })).nullish(),
  release: z
    .object({
      id: z.number(),
      tag_name: z.string(),
      draft: z.boolean().optional(),
      prerelease: z.boolean().optional(),
      target_commitish: z.string(),
      created_at: time,
      published_at: time.nullish(),
    })
    .nullish(),
});

export type Told = z.infer<typeof deliveryShape>;
export type User = z.infer<typeof user>;
export type LabelTold = z.infer<typeof label>;
export type IssueTold = z.infer<typeof issueShape>;
export type PullRequestTold = z.infer<typeof pullRequestShape>;
