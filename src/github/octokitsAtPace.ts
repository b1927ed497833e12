/** Decides which client speaks at which urgency. */
import type { OctokitFor } from "./ask.ts";
import type { InstallationPace, Urgency } from "./installationPace.ts";
import { type OutageLog, pacedOctokit } from "./pacedOctokit.ts";

/** Without a pace, for a GitHub of our own, which asks for none. */
export function octokitsAtPace(
  octokitFor: OctokitFor,
  pace: InstallationPace | null,
  log?: OutageLog,
): (urgency: Urgency) => OctokitFor {
  return (urgency) => (pace === null ? octokitFor : pacedOctokit(octokitFor, pace, urgency, log));
}
