/** Decides whether GitHub knows the app by its number and its key. */
import type { Finding } from "./finding.ts";
import type { GitHubReadings, SettingReading } from "./readings.ts";

type SetUp = Extract<SettingReading, { kind: "set" }>;

export function checkAppKey({ app }: Pick<GitHubReadings, "app">, { config }: SetUp): Finding[] {
  const { id } = config.app;
  if ("failure" in app) return [refusal(app, id, config.webUrl)];
  if (app.found.id === id) {
    return [{ check, state: "good", says: `App ${id} is ${app.found.name}, and the private key is one of its keys.` }];
  }
  const says = `The private key is one of app ${app.found.id} (${app.found.name}), not of APP_ID ${id}.`;
  return [{ check, state: "wrong", says, wayOut: `Set APP_ID=${app.found.id}, or use a key of app ${id}.` }];
}

const check = "app key";

function refusal({ failure, status }: { failure: string; status: number | null }, id: number, webUrl: string): Finding {
  if (status === null) {
    const wayOut = "Look at this machine's network, proxy and certificates, and at GHE_HOST.";
    return { check, state: "wrong", says: `GitHub at ${webUrl} cannot be reached: ${failure}.`, wayOut };
  }
  if (status === 401) {
    const says = `GitHub does not accept the private key for app ${id} (401).`;
    const wayOut =
      "Compare APP_ID with the App ID on the app's page; if it is right, generate a new key there (Private keys) and put it in PRIVATE_KEY.";
    return { check, state: "wrong", says, wayOut };
  }
  if (status === 404) {
    const wayOut = `Compare APP_ID with the App ID on the app's page under ${webUrl}/settings/apps; is GHE_HOST the server that the app is on?`;
    return { check, state: "wrong", says: `There is no app ${id} on ${webUrl} (404).`, wayOut };
  }
  return {
    check,
    state: "unknown",
    says: `GitHub did not say which app this is: ${failure}.`,
    wayOut: "Try again later.",
  };
}
