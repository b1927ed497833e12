/** Decides how the code that GitHub sent the browser back with becomes credentials that the next start finds, or what to say instead. */
import { addressesOf } from "../config/env.ts";
import { readPrivateKey } from "../config/privateKey.ts";
import type { Companions, Credentials } from "../config/credentialsFile.ts";
import { weaknessOf } from "../config/webhookSecret.ts";
import { messageOf } from "../errors.ts";
import { appSettingsUrl } from "../github/appSettings.ts";
import { GitHubFailure } from "../github/github.ts";
import type { MadeApp } from "../github/octokitManifest.ts";
import type { Wanted } from "./form.ts";
import type { Progress } from "./statusPage.ts";

export type RegisterParts = {
  convert: (apiUrl: string, code: string) => Promise<MadeApp>;
  keep: (credentials: Credentials, companions: Companions) => Promise<void>;
};

/** `fault` is for the person in the browser; `cause` for the log. */
export type Registered = { app: Progress["app"] } | { fault: string; cause: unknown };

export async function register(code: string, wanted: Wanted, { convert, keep }: RegisterParts): Promise<Registered> {
  const { apiUrl, webUrl } = addressesOf(wanted.server);
  let made: MadeApp;
  try {
    made = await convert(apiUrl, code);
  } catch (error) {
    return { fault: conversionFault(error, webUrl), cause: error };
  }
  const settingsUrl = appSettingsUrl(webUrl, slugOf(made.html_url), wanted.organization);
  const secret = made.webhook_secret ?? "";
  if (secret === "" || weaknessOf(secret) !== null || readPrivateKey(made.pem) === null) {
    const fault = `GitHub gave the app no strong webhook secret or no usable key, so nothing was kept. ${deleteIt(settingsUrl)}`;
    return { fault, cause: null };
  }
  try {
    await keep(credentialsOf(made, secret), companionsOf(wanted));
  } catch (error) {
    return { fault: `The credentials could not be kept: ${messageOf(error)} ${deleteIt(settingsUrl)}`, cause: error };
  }
  const isRelayedBy = wanted.isRelay ? wanted.webhookUrl : null;
  return { app: { name: made.name, url: made.html_url, settingsUrl, isRelayedBy } };
}

/** The key as one line of base64: in the one file that is written whole or not at all. */
function credentialsOf(made: MadeApp, secret: string): Credentials {
  return {
    APP_ID: String(made.id),
    PRIVATE_KEY: Buffer.from(made.pem).toString("base64"),
    WEBHOOK_SECRET: secret,
  };
}

/** A server named for this one start only would be missing at the next. */
function companionsOf({ server, isRelay, webhookUrl }: Wanted): Companions {
  return {
    ...(server === null ? {} : { GHE_HOST: server.host, GHE_PROTOCOL: server.protocol }),
    ...(isRelay ? { WEBHOOK_PROXY_URL: webhookUrl } : {}),
  };
}

function slugOf(appUrl: string): string {
  return new URL(appUrl).pathname.split("/").at(-1) ?? "";
}

function conversionFault(error: unknown, webUrl: string): string {
  if (error instanceof GitHubFailure && error.status !== null) {
    return `GitHub did not hand over the credentials (${error.status}): the code is used up or older than an hour. If it has made the app, delete that under ${webUrl}/settings/apps or in the organisation's settings, and begin again.`;
  }
  return `This machine got no answer from ${webUrl}. It has to reach GitHub by itself: look at its network, proxy and certificates. Then delete the app that GitHub has made, and begin again.`;
}

function deleteIt(settingsUrl: string): string {
  return `Put that right, delete the app under ${settingsUrl}/advanced, and begin again.`;
}
