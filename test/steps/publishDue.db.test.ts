/** Where the app may write nothing, it asks GitHub for nothing. */
import { expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { publishDue } from "../../src/steps/publishDue.ts";
import { oneReading } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { useDatabase } from "../support/database.ts";
import { fakeGitHub } from "../support/fakeGitHub.ts";
import { changed, deliveryOf } from "../support/payloadParts.ts";
import { pullRequestOpened } from "../support/payloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const at = "2026-03-02T09:00:00Z";
const later = "2026-03-02T10:00:00Z";
const shop = { id: 1001, full_name: "acme/shop", private: false };

test.each([
  ["nothing happened to the app", [], true],
  ["the app was removed from the repository", [removed()], false],
  ["the installation was suspended", [installation("suspend", later)], false],
  ["it was suspended and resumed", [installation("suspend", at), installation("unsuspend", later)], true],
  ["the app was uninstalled", [installation("deleted", later)], false],
  ["the repository was archived", [repository("archived", { archived: true })], false],
  ["the repository was deleted", [repository("deleted")], false],
])("after %s", async (_what, happened, writes) => {
  const github = fakeGitHub();
  const context = contextWith(github);
  const deliveries = [pullRequestOpened({ at }), ...happened];
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  await folder(context)();

  await publishDue(context);

  expect(github.requests.length > 0).toBe(writes);
});

test.each([
  ["wants both", {}, 1, 1],
  ["wants no comment", { comment: false }, 0, 1],
  ["wants no check", { check: false }, 1, 0],
])("a team that %s", async (_what, wish, comments, checks) => {
  const github = fakeGitHub();
  const context = { ...contextWith(github), readings: oneReading({ ...defaultConfig, ...wish }) };
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries([pullRequestOpened({ at })])));
  await folder(context)();

  await publishDue(context);

  expect([github.comments.length, github.checks.length]).toEqual([comments, checks]);
});

function removed(): Delivery {
  return ofInstallation("installation_repositories", later, {
    action: "removed",
    repositories_added: [],
    repositories_removed: [shop],
  });
}

function installation(action: string, when: string): Delivery {
  return ofInstallation("installation", when, { action });
}

function ofInstallation(event: string, when: string, body: object): Delivery {
  const delivery = deliveryOf(event, { at: when }, body);
  return changed(delivery, { repository: undefined, installation: { id: 90, app_id: 5 } });
}

function repository(action: string, options: { archived?: boolean } = {}): Delivery {
  return deliveryOf("repository", { at: later, repository: options }, { action });
}

function contextWith(github: StepContext["github"]): StepContext {
  return stepContext({
    db: database.db,
    github,
    now: () => later,
  });
}
