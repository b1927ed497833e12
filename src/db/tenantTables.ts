/** Decides which tables hold rows of repositories, and in which order they go: what refers to others before them. */
import type { Tables } from "./tables.ts";

/** Each shows those rows of a table that are in force. */
export type View = "items" | "stage_visits" | "pull_requests" | "deployments";

/** Every table with a repository's id in its rows. */
export type TenantTable = Exclude<
  { [Name in keyof Tables]: Tables[Name] extends { repository_id: unknown } ? Name : never }[keyof Tables],
  View
>;

/** Work and questions first, so that nobody goes on with what is being erased. */
const order: Record<TenantTable, true> = {
  due_work: true,
  questions: true,
  backfills: true,
  repairs: true,
  facts: true,
  fact_versions: true,
  item_links: true,
  stage_visits_by_generation: true,
  items_by_generation: true,
  pull_requests_by_generation: true,
  deployments_by_generation: true,
  derived_signs: true,
  generations: true,
  repository_configs: true,
  publications: true,
  deliveries: true,
  missed_deliveries: true,
  erased_repositories: true,
};

export const tenantTables = Object.keys(order).filter((name): name is TenantTable => name in order);
