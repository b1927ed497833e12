/** Decides whether the house still stands as the README draws it: who may import whom, and what stays out of which folder. */
import { expect, test } from "vitest";
import { type Import, readSources, type Source, withoutComments } from "./support/sources.ts";

const sources = readSources("src/**/*.ts");

/** Imports run from a later place to an earlier one. */
const order = ["config", "db", "signals", "timeline", "metrics", "forecast", "reports", "commands", "github"];
const ground = ["errors.ts", "instant.ts", "stages.ts"];

/** Places that stand beside the order, and what each may import besides the ground. */
const beside: Record<string, string[]> = {
  intake: ["db"],
  steps: [...order, "intake"],
  "pipeline.ts": [...order, "intake", "steps"],
  "app.ts": ["intake"],
  setup: ["config", "github", "intake"],
  meter: ["db", "github", "intake"],
  "main.ts": [...order, "intake", "steps", "pipeline.ts", "app.ts", "setup", "meter"],
  cli: [...order, "intake", "steps", "pipeline.ts", "app.ts", "main.ts", "setup"],
  "cli.ts": [...order, "intake", "steps", "pipeline.ts", "app.ts", "main.ts", "setup", "cli"],
};

/** The intake knows what a delivery is, and nothing of what it means. */
const exceptions = new Set(["src/intake -> src/signals/delivery.ts"]);

test("imports run one way", () => {
  const wrong = sources.flatMap((source) =>
    source.imports
      .filter((each) => each.of.startsWith("src/") && !mayImport(source.path, each.of))
      .map(
        (each) =>
          `${source.path} imports ${each.of}: ${placeOf(source.path)} may import only ${allowedFor(source.path)}`,
      ),
  );
  expect(wrong).toEqual([]);
});

test("no import comes back to where it started, not even for a type", () => {
  const imports = new Map(sources.map((source) => [source.path, source.imports.map((each) => each.of)]));
  expect(sources.map((source) => wayBack(source.path, imports)).filter((way) => way !== null)).toEqual([]);
});

/** Where queries are written: the files that own a table, and the ground of the database. */
const tableOwners = [
  "src/db/",
  "src/intake/backfills.ts",
  "src/intake/deadLetters.ts",
  "src/intake/deliveries.ts",
  "src/intake/deliveryHealth.ts",
  "src/intake/dueWork.ts",
  "src/intake/workHealth.ts",
  "src/intake/workInTurn.ts",
  "src/intake/forgetDeliveries.ts",
  "src/intake/gaps.ts",
  "src/intake/missedDeliveries.ts",
  "src/intake/recovery.ts",
  "src/signals/contentFacts.ts",
  "src/signals/packedFacts.ts",
  "src/signals/erasedRepositories.ts",
  "src/signals/questions.ts",
  "src/signals/repositories.ts",
  "src/signals/repositoryTenants.ts",
  "src/signals/signalLog.ts",
  "src/signals/signalReader.ts",
  "src/timeline/derivedSigns.ts",
  "src/timeline/configStore.ts",
  "src/timeline/deploymentStore.ts",
  "src/timeline/generations.ts",
  "src/timeline/itemLinks.ts",
  "src/timeline/timelineReader.ts",
  "src/timeline/timelineStore.ts",
  "src/github/installationPace.ts",
  "src/github/publications.ts",
];

/** The GitHub port's one implementation, with the client that it is made of. */
const behindThePort = [
  "src/github/octokit",
  "src/github/ask.ts",
  "src/github/gitHubOnDemand.ts",
  "src/github/history/octokitHistory.ts",
  "src/github/identity.ts",
  "src/github/oneAttempt.ts",
  "src/github/pacedOctokit.ts",
];

