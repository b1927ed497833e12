/** Decides who the app is on GitHub, and which comments are therefore its own. */
import type { Octokit } from "@octokit/core";
import { z } from "zod";

/** The app's number, and the slug from which its login is made: `<slug>[bot]`. */
export type AppIdentity = { appId: number; slug: string };

/** Asks GitHub who the app is; `octokit` must speak as the app, not as an installation. */
export async function readAppIdentity(octokit: Octokit): Promise<AppIdentity> {
  const response = await octokit.request("GET /app");
  const app = appShape.parse(response.data);
  return { appId: app.id, slug: app.slug };
}

export type Authorship = {
  user: { login: string; type: string } | null;
  performed_via_github_app?: { id: number } | null | undefined;
};

/**
 * Whether the app wrote it. The app's number holds when the app has been renamed and with it the login; the login holds where GitHub leaves
 * the number out. Either way the account must be a bot's, whose login nobody else can take.
 */
export function isByApp(written: Authorship, app: AppIdentity): boolean {
  if (written.user?.type !== "Bot") return false;
  return written.performed_via_github_app?.id === app.appId || written.user.login === `${app.slug}[bot]`;
}

const appShape = z.object({ id: z.number(), slug: z.string() });
