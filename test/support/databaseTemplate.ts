/** Decides what every test's database is copied from: one migrated template, made once for each project of a run, and removed with its copies. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { connect, type Target } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import { administer, copiesOf, databasesNamed, testServerUrl, urlOfDatabase } from "./testServer.ts";

export type DatabaseTemplate = { kind: "folder"; folder: string } | { kind: "server"; database: string };

declare module "vitest" {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

/** Vitest calls it before the first test of the run that needs a database; what it returns is called after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return process.env["THROUGHLINE_TEST_DATABASE"] === "postgres" ? setUpOnServer(project) : setUpFolder(project);
}

async function setUpFolder(project: TestProject): Promise<() => Promise<void>> {
  const place = await mkdtemp(path.join(tmpdir(), "throughline-test-"));
  const folder = path.join(place, "template");
  await migrateOnce({ dataDir: folder });
  project.provide("databaseTemplate", { kind: "folder", folder });
  return () => rm(place, { recursive: true });
}

async function setUpOnServer(project: TestProject): Promise<() => Promise<void>> {
  const database = `throughline_test_template_${project.name}_${process.pid}`;
  await administer(`create database ${database}`);
  await migrateOnce({ databaseUrl: urlOfDatabase(testServerUrl(), database) });
  project.provide("databaseTemplate", { kind: "server", database });
  return () => dropWithCopies(database);
}

/** A process that tried tests may still be ending, and has its connections until then. */
async function dropWithCopies(template: string): Promise<void> {
  for (const name of [...(await databasesNamed(copiesOf(template))), template]) {
    await administer(`drop database ${name} with (force)`);
  }
}

async function migrateOnce(target: Target): Promise<void> {
  const { db, close } = await connect(target);
  await migrate(db);
  await close();
}
