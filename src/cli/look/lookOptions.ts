/** Decides what the words of `look` mean. */
import { parseArgs } from "node:util";
import { UsageError } from "../../errors.ts";
import { addSeconds, type Instant } from "../../instant.ts";

export type LookAsked = {
  owner: string;
  name: string;
  since: Instant;
  format: "text" | "json";
  save: string | null;
  gitHub: string | null;
};

const options = {
  since: { type: "string" },
  format: { type: "string" },
  save: { type: "string" },
  github: { type: "string" },
} as const;

export function lookOptions(words: string[], now: Instant): LookAsked {
  const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
  if (values.save === "") throw new UsageError("--save needs the name of a folder.");
  return {
    ...repositoryIn(positionals),
    since: readSince(values.since ?? "90", now),
    format: readFormat(values.format ?? "text"),
    save: values.save ?? null,
    gitHub: values.github ?? null,
  };
}

function repositoryIn([name, ...more]: readonly string[]): Pick<LookAsked, "owner" | "name"> {
  const read = more.length > 0 ? null : /^([\w.-]+)\/([\w.-]+)$/.exec(name ?? "");
  if (read?.[1] === undefined || read[2] === undefined) throw new UsageError("Name one repository as OWNER/REPO.");
  return { owner: read[1], name: read[2] };
}

const fewestDays = 7;
const mostDays = 730;
const daySeconds = 24 * 3600;

function readSince(text: string, now: Instant): Instant {
  const since = /^\d{1,4}$/.test(text) ? addSeconds(now, -Number(text) * daySeconds) : dayIn(text);
  if (
    since === null ||
    since > addSeconds(now, -fewestDays * daySeconds) ||
    since < addSeconds(now, -mostDays * daySeconds - daySeconds)
  ) {
    throw new UsageError(
      `--since must be a number of days from ${fewestDays} to ${mostDays}, or a date as far back like 2026-03-02, not "${text}".`,
    );
  }
  return since;
}

function dayIn(text: string): Instant | null {
  const at = `${text}T00:00:00Z`;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(at) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? at : null;
}

function readFormat(text: string): LookAsked["format"] {
  if (text !== "text" && text !== "json") throw new UsageError(`--format is text or json, not "${text}".`);
  return text;
}
