/** Decides what the app hears of its own installation: where it is, where it is no longer, and whether it may act. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { id, text } from "./payload.ts";
import { directoryTranslator } from "./translator.ts";

const mention = z.object({ id, full_name: text, private: z.boolean().optional() });

/** Other events name the installation, too, but only by its id. */
const installation = z.object({ id, app_id: id });

const installationBody = z.object({
  action: z.enum(understoodEvents.installation),
  installation,
  repositories: z.array(mention).optional(),
});

export const installations = directoryTranslator(installationBody, (told) => {
  const { action, installation: own, repositories: named = [] } = told;
  const here = action === "created" ? named.map((each) => mentioned(each, own.id)) : [];
  return [{ kind: "installation", id: own.id, state: stateAfter[action] }, ...here];
});

/** A deleted installation never comes back: installed again, the app has another. */
const stateAfter = { created: "active", unsuspend: "active", suspend: "suspended", deleted: "deleted" } as const;

const repositoriesBody = z.object({
  action: z.enum(understoodEvents.installation_repositories),
  installation,
  repositories_added: z.array(mention),
  repositories_removed: z.array(mention),
});

export const installationRepositories = directoryTranslator(repositoriesBody, (told) => [
  ...told.repositories_added.map((each) => mentioned(each, told.installation.id)),
  ...told.repositories_removed.map((each) => ({ ...mentioned(each, null), removedFrom: told.installation.id })),
]);

const repositoryBody = z.looseObject({ action: z.enum(understoodEvents.repository), repository: mention });

/** A new name, owner or state is told by the repository itself, as in every delivery; of a deleted one the app will see nothing more. */
export const repositories = directoryTranslator(repositoryBody, (told) => {
  const other = Object.keys(told).find((key) => !keysOfRepositoryEvents.has(key));
  if (other !== undefined) return `it is about more than the repository: it has the field ${other.slice(0, 40)}`;
  return told.action === "deleted" ? [mentioned(told.repository, null)] : [];
});

/** Every other event's body would fit as well, but for what it is about: and that would take the deletion of a label for that of the repository. */
const keysOfRepositoryEvents = new Set([
  "action",
  "changes",
  "enterprise",
  "installation",
  "organization",
  "repository",
  "sender",
]);

function mentioned(each: z.infer<typeof mention>, installationId: number | null) {
  const { id: repositoryId, full_name: fullName } = each;
  return { kind: "repository" as const, id: repositoryId, fullName, private: each.private ?? false, installationId };
}
