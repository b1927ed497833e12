/** Decides how the set-up is served until the app can take its place at the same port. */
import { once } from "node:events";
import packageJson from "../../package.json" with { type: "json" };
import { unwritableBecause, writeCredentials } from "../config/credentialsFile.ts";
import type { SetUpConfig } from "../config/env.ts";
import { createLog } from "../config/log.ts";
import { UserError } from "../errors.ts";
import { convertManifest } from "../github/octokitManifest.ts";
import { answer, answers, notReady } from "../intake/answers.ts";
import { type Door, type Endpoint, openDoor } from "../intake/door.ts";
import { redirectAnswer } from "./page.ts";
import { createSetUp, type SetUp } from "./setup.ts";
import { newToken } from "./stateTokens.ts";

/** The open door, and the pages behind it that go on telling how the app does. */
export type Entrance = Pick<SetUp, "endpoint" | "tell" | "onWebhook"> & { door: Door };

/** Serves the set-up until the credentials are kept, or until SIGTERM or SIGINT: then null. Throws a UserError if they could not be kept anyway. */
export async function runSetUp(config: SetUpConfig, note: (line: string) => void): Promise<Entrance | null> {
  const unwritable = await unwritableBecause(config.envFile);
  if (unwritable !== null) {
    throw new UserError(
      `Throughline is not set up, and ${config.envFile} ${unwritable}, so the set-up in the browser would be lost. Name another file with ENV_FILE, or set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET.`,
    );
  }
  const key = newToken();
  const log = createLog(config.logLevel, [key]);
  const setUp = createSetUp({
    config,
    key,
    log,
    convert: convertManifest,
    keep: (credentials, companions) => writeCredentials(config.envFile, credentials, companions),
    localUrl: () => localUrl(door),
    millisecondsNow: performance.now.bind(performance),
  });
  const door = await openDoor({ endpoint: endpointBefore(setUp), log }, config.listen);
  for (const line of invitation(config, localUrl(door), key)) note(line);
  const stopped = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]).then(() => true);
  if (await Promise.race([setUp.registered.then(() => false), stopped])) {
    note("Stopping");
    await door.close();
    return null;
  }
  note(`The app is registered, and its credentials are in ${config.envFile}. Starting it.`);
  return { ...setUp, door };
}

/** While there are no credentials nobody can be verified, so GitHub is told to come again. */
function endpointBefore(setUp: SetUp): Endpoint {
  return async (request, response) => {
    const given = await setUp.endpoint(request, response);
    if (given !== null) return given;
    const path = request.url?.split("?")[0] ?? "";
    if (path === "/healthz") return answers.alive;
    if (path === "/version") return answer(200, { version: packageJson.version });
    if (path === "/" && request.method === "GET") return redirectAnswer("/setup");
    return ["/", "/readyz", "/api/github/webhooks"].includes(path)
      ? notReady("The app is not set up yet.")
      : answers.notFound;
  };
}

function invitation(config: SetUpConfig, local: string, key: string): string[] {
  const addresses = [local, ...(config.publicUrl === null ? [] : [new URL(config.publicUrl).origin])];
  return [
    `Throughline ${packageJson.version} is not set up yet. Open this address in a browser to register your GitHub App:`,
    "",
    ...addresses.map((address) => `  ${address}/setup?key=${key}`),
    "",
    `The key in it is for you alone, and ends with this process. The credentials will be written to ${config.envFile}.`,
  ];
}

/** Every address of a machine includes its own. */
function localUrl(door: Door): string {
  return door.url.replace(/^http:\/\/(0\.0\.0\.0|\[::\])/, "http://localhost");
}
