/** Decides how the code that GitHub gives for a manifest is turned into the app's credentials. */
import { Octokit } from "@octokit/rest";
import { z } from "zod";
import { ask, once } from "./ask.ts";

const conversionShape = z.object({
  id: z.number().int().positive(),
  name: z.string(),
  /** The app's page. */
  html_url: z.url({ protocol: /^https?$/ }),
  pem: z.string(),
  /** Null where the webhook is not active. */
  webhook_secret: z.string().nullable().default(null),
});

/** The app that was made. GitHub tells its secrets this one time. */
export type MadeApp = z.infer<typeof conversionShape>;

/** Throws a GitHubFailure if GitHub does not know the code (any more), or does not answer. */
export async function convertManifest(apiUrl: string, code: string): Promise<MadeApp> {
  const octokit = new Octokit({ baseUrl: apiUrl, userAgent: "throughline" });
  return ask({ kind: "write", to: "hand over the credentials of the new app" }, conversionShape, async () => {
    const signal = AbortSignal.timeout(deadlineMilliseconds);
    const answer = await octokit.request("POST /app-manifests/{code}/conversions", {
      code,
      request: { ...once.request, signal },
    });
    return answer.data;
  });
}

const deadlineMilliseconds = 12_000;
