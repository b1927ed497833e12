/** Decides the shape of every table; each has one owner file, the only one that reads and writes it. */
import type { Generated } from "kysely";
import type { Instant } from "../instant.ts";
import type { BackfillsTable, RepairsTable } from "./backfillTables.ts";
import type { Json, MaybeMoment, Moment } from "./columnShapes.ts";
import type { GapsTable, MissedDeliveriesTable, RecoveryTable } from "./recoveryTables.ts";
import type {
  DeploymentsTable,
  GenerationsTable,
  ItemsTable,
  PullRequestsTable,
  StageVisitsTable,
} from "./timelineTables.ts";

/** Owner: intake/deliveries. The inbox: what GitHub sent, kept until it is understood. */
export type DeliveriesTable = {
  id: string;
  event: string;
  action: string | null;
  repository_id: number | null;
  installation_id: number | null;
  received_at: Moment;
  state: "stored" | "done" | "ignored" | "failed";
  /** Why it was ignored or what failed. */
  reason: string | null;
  attempts: Generated<number>;
  /** The raw body as text; null once it has been let go. */
  payload: string | null;
  /** The replay that read it last, so that a replay can tell a line that it has seen from one that an earlier run stored. */
  replay_run: string | null;
};

/** Owner: signals/repositories. The directory of tenants. */
export type RepositoriesTable = {
  id: number;
  full_name: string;
  /** Null where the app was never installed, or was removed. */
  installation_id: number | null;
  /** When that was so for certain: the receipt of the news of it, or an hour before that of another delivery, which may have been under way. */
  installation_heard_at: MaybeMoment;
  default_branch: string | null;
  private: boolean;
  archived: boolean;
  fork: boolean;
  /** The first delivery's receipt: when the app came. */
  first_received_at: Moment;
  /** The receipt of the delivery that the names were taken from. */
  last_received_at: Moment;
  /** Since when its history is known, once it was read from GitHub; null before. */
  known_since: MaybeMoment;
  /** The installation through which it was heard, and for which its rows are kept: heard through another one, it begins anew. Null where it was only replayed. */
  kept_for: Generated<number | null>;
};

/** Owner: signals/repositories. Whether an installation may act; one that nothing was heard of may. */
export type InstallationsTable = { id: number; state: "active" | "suspended" | "deleted"; heard_at: Moment };

/** Owner: signals/signalLog. Everything known, append-only but for merging what was heard twice. */
export type FactsTable = {
  repository_id: number;
  key: string;
  subject: string;
  kind: string;
  at: Moment;
  time_source: string;
  received_at: Moment;
  delivery: string;
  event: string;
  signal: Json<unknown>;
  translator: number;
};

/** Owner: signals/contentFacts. Facts of which only the item's global id is known, until that item is seen. */
export type ContentFactsTable = {
  node_id: string;
  key: string;
  installation_id: number | null;
  fact: Json<unknown>;
  kept_since: Generated<Instant>;
};

/** Owner: signals/signalLog. Raised whenever more is known of a repository, so that what was found out before can be held until then. */
export type FactVersionsTable = { repository_id: number; version: number };

/** Owner: timeline/itemLinks. What has to be folded together: a pull request with the issues it may belong to and its heads, a parent with its sub-issues. */
export type ItemLinksTable = { repository_id: number; subject: string; other: string };

/** Owner: timeline/derivedSigns. A print of what the repository's facts say about an item beside its own, to see when that changes. */
export type DerivedSignsTable = { repository_id: number; generation: number; subject: string; print: string };

/** Owner: timeline/configStore. What was read of a repository's configuration, one row for each text. */
export type RepositoryConfigsTable = {
  repository_id: number;
  /** Counts the readings up. */
  version: number;
  /** The timelines that are folded with it; null of one that is invalid. Texts that mean the same share one. */
  generation: number | null;
  /** The commit that it was read at; null where there is no file. */
  commit: string | null;
  text: string | null;
  problems: Json<unknown>;
  read_at: Moment;
};

/** A table of which each generation has rows of its own; a view of the same columns shows those of the generation in force. */
type ByGeneration<Table> = Table & { generation: number };

