/** Decides how tests write what only comes where a team has asked for more: merge queues, projects, packages. */
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { changed, deliveryOf, type Envelope } from "./payloadParts.ts";

export function mergeGroup(
  action: "checks_requested" | "destroyed",
  options: Envelope & { ref: string; sha: string; reason?: string },
): Delivery {
  return deliveryOf("merge_group", options, {
    action,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    merge_group: { head_sha: options.sha, head_ref: options.ref, base_ref: "refs/heads/main" },
  });
}

/** A field of an item of a project; its payload names no repository. */
export function projectFieldSet(
  options: Envelope & { nodeId: string; field: string; to?: unknown; type?: string },
): Delivery {
  const delivery = deliveryOf("projects_v2_item", options, {
    action: "edited",
    projects_v2_item: {
      id: 900,
      content_node_id: options.nodeId,
      content_type: options.type ?? "Issue",
      updated_at: options.at,
    },
    changes: { field_value: { field_name: options.field, from: null, to: options.to ?? { id: "1", name: "M" } } },
    organization: { login: "acme", id: 5 },
  });
  return changed(delivery, { repository: undefined });
}

export function packagePublished(
  options: Envelope & { version: number; tag?: string; commit?: string; updatedAt?: Instant | null },
): Delivery {
  return deliveryOf("registry_package", options, {
    action: "published",
    registry_package: {
      id: 70,
      created_at: "2026-01-01T00:00:00Z",
      updated_at: options.updatedAt === undefined ? options.at : options.updatedAt,
      package_version: { id: options.version, tag_name: options.tag, target_oid: options.commit },
    },
  });
}
