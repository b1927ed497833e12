/** Decides whether a repository's name still means that repository: GitHub gives a name away again once the repository has another. */
import { type GitHub, GitHubFailure, type RepositoryAddress } from "./github.ts";

/** The reason why what is sent to that name would reach a repository of others; null if it would not. One request. */
export async function whyElsewhere(github: GitHub, repository: RepositoryAddress): Promise<string | null> {
  const id = await github.repositoryIdAt(repository);
  if (id === repository.id) return null;
  const { owner, name } = repository;
  return `${owner}/${name} is ${id === null ? "no repository that the app sees" : "another repository"} now, so nothing is written there`;
}

/** Throws a refusal if it is elsewhere. For what is named by a number, which every repository has: ids of comments and checks are GitHub's own. */
export async function refuseElsewhere(github: GitHub, repository: RepositoryAddress): Promise<void> {
  const reason = await whyElsewhere(github, repository);
  if (reason !== null) throw new GitHubFailure(reason, { meaning: "refused", status: null, retryAfterSeconds: null });
}
