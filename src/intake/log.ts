/** Decides what intake needs of a log. */

type Say = (details: object, message: string) => void;

/** A pino logger is one. */
export type Log = { warn: Say; error: Say };
