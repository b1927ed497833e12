/** Decides what the steps that read histories are given beside what every step is. */
import { setTimeout as sleep } from "node:timers/promises";
import type { GitHubHistory } from "../github/history/history.ts";

export type HistorySource = {
  gitHub: GitHubHistory;
  /** As far back a history is read where nothing else was asked for. */
  days: number;
  /** Waits that are so short that the work is not given back for them. */
  wait: (seconds: number) => Promise<void>;
};

export const waitInProcess: HistorySource["wait"] = (seconds) => sleep(seconds * 1000);
