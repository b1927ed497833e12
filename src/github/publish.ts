/** Decides how GitHub is brought to the wanted state: at most one live text per key, written only if people would see a difference. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { unreachable } from "../errors.ts";
import type { Report } from "../reports/report.ts";
import { whyElsewhere } from "./elsewhere.ts";
import { type GitHub, GitHubFailure, type RepositoryAddress } from "./github.ts";
import {
  claimCreation,
  deletionsThatMeanIt,
  type Publication,
  publication,
  type Remembered,
  rememberPublication,
} from "./publications.ts";
import { type Standing, type Surface, surfaceOf } from "./surface.ts";

export type PublishOutcome =
  | { kind: "created" | "updated" | "unchanged" }
  /** Somebody has closed it, so it is left as it was. */
  | { kind: "closed" }
  /** It is not there, and this report may not create it. */
  | { kind: "skipped" }
  /** Not now and not by trying again soon; the reason is for the operator. */
  | { kind: "given-up"; reason: string }
  /** Ask again after so many seconds. */
  | { kind: "later"; seconds: number };

/**
 * Writes the report to GitHub, unless what stands there says the same. Of a failure of GitHub it makes an outcome; it throws only on a fault
 * of the app or the database. `executor` must not be a transaction: none may stay open over a request. Meant to be called by one worker at a
 * time for one report; of several at once one creates and the others are told `later`.
 */
export async function publish(
  github: GitHub,
  executor: Kysely<Tables>,
  repository: RepositoryAddress,
  report: Report,
): Promise<PublishOutcome> {
  const surface = surfaceOf(github, repository, report);
  const known = await publication(executor, repository.id, surface.key);
  const task: Task = {
    surface,
    known,
    remember: (what) => rememberPublication(executor, repository.id, surface.key, what),
    settle: async (what, unlessSince) =>
      (await rememberPublication(executor, repository.id, surface.key, what, { unlessSince })) !== null,
    claim: (seen) => claimCreation(executor, repository.id, surface.key, seen, graceSeconds),
    recall: () => publication(executor, repository.id, surface.key),
    elsewhere: () => whyElsewhere(github, repository),
  };
  if (known !== null && isLetBe(known)) return { kind: "given-up", reason: known.reason ?? "" };
  if (known?.state === "present" && known.contentHash === surface.contentHash) return { kind: "unchanged" };
  if (known?.state === "wanted" && !surface.mayCreate) return { kind: "skipped" };
  try {
    return await bringAbout(task);
  } catch (thrown) {
    if (thrown instanceof GitHubFailure) return settle(task, thrown);
    throw thrown;
  }
}

/** How long GitHub may take to show in a listing what it was asked to create: it lags by up to 10 seconds, a request lasts up to 12. */
const graceSeconds = 30;

const lookAgain: PublishOutcome = { kind: "later", seconds: graceSeconds };

/** Whoever asked for patience and named no time gets this much. */
const patienceSeconds = 60;

/** A refusal is tested again only after so long: it lasts until a person changes a setting. */
const refusalSeconds = 24 * 60 * 60;

type Task = {
  surface: Surface;
  known: Publication | null;
  /** Returns the new stamp. */
  remember: (what: Remembered) => Promise<string | null>;
  /**
   * The same, unless somebody has written since that stamp: a worker that stood still between its claim and its request, and has created a second copy
   * meanwhile. Its note must not be lost, so that the next pass looks. False if so.
   */
  settle: (what: Remembered, unlessSince: string | null) => Promise<boolean>;
  claim: (seen: Publication | null) => Promise<boolean>;
  recall: () => Promise<Publication | null>;
  /** The reason why a new text would stand in a repository of others. Not remembered: the next thing that is heard of the repository tells its new name. */
  elsewhere: () => Promise<string | null>;
};

function isLetBe(known: Publication): boolean {
  if (known.state !== "given-up") return false;
  return known.timesDeleted >= deletionsThatMeanIt || known.secondsSinceWrite < refusalSeconds;
}

async function bringAbout(task: Task): Promise<PublishOutcome> {
  const id = task.known?.externalId ?? null;
  if (id === null || task.known?.state === "unknown") {
    const standing = await task.surface.find();
    // A create that may have happened a moment ago is perhaps not shown yet, beside what is.
    if (standing.length > 0 && isYoungDoubt(task.known)) return lookAgain;
    const found = await adopt(task, standing, task.known?.stamp ?? null);
    if (found !== null) return found;
  }
  return id === null ? create(task, task.known) : updateById(task, id);
}

