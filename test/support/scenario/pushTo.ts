/** Decides what GitHub tells of a push: the push itself, and the pull requests whose head it moves. */
import type { Instant } from "../../../src/instant.ts";
import type { Login } from "../payloadParts.ts";
import { changed, noCommit } from "../payloadParts.ts";
import { pullRequestPushed } from "../payloads.ts";
import { pushed } from "../repositoryPayloads.ts";
import type { Scene } from "./scene.ts";
import { envelopeAt, tell } from "./scene.ts";

export type Push = {
  by: Login;
  /** The new head; nothing but zeros where the branch is deleted. */
  after: string;
  /** None for a branch that is created where its base stands. */
  commits?: string[];
  paths?: string[];
  trailer?: string | undefined;
};

export function pushTo(scene: Scene, at: Instant, branch: string, { by, after, commits, paths, trailer }: Push): void {
  const before = scene.branches.get(branch) ?? noCommit;
  if (after === noCommit) scene.branches.delete(branch);
  else scene.branches.set(branch, after);
  const brought = commits ?? (after === noCommit ? [] : [after]);
  const envelope = envelopeAt(scene, at, by);
  const delivery = pushed({ ...envelope, branch, before, after, commits: brought, paths: paths ?? ["src/shop.ts"] });
  tell(scene, `push ${branch}`, trailer === undefined ? delivery : withTrailer(delivery, trailer));
  if (before === noCommit || after === noCommit) return;
  for (const pullRequest of scene.pullRequests.values()) {
    if (pullRequest.head !== branch || pullRequest.headRepositoryId !== scene.repository.id) continue;
    if (pullRequest.closedAt !== null) continue;
    pullRequest.headSha = after;
    const words = `pull_request.synchronize #${pullRequest.number}`;
    tell(scene, words, pullRequestPushed({ ...pullRequest, ...envelope, before, after }));
  }
}

function withTrailer(delivery: ReturnType<typeof pushed>, trailer: string): ReturnType<typeof pushed> {
  const { payload } = delivery;
  if (typeof payload !== "object" || payload === null || !("commits" in payload) || !Array.isArray(payload.commits))
    throw new Error("a push has commits");
  const commits = payload.commits.map((commit: object) => ({ ...commit, message: `Change it\n\n${trailer}` }));
  return changed(delivery, { commits });
}