test.each([
  ["queries are written only by the files that own a table", isQueryBuilder, tableOwners],
  ["the database drivers are known only to db", (each: Import) => /^(pg|@electric-sql\/)/.test(each.of), ["src/db/"]],
  ["GitHub is reached only behind its port", isGitHubClient, behindThePort],
  ["Prometheus is known only to meter", (each: Import) => each.of === "prom-client", ["src/meter/"]],
  [
    "Probot is known only where the app is wired",
    (each: Import) => each.of === "probot",
    ["src/app.ts", "src/main.ts"],
  ],
])("%s", (rule, matches, allowed) => {
  const wrong = sources
    .filter((source) => !allowed.some((start) => source.path.startsWith(start)))
    .flatMap((source) => source.imports.filter(matches).map((each) => `${source.path} imports ${each.of}: ${rule}`));
  expect(wrong).toEqual([]);
});

const pureFolders = new Set(["signals", "timeline", "metrics", "forecast", "reports", "commands"]);

const impure =
  /\b(async|await|Promise|Date\.now|Math\.random|process(?![-" ])|setTimeout|setInterval|fetch|console|logger|pino)\b|new Date\(\)/;
const impureImport = /^(node:(?!crypto$|util$)|pino|kysely)/;

test("what a delivery means is decided without a clock, chance, waiting or the world outside", () => {
  const wrong = sources.filter(isPure).flatMap((source) => [
    ...withoutComments(source.text)
      .split("\n")
      .filter((line) => impure.test(line))
      .map((line) => `${source.path} holds \`${line.trim()}\`: hand the moment or the value in as an argument`),
    ...source.imports
      .filter((each) => impureImport.test(each.of))
      .map((each) => `${source.path} imports ${each.of}: only a file that owns a table may do that here`),
  ]);
  expect(wrong).toEqual([]);
});

test("only config/env.ts reads the environment", () => {
  const readers = sources.filter((source) => /\bprocess\.env\b/.test(withoutComments(source.text)));
  expect(readers.map((source) => source.path)).toEqual(["src/config/env.ts"]);
});

test("a function or value is exported only where another file names it", () => {
  const others = readSources("{migrations,scripts,test}/**/*.ts");
  const named = new Set([...sources, ...others].flatMap(({ imports }) => imports).flatMap(exportsNamed));
  const needless = sources.flatMap(({ path, text }) =>
    exportedValues(text)
      .filter((name) => !named.has(`${path} ${name}`) && !named.has(`${path} *`))
      .map((name) => `${path} exports ${name}, and nobody imports it`),
  );
  expect(needless).toEqual([]);
});

test("every file opens with what it decides", () => {
  const silent = [...sources, ...readSources("migrations/*.ts")].filter(
    (source) => !/^(#!.*\n)?\/\*\* Decides .+\. ?\*\/\n/.test(source.text),
  );
  expect(silent.map((source) => source.path)).toEqual([]);
});

test("files are small: half of them under 100 lines", () => {
  const lengths = sources.map((source) => source.text.split("\n").length - 1).toSorted((a, b) => a - b);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(100);
});

function exportsNamed({ of, names }: Import): string[] {
  return names.map((name) => `${of} ${name}`);
}

/** Types are left out: they say what an exported function takes and answers. */
function exportedValues(text: string): string[] {
  return [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name ?? "");
}

function isQueryBuilder(each: Import): boolean {
  return each.of.startsWith("kysely") && !each.typeOnly;
}

/** Not the small library that checks signatures. */
function isGitHubClient(each: Import): boolean {
  return each.of.startsWith("@octokit/") && each.of !== "@octokit/webhooks-methods";
}

function isPure(source: Source): boolean {
  return pureFolders.has(placeOf(source.path)) && !tableOwners.includes(source.path);
}

/** The folder or file directly under src. */
function placeOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function mayImport(from: string, to: string): boolean {
  const places = [placeOf(from), ...allowedPlaces(placeOf(from))];
  return places.includes(placeOf(to)) || exceptions.has(`src/${placeOf(from)} -> ${to}`);
}

function allowedPlaces(place: string): string[] {
  if (ground.includes(place)) return ground;
  return [...ground, ...(beside[place] ?? order.slice(0, Math.max(0, order.indexOf(place))))];
}

function allowedFor(file: string): string {
  return [placeOf(file), ...allowedPlaces(placeOf(file))].join(", ");
}

/** The shortest chain of imports from a file back to itself. */
function wayBack(start: string, imports: Map<string, string[]>): string | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of imports.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, start].join(" -> ");
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}
