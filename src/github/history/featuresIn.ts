/** Decides what a server can tell, by what its schema holds. */
import { z } from "zod";
import { type Feature, features, type HistoryFeatures } from "./history.ts";

const named = z.object({ name: z.string() });
const fields = z.object({ fields: z.array(named.extend({ args: z.array(named).optional() })) }).nullable();
const values = z.object({ enumValues: z.array(named) }).nullable();

const shape = z.object({
  issue: fields,
  pullRequest: fields,
  issueItems: values,
  pullRequestItems: values,
  review: fields,
  blockedBy: fields,
});

type Schema = z.infer<typeof shape>;

/** By the answer to the probe; nothing of what may be lacking where it cannot be read. */
export function featuresIn(answer: unknown): HistoryFeatures {
  const read = shape.safeParse(answer);
  const has = features.filter((feature) => read.success && isIn[feature](read.data));
  return { has: new Set(has), lacks: features.filter((feature) => !has.includes(feature)) };
}

const isIn: Record<Feature, (schema: Schema) => boolean> = {
  "issue types": ({ issueItems }) =>
    hasValues(issueItems, "ISSUE_TYPE_ADDED_EVENT", "ISSUE_TYPE_CHANGED_EVENT", "ISSUE_TYPE_REMOVED_EVENT"),
  "sub-issues": ({ issueItems }) => hasValues(issueItems, "SUB_ISSUE_ADDED_EVENT", "SUB_ISSUE_REMOVED_EVENT"),
  "blocked by": ({ issueItems, blockedBy }) =>
    hasValues(issueItems, "BLOCKED_BY_ADDED_EVENT", "BLOCKED_BY_REMOVED_EVENT") && hasField(blockedBy, "blockingIssue"),
  "merge queue": ({ pullRequestItems }) =>
    hasValues(pullRequestItems, "ADDED_TO_MERGE_QUEUE_EVENT", "REMOVED_FROM_MERGE_QUEUE_EVENT"),
  "64-bit ids": ({ review }) => hasField(review, "fullDatabaseId"),
  duplicates: ({ issue }) => hasArgument(issue, "stateReason", "enableDuplicate"),
  "development links": ({ pullRequest }) => hasArgument(pullRequest, "closingIssuesReferences", "userLinkedOnly"),
};

function hasValues(list: z.infer<typeof values>, ...wanted: string[]): boolean {
  return wanted.every((name) => list?.enumValues.some((value) => value.name === name));
}

function hasField(type: z.infer<typeof fields>, wanted: string): boolean {
  return type?.fields.some(({ name }) => name === wanted) ?? false;
}

function hasArgument(type: z.infer<typeof fields>, field: string, wanted: string): boolean {
  const found = type?.fields.find(({ name }) => name === field);
  return found?.args?.some(({ name }) => name === wanted) ?? false;
}
