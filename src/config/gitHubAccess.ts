/** Decides which GitHub a person means, and with which token it is asked. */
import { UserError } from "../errors.ts";
import { addressesOf, type Environment, withoutEmpty } from "./env.ts";

export type GitHubAccess = {
  apiUrl: string;
  webUrl: string;
  /** As `gh` names it. */
  host: string;
  /** Null where the environment holds none. */
  token: string | null;
};

/**
 * `named` is what was written on the command line: a host, or an address without a path. Else GHE_HOST counts, else GITHUB_API_URL, as it is set within GitHub
 * Actions, else github.com. Null where `named` is no address.
 */
export function gitHubAccessIn(environment: Environment, named: string | null): GitHubAccess | null {
  const set = withoutEmpty(environment);
  const server = named === null ? serverIn(set) : serverNamed(named);
  if (server === null) return null;
  const host = new URL(server.webUrl).host;
  const names = host === "github.com" ? tokenNames : [...enterpriseTokenNames, ...tokenNames];
  const token = names.map((name) => set[name]).find((each) => each !== undefined) ?? null;
  return { ...server, host, token };
}

/** Where people see the GitHub of which the environment speaks, such as `https://github.example.com`; as above where nothing was named. */
export function webUrlIn(environment: Environment): string {
  return serverIn(withoutEmpty(environment)).webUrl;
}

/** In the order in which they count. */
const tokenNames = ["GITHUB_TOKEN", "GH_TOKEN"] as const;
const enterpriseTokenNames = ["GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"] as const;

type Addresses = Pick<GitHubAccess, "apiUrl" | "webUrl">;

function serverNamed(named: string): Addresses | null {
  const read = /^(?:(?<protocol>https?):\/\/)?(?<host>[\w.-]+(:\d{1,5})?)\/?$/.exec(named)?.groups;
  if (read?.["host"] === undefined) return null;
  const protocol = read["protocol"] === "http" ? "http" : "https";
  return read["host"] === "github.com" ? addressesOf(null) : addressesOf({ host: read["host"], protocol });
}

function serverIn(set: Record<string, string>): Addresses {
  const { GHE_HOST: host, GHE_PROTOCOL: protocol = "https", GITHUB_API_URL: api, GITHUB_SERVER_URL: web } = set;
  if (host !== undefined) {
    const server = serverNamed(`${protocol}://${host}`);
    if (server !== null) return server;
    throw new UserError("GHE_HOST must be a host name, such as github.example.com, and GHE_PROTOCOL https or http.");
  }
  if (api === undefined) return addressesOf(null);
  if (!URL.canParse(api)) throw new UserError("GITHUB_API_URL must be an address, such as https://api.github.com.");
  const apiUrl = api.replace(/\/+$/, "");
  return { apiUrl, webUrl: web !== undefined && URL.canParse(web) ? new URL(web).origin : webUrlOf(new URL(apiUrl)) };
}

/** An enterprise server has its API below its own address, github.com and its like have it beside. */
function webUrlOf(api: URL): string {
  return `${api.protocol}//${api.host.replace(/^api\./, "")}`;
}
