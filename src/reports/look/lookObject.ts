/** Decides how a first look becomes the object that is printed as JSON. */
import type { StageFuture } from "../../forecast/whatIf.ts";
import { secondsBetween } from "../../instant.ts";
import { fewestPeople } from "../../metrics/load.ts";
import { adviceFor } from "../weekly/advice.ts";
import { deploymentsObject } from "../weekly/deploymentsObject.ts";
import {
  aiObject,
  cycleObject,
  oldWorkObject,
  printed,
  slowestObject,
  waitShareObject,
} from "../weekly/reportObject.ts";
import { flowObject, pullRequestFlowObject, spreadObject } from "../weekly/reportParts.ts";
import { inertJson } from "../inertJson.ts";
import type { Look } from "./look.ts";
import type { LookObject } from "./lookSchema.ts";
import { pullRequestUrl } from "./oldestWaits.ts";
import { turnCounts } from "./turnWords.ts";
import { alwaysUnseen, unseenWords } from "./unseen.ts";

export function lookJson(seen: Look, web: string): string {
  return inertJson(printed(lookObject(seen, web), 2));
}

export function lookObject(seen: Look, web: string): LookObject {
  const { health } = seen;
  return {
    version: 1,
    repository: seen.repository,
    archived: seen.archived,
    from: seen.period.from,
    to: seen.period.to,
    weeks: seen.weeks.length,
    read: { issues: seen.read.issues, pull_requests: seen.read.pullRequests },
    slowest_stage: slowestObject(seen.slowest),
    stages: seen.stages.map(({ stage, queue, backlog, waitingAtEnd }) => ({
      stage,
      queue: flowObject(queue),
      backlog: backlog === null ? null : flowObject(backlog),
      waiting_at_end: waitingAtEnd,
    })),
    turns: turnsObject(seen, web),
    oldest: seen.oldest.map(oldWorkObject),
    released: seen.released.released,
    released_per_week: seen.released.perWeek,
    cycle_time: cycleObject(seen.cycleTime),
    open_age: spreadObject(seen.cycleTime.openAge),
    backlog_age: spreadObject(seen.cycleTime.backlogAge),
    pull_requests: pullRequestFlowObject(seen.pullRequests, seen.firstReview),
    wait_share: waitShareObject(seen.waits),
    deployments: deploymentsObject(seen),
    ai: aiObject(seen.ai),
    active_people: seen.activePeople < fewestPeople ? null : seen.activePeople,
    what_if: whatIfObject(seen),
    advice: adviceFor({ ...seen, stages: [] }),
    health: {
      production_seen: health.productionSeen,
      staging_seen: health.stagingSeen,
      release_signals: health.releaseSignals,
      tasks_never_seen: [...health.tasksNeverSeen],
    },
    unseen: [
      ...seen.unseen.map((each) => ({ what: each.what, says: unseenWords(each, seen.period.to) })),
      ...alwaysUnseen(health),
    ],
  };
}

function turnsObject({ turns, period }: Look, web: string): LookObject["turns"] {
  const waiting = turns.filter(({ draft }) => !draft);
  return {
    open: turns.length,
    drafts: turns.length - waiting.length,
    by_bots: turns.filter(({ byBot }) => byBot).length,
    waiting_on: turnCounts(waiting).map(({ on, pullRequests }) => ({ on, pull_requests: pullRequests })),
    longest: waiting.map((turn) => ({
      number: turn.number,
      title: turn.title,
      url: pullRequestUrl(web, turn),
      on: turn.on,
      since: turn.since,
      wait_seconds: secondsBetween(turn.since, period.to),
      by_bot: turn.byBot,
    })),
  };
}

function whatIfObject({ whatIf }: Look): LookObject["what_if"] {
  if (!whatIf.known) return { unknown: whatIf.reason };
  const { change, weeks, told, shipped } = whatIf;
  return {
    change: { stage: change.stage, what: change.what, per_week: change.perWeek, before_per_week: change.before },
    weeks,
    stage: told.stage,
    capacity_from: told.capacityFrom,
    today: futureObject(told.today),
    changed: futureObject(told.changed),
    shipped,
  };
}

function futureObject({ inflowPerWeek, capacityPerWeek, absorbedByPerWeek, weeks }: StageFuture) {
  const last = weeks.at(-1);
  return {
    inflow_per_week: inflowPerWeek,
    capacity_per_week: capacityPerWeek,
    queue: last?.queue ?? 0,
    stay_days: last?.stayDays ?? 0,
    absorbed_by_per_week: absorbedByPerWeek,
  };
}
