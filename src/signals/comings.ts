/** Decides where the app has come, or come back, by what it hears of its own installation: there is a history that it has not heard. */
import { z } from "zod";
import type { Delivery } from "./delivery.ts";
import { id } from "./payload.ts";

/**
 * `repositories` by their ids, and all of `installation` where it is not null. `chosen` says that a person has chosen these few one by one,
 * rather than all that there are.
 */
export type Coming = { repositories: number[]; installation: number | null; chosen: boolean };

/** As many repositories are still each meant by whoever chooses them. */
const mostChosen = 5;

const repositories = z.array(z.object({ id }));
const installation = z.object({ id, repository_selection: z.string().optional() });

const created = z.object({ action: z.literal("created"), installation, repositories: repositories.default([]) });
const unsuspended = z.object({ action: z.literal("unsuspend"), installation });
const added = z.object({
  action: z.literal("added"),
  installation,
  repository_selection: z.string().optional(),
  repositories_added: repositories,
});
const unarchived = z.object({ action: z.literal("unarchived"), repository: z.object({ id }) });

/** Of a delivery that translates as one about the app's directory; null if it tells of no coming. */
export function comingIn({ event, payload }: Delivery): Coming | null {
  switch (event) {
    case "installation":
      return installed(payload) ?? resumed(payload);
    case "installation_repositories":
      return chosenLater(payload);
    case "repository":
      return reopened(payload);
    default:
      return null;
  }
}

function installed(payload: unknown): Coming | null {
  const told = created.safeParse(payload).data;
  if (told === undefined) return null;
  return comingTo(told.repositories, told.installation.repository_selection);
}

function resumed(payload: unknown): Coming | null {
  const told = unsuspended.safeParse(payload).data;
  return told === undefined ? null : { repositories: [], installation: told.installation.id, chosen: false };
}

function chosenLater(payload: unknown): Coming | null {
  const told = added.safeParse(payload).data;
  if (told === undefined) return null;
  return comingTo(told.repositories_added, told.repository_selection ?? told.installation.repository_selection);
}

function reopened(payload: unknown): Coming | null {
  const told = unarchived.safeParse(payload).data;
  return told === undefined ? null : { repositories: [told.repository.id], installation: null, chosen: false };
}

function comingTo(told: z.infer<typeof repositories>, selection: string | undefined): Coming {
  const ids = told.map((each) => each.id);
  return { repositories: ids, installation: null, chosen: selection === "selected" && ids.length <= mostChosen };
}
