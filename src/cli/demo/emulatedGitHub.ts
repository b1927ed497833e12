/** Decides how the third-party GitHub emulator is started: one organisation, one repository, its people, and the app installed. */
import { createEmulator } from "emulate";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { completeDelivery, throughlineAppId, type Hook } from "./completeDelivery.ts";
import { forward, startProxy, type ProxyAnswer, type ProxyRequest } from "./proxy.ts";
import { answerAsGitHub, type Behind } from "./missingRoutes.ts";
import { pageFor } from "./pages.ts";
import { openPostOffice, type PostOffice } from "./postOffice.ts";
import type { StoryClock } from "./storyClock.ts";

export type EmulatedGitHub = {
  /** Of its REST API and of its pages. */
  url: string;
  /** `owner/name` */
  repository: string;
  appId: number;
  privateKey: string;
  webhookSecret: string;
  deliverTo: PostOffice["deliverTo"];
  /** Signs and sends a webhook that the emulator has no cause for: the press of a button. */
  deliver: PostOffice["post"];
  delivered: PostOffice["posted"];
  settled: PostOffice["settled"];
  tokenOf: (login: string) => string;
  close: () => Promise<void>;
};

const owner = "acme";
const repositoryName = "shop";

const installationId = 77;
const webhookSecret = "a-secret-for-the-demo-only";

/** Logins ending in `[bot]` are bots. Throws a UserError if the emulator is not installed or cannot start. */
export async function startEmulatedGitHub(options: {
  logins: readonly string[];
  clock: StoryClock;
}): Promise<EmulatedGitHub> {
  let emulatorUrl = "";
  const loginsByToken = new Map(options.logins.map((login) => [tokenOf(login), login]));

  const send = (request: ProxyRequest): Promise<ProxyAnswer> => forward(emulatorUrl, request);
  const mail = openPostOffice({
    secret: webhookSecret,
    clock: options.clock,
    readdress: (text) => text.replaceAll(emulatorUrl, proxy.url),
  });
  const behind: Behind = {
    forward: send,
    post: (hook) => void mail.post(installed(hook)),
    loginOf: (token) => loginsByToken.get(token) ?? `${appSlug}[bot]`,
    checkOwners: new Map(),
    reactions: new Set(),
  };
  const proxy = await startProxy(async (request) => {
    if (request.path === webhookPath) {
      void mail.post(completeDelivery(readHook(request), (path) => lookUp(send, path)));
      return { status: 202, headers: {}, body: "" };
    }
    const answer = (await pageFor(request, (path) => lookUp(send, path))) ?? (await answerAsGitHub(request, behind));
    return { ...answer, body: answer.body.replaceAll(emulatorUrl, proxy.url) };
  });
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: seedOf(options.logins, proxy.url + webhookPath),
  });
  emulatorUrl = emulator.url;

  return {
    url: proxy.url,
    repository: `${owner}/${repositoryName}`,
    appId: throughlineAppId,
    privateKey: privateKeyOf(emulator),
    webhookSecret,
    deliverTo: mail.deliverTo,
    deliver: async (hook) => mail.post(installed(await hook)),
    delivered: mail.posted,
    settled: mail.settled,
    tokenOf,
    close: async () => {
      await proxy.close();
      await emulator.close();
    },
  };
}

const appSlug = "throughline";
/** The emulator numbers its deliveries by the millisecond, so two at once share a number: it sends them here, where each gets a GUID. */
const webhookPath = "/_webhooks";

function seedOf(
  logins: readonly string[],
  webhookUrl: string,
): { tokens: Record<string, { login: string }>; github: object } {
  return {
    tokens: Object.fromEntries(logins.map((login) => [tokenOf(login), { login }])),
    github: {
      users: logins.map((login) => ({ login })),
      orgs: [{ login: owner, members: logins.map((login) => ({ login, role: "admin" })) }],
      repos: [{ owner, name: repositoryName, description: "The shop", auto_init: true }],
      apps: [
        {
          app_id: throughlineAppId,
          slug: appSlug,
          name: "Throughline",
          permissions: { metadata: "read", issues: "write", pull_requests: "write", checks: "write", contents: "read" },
          events: ["*"],
          webhook_url: webhookUrl,
          installations: [{ installation_id: installationId, account: owner, repository_selection: "all" }],
        },
      ],
    },
  };
}

function tokenOf(login: string): string {
  return `token-of-${login.replace("[bot]", "-bot")}`;
}

function privateKeyOf(emulator: { generatedSecrets: readonly { kind: string; value: string }[] }): string {
  const key = emulator.generatedSecrets.find((secret) => secret.kind === "github.app_private_key");
  if (key === undefined)
    throw new UserError("The GitHub emulator made no private key for the app. Run `npm ci` again.");
  return key.value;
}

function installed(hook: Hook): Hook {
  const told = hook.payload["installation"];
  const installation = { ...(typeof told === "object" ? told : {}), id: installationId };
  return { event: hook.event, payload: { ...hook.payload, installation } };
}

function readHook(request: ProxyRequest): Hook {
  return { event: request.headers["x-github-event"] ?? "", payload: z.looseObject({}).parse(JSON.parse(request.body)) };
}

async function lookUp(send: (request: ProxyRequest) => Promise<ProxyAnswer>, path: string): Promise<unknown> {
  const answer = await send({ method: "GET", path, headers: {}, body: "" });
  return answer.status === 200 ? JSON.parse(answer.body) : null;
}
