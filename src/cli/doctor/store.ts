/** Decides whether the database can be used, has the right schema, and whether work is stuck in it. */
import type { TenantGuard } from "../../db/tenantRole.ts";
import type { DeadLetterCount } from "../../intake/deadLetters.ts";
import type { Outage } from "../../github/installationPace.ts";
import type { InboxHealth, OpenGap } from "../../intake/deliveryHealth.ts";
import type { WorkHealth } from "../../intake/workHealth.ts";
import type { Finding } from "./finding.ts";
import type { Readings, StoreReading } from "./readings.ts";

const check = "database";

export function checkStore(store: Readings["store"]): Finding[] {
  if (store === null) return [{ check, state: "unknown", says: "Not looked at, before the settings are right." }];
  switch (store.kind) {
    case "none":
      return [
        { check, state: "note", says: `There is no database in ${store.dataDir} yet; the first start makes it.` },
      ];
    case "in-use":
      return [
        { check, state: "note", says: `${store.failure} If that is the app itself, all is well: ask its /readyz.` },
      ];
    case "unusable":
      return [{ check, state: "wrong", says: store.failure }];
    case "open":
      return [
        ...schemaFindings(store),
        ...(store.tenants === null ? [] : [tenantFinding(store.tenants)]),
        ...(store.inbox === null ? [] : inboxFindings(store.inbox)),
        ...store.work.flatMap(workFindings),
        ...(store.inbox === null ? [] : setAsideFindings(store.setAside)),
        ...store.gaps.map(gapFinding),
        ...store.outages.map(outageFinding),
      ];
  }
}

function schemaFindings({ missing, unknown }: Extract<StoreReading, { kind: "open" }>): Finding[] {
  if (unknown.length > 0) {
    const says = `The database is of a newer version of Throughline: it has ${unknown.join(", ")}.`;
    return [
      { check, state: "wrong", says, wayOut: "Start the newer version, or restore a copy from before the upgrade." },
    ];
  }
  if (missing.length > 0) {
    const says = `The database's schema is older than this version: ${missing.length} migrations are missing, from ${missing[0]} on.`;
    return [
      {
        check,
        state: "wrong",
        says,
        wayOut: "Make a copy of it, then run `npm start`: it brings the schema up to date.",
      },
    ];
  }
  return [{ check, state: "good", says: "The database answers, and its schema is this version's." }];
}

function tenantFinding(guard: TenantGuard): Finding {
  const about = "row-level security";
  if (guard.kind === "in-force") {
    return { check: about, state: "good", says: "What is done for one repository sees no row of another." };
  }
  const says = `Repositories are kept apart by the app's own queries alone: the server did not let ${guard.owner} make the role ${guard.role}.`;
  const wayOut = `Have an administrator run \`create role ${guard.role} nologin; grant ${guard.role} to ${guard.owner};\`, then start again.`;
  return { check: about, state: "note", says, wayOut };
}

/** What is stored is usually processed within a second. */
const longestInboxSeconds = 5 * 60;
/** What is due is usually done within a minute; a busy hour may stretch that. */
const longestDueSeconds = 15 * 60;

function inboxFindings({ waiting, longestWaitSeconds }: InboxHealth): Finding[] {
  if (longestWaitSeconds === null || longestWaitSeconds <= longestInboxSeconds) {
    return [{ check: "inbox", state: "good", says: "Every delivery is processed." }];
  }
  const says = `${waiting} deliveries are not processed, the oldest since ${minutes(longestWaitSeconds)}.`;
  return [{ check: "inbox", state: "wrong", says, wayOut: notRunning }];
}

function setAsideFindings(counts: readonly DeadLetterCount[]): Finding[] {
  if (counts.length === 0) return [{ check: "set aside", state: "good", says: "Nothing is set aside." }];
  return counts.map(({ kind, count, latestReason }) => {
    const one = count === 1;
    const what =
      kind === "delivery" ? (one ? "delivery" : "deliveries") : `${one ? "piece" : "pieces"} of work (${kind})`;
    const says = `${count} ${what} ${one ? "is" : "are"} set aside, the latest: ${latestReason ?? "unknown"}.`;
    const wayOut =
      "Everything else goes on. Look for a newer version of Throughline, then run `deadletters retry --all`.";
    return { check: "set aside", state: "wrong", says, wayOut };
  });
}

function gapFinding({ since, until, repositories }: OpenGap): Finding {
  const says = `Nothing was heard from ${since} to ${until}, and GitHub sends it no more. What happened then is still to be asked for (repositories: ${repositories}).`;
  return { check: "gap", state: "note", says, wayOut: "It is asked by itself while the app runs." };
}

function workFindings({ kind, due, longestDueSeconds: longest, failing, latestError }: WorkHealth): Finding[] {
  const findings: Finding[] = [];
  if (longest !== null && longest > longestDueSeconds) {
    const says = `${due} pieces of work (${kind}) are due, the longest since ${minutes(longest)}.`;
    findings.push({ check: "queue", state: "wrong", says, wayOut: notRunning });
  }
  if (failing > 0) {
    const says = `${failing} pieces of work (${kind}) fail again and again, the latest: ${latestError ?? "unknown"}.`;
    findings.push({ check: "queue", state: "wrong", says, wayOut: "It is tried again by itself; the log has more." });
  }
  return findings;
}

function outageFinding({ installationId, failures, nextTestSeconds }: Outage): Finding {
  const next = nextTestSeconds === 0 ? "with what is due next" : `in ${nextTestSeconds} seconds`;
  const says = `GitHub has not answered ${failures} requests in a row for installation ${installationId}; the app asks again ${next}.`;
  const wayOut =
    "Deliveries are taken in meanwhile, and all that is due is written when GitHub answers. See its status.";
  return { check: "outage of GitHub", state: "wrong", says, wayOut };
}

const notRunning = "Is the app running? If it is, its log says what it waits for.";

function minutes(seconds: number): string {
  return seconds < 2 * 60 * 60 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
