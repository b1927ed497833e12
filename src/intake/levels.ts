/** Decides what the state of the queues is, for whoever watches: how much is due and since when, and what was set aside. */
import { countDeadLetters } from "./deadLetters.ts";
import { inboxHealth } from "./deliveryHealth.ts";
import type { Executor } from "./dueWork.ts";
import { workHealth } from "./workHealth.ts";

/** Of all repositories together. */
export type Levels = {
  /** Work that is due and not done, by kind; `translate` is the inbox. */
  queues: { kind: string; due: number; longestDueSeconds: number | null }[];
  setAside: { kind: string; count: number }[];
};

export async function readLevels(executor: Executor): Promise<Levels> {
  const inbox = await inboxHealth(executor);
  const work = await workHealth(executor);
  return {
    queues: [{ kind: "translate", due: inbox.waiting, longestDueSeconds: inbox.longestWaitSeconds }, ...work],
    setAside: await countDeadLetters(executor),
  };
}
