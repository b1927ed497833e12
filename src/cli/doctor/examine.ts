/** Decides which checks are made, and in which order they are told. */
import { appSettingsUrl } from "../../github/appSettings.ts";
import { checkAppKey } from "./appKey.ts";
import { checkClock } from "./clock.ts";
import { checkCredentials } from "./credentials.ts";
import { checkDeliveries } from "./deliveries.ts";
import type { Finding } from "./finding.ts";
import { checkMetrics } from "./metrics.ts";
import { checkPermissions } from "./permissions.ts";
import { foundIn, type GitHubReadings, type Readings } from "./readings.ts";
import { checkStore } from "./store.ts";
import { checkUninstalled } from "./uninstalled.ts";
import { checkWebhookAddress } from "./webhookAddress.ts";

/** Everything that was read, judged. */
export function examine(readings: Readings): Finding[] {
  return [
    ...checkCredentials(readings),
    ...gitHubFindings(readings),
    ...checkStore(readings.store),
    ...checkMetrics(readings.setting),
  ];
}

/** Without the app's key GitHub tells nothing more, so the reason is said once. */
function gitHubFindings({ setting, gitHub, store }: Readings): Finding[] {
  if (setting.kind !== "set" || gitHub === null) return [];
  const first = [...checkAppKey(gitHub, setting), ...checkClock(gitHub)];
  const app = foundIn(gitHub.app);
  if (app === null) return first;
  const { webUrl, webhookProxyUrl: relay } = setting.config;
  const organization = app.owner?.type === "Organization" ? app.owner.login : null;
  const settingsUrl = appSettingsUrl(webUrl, app.slug, organization);
  return [
    ...first,
    ...furtherFindings(gitHub, { settingsUrl, relay, installUrl: `${app.html_url}/installations/new` }),
    ...checkUninstalled(gitHub, store),
  ];
}

function furtherFindings(
  gitHub: GitHubReadings,
  places: { settingsUrl: string; relay: string | null; installUrl: string },
): Finding[] {
  return [
    ...checkWebhookAddress(gitHub, places),
    ...checkPermissions(gitHub, places),
    ...checkDeliveries(gitHub, places),
  ];
}
