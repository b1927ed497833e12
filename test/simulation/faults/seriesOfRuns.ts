/** Decides how a series of runs is tried: from which seed, how many, and what is said of one that fails. */
import { compared, type Compared } from "./compared.ts";
import { openSimulatedDatabase } from "./simulatedDatabase.ts";
import { testServerUrl } from "../../support/testServer.ts";
import type { Mutant } from "./world.ts";

/** One seed tries one failure again. Without it a series is another one each day, and says where it began. */
export const onlySeed: number | null = numberIn("THROUGHLINE_FAULT_SEED");
const firstSeed: number = onlySeed ?? Math.floor(Date.now() / 86_400_000) * 100_000;
/** Of the 200 of `.ci/run` most are on a server, where they take half as long; the embedded ones come first. */
const onServer = process.env["THROUGHLINE_TEST_DATABASE"] === "postgres" && onlySeed === null;
const embeddedRuns = 20;
const usualRuns = onServer ? 200 - embeddedRuns : embeddedRuns;
const firstOfSeries = firstSeed + (onServer ? embeddedRuns : 0);
const runs = onlySeed === null ? (numberIn("THROUGHLINE_FAULT_RUNS") ?? usualRuns) : 1;
export const seedsInTests: readonly number[] = Array.from({ length: runs }, (_, run) => firstOfSeries + run);
/** Where the tests' runs keep their data. */
export const storeInTests: SeriesOptions = onServer ? { serverUrl: testServerUrl() } : {};

/** The seed is in the first line, so that it can be tried again. */
export function failureIn({ seed, differences, world }: Compared): string | null {
  if (differences.length === 0) return null;
  const trace = world === null ? [] : ["The last that happened:", ...world.trace];
  return [`THROUGHLINE_FAULT_SEED=${seed} comes to something else than a calm run:`, ...differences, ...trace].join(
    "\n",
  );
}

export type SeriesOptions = {
  mutant?: Mutant;
  /** Where a server is to be used; by default the database is embedded. */
  serverUrl?: string;
};

/** Each seed's run, one after the other on one database. */
export async function* runsOf(seeds: Iterable<number>, options: SeriesOptions = {}): AsyncGenerator<Compared> {
  const { mutant, serverUrl } = options;
  const database = await openSimulatedDatabase(serverUrl ?? null);
  try {
    for (const seed of seeds) yield await compared(seed, database, mutant);
  } finally {
    await database.close();
  }
}

function numberIn(name: string): number | null {
  const text = process.env[name];
  return text === undefined ? null : Number(text);
}
