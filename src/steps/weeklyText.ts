/** Decides what the writer of a weekly summary is given, and what it answers. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import type { HealthTold } from "../reports/weekly/dataHealth.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import type { ReadingsOf } from "./readings.ts";

/** Why a summary does not stand where `weekly.into` asks for it: the name as it is written there, from outside, and the app's own words about it. */
export type IntoRefused = { into: string; reason: string };

/** One of the repositories that a summary is about. */
export type SummarizedRepository = { repository: KnownRepository; refused: IntoRefused | null };

/** As a report tells it. */
export function refusedOf(repositories: readonly SummarizedRepository[]): HealthTold["refused"] {
  return repositories.flatMap(({ repository, refused }) =>
    refused === null ? [] : [{ repository: repository.fullName, ...refused }],
  );
}

export type WeeklyQuestion = {
  /** Where the issue stands; not always one of those that it is about. */
  place: KnownRepository;
  /** Never empty; of one installation, and none of them private where the place is public. */
  repositories: readonly SummarizedRepository[];
  /** `2026-W10`, in that zone. */
  week: string;
  timeZone: string;
  now: Instant;
  readings: ReadingsOf;
};

/** `body` without a mark, no longer than a comment may be; `asOf` is the part of it that alone changes as time passes. */
export type WeeklyText = { title: string; body: string; asOf: string };

export type WeeklyTextOf = (executor: Kysely<Tables>, question: WeeklyQuestion) => Promise<WeeklyText>;
