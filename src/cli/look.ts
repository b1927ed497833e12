/** Decides how a repository is looked at before anything is installed: read from GitHub, kept for the moment, told on one screen. */
import { setTimeout as sleepFor } from "node:timers/promises";
import type { Kysely } from "kysely";
import { readEnvironment } from "../config/env.ts";
import { type GitHubAccess, gitHubAccessIn } from "../config/gitHubAccess.ts";
import { defaultConfig } from "../config/repositoryConfig.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import type { Tables } from "../db/tables.ts";
import { UsageError, UserError } from "../errors.ts";
import { octokitOfPerson } from "../github/octokitPerson.ts";
import { type Instant, instantOfEpochSeconds } from "../instant.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { lookJson } from "../reports/look/lookObject.ts";
import { lookText } from "../reports/look/lookText.ts";
import { repositoryByName } from "../signals/repositories.ts";
import { type LookRead, readLook } from "../steps/readLook.ts";
import type { Command, Terminal } from "./command.ts";
import { lookFailure } from "./look/lookFailure.ts";
import { type LookAsked, lookOptions } from "./look/lookOptions.ts";
import { type AskGh, ghToken, lookToken } from "./look/lookToken.ts";
import { meetRepository, readRepository, type RepositoryMet, type RepositoryWanted } from "./look/readRepository.ts";
import { foldUntil } from "./report/foldUntil.ts";

/** The world around a look: the time, and who may know a token. */
export type LookSurroundings = { now: () => Instant; sleep: (seconds: number) => Promise<void>; askGh: AskGh };

const here: LookSurroundings = {
  now: () => instantOfEpochSeconds(Math.floor(Date.now() / 1000)),
  sleep: (seconds) => sleepFor(seconds * 1000),
  askGh: ghToken,
};

export const lookCommand: Command = lookCommandIn(here);

export function lookCommandIn(surroundings: LookSurroundings): Command {
  return {
    help: [
      "Usage: throughline look OWNER/REPO [--since DAYS|DATE] [--format text|json] [--save DIR] [--github HOST]",
      "",
      "Says where work waits in a repository, by its last 90 days. Reads only, installs nothing, keeps nothing. The token is taken from GITHUB_TOKEN",
      "or GH_TOKEN, or from `gh` where you have signed in with it.",
      "",
      "  --since WHEN     a number of days from 7 to 730, or a date such as 2026-03-02; by default 90",
      "  --format FORMAT  text, or json: throughline.look.schema.json says what is in it",
      "  --save DIR       keep what was read in that folder: `report`, `ask` and charts take it as --data-dir",
      "  --github HOST    a GitHub Enterprise Server, such as github.example.com; by default GHE_HOST or GITHUB_API_URL, else github.com",
    ].join("\n"),

    async run(words, terminal) {
      const now = surroundings.now();
      const asked = lookOptions(words, now);
      const access = gitHubAccessIn(readEnvironment(), asked.gitHub);
      if (access === null)
        throw new UsageError(`--github must be a host such as github.example.com, not "${asked.gitHub}".`);
      const token = await lookToken(access, surroundings.askGh);
      const wanted = { owner: asked.owner, name: asked.name, since: asked.since, now };
      try {
        tell(
          await lookAt(wanted, asked, { access, token, sleep: surroundings.sleep }, terminal),
          asked,
          access,
          terminal,
        );
        return 0;
      } catch (thrown) {
        throw lookFailure(thrown, { ...access, repository: `${asked.owner}/${asked.name}`, now });
      }
    },
  };
}

type Means = { access: GitHubAccess; token: string; sleep: LookSurroundings["sleep"] };

/** The database is opened when it is known that there is something to be read. */
async function lookAt(
  wanted: RepositoryWanted,
  { save }: LookAsked,
  { access, token, sleep }: Means,
  terminal: Terminal,
): Promise<LookRead> {
  const octokitFor = octokitOfPerson({ token, apiUrl: access.apiUrl });
  const met = await meetRepository(wanted, { octokitFor, sleep, note: terminal.note });
  const database = await connect(save === null ? { temporary: true } : { dataDir: save });
  try {
    await migrate(database.db);
    if (save !== null && (await latestReceipt(database.db)) !== null) throw new UserError(isOfTheApp(save));
    return await readAndCount(database.db, met, terminal);
  } finally {
    await database.close();
  }
}

async function readAndCount(db: Kysely<Tables>, met: RepositoryMet, terminal: Terminal): Promise<LookRead> {
  const { now } = met.wanted;
  const read = await readRepository(db, met, terminal.note);
  await foldUntil(db, now, terminal);
  const repository = await repositoryByName(db, met.facts.fullName);
  if (repository === null) throw new Error(`${met.facts.fullName} was read and is not known`);
  return readLook(db, repository, {
    period: { from: read.since, to: now },
    config: defaultConfig,
    read: { issues: read.issues, pullRequests: read.pullRequests },
    unseen: read.unseen,
  });
}

function isOfTheApp(folder: string): string {
  return `${folder} holds deliveries that an app has received. Name another folder for --save, so that the two are not mixed.`;
}

function tell(
  { seen, titles }: LookRead,
  { format, save }: LookAsked,
  { webUrl }: GitHubAccess,
  { result }: Terminal,
): void {
  if (format === "json") result(lookJson(seen, webUrl));
  else for (const line of lookText(seen, { web: webUrl, saved: save, titles })) result(line);
}