/** Owner: github/publications. What the app has put on GitHub, and under which id. */
export type PublicationsTable = {
  repository_id: number;
  key: string;
  external_id: number | null;
  /** Of the text that stands there, without its "as of" line. */
  content_hash: string | null;
  /** `unknown` after a write whose outcome is not known: look before writing again. */
  state: "wanted" | "present" | "unknown" | "given-up";
  reason: string | null;
  /** How often people have deleted it: once it is written again, twice it is let be. */
  times_deleted: Generated<number>;
  written_at: MaybeMoment;
};

/** Owner: intake/dueWork. What is to be done for an item, and when. */
export type DueWorkTable = {
  kind:
    | "fold"
    | "publish"
    | "configure"
    | "refold"
    | "forget"
    | "weekly"
    | "compare"
    | "answer"
    | "backfill"
    | "rules"
    | "reconcile";
  repository_id: number;
  /** An item's subject, `#12`, or `repository`, or the week of a summary that is to be closed, `2026-W10`, or the id of a comment that asks. */
  subject: string;
  due_at: Moment;
  /** Raised each time the work is asked for again, so that finishing an older claim does not lose a newer wish. */
  wanted: Generated<number>;
  attempts: Generated<number>;
  /** Fencing token of the holder; a completing statement must present it. */
  lease: string | null;
  leased_until: MaybeMoment;
  last_error: string | null;
  /** Of the first failure since it was last done. */
  failing_since: MaybeMoment;
  /** Since when nobody tries it any more, until it is asked for again or an operator does. */
  set_aside_at: MaybeMoment;
};

/** Owner: signals/questions. What people have asked by comment, for as long as an answer and a quota need it; never the comment itself. */
export type QuestionsTable = {
  repository_id: number;
  comment: number;
  /** The issue or pull request under which it was asked. */
  thread: number;
  asker: number;
  login: string;
  asked_at: Moment;
  /** The words behind each /flow. */
  lines: Json<unknown>;
};

/** Owner: github/installationPace. What each installation has written in the last hour, the oldest first, and until when GitHub has asked it for patience. */
export type InstallationPaceTable = {
  installation_id: number;
  writes: Generated<unknown>;
  /** Of the latest write, which may be under way until `writing_until`: fencing, as it rises with each. */
  turn: Generated<number>;
  writing_until: MaybeMoment;
  paused_until: MaybeMoment;
  unnamed_pauses: Generated<number>;
  /** Requests in a row that GitHub failed or did not answer. */
  unanswered: Generated<number>;
  /** Until then nothing is asked, since GitHub is taken to be down. */
  silent_until: MaybeMoment;
};

/** Owner: signals/erasedRepositories. Of which everything was erased in the last days. */
export type ErasedRepositoriesTable = { repository_id: number; installation_id: number; erased_at: Moment };

export type Tables = {
  deliveries: DeliveriesTable;
  repositories: RepositoriesTable;
  installations: InstallationsTable;
  facts: FactsTable;
  fact_versions: FactVersionsTable;
  content_facts: ContentFactsTable;
  item_links: ItemLinksTable;
  derived_signs: DerivedSignsTable;
  repository_configs: RepositoryConfigsTable;
  generations: GenerationsTable;
  items: ItemsTable;
  items_by_generation: ByGeneration<ItemsTable>;
  stage_visits: StageVisitsTable;
  stage_visits_by_generation: ByGeneration<StageVisitsTable>;
  pull_requests: PullRequestsTable;
  pull_requests_by_generation: ByGeneration<PullRequestsTable>;
  deployments: DeploymentsTable;
  deployments_by_generation: ByGeneration<DeploymentsTable>;
  publications: PublicationsTable;
  installation_pace: InstallationPaceTable;
  due_work: DueWorkTable;
  questions: QuestionsTable;
  recovery: RecoveryTable;
  gaps: GapsTable;
  missed_deliveries: MissedDeliveriesTable;
  backfills: BackfillsTable;
  repairs: RepairsTable;
  erased_repositories: ErasedRepositoriesTable;
};
