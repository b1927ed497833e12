/** Decides under which configurations a repository's items are read. */
import type { Kysely } from "kysely";
import { parseConfig } from "../config/parseConfig.ts";
import { defaultConfig, type RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Tables } from "../db/tables.ts";
import { configOfGeneration } from "../timeline/configStore.ts";
import { generationsOf } from "../timeline/generations.ts";

/** A configuration and the generation of timelines that is folded with it. `commit` names it to people; null for the defaults. */
export type Reading = { generation: number; commit: string | null; config: RepositoryConfig };

/** What is in force, and what will be as soon as all items are folded with it. */
export type Readings = { current: Reading; next: Reading | null };

/** Ask in the transaction that folds, under the repository's lock: a reading may take the other's place. */
export type ReadingsOf = (executor: Kysely<Tables>, repositoryId: number) => Promise<Readings>;

/** As the repositories have set it. */
export const keptReadings: ReadingsOf = async (executor, repositoryId) => {
  const { current, next } = await generationsOf(executor, repositoryId);
  return {
    current: await readingOf(executor, repositoryId, current),
    next: next === null ? null : await readingOf(executor, repositoryId, next),
  };
};

/** One configuration for every repository, whatever they have set. */
export function oneReading(config: RepositoryConfig): ReadingsOf {
  return async (executor, repositoryId) => {
    const { current, next } = await keptReadings(executor, repositoryId);
    return { current: { ...current, commit: null, config }, next };
  };
}

async function readingOf(executor: Kysely<Tables>, repositoryId: number, generation: number): Promise<Reading> {
  const kept = await configOfGeneration(executor, repositoryId, generation);
  if (kept === null || kept.text === null) return { generation, commit: null, config: defaultConfig };
  return { generation, commit: kept.commit, config: configIn(kept.text) };
}

const parsed = new Map<string, RepositoryConfig>();
const mostParsed = 500;

/** Remembered, since it is asked for with every batch. A text that was good for an older version of the app but is no longer reads as the defaults. */
function configIn(text: string): RepositoryConfig {
  const known = parsed.get(text);
  if (known) return known;
  const read = parseConfig(text);
  const config = "config" in read ? read.config : defaultConfig;
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(text, config);
  return config;
}
