/** Which store commands open where none is named on the command line. */
import { sql } from "kysely";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { withStore } from "../../src/cli/openStore.ts";
import { connect } from "../../src/db/connect.ts";
import { createStore } from "../support/database.ts";

afterEach(() => vi.unstubAllEnvs());

test("where no store is named it is the app's own, by DATABASE_URL or DATA_DIR", async () => {
  const { target, remove } = await createStore();
  onTestFinished(remove);
  const own = await connect(target);
  await sql`insert into installations (id, state, heard_at) values (4711, 'active', now())`.execute(own.db);
  await own.close();
  vi.stubEnv("DATABASE_URL", "databaseUrl" in target ? target.databaseUrl : "");
  vi.stubEnv("DATA_DIR", "dataDir" in target ? target.dataDir : "");

  const found = await withStore({}, (db) => db.selectFrom("installations").select("id").execute());
  expect(found).toEqual([{ id: 4711 }]);
}, 60_000);
