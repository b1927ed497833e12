/** Decides where the app reaches a repository that it knows. */
import type { RepositoryAddress } from "../github/github.ts";
import type { KnownRepository } from "../signals/repositories.ts";

/** Null where nothing may be written: the app is not installed there, or is suspended, or the repository is archived. */
export function addressOf({ id, fullName, installationId, archived }: KnownRepository): RepositoryAddress | null {
  const [owner, name] = fullName.split("/");
  if (owner === undefined || name === undefined || installationId === null || archived) return null;
  return { id, owner, name, installationId };
}
