/** Decides what the doctor reads of an installation where all is well; a test changes what it is about. */
import type { GitHubReadings, Readings, SettingReading } from "../../src/cli/doctor/readings.ts";
import type { DeliverySeen } from "../../src/github/hook.ts";
import type { AppSeen, InstallationSeen } from "../../src/github/octokitApp.ts";
import { permissions, subscriptions } from "../../src/intake/events.ts";

export const granted: { permissions: Record<string, string>; events: string[] } = {
  permissions: Object.fromEntries(Object.entries(permissions).map(([name, { access }]) => [name, access])),
  events: subscriptions.map(({ event }) => event),
};

export const app: AppSeen = {
  id: 4711,
  slug: "throughline-acme",
  name: "Throughline acme",
  html_url: "https://github.com/apps/throughline-acme",
  owner: { login: "acme", type: "Organization" },
  ...granted,
};

export const installation: InstallationSeen = {
  id: 77,
  html_url: "https://github.com/organizations/acme/settings/installations/77",
  account: { login: "acme" },
  suspended_at: null,
  ...granted,
};

export const hook = {
  url: "https://throughline.example.com/api/github/webhooks",
  content_type: "json",
  insecure_ssl: "0",
  secret: "********",
};

export function delivery(guid: string, given: Partial<DeliverySeen> = {}): DeliverySeen {
  return {
    id: 1,
    guid,
    delivered_at: "2026-03-02T09:14:00Z",
    event: "issues",
    status: "OK",
    status_code: 202,
    ...given,
  };
}

export const setUp: Extract<SettingReading, { kind: "set" }> = {
  kind: "set",
  config: {
    app: { id: 4711, privateKey: "" },
    webUrl: "https://github.com",
    webhookProxyUrl: null,
    listen: { host: "localhost", port: 3000 },
    metrics: { host: "localhost", port: 9464 },
  },
};

export const gitHub: GitHubReadings = {
  secondsAhead: { found: 1 },
  app: { found: app },
  hook: { found: hook },
  installations: { found: [installation] },
  deliveries: { found: { deliveries: [delivery("a")], isWhole: true } },
};

export const healthy: Readings = {
  setting: setUp,
  envFile: { path: ".env", readableByOthers: false },
  gitHub,
  store: {
    kind: "open",
    missing: [],
    unknown: [],
    tenants: { kind: "in-force" },
    inbox: { waiting: 0, longestWaitSeconds: null },
    work: [{ kind: "fold", due: 1, longestDueSeconds: 3, failing: 0, latestError: null }],
    setAside: [],
    gaps: [],
    keptFor: [{ installationId: 77, repositories: ["acme/shop"] }],
    outages: [],
  },
};

export const places = {
  settingsUrl: "https://github.com/organizations/acme/settings/apps/throughline-acme",
  installUrl: "https://github.com/apps/throughline-acme/installations/new",
  relay: null,
};
