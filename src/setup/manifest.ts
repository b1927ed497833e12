/** Decides what GitHub is asked to make: the manifest of app.yml, with this machine's addresses in it. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const manifestShape = z.object({
  name: z.string(),
  description: z.string(),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

export type Manifest = z.infer<typeof manifestShape> & {
  url: string;
  redirect_url: string;
  hook_attributes: { url: string; active: true };
};

/** A GitHub Enterprise Server older than they are refuses a manifest that names them; without them the app does not see what they tell. */
const newestEvents = new Set(["sub_issues", "issue_dependencies", "deployment_review"]);

export type ManifestSettings = {
  organization: string | null;
  webhookUrl: string;
  /** Where GitHub sends the browser back to. */
  redirectUrl: string;
  withNewestEvents: boolean;
};

export function manifestFor({ organization, webhookUrl, redirectUrl, withNewestEvents }: ManifestSettings): Manifest {
  const template = readTemplate();
  return {
    ...template,
    name: nameFor(template.name, organization),
    url: new URL(webhookUrl).origin,
    hook_attributes: { url: webhookUrl, active: true },
    redirect_url: redirectUrl,
    default_events: template.default_events.filter((event) => withNewestEvents || !newestEvents.has(event)),
  };
}

/** GitHub takes no longer name, and each name once; its page lets the person change it. */
const longestName = 34;

function nameFor(name: string, organization: string | null): string {
  return organization === null ? name : `${name} ${organization}`.slice(0, longestName).trim();
}

function readTemplate(): z.infer<typeof manifestShape> {
  return manifestShape.parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));
}
