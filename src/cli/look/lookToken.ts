/** Decides where the token of a look comes from: the environment, else the GitHub command line where somebody has signed in with it. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { GitHubAccess } from "../../config/gitHubAccess.ts";
import { UserError } from "../../errors.ts";

export type AskGh = (host: string) => Promise<string | null>;

export async function lookToken({ token, host, webUrl }: GitHubAccess, askGh: AskGh): Promise<string> {
  const found = token ?? (await askGh(host));
  if (found !== null) return found;
  throw new UserError(
    `There is no token for ${host}. Sign in with \`gh auth login${host === "github.com" ? "" : ` --hostname ${host}`}\`, or make a token that may read at ${webUrl}/settings/tokens and set GITHUB_TOKEN.`,
  );
}

/** Null where gh is not installed, or nobody has signed in. */
export const ghToken: AskGh = async (host) => {
  try {
    const { stdout } = await promisify(execFile)("gh", ["auth", "token", "--hostname", host], { timeout: 5_000 });
    const token = stdout.trim();
    return token === "" ? null : token;
  } catch {
    return null;
  }
};
