/** Decides whether a failure of the database lies in its state of the moment, and not in what it was asked to do. */

/** Lost connections, deadlocks, full disks, an administrator's stop: by PostgreSQL's classes of codes, and those of the operating system. */
export function isPassingFault(thrown: unknown): boolean {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  return /^(08|25|40|53|55|57|58)[0-9A-Z]{3}$|^E[A-Z]{3,}$/.test(code);
}
