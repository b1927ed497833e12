/** Decides how something is waited for: looked for again and again until it is there, but not for ever. */
import { setTimeout as pause } from "node:timers/promises";
import { UserError } from "../../errors.ts";

/**
 * Resolves once `look` answers true. Throws a UserError that says `what` was waited for after `deadlineSeconds`, and what `signal` was
 * aborted with at once.
 */
export async function waitUntil(
  what: () => string,
  look: () => Promise<boolean>,
  options: { deadlineSeconds: number; signal: AbortSignal },
): Promise<void> {
  const deadline = performance.now() + options.deadlineSeconds * 1000;
  while (!(await look())) {
    options.signal.throwIfAborted();
    if (performance.now() > deadline) throw new UserError(`Waited ${options.deadlineSeconds} s for ${what()}.`);
    await pause(betweenLooksMilliseconds);
  }
}

const betweenLooksMilliseconds = 50;
