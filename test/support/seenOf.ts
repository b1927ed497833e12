/** Decides how tests and documents look at a repository without a database: all that the API tells of it, folded and counted. */
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { addSeconds } from "../../src/instant.ts";
import { type Look, look } from "../../src/reports/look/look.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { historyOf } from "./historyOf.ts";
import { lookedAt } from "./lookHistories.ts";
import { readHistory } from "./simulatedGitHub/readHistory.ts";
import { repositoryModel } from "./simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "./simulatedGitHub/simulatedGitHub.ts";

export async function seenOf(deliveries: readonly Delivery[], activePeople: number): Promise<Look> {
  const model = repositoryModel(deliveries);
  const repository = model.repository.full_name;
  const { facts } = await readHistory(simulatedGitHub(model), repository, { receivedAt: lookedAt });
  return look(historyOf(repository, foldRepository(facts, defaultConfig, lookedAt)), {
    repository,
    archived: false,
    period: { from: addSeconds(lookedAt, -90 * 24 * 3600), to: lookedAt },
    config: defaultConfig,
    activePeople,
    read: { issues: model.issues.size, pullRequests: model.pullRequests.size },
    unseen: [],
  });
}
