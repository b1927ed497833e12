/** Decides how columns of a kind are written and read back, on both databases. */
import type { ColumnType } from "kysely";
import type { Instant } from "../instant.ts";

/** Read back as an Instant, whatever the driver; written as an Instant. */
export type Moment = ColumnType<Instant, Instant, Instant>;
export type MaybeMoment = ColumnType<Instant | null, Instant | null | undefined, Instant | null>;
/** Read as what it holds; written as its text. */
export type Json<T> = ColumnType<T, string, string>;
