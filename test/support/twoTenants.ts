/** Decides what two teams' repositories hold that are alike in every number: only names, titles and people tell them apart. */
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Tables } from "../../src/db/tables.ts";
import { rememberPublication } from "../../src/github/publications.ts";
import { endOfTime, type Instant } from "../../src/instant.ts";
import { readEnvelope } from "../../src/intake/arrival.ts";
import { storeDeliveries } from "../../src/intake/deliveries.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { keepContentFacts } from "../../src/signals/contentFacts.ts";
import { keepQuestion } from "../../src/signals/questions.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { translateStored } from "../../src/steps/translateStored.ts";
import { keepConfig } from "../../src/timeline/configStore.ts";
import { deliveryOf, numberFor, shaFor } from "./payloadParts.ts";
import { type Moment, played } from "./scenario.ts";

/** `word` stands in its titles, and nowhere else. */
export type Tenant = { id: number; fullName: string; installation: number; person: string; word: string };

/** Ids that stand for nothing else anywhere. */
export const acme: Tenant = {
  id: 810_001_001,
  fullName: "acme/shop",
  installation: 820_000_090,
  person: "inespublishes",
  word: "Giftcards",
};
export const rival: Tenant = {
  id: 810_002_002,
  fullName: "rival/vault",
  installation: 820_000_091,
  person: "zoepublishes",
  word: "Moonshot",
};

export const latest = "2026-03-20T12:00:00Z";

/** The text of its configuration, in which nothing is set. */
export const configText = ({ word }: Tenant) => `# ${word}\n`;

/** All that the app comes to know and to keep of the repository, through the same steps as in life. */
export async function live(db: Kysely<Tables>, tenant: Tenant): Promise<void> {
  const { id, person, word } = tenant;
  await hear(db, deliveriesOf(tenant));
  const asked = { comment: 71, thread: 7, askedAt: latest, lines: [["queue", word]] };
  await keepQuestion(db, { repositoryId: id, asker: { id: numberFor(person), login: person }, ...asked });
  await rememberPublication(db, id, "comment #8", { state: "present", externalId: 700_000 + id });
  await keepConfig(db, id, { commit: shaFor(word), text: configText(tenant), generation: 0, problems: [] }, latest);
  await keepContentFacts(db, [
    {
      nodeId: `node of ${tenant.installation}`,
      installationId: tenant.installation,
      key: `field of ${tenant.installation}`,
      at: latest,
      timeSource: "received_at",
      receivedAt: latest,
      delivery: `field of ${tenant.installation}`,
      event: "projects_v2_item.edited",
      signal: { kind: "field-set", field: "Size", by: { id: 5, login: "planner", bot: false } },
    },
  ]);
}

/** Stores deliveries as the door does, and understands and folds them as the worker does. */
export async function hear(
  db: Kysely<Tables>,
  deliveries: readonly Delivery[],
  context = contextOn(db),
): Promise<void> {
  await storeDeliveries(db, deliveries.map(arrivalOf));
  while ((await translateStored(context)) > 0);
  const fold = folder(context);
  while ((await fold()) > 0);
}

export function contextOn(db: Kysely<Tables>, more: Partial<StepContext> = {}): StepContext {
  return {
    db,
    github: null,
    log: { info: () => {}, warn: () => {} },
    now: () => latest,
    readings: keptReadings,
    keepPayloadsDays: { checks: 1, others: 7 },
    until: endOfTime,
    publishPauseSeconds: 0,
    longestSleepSeconds: 24 * 3600,
    ...more,
  };
}

/** As the door takes it in. */
export function arrivalOf({ id, event, receivedAt, payload }: Delivery) {
  const body = JSON.stringify(payload);
  const parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  return { id, event, ...readEnvelope(parsed), receivedAt, body, payload: parsed };
}

/** The same course for every tenant, under its own names, and under delivery ids of its own. */
export function deliveriesOf(tenant: Tenant): Delivery[] {
  const { deliveries } = played(2026, { ...tenant, private: true }, (scenario) => {
    for (const [moment, happens] of course(tenant)) scenario.at(moment, happens);
  });
  const misfit = deliveryOf("issues", { at: latest, by: tenant.person, repository: tenant }, { action: "opened" });
  return [...deliveries, misfit].map((delivery) => throughInstallation(delivery, tenant));
}

export function throughInstallation(delivery: Delivery, { installation, word }: Tenant): Delivery {
  const payload = { ...z.record(z.string(), z.unknown()).parse(delivery.payload), installation: { id: installation } };
  return { ...delivery, id: `${word}-${delivery.id}`.slice(0, 64), payload };
}

function course({ person: by, word }: Tenant): [string, (moment: Moment) => void][] {
  return [
    ["03-02 09:00", (m) => m.issueOpened(7, { by, title: `${word} in the shop` })],
    ["03-02 10:00", (m) => m.labeled(7, "bug", { by })],
    ["03-03 09:00", (m) => m.pushed("7-work", { by })],
    ["03-03 10:00", (m) => m.pullRequestOpened(8, { by, branch: "7-work", title: `${word} for all`, closes: [7] })],
    ["03-03 10:01", (m) => m.checkStarted(8, "build")],
    ["03-03 10:10", (m) => m.checkEnded(8, "build", "success")],
    ["03-03 10:20", (m) => m.reviewAsked(8, `${by}-friend`)],
    ["03-04 10:00", (m) => m.reviewed(8, `${by}-friend`, "approved")],
    ["03-05 10:00", (m) => m.merged(8)],
    ["03-05 11:00", (m) => m.deployed(40, "production")],
    ["03-05 11:05", (m) => m.deploymentIs(40, "success")],
    ["03-06 09:00", (m) => m.issueOpened(9, { by, title: `${word} on fire` })],
    ["03-06 09:10", (m) => m.labeled(9, "incident", { by })],
    ["03-09 09:00", (m) => m.pushed("fix", { by })],
    ["03-09 09:05", (m) => m.pullRequestOpened(10, { by, branch: "fix", title: `${word} mended` })],
  ];
}

/** What GitHub says of the app's being here; the installation is the tenant's. */
export function installationNews(
  { id, fullName, installation }: Tenant,
  what: "uninstalled" | "removed" | "added" | "suspended",
  at: Instant,
): Delivery {
  const named = [{ id, full_name: fullName, private: true }];
  const bodies = {
    uninstalled: { action: "deleted", repositories: named },
    suspended: { action: "suspend" },
    removed: { action: "removed", repositories_added: [], repositories_removed: named },
    added: { action: "added", repositories_added: named, repositories_removed: [] },
  };
  const event = what === "removed" || what === "added" ? "installation_repositories" : "installation";
  const payload = { ...bodies[what], installation: { id: installation, app_id: 5 } };
  return { id: `${what}-${fullName.replace("/", "-")}-${at.replaceAll(":", "")}`, event, receivedAt: at, payload };
}
