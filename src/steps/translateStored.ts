/** Decides how the inbox is read: a batch of stored deliveries in one transaction, each ending as done, ignored or failed with its reason. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { DeliveryOutcome, PayloadRetention } from "../intake/deliveries.ts";
import { claimDeliveries, finishDeliveries } from "../intake/deliveries.ts";
import { liftRefusals } from "./liftRefusals.ts";
import { noteQuestions } from "./noteQuestions.ts";
import { askForRefresh } from "./refreshButton.ts";
import type { StepContext } from "./stepContext.ts";
import { keepFacts, readDeliveries } from "./understand.ts";
import type { Understood } from "./understand.ts";

const batchSize = 200;

/** Returns how many deliveries it read. */
export async function translateStored({ db, log, keepPayloadsDays }: StepContext): Promise<number> {
  const outcomes = await db.transaction().execute((trx) => translateBatch(trx, keepPayloadsDays));
  for (const { id, state, reason } of outcomes) {
    if (state === "failed") log.warn({ delivery: id, reason }, "A delivery does not fit its event and is set aside");
  }
  return outcomes.length;
}

async function translateBatch(trx: Transaction<Tables>, retention: PayloadRetention): Promise<DeliveryOutcome[]> {
  const deliveries = await claimDeliveries(trx, batchSize);
  if (deliveries.length === 0) return [];
  const understood = readDeliveries(deliveries);
  await keepFacts(trx, understood);
  await askForRefresh(trx, deliveries);
  await liftRefusals(trx, deliveries);
  await noteQuestions(trx, deliveries);
  const outcomes = understood.map(outcomeOf);
  await finishDeliveries(trx, outcomes, retention);
  return outcomes;
}

function outcomeOf({ delivery, translation }: Understood): DeliveryOutcome {
  switch (translation.kind) {
    case "facts":
    case "directory":
    case "content":
      return { id: delivery.id, state: "done", reason: null };
    case "ignored":
      return { id: delivery.id, state: "ignored", reason: translation.reason };
    case "rejected":
      return { id: delivery.id, state: "failed", reason: translation.reason };
  }
}