function isYoungDoubt(known: Publication | null): boolean {
  return known?.state === "unknown" && known.secondsSinceWrite < graceSeconds;
}

async function updateById(task: Task, id: number): Promise<PublishOutcome> {
  const { surface, known } = task;
  const written = await surface.update(id);
  if (written === "gone") return replace(task);
  if (written === "closed") return { kind: "closed" };
  // An unknown state lasts until a listing has shown what stands there: there may be a second copy.
  const state = known?.state === "unknown" ? "unknown" : "present";
  const settled = await task.settle({ state, externalId: id, contentHash: surface.contentHash }, known?.stamp ?? null);
  return settled ? { kind: "updated" } : lookAgain;
}

/** Makes what a listing shows the one text that stands there. Null if it shows nothing. */
async function adopt(
  { surface, settle: settleUnless }: Task,
  standing: readonly Standing[],
  stamp: string | null,
): Promise<PublishOutcome | null> {
  const [kept, ...extras] = standing;
  if (kept === undefined) return null;
  const written = kept.upToDate ? "unchanged" : await surface.update(kept.id);
  if (written === "gone") return lookAgain;
  // Before it is remembered: if this stops halfway, the next pass looks again.
  for (const extra of extras) await surface.remove(extra.id, kept.id);
  const contentHash = written === "closed" ? null : surface.contentHash;
  const settled = await settleUnless({ state: "present", externalId: kept.id, contentHash }, stamp);
  return settled ? { kind: written } : lookAgain;
}

/** After somebody deleted it. */
async function replace(task: Task): Promise<PublishOutcome> {
  const timesDeleted = (task.known?.timesDeleted ?? 0) + 1;
  const absent = { externalId: null, contentHash: null, timesDeleted };
  if (timesDeleted >= deletionsThatMeanIt) {
    const reason = `somebody deleted ${task.surface.name} twice, so it is not written again`;
    await task.remember({ ...absent, state: "given-up", reason });
    return { kind: "given-up", reason };
  }
  const stamp = await task.remember({ ...absent, state: "wanted" });
  return (await adopt(task, await task.surface.find(), stamp)) ?? create(task, await task.recall());
}

async function create(task: Task, seen: Publication | null): Promise<PublishOutcome> {
  const { surface } = task;
  if (!surface.mayCreate) {
    // Remembered, so that a pull request that gets no comment costs no listing each time. A doubtful create may yet appear.
    if (seen?.state !== "unknown") await task.remember({ state: "wanted" });
    return { kind: "skipped" };
  }
  const elsewhere = await task.elsewhere();
  if (elsewhere !== null) return { kind: "given-up", reason: elsewhere };
  if (!(await task.claim(seen))) return { kind: "later", seconds: graceSeconds };
  const id = await creating(task, seen);
  // Not `present` before a listing shows it: a worker that was paused since its claim may have created one, too, or be that worker.
  const stamp = await task.remember({ state: "unknown", externalId: id, contentHash: surface.contentHash });
  const standing = await surface.find();
  if (!standing.some((each) => each.id === id)) return lookAgain;
  const adopted = await adopt(task, standing, stamp);
  return adopted === lookAgain ? lookAgain : { kind: "created" };
}

async function creating({ surface, remember }: Task, seen: Publication | null): Promise<number> {
  try {
    return await surface.create();
  } catch (thrown) {
    // Nothing was written, so the claim is given back; what was in doubt before it is so still.
    if (thrown instanceof GitHubFailure && thrown.meaning === "try-later") {
      await remember({ state: seen?.state === "unknown" ? "unknown" : "wanted" });
    }
    throw thrown;
  }
}

async function settle({ remember }: Task, failure: GitHubFailure): Promise<PublishOutcome> {
  switch (failure.meaning) {
    case "try-later":
      return { kind: "later", seconds: failure.retryAfterSeconds ?? patienceSeconds };
    case "ambiguous":
      await remember({ state: "unknown" });
      return { kind: "later", seconds: graceSeconds };
    case "refused":
      await remember({ state: "given-up", reason: failure.message });
      return { kind: "given-up", reason: failure.message };
    default:
      return unreachable(failure.meaning);
  }
}
