/** Decides what a first look is told besides its numbers. */

/** Where people see this GitHub, and the folder in which what was read is kept, if it is. */
export type LookSetting = { web: string; saved: string | null };
