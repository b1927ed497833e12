/** Decides how the inbox is read: a batch of stored deliveries in one transaction, each ending as done, ignored or failed with its reason. */
import type { Transaction } from "kysely";
import { isPassingFault } from "../db/passingFault.ts";
import type { Tables } from "../db/tables.ts";
import { messageOf } from "../errors.ts";
import { noteUnreadable } from "../intake/deadLetters.ts";
import type { ClaimedDelivery, DeliveryOutcome } from "../intake/deliveries.ts";
import { claimDeliveries, finishDeliveries } from "../intake/deliveries.ts";
import { eraseDeliveries } from "../intake/forgetDeliveries.ts";
import type { Sight } from "../signals/erasedRepositories.ts";
import { keepFor } from "../signals/repositoryTenants.ts";
import { eraseRepository } from "./eraseRepository.ts";
import { liftRefusals } from "./liftRefusals.ts";
import { askForHistories } from "./askForHistory.ts";
import { noteQuestions } from "./noteQuestions.ts";
import { askForRefresh } from "./refreshButton.ts";
import type { StepContext } from "./stepContext.ts";
import { tenancyOf } from "./tenancy.ts";
import { keepFacts, readDeliveries } from "./understand.ts";
import type { Understood } from "./understand.ts";

const batchSize = 200;

/** Returns how many deliveries it read. Where a batch fails, each is read by itself, so that the one with the fault holds up nobody else. */
export async function translateStored(context: StepContext): Promise<number> {
  try {
    return await translateBatch(context, batchSize, () => {});
  } catch (error) {
    if (isPassingFault(error)) throw error;
    return translateOneByOne(context);
  }
}

async function translateOneByOne(context: StepContext): Promise<number> {
  for (let read = 0; read < batchSize; read += 1) {
    if ((await translateNext(context)) === 0) return read;
  }
  return batchSize;
}

/** The oldest; one that cannot be read is the oldest again, until it is set aside. */
async function translateNext(context: StepContext): Promise<number> {
  let delivery: ClaimedDelivery | undefined;
  try {
    return await translateBatch(context, 1, ([claimed]) => (delivery = claimed));
  } catch (thrown) {
    if (delivery === undefined || isPassingFault(thrown)) throw thrown;
    const reason = `could not be read: ${messageOf(thrown)}`;
    const { attempt, setAside } = await noteUnreadable(context.db, delivery.id, reason);
    const fields = { ...fieldsOf(delivery), attempt, err: thrown };
    context.log.warn(
      fields,
      setAside ? "A delivery could not be read and is set aside" : "A delivery could not be read",
    );
    if (setAside) context.meter?.read("failed");
    return 1;
  }
}

/** `onClaimed` hears which deliveries it is about, before anything can fail over one of them. */
async function translateBatch(
  context: StepContext,
  limit: number,
  onClaimed: (deliveries: ClaimedDelivery[]) => void,
): Promise<number> {
  const { claimed, outcomes, eraseFirst } = await context.db.transaction().execute(async (trx) => {
    const deliveries = await claimDeliveries(trx, limit);
    onClaimed(deliveries);
    if (deliveries.length === 0) return { claimed: deliveries, outcomes: [], eraseFirst: [] };
    const all = readDeliveries(deliveries);
    const tenancy = await tenancyOf(trx, all);
    // None of them is read yet: they are claimed again when that is done.
    if (tenancy.eraseFirst.length > 0) return { claimed: deliveries, outcomes: [], eraseFirst: tenancy.eraseFirst };
    const counted = all.filter(({ delivery }) => !tenancy.refused.has(delivery.id));
    const ended = await translate(trx, counted, tenancy.sights);
    await finishDeliveries(trx, ended, context.keepPayloadsDays);
    await eraseDeliveries(trx, [...tenancy.refused]);
    return { claimed: deliveries, outcomes: ended, eraseFirst: [] };
  });
  for (const outcome of outcomes) {
    const delivery = claimed.find(({ id }) => id === outcome.id);
    if (delivery) tell(delivery, outcome, context);
  }
  for (const { repositoryId, keptFor } of eraseFirst) {
    const rows = await eraseRepository(context.db, repositoryId, { keptFor, unread: "leave" });
    context.log.info({ repository: repositoryId, rows }, "Erased a repository that another installation has now");
  }
  return claimed.length;
}

async function translate(
  trx: Transaction<Tables>,
  understood: readonly Understood[],
  sights: readonly Sight[],
): Promise<DeliveryOutcome[]> {
  const deliveries = understood.map(({ delivery }) => delivery);
  await keepFacts(trx, understood);
  await keepFor(trx, sights);
  await askForRefresh(trx, deliveries);
  await liftRefusals(trx, deliveries);
  await noteQuestions(trx, deliveries);
  await askForHistories(trx, understood);
  return understood.map(outcomeOf);
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

function tell(delivery: ClaimedDelivery, { state, reason }: DeliveryOutcome, { log, meter }: StepContext): void {
  meter?.read(state);
  const fields = { ...fieldsOf(delivery), attempt: delivery.attempts + 1 };
  if (state === "failed") log.warn({ ...fields, reason }, "A delivery does not fit its event and is set aside");
  else log.info({ ...fields, outcome: state, ...(reason === null ? {} : { reason }) }, "Read a delivery");
}

function fieldsOf({ id, event, action, installationId, repositoryId }: ClaimedDelivery): Record<string, unknown> {
  return { delivery: id, event, action, installation: installationId, repository: repositoryId };
}
