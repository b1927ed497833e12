/** Decides what the acts tell that the timelines of issues and of pull requests share: labels, assignments, milestones, titles, comments. */
import { z } from "zod";
import { act, type Item, labelActs, once, touch } from "../item.ts";
import type { Fact, LabelRef } from "../signal.ts";
import {
  type ApiContext,
  type ApiEvent,
  apiActor,
  apiInstant,
  apiLabel,
  bigId,
  itemOfApi,
  labelRefOf,
} from "./apiNode.ts";
import { asNamedAt } from "./labelRenames.ts";

const common = { id: z.string(), createdAt: apiInstant, actor: apiActor };

const labelling = z.object({ type: z.enum(["LabeledEvent", "UnlabeledEvent"]), ...common, label: apiLabel });
const assigning = z.object({
  type: z.enum(["AssignedEvent", "UnassignedEvent"]),
  ...common,
  assignee: apiActor,
});
const other = z.object({
  type: z.enum(["MilestonedEvent", "DemilestonedEvent", "RenamedTitleEvent", "ReopenedEvent"]),
  ...common,
});
const typing = z.object({
  type: z.enum(["IssueTypeAddedEvent", "IssueTypeChangedEvent", "IssueTypeRemovedEvent"]),
  ...common,
});
const commenting = z.object({
  type: z.literal("IssueComment"),
  id: z.string(),
  createdAt: apiInstant,
  author: apiActor,
  databaseId: bigId,
});

/** Of a person's acts; a node of another type is read by somebody else. */
export const sharedAct = z.discriminatedUnion("type", [labelling, assigning, other, typing, commenting]);

export type SharedAct = z.infer<typeof sharedAct>;

export function sharedActFacts(number: number, told: SharedAct, context: ApiContext): Fact[] {
  if (told.type === "IssueComment") return [commentedOf(number, told, context)];
  const item = itemOfApi(number, eventOf(told), told.actor, context);
  switch (told.type) {
    case "LabeledEvent":
      return labelActs(item, "labeled", labelThen(told, context));
    case "UnlabeledEvent":
      return labelActs(item, "unlabeled", labelThen(told, context));
    case "AssignedEvent":
      return [touch(item, "assigned", told.assignee.id)];
    case "UnassignedEvent":
      return [touch(item, "unassigned", told.assignee.id)];
    default:
      return plainActFacts(item, told.type);
  }
}

function labelThen(told: z.infer<typeof labelling>, context: ApiContext): LabelRef {
  return asNamedAt(labelRefOf(told.label, context), told.createdAt, context.labelRenames);
}

export function eventOf(told: { type: string; id: string; createdAt: string }): ApiEvent {
  return { type: told.type, id: told.id, at: told.createdAt, field: "createdAt" };
}

type Plain = z.infer<typeof other>["type"] | z.infer<typeof typing>["type"];

function plainActFacts(item: Item, type: Plain): Fact[] {
  switch (type) {
    case "MilestonedEvent":
      return [touch(item, "milestoned", null)];
    case "DemilestonedEvent":
      return [touch(item, "demilestoned", null)];
    case "RenamedTitleEvent":
      return [touch(item, "edited", null)];
    case "IssueTypeAddedEvent":
    case "IssueTypeChangedEvent":
      return [touch(item, "typed", null)];
    case "IssueTypeRemovedEvent":
      return [touch(item, "untyped", null)];
    case "ReopenedEvent":
      return [act(item, "reopened", { kind: "reopened", by: item.context.by })];
  }
}

function commentedOf(number: number, told: z.infer<typeof commenting>, context: ApiContext): Fact {
  const item = itemOfApi(number, eventOf(told), told.author, context);
  const signal = { kind: "commented", by: told.author, where: "conversation" } as const;
  return once(item, `commented ${told.databaseId}`, signal, item.updated);
}
