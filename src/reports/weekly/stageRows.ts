/** Decides what is told of each stage in a week: what came and went, how long it took, and how that compares with the weeks before. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import { staysIn, touches } from "../../metrics/backlog.ts";
import type { Elapsed } from "../../metrics/elapsed.ts";
import type { FlowItem } from "../../metrics/history.ts";
import type { Period } from "../../metrics/period.ts";
import type { Spread } from "../../metrics/spread.ts";
import { flowOf, stageFlow, type StageFlow } from "../../metrics/stageFlow.ts";
import { stageLeadTime } from "../../metrics/stageLeadTime.ts";
import type { StageSlug } from "../../stages.ts";
import { type Series, seriesOf } from "./series.ts";

export type StageRow = Pick<StageFlow, "stage" | "queue" | "backlog" | "waitingAtEnd"> & {
  /** Of items that left the stage for good in the week. */
  leadTime: Spread;
  /** The same in working time; null where no working hours are configured. */
  workingLeadTime: Spread | null;
  /** Of items that left it for good in all weeks of the trend. */
  usual: Spread;
  /** The queue at the end of each week. */
  queueSeries: Series;
  arrivalsSeries: Series;
  departuresSeries: Series;
  /** From this queue on the team wanted to be warned; null where it set none. */
  limit: number | null;
};

export type RowSettings = {
  /** Null where no working hours are configured. */
  working: Elapsed | null;
  limits: RepositoryConfig["limits"];
  /** Of other weeks nothing is told. */
  isKnown: (week: Period) => boolean;
};

/** All seven stages, in order; `periods` are whole weeks that follow one another, the reported one last. */
export function stageRows(
  items: readonly FlowItem[],
  periods: readonly Period[],
  { working, limits, isKnown }: RowSettings,
): StageRow[] {
  const [first, period] = [periods.at(0), periods.at(-1)];
  if (first === undefined || period === undefined) return [];
  const present = items.filter(({ enteredAt, exitedAt }) => touches({ from: enteredAt, to: exitedAt }, period));
  const leadTimes = byStage(stageLeadTime(present, period));
  const workingTimes = working === null ? null : byStage(stageLeadTime(present, period, working));
  const usual = byStage(stageLeadTime(items, { from: first.from, to: period.to }));
  return stageFlow(present, period).map(({ stage, queue, backlog, waitingAtEnd }) => {
    const stays = items.flatMap((item) => staysIn(item, stage, { from: first.from, to: period.to }));
    const weekly = periods.map((each) => (isKnown(each) ? flowOf(stays, each) : null));
    return {
      stage,
      queue,
      backlog,
      waitingAtEnd,
      leadTime: leadTimes(stage),
      workingLeadTime: workingTimes === null ? null : workingTimes(stage),
      usual: usual(stage),
      queueSeries: seriesOf(weekly.map((flow) => flow?.atEnd ?? null)),
      arrivalsSeries: seriesOf(weekly.map((flow) => flow?.arrivals ?? null)),
      departuresSeries: seriesOf(weekly.map((flow) => flow?.departures ?? null)),
      limit: limits[stage] ?? null,
    };
  });
}

function byStage(rows: readonly ({ stage: StageSlug } & Spread)[]): (stage: StageSlug) => Spread {
  return (stage) => {
    const row = rows.find((each) => each.stage === stage);
    return { p50Seconds: row?.p50Seconds ?? null, p85Seconds: row?.p85Seconds ?? null, n: row?.n ?? 0 };
  };
}
