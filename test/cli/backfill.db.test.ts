/** `throughline backfill`: who is told what, and that it ends when the history is known. */
import { expect, test } from "vitest";
import { readHistories } from "../../src/cli/backfill/readHistories.ts";
import { rememberDirectory } from "../../src/signals/repositories.ts";
import { historySteps } from "../../src/pipeline.ts";
import { useDatabase } from "../support/database.ts";
import { historyReading, installed } from "../support/historyReading.ts";
import { repositoryId, repositoryName } from "../support/payloadParts.ts";
import { issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const database = useDatabase();
const came = "2026-03-11T09:00:00Z";
const shop = { id: repositoryId, fullName: repositoryName };
const model = repositoryModel([
  issueOpened({ number: 1, at: "2026-03-02T10:00:00Z" }),
  pullRequestOpened({ number: 2, at: "2026-03-03T10:00:00Z" }),
]);

test("it tells how far it is, and ends when what was read is folded", async () => {
  await installed(database.db, shop, came);
  const { context, source } = historyReading(database.db, simulatedGitHub(model), { now: () => came });
  const steps = historySteps(context, source).map(({ run }) => run);
  const notes: string[] = [];

  const notRead = await readHistories(
    database.db,
    [shop],
    { steps, days: 30 },
    { note: (line) => void notes.push(line) },
  );

  expect(notRead).toEqual([]);
  expect(notes).toEqual([
    "acme/shop: folding, 1 issues, 0 releases, 0 deployments, 1 pull-requests",
    "acme/shop: done, 1 issues, 0 releases, 0 deployments, 1 pull-requests",
  ]);
});

test("it names those that the app may not read any more", async () => {
  await installed(database.db, shop, came);
  const gone = {
    kind: "repository",
    id: shop.id,
    fullName: shop.fullName,
    private: false,
    installationId: null,
  } as const;
  await database.db
    .transaction()
    .execute((trx) => rememberDirectory(trx, [{ news: gone, receivedAt: "2026-03-11T10:00:00Z" }]));
  const { context, source } = historyReading(database.db, simulatedGitHub(model), { now: () => came });
  const steps = historySteps(context, source).map(({ run }) => run);

  expect(await readHistories(database.db, [shop], { steps, days: null }, { note: () => {} })).toEqual(["acme/shop"]);
});
