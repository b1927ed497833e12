/** Decides how a case writes what it expects: small tables that spell out the object of `replay --json`. */
import { instantIn } from "../scenario.ts";

export type ExpectedItem = {
  number: number;
  kind?: "issue" | "pull_request";
  pullRequests?: number[];
  released?: string;
  signal?: "deployment" | "release" | "merge";
  ai?: "agent" | "assisted" | "automation";
  /**
   * A row for each segment: `review  03-03 09:30  reviewer`. A row that names a stage begins a visit, one without goes on with it; each lasts until the
   * next. A row with an outcome, `shipped  03-11 16:00`, ends the stay in the pipeline.
   */
  way: string;
  /** `coding  03-02 13:30:02 .. 03-03 09:00:02`; one moment is written once, and nothing follows the dots of a task that goes on. */
  tasks: string;
  /** `flow-back  implementation  03-05 10:00  pull_request.converted_to_draft #104`, the last part being the delivery that told it. */
  rework?: string;
};

export type ExpectedPullRequest = {
  number: number;
  issues?: number[];
  opened: string;
  ready?: string;
  firstReview?: string;
  /** Where it is not the same as `firstReview`. */
  firstReviewAfterReady?: string | null;
  merged?: string;
  closed?: string;
  released?: string;
  rounds?: number;
  /** `reviewer  03-03 09:30`; each lasts until the next, and a row `closed` ends the last. */
  waits: string;
};

/** Its commit has no name in a script, and is not compared. */
export type ExpectedDeployment = {
  id: number;
  environment: string;
  kind: "production" | "staging" | "other";
  created: string;
  finished: string | null;
  state: string | null;
  completed: boolean | null;
  undoneBy?: "rollback" | "revert" | "incident";
  carries?: number[];
};

/** Where and when a case plays. */
export type Setting = { year: number; repository: string };

const outcomes = new Set(["shipped", "dropped", "completed"]);

type Row = { name: string; at: string; on: string };

export function itemObject(setting: Setting, expected: ExpectedItem): object {
  const { number, kind = "issue", pullRequests = kind === "issue" ? [] : [number] } = expected;
  const rows = rowsOf(setting, expected.way);
  const last = rows.at(-1);
  const left = last && outcomes.has(last.name) ? last : null;
  const visits = visitsOf(rows);
  return {
    repository: setting.repository,
    number,
    kind,
    pull_requests: pullRequests,
    entered_at: rows[0]?.at,
    stage: left ? null : visits.at(-1)?.stage,
    exited_at: left?.at ?? null,
    outcome: left?.name ?? null,
    released_at: expected.released === undefined ? null : instantIn(setting.year, expected.released),
    visits,
    tasks: linesOf(expected.tasks).map((line) => taskIn(setting, line)),
    rework: linesOf(expected.rework ?? "").map((line) => reworkIn(setting, line)),
    release_signal: expected.signal ?? null,
    ai: expected.ai ?? "none",
  };
}

export function pullRequestObject(setting: Setting, expected: ExpectedPullRequest): object {
  const moment = (text: string | null | undefined) => (text ? instantIn(setting.year, text) : null);
  const { firstReview, firstReviewAfterReady = firstReview, merged, closed = merged } = expected;
  return {
    repository: setting.repository,
    number: expected.number,
    opened_at: moment(expected.opened),
    ready_at: moment(expected.ready),
    first_review_at: moment(firstReview),
    first_review_after_ready_at: moment(firstReviewAfterReady),
    merged_at: moment(merged),
    closed_at: moment(closed),
    released_at: moment(expected.released),
    review_rounds: expected.rounds ?? 0,
    issues: expected.issues ?? [],
    waits: stretchesOf(waitRows(setting, expected.waits)),
  };
}

export function deploymentObject(setting: Setting, expected: ExpectedDeployment): object {
  const { id, environment, kind, state, completed, undoneBy = null, carries = [] } = expected;
  return {
    repository: setting.repository,
    id,
    environment,
    kind,
    created_at: instantIn(setting.year, expected.created),
    finished_at: expected.finished === null ? null : instantIn(setting.year, expected.finished),
    state,
    completed,
    undone_by: undoneBy,
    carries,
  };
}

type Visit = {
  stage: string;
  entered_at: string;
  left_at: string | null;
  segments: { on: string; from: string; to: string | null }[];
};

function visitsOf(rows: readonly Row[]): Visit[] {
  const visits: Visit[] = [];
  for (const [index, { name, at, on }] of rows.entries()) {
    if (outcomes.has(name)) continue;
    const to = rows[index + 1]?.at ?? null;
    const last = visits.at(-1);
    if (name === "" && last) Object.assign(last, { left_at: to, segments: [...last.segments, { on, from: at, to }] });
    else visits.push({ stage: name, entered_at: at, left_at: to, segments: [{ on, from: at, to }] });
  }
  return visits;
}

function stretchesOf(rows: readonly Row[]): object[] {
  return rows.flatMap(({ name, at }, index) =>
    name === "closed" ? [] : [{ on: name, from: at, to: rows[index + 1]?.at ?? null }],
  );
}

const day = String.raw`\d\d-\d\d \d\d:\d\d(?::\d\d)?`;

/** `[stage or outcome] moment [what it waited on]`. */
function rowsOf(setting: Setting, table: string): Row[] {
  return linesOf(table).map((line) => {
    const parts = partsOf(new RegExp(`^(?<name>[\\w-]*) *(?<at>${day}) *(?<on>[\\w-]*)$`), line);
    return { name: parts("name"), at: instantIn(setting.year, parts("at")), on: parts("on") };
  });
}

/** Waits have no visits: the first word is what it waits on. */
function waitRows(setting: Setting, table: string): Row[] {
  return rowsOf(setting, table);
}

function taskIn({ year }: Setting, line: string): object {
  const parts = partsOf(new RegExp(`^(?<task>[\\w-]+) +(?<from>${day})(?<dots> \\.\\.)?(?: (?<to>${day}))?$`), line);
  const from = instantIn(year, parts("from"));
  const goesOn = parts("dots") !== "" && parts("to") === "";
  const to = parts("to") === "" ? from : instantIn(year, parts("to"));
  return { task: parts("task"), started_at: from, ended_at: goesOn ? null : to };
}

function reworkIn({ year }: Setting, line: string): object {
  const parts = partsOf(new RegExp(`^(?<kind>[\\w-]+) +(?<stage>[\\w-]+) +(?<at>${day}) +(?<delivery>.+)$`), line);
  return {
    kind: parts("kind"),
    stage: parts("stage"),
    at: instantIn(year, parts("at")),
    delivery: parts("delivery"),
  };
}

function partsOf(form: RegExp, line: string): (name: string) => string {
  const groups = form.exec(line)?.groups;
  if (!groups) throw new Error(`"${line}" is no row of this table`);
  return (name) => groups[name] ?? "";
}

function linesOf(table: string): string[] {
  return table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
