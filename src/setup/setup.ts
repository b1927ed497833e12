/** Decides the way through the set-up: who may take it, in which order, and that it is over once there are credentials. */
import type { IncomingMessage } from "node:http";
import type { SetUpConfig } from "../config/env.ts";
import type { Answer } from "../intake/answers.ts";
import { wrongMethod } from "../intake/answers.ts";
import type { Endpoint } from "../intake/door.ts";
import type { Log } from "../intake/log.ts";
import type { Wanted } from "./form.ts";
import { messagePage, redirectAnswer } from "./page.ts";
import { createQuestions } from "./questions.ts";
import { register, type RegisterParts } from "./register.ts";
import { createStateTokens, isSameToken } from "./stateTokens.ts";
import { type Progress, statusPage } from "./statusPage.ts";

export type SetUpParts = RegisterParts & {
  config: SetUpConfig;
  /** Who does not know it sees nothing: it stands on the terminal only. */
  key: string;
  /** Where this machine itself reaches the app. */
  localUrl: () => string;
  millisecondsNow: () => number;
  log: Log;
};

export type SetUp = {
  /** Answers every path under `/setup`; null for any other. */
  endpoint: (...call: Parameters<Endpoint>) => Promise<Answer | null>;
  /** Once the credentials are kept. */
  registered: Promise<void>;
  tell: (run: Progress["run"]) => void;
  /** Counts a webhook by the status that it was answered with. */
  onWebhook: (status: number) => void;
};

export function createSetUp(parts: SetUpParts): SetUp {
  const { config, key, log } = parts;
  const states = createStateTokens<Wanted>(parts.millisecondsNow);
  const questions = createQuestions({ config, key, giveState: states.give });
  const done = Promise.withResolvers<void>();
  let registering = false;
  let progress: Progress | null = null;

  /** The state stands for the key: only who knew that was given one. */
  async function created(query: URLSearchParams): Promise<Answer> {
    const wanted = states.take(query.get("state") ?? "");
    const code = query.get("code") ?? "";
    if (wanted === null || code === "") return messagePage(400, "This link is not good any more", usedUp);
    if (registering || progress !== null)
      return messagePage(409, "Already under way", "The app is being registered already.");
    registering = true;
    const registered = await register(code, wanted, parts).finally(() => {
      registering = false;
    });
    if ("fault" in registered) {
      log.error({ err: registered.cause }, "The app could not be registered");
      return messagePage(502, "That did not work", registered.fault, `/setup?key=${key}`);
    }
    progress = { ...registered, run: "starting", deliveries: { verified: 0, refused: 0, unkept: 0 } };
    done.resolve();
    return redirectAnswer(`/setup/status?key=${key}`);
  }

  async function route(request: IncomingMessage, path: string, query: URLSearchParams): Promise<Answer | null> {
    const isGet = request.method === "GET" || request.method === "HEAD";
    // Nothing but going there may use the code up.
    if (path === "/setup/created") return request.method === "GET" ? created(query) : wrongMethod(["GET"]);
    if (!isSameToken(query.get("key") ?? "", key)) return messagePage(403, "Open the address on the terminal", noKey);
    if (path === "/setup/status" && progress !== null) {
      return statusPage(progress, { relayTarget: `${parts.localUrl()}/api/github/webhooks` });
    }
    if (progress !== null) return redirectAnswer(`/setup/status?key=${key}`);
    if (path !== "/setup") return redirectAnswer(`/setup?key=${key}`);
    if (request.method === "POST") return questions.confirm(request);
    return isGet ? questions.ask(request, query) : wrongMethod(["GET", "HEAD", "POST"]);
  }

  return {
    endpoint: async (request) => {
      const [path = "", query = ""] = (request.url ?? "").split("?", 2);
      return /^\/setup(\/|$)/.test(path) ? route(request, path, new URLSearchParams(query)) : null;
    },
    registered: done.promise,
    tell: (run) => {
      if (progress !== null) progress = { ...progress, run };
    },
    onWebhook: (status) => {
      if (progress !== null) progress = { ...progress, deliveries: counted(progress.deliveries, status) };
    },
  };
}

const noKey =
  "The set-up is open to who started Throughline only. The address with its key stands on the terminal, or in the log of the container, where it was started.";
const usedUp =
  "It was used before, or is older than an hour, or is of another start of Throughline. Begin again at the address that stands on the terminal. If GitHub has made an app on the way, delete it there.";

function counted(before: Progress["deliveries"], status: number): Progress["deliveries"] {
  if (status < 300) return { ...before, verified: before.verified + 1 };
  if (status === 401) return { ...before, refused: before.refused + 1 };
  return { ...before, unkept: before.unkept + 1 };
}
