/** Decides what a person has to say before the app can be registered, and what is wrong with it. */
import type { SetUpConfig } from "../config/env.ts";
import { readWebhookAddress, type WebhookAddress } from "./webhookAddress.ts";

/** As typed. */
export type Typed = { organization: string; host: string; address: string; older: boolean };

export type Field = "organization" | "host" | "address";

export type Wanted = {
  organization: string | null;
  /** Null for github.com. */
  server: NonNullable<SetUpConfig["server"]> | null;
  webhookUrl: string;
  isRelay: boolean;
  withNewestEvents: boolean;
};

export type Read = { wanted: Wanted } | { faults: Partial<Record<Field, string>> };

export function readTyped(form: URLSearchParams): Typed {
  return {
    organization: form.get("organization") ?? "",
    host: form.get("host") ?? "",
    address: form.get("address") ?? "",
    older: form.has("older"),
  };
}

/** The server that the operator has named in the environment holds, whatever was typed. */
export function readWanted(typed: Typed, config: Pick<SetUpConfig, "server" | "webhookProxyUrl">): Read {
  const organization = readOrganization(typed.organization);
  const server = config.server === null ? readServer(typed.host) : { server: config.server };
  const isPublic = "server" in server && server.server === null;
  const address = readAddress(typed.address, isPublic, config.webhookProxyUrl);
  if ("fault" in organization || "fault" in server || "fault" in address) {
    return {
      faults: {
        ...("fault" in organization ? { organization: organization.fault } : {}),
        ...("fault" in server ? { host: server.fault } : {}),
        ...("fault" in address ? { address: address.fault } : {}),
      },
    };
  }
  return {
    wanted: {
      organization: organization.name,
      server: server.server,
      webhookUrl: address.url,
      isRelay: address.isRelay,
      withNewestEvents: server.server === null || !typed.older,
    },
  };
}

/** Two relays at once would be told two commands. */
function readAddress(text: string, isPublic: boolean, relay: string | null): WebhookAddress {
  const address = readWebhookAddress(text, { isPublic, relay });
  return "fault" in address || !address.isRelay || relay === null || address.url === relay
    ? address
    : { fault: `WEBHOOK_PROXY_URL says ${relay}. Use that one, or take it out there and start again.` };
}

function readOrganization(text: string): { name: string | null } | { fault: string } {
  const name = text.trim().replace(/^@/, "");
  if (name === "") return { name: null };
  if (/^[a-z\d][a-z\d_-]{0,99}$/i.test(name)) return { name };
  return { fault: "Only the short name is wanted, as it stands in the address github.com/SHORT-NAME." };
}

function readServer(text: string): { server: Wanted["server"] } | { fault: string } {
  const host = text
    .trim()
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "")
    .toLowerCase();
  if (["", "github.com", "www.github.com"].includes(host)) return { server: null };
  if (host.endsWith(".ghe.com")) return { fault: "GitHub with data residency (ghe.com) is not supported yet." };
  if (/^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(host)) return { server: { host, protocol: "https" } };
  return { fault: "This is no host name. It is github.com, or your server's, such as github.example.com." };
}
