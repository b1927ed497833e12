/** Decides which items the repository's knowledge has changed for; owner of the table derived_signs. */
import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Fact, Subject } from "../signals/signal.ts";
import { isSubject } from "../signals/signal.ts";
import type { GenerationRef } from "./generations.ts";
import type { Knowledge } from "./derive/knowledge.ts";

/**
 * Keeps a print of what is known about each issue and pull request beside its own facts, and returns those whose print is another than before: they
 * have to be folded again, though no delivery was about them.
 */
export async function noteDerivedSigns(
  executor: Kysely<Tables>,
  { repositoryId, generation }: GenerationRef,
  knowledge: Knowledge,
): Promise<Concerned> {
  const prints = printsOf(knowledge);
  const { rows } = await sql<{ subject: string }>`
    with wanted as (
      select subject collate "C" as subject, print from json_to_recordset(${JSON.stringify(prints)}::json) as wanted (subject text, print text)
    ), gone as (
      delete from derived_signs
      where repository_id = ${repositoryId} and generation = ${generation} and subject not in (select subject from wanted)
      returning subject
    ), changed as (
      insert into derived_signs as known (repository_id, generation, subject, print)
      select ${repositoryId}::bigint, ${generation}::integer, subject, print from wanted
      on conflict (repository_id, generation, subject) do update set print = excluded.print where known.print <> excluded.print
      returning subject
    )
    select subject from gone union select subject from changed
  `.execute(executor);
  const changed = rows.map(({ subject }) => subject);
  return {
    subjects: changed.filter(isSubject),
    weeks: changed.filter((each) => each.startsWith(ofWeek)).map((each) => each.slice(ofWeek.length)),
  };
}

/** What has to be folded again: these subjects, and the items that entered learning and flow in these ISO weeks. */
export type Concerned = { subjects: Subject[]; weeks: string[] };

const ofWeek = "week ";

/** Removes the prints of generations that are not needed any more. */
export async function forgetDerivedSigns(
  executor: Kysely<Tables>,
  repositoryId: number,
  kept: readonly number[],
): Promise<void> {
  await sql`delete from derived_signs where repository_id = ${repositoryId} and generation not in (${sql.join(kept)})`.execute(
    executor,
  );
}

function printsOf({
  deployments,
  incidents,
  reverts,
  releases,
  packagings,
  runs,
  branches,
  labelsLost,
  coAuthors,
  weeklySummaries,
  release,
}: Knowledge): { subject: string; print: string }[] {
  const parts = new Map<string, string[]>();
  const note = (subject: string, part: readonly (string | number | null)[]) =>
    parts.set(subject, [...(parts.get(subject) ?? []), part.join(" ")]);
  const add = (number: number, ...part: readonly (string | number | null)[]) => note(`#${number}`, part);
  const carriedBy = new Map(deployments.map(({ id, carries }) => [id, carries]));
  const runsOf = Map.groupBy(runs, ({ sha }) => sha);
  for (const deployment of deployments) {
    const { id, kind, sha, state, finishedAt, overAt, undoneBy, undoneAt, approval, carries, rollsBack } = deployment;
    const tellers = [tellerOf(deployment.fact), tellerOf(deployment.endFact)];
    const ends = [...approval, ...(runsOf.get(sha) ?? [])].map(({ from, to }) => `${from}/${to}`).join();
    for (const number of [...carries, ...rollsBack])
      add(number, "deployment", id, state, finishedAt, overAt, undoneBy, undoneAt, ends, ...tellers);
    if (kind === "staging") note(`commit ${sha}`, ["deployment", id, state, finishedAt, overAt, ...tellers]);
  }
  for (const { number, open, names, deployment, fact } of incidents) {
    const concerned = deployment === null ? names : (carriedBy.get(deployment) ?? []);
    for (const each of concerned)
      add(each, "incident", number, tellerOf(fact), ...open.map(({ from, to }) => `${from}/${to}`));
  }
  for (const { of, by, openedAt, mergedAt, overAt, fact } of reverts)
    add(of, "revert", by, openedAt, mergedAt, overAt, tellerOf(fact));
  for (const { tag, begunAt, publishedAt, carries } of releases)
    for (const number of carries) add(number, "release", tag, begunAt, publishedAt);
  for (const { tag, begunAt, publishedAt, carries } of packagings)
    for (const number of carries) add(number, "packaging", tag, begunAt, publishedAt);
  for (const { sha, from, to, fact } of runs) note(`commit ${sha}`, ["run", fact.key, from, to]);
  for (const { branch, pullRequest, issue, created, pushes } of branches) {
    add(pullRequest ?? issue ?? 0, "branch", branch, tellerOf(created), ...pushes.map(tellerOf));
  }
  for (const [number, lost] of labelsLost) add(number, "labels-lost", ...lost.map(({ key, at }) => `${key} ${at}`));
  for (const [number, addresses] of coAuthors) add(number, "co-authors", ...addresses);
  for (const { week, openedAt, closedByPerson } of weeklySummaries) {
    note(`${ofWeek}${week}`, [openedAt, ...closedByPerson.map(tellerOf)]);
  }
  for (const [number, { signal, live }] of release) {
    const stretches = live.map(({ from, to, began, ended }) => [from, to, tellerOf(began), tellerOf(ended)].join("/"));
    add(number, "live", signal, ...stretches);
  }
  return [...parts].map(([subject, told]) => ({ subject, print: printOf(told) }));
}

/** A timeline names the delivery that caused each change, and the same fact may come to be known from another. */
function tellerOf(fact: Fact | null): string {
  return fact === null ? "" : `${fact.key} ${fact.at} ${fact.delivery}`;
}

function printOf(told: readonly string[]): string {
  return createHash("sha256").update(told.join("\n")).digest("base64url");
}
