/** Decides how a failure speaks: to the person who can mend it, in one line, or as a fault with its cause. */

/** Something the person at the other end can put right; its message is the whole answer and needs no stack. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** A command called with words it does not understand; the command line answers with exit code 2. */
export class UsageError extends UserError {
  override readonly name: string = "UsageError";
}

/** The message of anything that was thrown, for a log or a reason that is stored. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Makes a switch over a union exhaustive: the compiler refuses a case that nobody handles. */
export function unreachable(value: never): never {
  throw new Error(`no case handles ${JSON.stringify(value)}`);
}
