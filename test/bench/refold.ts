/** Decides how long a changed configuration takes to come into force: 10,000 items on the embedded database, while deliveries come in. `node test/bench/refold.ts` */
import { setImmediate } from "node:timers/promises";
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import { addSeconds, endOfTime } from "../../src/instant.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { adoptConfig } from "../../src/steps/adoptConfig.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import { refolder } from "../../src/steps/refoldDue.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { countsOf } from "../../src/timeline/timelineReader.ts";
import { arrivalOf } from "../support/arrivals.ts";
import { repositoryId } from "../support/payloadParts.ts";
import {
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  reviewSubmitted,
} from "../support/payloads.ts";

const items = 10_000;
const beginning = "2025-06-01T00:00:00Z";

const { db, close } = await connect({ temporary: true });
const context: StepContext = {
  db,
  github: null,
  log: { info: (fields) => process.stderr.write(`${JSON.stringify(fields)}\n`), warn: () => {} },
  now: () => addSeconds(beginning, items * 2000),
  readings: keptReadings,
  keepPayloadsDays: { checks: 1, others: 7 },
  until: endOfTime,
  publishPauseSeconds: 0,
  longestSleepSeconds: 0,
};
await migrate(db);
await timed(`Reading ${items} items`, fill);
await timed("Folding them for the first time", () => untilDone(folder(context)));
await timed("Reading a configuration", () =>
  adoptConfig(repositoryId, { text: 'labels: { stages: { design: ["Being drawn"] } }', commit: "abc" }, context),
);
const worst = { milliseconds: 0 };
const intake = new AbortController();
const coming = deliveriesComing(intake.signal, worst);
await timed("Folding them again", () => untilDone(refolder(context)));
intake.abort();
await coming;
process.stdout.write(`${JSON.stringify(await countsOf(db, repositoryId))}\n`);
process.stdout.write(
  `The slowest delivery that came in meanwhile was stored after ${Math.round(worst.milliseconds)} ms\n`,
);
await close();

/** Half of them issues with a pull request, half pull requests of their own. */
async function fill(): Promise<void> {
  for (let number = 1; number <= items; number += 100) {
    const deliveries = Array.from({ length: 100 }, (_, index) => wayOf(number + index)).flat();
    await db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
  }
}

function wayOf(number: number): Delivery[] {
  const opened = addSeconds(beginning, number * 1900);
  const later = (hours: number) => ({ at: addSeconds(opened, hours * 3600), createdAt: opened });
  if (number % 2 === 0) return pullRequestWay(number, opened, null);
  return [
    issueOpened({ number, at: opened }),
    issueLabeled({ number, ...later(1), label: "size: M" }),
    issueLabeled({ number, ...later(2), label: "Being drawn" }),
    ...pullRequestWay(items + number, addSeconds(opened, 4 * 3600), `Closes #${number}.`),
  ];
}

function pullRequestWay(number: number, opened: string, body: string | null): Delivery[] {
  const own = { number, createdAt: opened, body, head: `change-${number}`, headSha: String(number).padStart(40, "0") };
  const later = (hours: number) => ({ ...own, at: addSeconds(opened, hours * 3600) });
  const deliveries = [
    pullRequestOpened({ ...own, at: opened }),
    reviewSubmitted({ ...later(5), by: "jonas", review: number * 2, state: "changes_requested" }),
    reviewSubmitted({ ...later(20), by: "jonas", review: number * 2 + 1, state: "approved" }),
  ];
  return number % 20 === 0
    ? deliveries
    : [...deliveries, pullRequestMerged({ ...later(21), mergeSha: `${number}`.padStart(40, "f") })];
}

/** One delivery every 50 ms, as long as the signal lets it. */
async function deliveriesComing(signal: AbortSignal, slowest: { milliseconds: number }): Promise<void> {
  for (let count = 0; !signal.aborted; count += 1) {
    // From when it was sent, not from when the process had time for it.
    const sent = performance.now() + 50;
    await new Promise((resolve) => setTimeout(resolve, 50));
    await storeDeliveries(db, [arrivalOf({ id: `coming ${count}` })]);
    slowest.milliseconds = Math.max(slowest.milliseconds, performance.now() - sent);
  }
}

async function untilDone(step: (context: StepContext) => Promise<number>): Promise<void> {
  for (;;) {
    // As the worker does, so that what comes in has its turn.
    await setImmediate();
    if ((await step(context)) === 0) {
      const { n } = await db
        .selectFrom("due_work")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .where("kind", "in", ["fold", "refold"])
        .executeTakeFirstOrThrow();
      if (n === 0) return;
    }
  }
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  const busy = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(busy);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${what} took ${seconds} s, ${((user + system) / 1e6).toFixed(1)} s of them on a processor\n`);
}
