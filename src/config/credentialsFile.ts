/** Decides how the app's credentials get into a file: for its owner's eyes only, all of them or none, and nothing else in it changed. */
import { constants } from "node:fs";
import { access, open, readFile, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import { messageOf, UserError } from "../errors.ts";

/** By their names in the environment. */
export type Credentials = Record<string, string>;

/** What goes with credentials, such as the server that they are for; what the file says of it already holds. */
export type Companions = Record<string, string>;

/** Says why nothing could be written there, as the end of a sentence that starts with the file's name; null if it can. */
export async function unwritableBecause(file: string): Promise<string | null> {
  try {
    await access(path.dirname(await placeOf(file)), constants.W_OK);
    return null;
  } catch (error) {
    return `cannot be written (${codeOf(error)})`;
  }
}

/**
 * Adds the credentials to the file, which is made if there is none. Written beside it and renamed over it, with mode 0600 from the first byte on.
 * Throws a UserError if the file has one of them already, since then somebody else has set the app up.
 */
export async function writeCredentials(
  file: string,
  credentials: Credentials,
  companions: Companions = {},
): Promise<void> {
  const place = await placeOf(file);
  const text = withCredentials(await readFile(place, "utf8").catch(emptyIfMissing), credentials, companions);
  const making = `${place}.${process.pid}.making`;
  try {
    // `wx` follows nothing that stands there already.
    const handle = await open(making, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(making, place);
  } catch (error) {
    await rm(making, { force: true });
    throw new UserError(`${file} could not be written (${codeOf(error)}).`, { cause: error });
  }
}

/** Every line stays as it is, but those that name what is added and leave it empty. */
export function withCredentials(text: string, credentials: Credentials, companions: Companions = {}): string {
  const before = parseEnv(text);
  const isSet = (name: string) => (before[name] ?? "") !== "";
  const taken = Object.keys(credentials).filter(isSet);
  if (taken.length > 0) throw new UserError(`The file has ${taken.join(" and ")} already; nothing was written.`);
  const going = Object.entries(companions).filter(([name]) => !isSet(name));
  const all = { ...credentials, ...Object.fromEntries(going) };
  const kept = text.split("\n").filter((line) => !Object.hasOwn(all, nameOn(line)));
  const end = kept.findLastIndex((line) => line.trim() !== "") + 1;
  const added = Object.entries(all).map(([name, value]) => `${name}=${quoted(value)}`);
  return [...kept.slice(0, end), ...added, ""].join("\n");
}

function nameOn(line: string): string {
  return /^\s*(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1] ?? "";
}

/** None of what is written holds a quote or a line break; what would is refused, not spelled another way. */
function quoted(value: string): string {
  if (/["'`\\\n\r]/.test(value))
    throw new UserError("A credential holds a character that cannot be written to the file.");
  return /^[\w.:/+=-]*$/.test(value) && !value.includes("#") ? value : `"${value}"`;
}

/** Where a link leads, so that the link stays one. */
async function placeOf(file: string): Promise<string> {
  return realpath(file).catch(() => path.resolve(file));
}

function emptyIfMissing(error: unknown): string {
  if (codeOf(error) === "ENOENT") return "";
  throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : messageOf(error);
}
