/** Whether every query names the repository whose rows it is about, or stands in the list of those that are about all of them, with the reason. */
import { expect, test } from "vitest";
import { readSources, withoutComments } from "../support/sources.ts";

/** Tables that hold nothing of a repository. */
const ofTheAppItself: Record<string, string> = {
  "src/intake/recovery.ts": "how far the app's own list of deliveries was read: one row",
  "src/intake/gaps.ts": "when the app itself was away, and no delivery could come",
  "src/github/installationPace.ts": "how much each installation has written, by its id",
};

/** By file, then by function. */
const aboutAll: Record<string, Record<string, string>> = {
  "src/intake/deliveries.ts": {
    storeDeliveries: "the inbox takes what comes, of whomever, by the delivery's id",
    claimDeliveries: "what is stored is read in the order of its receipt, whosever it is",
    payloadsOf: "of deliveries that were claimed, by their ids",
    finishDeliveries: "of deliveries that were claimed, by their ids",
    forgetOldPayloads: "bodies go by their age, whosever they are",
    checkWritable: "changes no row",
    tryRoom: "a row of nobody, which is taken back",
    latestReceipt: "the moment of an offline store, no row of anybody",
  },
  "src/intake/backfills.ts": {
    saveStream: "of a reading that is begun, by its repository and kind (isStill)",
    widenReading: "of a reading that is begun, by its repository and kind (isStill)",
    markRead: "of a reading that is begun, by its repository and kind (isStill)",
    markEnded: "of a reading that is begun, by its repository and kind (isStill)",
    countBackfills: "counts for the operator",
  },
  "src/intake/deadLetters.ts": {
    deadLetters: "for the operator, on the command line: what is set aside, whosever it is",
    countDeadLetters: "counts for the operator, and the latest reason",
    retryDeadLetters: "by the operator, on the command line",
    dropDeadLetters: "by the operator, on the command line",
    noteUnreadable: "of a delivery that was claimed, by its id",
  },
  "src/intake/forgetDeliveries.ts": {
    forgetOldDeliveries: "rows go by their age, whosever they are",
    eraseDeliveries: "of deliveries that were claimed, by their ids",
  },
  "src/intake/deliveryHealth.ts": {
    inboxHealth: "counts for the operator, and the latest reason",
  },
  "src/intake/dueWork.ts": {
    longestDueRepository: "which repository is the next to be worked for",
    finish: "of work that is claimed, by the claim",
    retryLater: "of work that is claimed, by the claim",
    postpone: "of work that is claimed, by the claim",
    heartbeat: "of work that is claimed, by the claim",
  },
  "src/intake/workHealth.ts": {
    workHealth: "counts for the operator, and the latest error",
  },
  "src/intake/missedDeliveries.ts": {
    takeMissed: "what is asked of GitHub next, whosever it is",
    giveBack: "of deliveries that were taken, by their ids",
    giveUp: "of deliveries that were taken, by their ids",
    settleMissed: "what has arrived or will not, whosever it is",
    countMissed: "a count for the operator",
    forgetOldMissed: "by their age, whosever they are",
  },
  "src/signals/contentFacts.ts": {
    keepContentFacts: "the repository is not known yet; kept with the installation that told it",
    forgetOldContentFacts: "by their age, whosever they are",
    contentFactsOf: "by global ids; what may be placed is decided by the installation",
    forgetContentFacts: "of facts that were placed, by their ids",
  },
  "src/signals/erasedRepositories.ts": {
    forgetOldErasures: "by their age, whosever they are",
  },
  "src/signals/questions.ts": {
    forgetOldQuestions: "by their age, whosever they are",
  },
  "src/signals/repositories.ts": {
    rememberDirectory: "installations, by their id",
    write: "the directory itself: the repository is the row, by its id",
    known: "the directory itself: each caller narrows it",
    rememberKnownSince: "the directory itself: the repository is the row, by its id",
  },
  "src/signals/repositoryTenants.ts": {
    keptFor: "the directory itself: the repository is the row, by its id",
    keptForEach: "for the operator, on the command line: of which repositories something is kept",
    keepFor: "the directory itself: the repository is the row, by its id",
    repositoriesGone: "the directory itself: those from which the app was removed",
    installationsGone: "installations, by their state",
    forgetInstallations: "installations, by their id",
  },
  "src/signals/signalReader.ts": {
    itemsOfNodes: "in which repository an item is; whether it may be told of it is decided by the installation",
  },
  "src/timeline/configStore.ts": {
    newestConfig: "narrowed by those who call it",
  },
  "src/timeline/timelineStore.ts": {
    itemsToRefold: "what time alone has changed, of every repository, to be marked",
  },
};

test("every query is about named repositories, or about all for a reason", () => {
  const unscoped = new Map<string, string[]>();
  for (const { path, text } of readSources("src/**/*.ts")) {
    if (path.startsWith("src/db/") || path in ofTheAppItself) continue;
    const names = functionsIn(withoutComments(text))
      .filter(({ body }) => isQuery.test(body) && !namesRepository.test(body))
      .map(({ name }) => name);
    if (names.length > 0) unscoped.set(path, names);
  }
  const listed = Object.entries(aboutAll).map(([file, functions]) => [file, Object.keys(functions)]);
  expect(Object.fromEntries(unscoped)).toEqual(Object.fromEntries(listed));
});

test("a query that forgets the repository is found", () => {
  const [leak] = functionsIn(`
export async function leak(db: Kysely<Tables>): Promise<void> {
  await sql\`select title from items where number = 7\`.execute(db);
}
`);
  expect(isQuery.test(leak?.body ?? "")).toBe(true);
  expect(namesRepository.test(leak?.body ?? "")).toBe(false);
});

const isQuery =
  /\bsql(<[^`]*>)?`[^`]*\b(select\s[^`]*\bfrom|insert into|update|delete from)\s|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/;

/** As a condition or as a value that is written, not only as a column that is read. */
const namesRepository = new RegExp(
  [
    String.raw`repository_id\)? (=|in|= any)(?= )`,
    String.raw`where\("(repository_id|repositories\.id)", "(=|in)"`,
    String.raw`using \(repository_id`,
    String.raw`insert into \w+\s+(as known )?\([^)]*repository_id`,
    String.raw`values\(\{ repository_id`,
    String.raw`(conflict|\() ?\(repository_id`,
  ].join("|"),
);

function functionsIn(text: string): { name: string; body: string }[] {
  const functions = text.matchAll(/^(?:export )?(?:async )?function\*? (?<name>\w+)[^]*?^\}$/gm);
  return [...functions].map(([body, name = ""]) => ({ name, body }));
}
