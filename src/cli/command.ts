/** Decides what a command of the command line is, so that each lives in a file of its own and is loaded only when called. */

/** 0 done, 1 failed, 2 called with words that it does not understand. */
export type ExitCode = 0 | 1 | 2;

/** Where a command speaks. */
export type Terminal = {
  /** A line of the result, on stdout, so that it can be piped. */
  result: (line: string) => void;
  /** A line about the work itself, on stderr. */
  note: (line: string) => void;
};

export type Command = {
  /** What `--help` prints: the words it takes, one line each. */
  help: string;
  /** Throws a UsageError, or lets one of parseArgs pass, for words that it does not understand, and a UserError for what the person can mend. */
  run(words: string[], terminal: Terminal): Promise<ExitCode>;
};
