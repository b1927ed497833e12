/** Decides how tests look at a repository of the simulated GitHub, over HTTP, at a moment of their own. */
import { onTestFinished } from "vitest";
import { lookCommandIn } from "../../src/cli/look.ts";
import { messageOf, UserError } from "../../src/errors.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { lookedAt } from "./lookHistories.ts";
import { listen } from "./simulatedGitHub/listen.ts";
import { repositoryModel } from "./simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub, type SimulatedGitHub, type SimulatedOptions } from "./simulatedGitHub/simulatedGitHub.ts";

/** `refusal` is what is said in the place of a result; `slept` the seconds of each wait for GitHub. */
export type Looked = { result: string; notes: string[]; refusal: string | null; slept: number[] };

/** Looks with the token of the environment, or where there is none with that of gh, which is null unless told. */
export async function look(words: readonly string[], ghToken: string | null = null): Promise<Looked> {
  const results: string[] = [];
  const looked: Looked = { result: "", notes: [], refusal: null, slept: [] };
  const command = lookCommandIn({
    now: () => lookedAt,
    sleep: async (seconds) => void looked.slept.push(seconds),
    askGh: async () => ghToken,
  });
  const terminal = {
    result: (line: string) => void results.push(line),
    note: (line: string) => void looked.notes.push(line),
  };
  try {
    await command.run([...words], terminal);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    looked.refusal = messageOf(thrown);
  }
  return { ...looked, result: results.join("\n") };
}

export type Listening = { gitHub: SimulatedGitHub; url: string };

/** Serves the repository of these deliveries until the test ends, to who has the token `right`. */
export async function served(
  deliveries: readonly Delivery[],
  {
    archived = false,
    branch = "main",
    ...options
  }: SimulatedOptions & { archived?: boolean; branch?: string | null } = {},
): Promise<Listening> {
  const model = repositoryModel(deliveries);
  model.repository = { ...model.repository, archived, default_branch: branch };
  const gitHub = simulatedGitHub(model, options);
  const { host, close } = await listen(gitHub, "right");
  onTestFinished(close);
  return { gitHub, url: `http://${host}` };
}
