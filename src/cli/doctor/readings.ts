/** Decides what the doctor looks at. The checks decide over these values alone; where they come from is not theirs to know. */
import type { Config } from "../../config/env.ts";
import type { TenantGuard } from "../../db/tenantRole.ts";
import type { DeliverySeen } from "../../github/hook.ts";
import type { Outage } from "../../github/installationPace.ts";
import type { AppSeen, HookSeen, InstallationSeen } from "../../github/octokitApp.ts";
import type { DeadLetterCount } from "../../intake/deadLetters.ts";
import type { InboxHealth, OpenGap } from "../../intake/deliveryHealth.ts";
import type { WorkHealth } from "../../intake/workHealth.ts";
import type { KeptFor } from "../../signals/repositoryTenants.ts";

/** An answer of GitHub, or why there is none; `status` is null where nothing came back at all. */
export type Asked<T> = { found: T } | { failure: string; status: number | null };

/** `none`: the embedded database has not been made yet. `in-use`: another process has it. */
export type StoreReading =
  | { kind: "none"; dataDir: string }
  | { kind: "in-use"; failure: string }
  | { kind: "unusable"; failure: string }
  | {
      kind: "open";
      missing: string[];
      unknown: string[];
      /** Null, as the inbox is, where the tables are not as this version knows them. */
      tenants: TenantGuard | null;
      inbox: InboxHealth | null;
      work: WorkHealth[];
      setAside: DeadLetterCount[];
      /** When the app was away too long, until GitHub has been asked what happened then. */
      gaps: OpenGap[];
      keptFor: KeptFor[];
      /** Of GitHub, as the running app sees it. */
      outages: Outage[];
    };

export type GitHubReadings = {
  /** By how many seconds this machine's clock is ahead; null if GitHub told no time. */
  secondsAhead: Asked<number | null>;
  app: Asked<AppSeen>;
  hook: Asked<HookSeen>;
  installations: Asked<InstallationSeen[]>;
  /** Of the last three days. */
  deliveries: Asked<{ deliveries: DeliverySeen[]; isWhole: boolean }>;
};

export type SettingReading =
  | { kind: "not-set-up" }
  | { kind: "faulty"; faults: string[] }
  | { kind: "set"; config: Pick<Config, "app" | "webUrl" | "webhookProxyUrl" | "listen" | "metrics"> };

export type Readings = {
  setting: SettingReading;
  /** The file of the credentials; null if there is none. */
  envFile: { path: string; readableByOthers: boolean } | null;
  /** Null while the settings do not allow asking. */
  gitHub: GitHubReadings | null;
  store: StoreReading | null;
};

/** What GitHub answered, or null. */
export function foundIn<T>(asked: Asked<T>): T | null {
  return "found" in asked ? asked.found : null;
}
