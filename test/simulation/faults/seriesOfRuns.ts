/** Decides how a series of runs is tried: from which seed, how many, and what is said of one that fails. */
import { compared, type Compared } from "./compared.ts";
import { openSimulatedDatabase } from "./simulatedDatabase.ts";
import type { Mutant } from "./world.ts";

/** One seed tries one failure again. Without it a series is another one each day, and says where it began. */
export const onlySeed: number | null = numberIn("THROUGHLINE_FAULT_SEED");
export const firstSeed: number = onlySeed ?? Math.floor(Date.now() / 86_400_000) * 100_000;
/** 200 in the test command. */
export const runs: number = onlySeed === null ? (numberIn("THROUGHLINE_FAULT_RUNS") ?? 200) : 1;

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
