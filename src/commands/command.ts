/** Decides what a command is once it is understood, and what it is when it is not. */
import type { StageSlug } from "../stages.ts";

/** What an answer is narrowed to; each null where nothing is said. */
export type Narrowing = {
  /** `2026-03-02`, in the repository's zone. */
  since: string | null;
  weeks: number | null;
  /** The name of a label as it was written. */
  label: string | null;
};

export type Option = keyof Narrowing;

/** ISO weeks, both included; `2026-W30` to `2026-W37`. */
export type WeekRange = { first: string; last: string };

/** Another capacity, or for shaping and whatever comes in from outside another inflow, in items a week. */
export type StageChange = { stage: StageSlug; perWeek: number };

export type Goal = { by: "items"; items: number } | { by: "date"; date: string };

export type Asked =
  | { name: "help" }
  | { name: "queue" }
  | { name: "slowest" }
  | { name: "failed" }
  | { name: "aging" }
  | { name: "setup" }
  | { name: "stage"; stage: StageSlug }
  | { name: "item"; number: number; repository: string | null }
  | { name: "explain"; number: number; repository: string | null }
  | { name: "forecast"; goal: Goal }
  | { name: "whatif"; changes: StageChange[] }
  | { name: "compare"; before: WeekRange; after: WeekRange }
  | { name: "week"; week: string };

export type CommandName = Asked["name"];

export type Command = Asked & { narrowing: Narrowing };

/** A command of that name, with all that its name says of it. */
export type CommandOf<Name extends CommandName> = Extract<Command, { name: Name }>;

/** What stood behind /flow and is no command. Every `said` and `near` is from outside or a word of the grammar; `why` is the app's own words. */
export type NotUnderstood = {
  name: null;
  /** The command that was meant, as far as that is known. */
  meant: CommandName | null;
  said: string | null;
  why:
    | "unknown-command"
    | "missing"
    | "too-much"
    | "wrong-value"
    | "unknown-option"
    | "option-not-here"
    | "option-twice";
  /** What would have been understood in that place, in the app's own words. */
  wanted: string | null;
  near: string | null;
};

export type Understood = Command | NotUnderstood;
