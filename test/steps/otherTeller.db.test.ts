/** Promise: a timeline names the delivery that told each thing first, though that one came in last. */
import { expect, it } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { repositoryId, shaFor } from "../support/payloadParts.ts";
import { pullRequestMerged, pullRequestOpened } from "../support/payloads.ts";
import { deploymentCreated, deploymentStatus, pushed } from "../support/repositoryPayloads.ts";
import { stepContext } from "../support/stepContext.ts";

const database = useDatabase();
const at = (time: string) => `2026-03-02T${time}:00Z`;
const deployment = (id: number, commit: string, time: string) => ({
  at: at(time),
  deployment: id,
  sha: shaFor(commit),
});

it("of a deployment that its status told of before its own delivery came", async () => {
  const merged = { number: 2, createdAt: at("09:00"), mergeSha: shaFor("merged") };
  const status = { status: 7, createdAt: at("12:00"), receivedAt: at("12:05"), id: "d-status" };
  await hear(
    pushed({ at: at("08:00"), before: shaFor("first"), after: shaFor("live") }),
    deploymentStatus({ ...deployment(4, "live", "08:10"), status: 1, state: "success" }),
    pullRequestOpened({ at: at("09:00"), number: 2 }),
    pullRequestMerged({ ...merged, at: at("10:00") }),
    pushed({ at: at("10:00"), before: shaFor("live"), after: shaFor("merged") }),
    deploymentStatus({ ...deployment(5, "merged", "11:00"), status: 2, state: "failure" }),
    deploymentStatus({ ...deployment(6, "merged", "12:05"), ...status, state: "success" }),
  );
  expect(await reworkTellers()).toEqual(["d-status"]);
  await hear(deploymentCreated({ ...deployment(6, "merged", "12:00"), receivedAt: at("12:01"), id: "d-created" }));
  expect(await reworkTellers()).toEqual(["d-created"]);
});

async function reworkTellers(): Promise<string[] | undefined> {
  const [item] = await itemTimelines(database.db, repositoryId, [2]);
  return item?.rework.map(({ delivery }) => delivery);
}

/** Until all that was heard is folded. */
async function hear(...deliveries: Delivery[]): Promise<void> {
  await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  const fold = folder(stepContext({ db: database.db, now: () => at("18:00") }));
  while ((await fold()) > 0);
}
