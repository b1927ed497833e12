/** Decides where the owner of an app finds its settings. */

/** `organization` is null for a person's app. `webUrl` is where people see that GitHub. */
export function appSettingsUrl(webUrl: string, slug: string, organization: string | null): string {
  const owner = organization === null ? "" : `/organizations/${organization}`;
  return `${webUrl}${owner}/settings/apps/${slug}`;
}
