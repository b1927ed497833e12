/** Decides which subjects have to be folded together; owner of the table item_links. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { issueOfBranch } from "./links.ts";

type Link = { repository_id: number; subject: Subject; other: Subject };

/** Remembers what each fact says belongs together. A link once seen stays: it only widens what is read. */
export async function rememberLinks(executor: Kysely<Tables>, facts: readonly Fact[]): Promise<void> {
  const links = new Map(facts.flatMap(linksOf).map((link) => [JSON.stringify(link), link]));
  if (links.size === 0) return;
  await sql`
    insert into item_links (repository_id, subject, other)
    select repository_id, subject, other
    from json_to_recordset(${JSON.stringify([...links.values()])}::json)
      as link (repository_id bigint, subject text, other text)
    on conflict do nothing
  `.execute(executor);
}

/** All subjects that belong with these: a pull request's issues and head commits, an issue's pull requests, and theirs in turn. */
export async function subjectsTogetherWith(
  executor: Kysely<Tables>,
  repositoryId: number,
  subjects: readonly Subject[],
): Promise<Subject[]> {
  const { rows } = await sql<{ subject: Subject }>`
    with recursive reached (subject) as (
      select json_array_elements_text(${JSON.stringify(subjects)}::json) collate "C"
      union
      select other.subject
      from reached, lateral (
        select link.other as subject from item_links link
        where link.repository_id = ${repositoryId} and link.subject = reached.subject
        union all
        select link.subject from item_links link
        where link.repository_id = ${repositoryId} and link.other = reached.subject
      ) other
    )
    select subject from reached
  `.execute(executor);
  return rows.map(({ subject }) => subject);
}

function linksOf({ repositoryId, subject, signal }: Fact): Link[] {
  const link = (other: Subject): Link => ({ repository_id: repositoryId, subject, other });
  const linkHere = (number: number, home: number | null) =>
    home === null || home === repositoryId ? [link(`#${number}`)] : [];
  if (signal.kind === "sub-issue") return linkHere(signal.child, signal.childRepositoryId);
  if (signal.kind === "blocked-by") return linkHere(signal.blocker, signal.blockerRepositoryId);
  if (signal.kind === "links-snapshot") return signal.issues.map((number) => link(`#${number}`));
  if (signal.kind === "pushed") {
    return [signal.before, signal.after].flatMap((sha) => (sha === null ? [] : [link(`commit ${sha}`)]));
  }
  if (signal.kind === "closed") return signal.mergeSha === null ? [] : [link(`commit ${signal.mergeSha}`)];
  if (signal.kind !== "pull-request-snapshot") return [];
  const branchIssue = issueOfBranch(signal.head);
  const issues = branchIssue === null ? signal.closes : [...signal.closes, branchIssue];
  return [link(`commit ${signal.headSha}`), ...issues.map((number) => link(`#${number}`))];
}
