/** Decides what GitHub is asked about the app itself: its settings, and where it is installed. */
import type { Octokit } from "@octokit/core";
import { z } from "zod";
import { ask } from "./ask.ts";

/** GitHub as the app itself sees it, not as one of its installations. */
export type OctokitAsApp = Octokit;

const granted = z.record(z.string(), z.string());

const appShape = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  html_url: z.string(),
  owner: z.object({ login: z.string(), type: z.string().optional() }).nullable(),
  permissions: granted,
  events: z.array(z.string()),
});
export type AppSeen = z.infer<typeof appShape>;

const hookShape = z.object({
  url: z.string().optional(),
  content_type: z.string().optional(),
  insecure_ssl: z.union([z.string(), z.number()]).optional(),
  /** Asterisks, where there is one. */
  secret: z.string().nullish(),
});
export type HookSeen = z.infer<typeof hookShape>;

const installationShape = z.object({
  id: z.number(),
  html_url: z.string(),
  account: z.object({ login: z.string() }).nullable().catch(null),
  suspended_at: z.string().nullish(),
  permissions: granted,
  events: z.array(z.string()),
});
export type InstallationSeen = z.infer<typeof installationShape>;

export async function readApp(octokit: OctokitAsApp): Promise<AppSeen> {
  return ask({ kind: "read", to: "say which app this is" }, appShape, async () => {
    return (await octokit.request("GET /app")).data;
  });
}

export async function readHook(octokit: OctokitAsApp): Promise<HookSeen> {
  return ask({ kind: "read", to: "tell the app's webhook settings" }, hookShape, async () => {
    return (await octokit.request("GET /app/hook/config")).data;
  });
}

/** The first thousand, which is more than an app of one's own has. */
export async function readInstallations(octokit: OctokitAsApp): Promise<InstallationSeen[]> {
  const found: InstallationSeen[] = [];
  for (let page = 1; page <= 10; page += 1) {
    const installations = await ask(
      { kind: "read", to: "list where the app is installed" },
      z.array(installationShape),
      async () => (await octokit.request("GET /app/installations", { per_page: perPage, page })).data,
    );
    found.push(...installations);
    if (installations.length < perPage) break;
  }
  return found;
}

const perPage = 100;
