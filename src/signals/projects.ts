/** Decides what a change in a project tells: that somebody set a field of an issue or pull request. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { id, instant, text } from "./payload.ts";
import type { ContentFact } from "./signal.ts";
import { type ContentContext, contentTranslator, storableKey } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.projects_v2_item),
  projects_v2_item: z.object({
    id,
    content_node_id: text,
    content_type: text,
    updated_at: instant,
  }),
  changes: z
    .object({ field_value: z.object({ field_name: text.nullish(), to: z.unknown().optional() }).nullish() })
    .nullish(),
});

/** Of a field only its name is kept. Projects belong to an organisation, so that the payload names no repository, only the item's global id. */
export const projectItems = contentTranslator(body, (told, context) => {
  const item = told.projects_v2_item;
  const field = told.changes?.field_value?.field_name;
  if (item.content_type === "DraftIssue") return "a draft in a project belongs to no repository";
  if (!field) return "it names no field that changed";
  if (told.changes?.field_value?.to === null) return "the field was emptied";
  return [fieldSet(item, field, context)];
});

function fieldSet(item: z.infer<typeof body>["projects_v2_item"], field: string, context: ContentContext): ContentFact {
  return {
    nodeId: item.content_node_id,
    installationId: context.installationId,
    key: storableKey(`project-item ${item.id} ${field} ${item.updated_at}`),
    at: item.updated_at,
    timeSource: "projects_v2_item.updated_at",
    receivedAt: context.receivedAt,
    delivery: context.delivery,
    event: context.event,
    signal: { kind: "field-set", field, by: context.by },
  };
}
