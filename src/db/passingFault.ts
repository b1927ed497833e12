/** Decides whether a failure of the database lies in its state of the moment, and not in what it was asked to do. */

/**
 * Lost connections, deadlocks, full disks, an administrator's stop: by PostgreSQL's classes of codes, and those of the operating system. What the driver says of a
 * connection that it lost or did not get has no code.
 */
export function isPassingFault(thrown: unknown): boolean {
  if (thrown instanceof Error && driversWords.test(thrown.message)) return true;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  return /^(08|25|40|53|55|57|58)[0-9A-Z]{3}$|^E[A-Z]{3,}$/.test(code);
}

const driversWords =
  /^(Connection terminated|Client has encountered a connection error|Postgres connection has been discarded|timeout exceeded when trying to connect|timeout expired)/;
