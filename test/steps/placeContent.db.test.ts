/** Fields of projects, whose deliveries name no repository, on issues that are known before or after. */
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Fact } from "../../src/signals/signal.ts";
import type { TaskSlug } from "../../src/stages.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { useDatabase } from "../support/database.ts";
import { allFacts } from "../support/keptFacts.ts";
import { projectFieldSet } from "../support/extraPayloads.ts";
import { changed } from "../support/payloadParts.ts";
import { issueLabeled, issueOpened } from "../support/payloads.ts";

const database = useDatabase();
const opened = "2026-03-02T09:00:00Z";
const asked = "2026-03-02T10:00:00Z";
const set = "2026-03-02T12:00:00Z";

const issue = issueOpened({ at: opened });
const needsScoping = issueLabeled({ at: asked, createdAt: opened, label: "needs scoping" });
const needsPriority = issueLabeled({ at: asked, createdAt: opened, label: "needs priority" });
const sized = projectFieldSet({ at: set, nodeId: "I_1", field: "Size" });

/** Each delivery in a transaction of its own. */
async function factsAfter(...deliveries: Delivery[]): Promise<Fact[]> {
  for (const delivery of deliveries) {
    await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries([delivery])));
  }
  return allFacts(database.db, 1001);
}

async function endOf(task: TaskSlug, ...deliveries: Delivery[]): Promise<string | null | undefined> {
  const { items } = foldRepository(await factsAfter(...deliveries), defaultConfig, "2026-03-02T16:00:00Z");
  return items[0]?.tasks.find((span) => span.task === task)?.endedAt;
}

describe("a field", () => {
  test.each([
    ["after the issue was seen", [issue, needsScoping, sized]],
    ["before it", [sized, issue, needsScoping]],
    ["between, and twice", [issue, sized, needsScoping, { ...sized, id: "again" }]],
  ])("told %s ends what it settles", async (_when, deliveries) => {
    expect(await endOf("scoping", ...deliveries)).toBe(set);
  });

  test.each([
    ["scoping", "Estimate", set],
    ["scoping", "Priority", null],
    ["prioritisation", "Priority", set],
    ["prioritisation", "Status", null],
    ["initial-triage", "Status", set],
  ] as const)("ends %s by the name %s at %s", async (task, field, end) => {
    const deliveries = [issue, needsScoping, needsPriority, projectFieldSet({ at: set, nodeId: "I_1", field })];

    expect(await endOf(task, ...deliveries)).toBe(end);
  });

  test("that automation fills in triages nothing", async () => {
    const by = "github-project-automation[bot]";
    const filled = projectFieldSet({ at: set, nodeId: "I_1", field: "Status", by });

    expect(await endOf("initial-triage", issue, filled)).toBeNull();
  });

  test("told in one batch with its issue is kept once", async () => {
    await database.db.transaction().execute((trx) => keepFacts(trx, readDeliveries([sized, issue, sized])));

    const facts = await allFacts(database.db, 1001);

    expect(facts.filter(({ signal }) => signal.kind === "field-set").map(({ subject, at }) => [subject, at])).toEqual([
      ["#1", set],
    ]);
  });

  test("of an issue that nobody knows, or told through a stranger's installation, is told of none", async () => {
    const unknown = projectFieldSet({ at: set, nodeId: "I_404", field: "Size" });
    const foreign = changed(sized, { installation: { id: 666 } });

    const facts = await factsAfter(issue, unknown, foreign);

    expect(facts.filter(({ signal }) => signal.kind === "field-set")).toEqual([]);
  });
});
