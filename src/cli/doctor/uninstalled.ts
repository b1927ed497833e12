/** Decides whether anything is kept for an installation that is not there any more, though nothing was heard of its removal. */
import type { Finding } from "./finding.ts";
import { foundIn, type GitHubReadings, type StoreReading } from "./readings.ts";

const check = "uninstalled";

/**
 * GitHub's list says which installations there are. Nothing is erased by it alone: to an app that was set up with another's key every one would seem to
 * be gone. A note, since the operator decides.
 */
export function checkUninstalled(
  { installations }: Pick<GitHubReadings, "installations">,
  store: StoreReading | null,
): Finding[] {
  const there = foundIn(installations);
  if (there === null || store?.kind !== "open") return [];
  const ids = new Set(there.map(({ id }) => id));
  return store.keptFor
    .filter(({ installationId }) => !ids.has(installationId))
    .map(({ installationId, repositories: [first = "", ...more] }) => {
      const others = more.length === 0 ? "" : ` and ${more.length} more`;
      const says = `What is kept of ${first}${others} is of installation ${installationId}, which GitHub does not list any more: its removal was never heard.`;
      const wayOut = `Unless this is the key of another app: stop the app and run \`erase ${first}\`${others === "" ? "" : ", and so for each"}.`;
      return { check, state: "note", says, wayOut };
    });
}
