/** Decides what a configuration that was read changes: nothing, or all items are folded again with it. */
import { isDeepStrictEqual } from "node:util";
import type { Transaction } from "kysely";
import { type ConfigProblem, type ParsedConfig, parseConfig, tooLargeAFile } from "../config/parseConfig.ts";
import { defaultConfig, type RepositoryConfig } from "../config/repositoryConfig.ts";
import { mostKilobytes } from "../config/yamlTokens.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import type { RepositoryFile } from "../github/github.ts";
import { storableText } from "../intake/storableText.ts";
import { lockRepository } from "../signals/signalLog.ts";
import { keepConfig, latestConfig } from "../timeline/configStore.ts";
import { keptReadings } from "./readings.ts";
import { abandonRefold, beginRefold } from "./beginRefold.ts";
import type { StepContext } from "./stepContext.ts";

export type Adopted = { changed: boolean; problems: readonly ConfigProblem[] };

/** An invalid one is remembered with its problems and changes nothing: the last good one stays in force. No file means the defaults. */
export async function adoptConfig(
  repositoryId: number,
  file: RepositoryFile | null,
  context: StepContext,
): Promise<Adopted> {
  return withTenant(context.db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    const { commit, text } = storable(file);
    const latest = await latestConfig(trx, repositoryId);
    if (latest !== null && latest.commit === commit && latest.text === text) {
      return { changed: false, problems: latest.problems };
    }
    const read = readText(file, text);
    const problems = "problems" in read ? read.problems : [];
    const generation = "problems" in read ? null : await generationFor(trx, repositoryId, read.config, context);
    await keepConfig(trx, repositoryId, { commit, text, generation, problems }, context.now());
    context.log.info(
      { repository: repositoryId, commit, generation, problems: problems.length },
      "Read a configuration",
    );
    return { changed: true, problems };
  });
}

/** One character more than may be, so that it stays too large. */
function storable(file: RepositoryFile | null): { commit: string | null; text: string | null } {
  if (file === null) return { commit: null, text: null };
  const text = file.text === null ? null : storableText(file.text, mostKilobytes * 1024 + 1);
  return { commit: file.commit, text };
}

function readText(file: RepositoryFile | null, text: string | null): ParsedConfig | { config: RepositoryConfig } {
  if (file === null) return { config: defaultConfig };
  return text === null ? { problems: [tooLargeAFile] } : parseConfig(text);
}

/** The generation of timelines that this configuration is read for: one that means the same, or a new one. */
async function generationFor(
  trx: Transaction<Tables>,
  repositoryId: number,
  config: RepositoryConfig,
  context: StepContext,
): Promise<number> {
  const { current, next } = await keptReadings(trx, repositoryId);
  if (isDeepStrictEqual(config, current.config)) {
    if (next) await abandonRefold(trx, repositoryId);
    return current.generation;
  }
  if (next && isDeepStrictEqual(config, next.config)) return next.generation;
  return beginRefold(trx, repositoryId, config, context);
}
