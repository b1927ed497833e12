/** Decides whether GitHub sends the app's webhooks where and how Throughline takes them. */
import { webhookPath } from "../../setup/webhookAddress.ts";
import type { Finding } from "./finding.ts";
import type { GitHubReadings } from "./readings.ts";

const check = "webhook";

/** `settingsUrl`: where the owner changes it. `relay`: what WEBHOOK_PROXY_URL says. */
export function checkWebhookAddress(
  { hook }: Pick<GitHubReadings, "hook">,
  { settingsUrl, relay }: { settingsUrl: string; relay: string | null },
): Finding[] {
  if ("failure" in hook) {
    return [{ check, state: "unknown", says: `GitHub did not tell the app's webhook settings: ${hook.failure}.` }];
  }
  const { url = "", content_type: contentType = "", insecure_ssl: insecure = "0", secret } = hook.found;
  const change = (what: string) => `${what} under ${settingsUrl}.`;
  if (url === "") {
    const wayOut = change(`Set the Webhook URL (https://your-address${webhookPath}) and make the webhook active`);
    return [{ check, state: "wrong", says: "The app has no webhook address, so it hears nothing.", wayOut }];
  }
  const wrong: Finding[] = [];
  const add = (says: string, wayOut: string) => void wrong.push({ check, state: "wrong", says, wayOut });
  const isRelay = url === relay || URL.parse(url)?.hostname === "smee.io";
  if (!isRelay && URL.parse(url)?.pathname.endsWith(webhookPath) !== true) {
    add(
      `Webhooks go to ${url}, where Throughline does not listen.`,
      change(`Let the Webhook URL end in ${webhookPath}`),
    );
  }
  if (url.startsWith("http:")) {
    add(`Webhooks go to ${url} without encryption.`, change("Let the Webhook URL begin with https://"));
  }
  if (String(insecure) === "1") {
    add("GitHub does not check the certificate of the webhook address.", change("Enable SSL verification"));
  }
  if (contentType !== "json") {
    add(
      `Webhooks are sent as ${contentType || "form"}, not as JSON.`,
      change("Set the content type to application/json"),
    );
  }
  if (secret === undefined || secret === null || secret === "") {
    add(
      "The app's webhook has no secret, so every delivery is refused.",
      change("Set the Webhook secret to WEBHOOK_SECRET"),
    );
  }
  return wrong.length > 0 ? wrong : [{ check, state: "good", says: `Webhooks go to ${url}, signed and as JSON.` }];
}
