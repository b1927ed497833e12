/** Decides which address GitHub may be told to send webhooks to, and says of every other one what is wrong with it. */
import { isIPv4, isIPv6 } from "node:net";

export const webhookPath = "/api/github/webhooks";

export type WebhookAddress = { url: string; isRelay: boolean } | { fault: string };

/** `isPublic`: the webhooks come from github.com, over the internet; a GitHub Enterprise Server may reach what the internet does not. */
export type Sender = { isPublic: boolean; relay: string | null };

/**
 * The address in full: the path of webhooks is put where it is missing. A channel of smee.io, or the relay that the operator has named, stays as
 * it is, since it has a path of its own.
 */
export function readWebhookAddress(text: string, { isPublic, relay }: Sender): WebhookAddress {
  const typed = text.trim();
  const url = URL.parse(typed.includes("://") ? typed : `https://${typed}`);
  if (typed === "" || url === null)
    return { fault: "This is no web address. It looks like https://throughline.example.com." };
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return { fault: "The address has to begin with https://." };
  if (url.username !== "" || url.password !== "")
    return { fault: "The address must not hold a user name or a password." };
  if (isLoopback(url.hostname))
    return { fault: `${url.hostname} is this machine itself, and GitHub cannot reach that. ${wayOut}` };
  if (isPublic && isPrivate(url.hostname)) {
    return {
      fault: `${url.hostname} is a name or number of an inner network, and github.com cannot reach that. ${wayOut}`,
    };
  }
  if (isPublic && url.protocol === "http:") {
    return {
      fault: `github.com should send webhooks by https only: on the way anybody could read them. ${httpsWayOut}`,
    };
  }
  return withPath(url, relay);
}

const wayOut =
  "Use the https address of a web server or tunnel in front of this machine, or open a channel on https://smee.io/new and use its address.";
const httpsWayOut =
  "Put a web server that speaks https in front (Caddy does it with two lines), or open a channel on https://smee.io/new and use its address.";

function withPath(url: URL, relay: string | null): WebhookAddress {
  url.hash = "";
  if (url.href === relay || url.hostname === "smee.io") {
    return url.pathname === "/"
      ? { fault: "This is smee.io itself. Open https://smee.io/new: the address it then shows is your channel." }
      : { url: url.href, isRelay: true };
  }
  url.search = "";
  const path = url.pathname.replace(/\/+$/, "");
  url.pathname = path.endsWith(webhookPath) ? path : path + webhookPath;
  return { url: url.href, isRelay: false };
}

function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host.startsWith("127.") ||
    ["[::1]", "0.0.0.0", "[::]"].includes(host)
  );
}

/** Networks that are routed on the inside only (RFC 1918, 6598, 3927, 4193, 4291), and names that the internet does not resolve. */
function isPrivate(host: string): boolean {
  if (isIPv4(host))
    return /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(host);
  if (isIPv6(host.slice(1, -1))) return /^\[(f[cd]|fe[89ab])/.test(host);
  return !host.includes(".") || /\.(local|internal|lan|home|corp|test|invalid|home\.arpa)$/.test(host);
}

/** Whether GitHub could reach that host at all: what is shown as a suggestion. */
export function isReachable(host: string): boolean {
  return !isLoopback(host) && !isPrivate(host);
}
