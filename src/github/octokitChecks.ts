/** Decides which requests the app's check runs are listed and written with, and what every one of them has. */
import { z } from "zod";
import { address, ask, change, nameOf, type OctokitFor, once } from "./ask.ts";
import type { CheckContent, OwnCheck, RepositoryAddress } from "./github.ts";
import type { AppIdentity } from "./identity.ts";

/** The name under which the check stands on a commit. */
const checkName = "Throughline";

/** Comes back with the event when somebody presses the button. */
export const refreshIdentifier = "refresh";

const refreshButton = { label: "Refresh", description: "Read the state again", identifier: refreshIdentifier };

export async function ownChecks(
  octokitFor: OctokitFor,
  app: AppIdentity,
  repository: RepositoryAddress,
  headSha: string,
): Promise<OwnCheck[]> {
  const to = `list the checks of ${nameOf(repository)} at ${headSha}`;
  const all = await ask({ kind: "read", to }, z.array(checkShape), async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.paginate("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      ...address(repository),
      ref: headSha,
      check_name: checkName,
      app_id: app.appId,
      filter: "latest",
      per_page: 100,
      ...once,
    });
  });
  // The request asks for this app's only; where the answer names the app, it must agree.
  const own = all.filter((check) => (check.app?.id ?? app.appId) === app.appId);
  // Ids count up, so the least is the oldest.
  return own.map(ownCheck).toSorted((a, b) => a.id - b.id);
}

export async function createCheck(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  content: CheckContent,
): Promise<OwnCheck> {
  const to = `add the check to ${nameOf(repository)} at ${content.headSha}`;
  const created = await ask({ kind: "write", to }, checkShape, async () => {
    const octokit = await octokitFor(repository.installationId);
    const response = await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...address(repository),
      head_sha: content.headSha,
      ...checkFields(content),
      ...once,
    });
    return response.data;
  });
  return ownCheck(created);
}

export async function updateCheck(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  id: number,
  content: CheckContent,
): Promise<"updated" | "gone"> {
  return change({ kind: "write", to: `update check ${id} in ${nameOf(repository)}` }, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      ...address(repository),
      check_run_id: id,
      ...checkFields(content),
      ...once,
    });
  });
}

/** Completed and neutral, so that it never stands in the way of a merge. */
function checkFields({ externalId, title, summary }: CheckContent) {
  return {
    name: checkName,
    external_id: externalId,
    status: "completed" as const,
    conclusion: "neutral" as const,
    output: { title, summary },
    actions: [refreshButton],
  };
}

const checkShape = z.object({
  id: z.number(),
  app: z.object({ id: z.number() }).nullish(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
});

function ownCheck({ id, output }: z.infer<typeof checkShape>): OwnCheck {
  return { id, title: output.title ?? "", summary: output.summary ?? "" };
}
