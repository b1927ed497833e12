/** Decides what a first look is told besides its numbers. */

export type LookSetting = {
  /** Where people see this GitHub. */
  web: string;
  /** The folder in which what was read is kept, if it is. */
  saved: string | null;
  /** Of the items that the text names. */
  titles: ReadonlyMap<number, string>;
};
