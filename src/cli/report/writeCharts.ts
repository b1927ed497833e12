/** Decides which charts of a week are written, and from which numbers. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { ageingWork } from "../../reports/charts/ageingWork.ts";
import type { Look, Theme } from "../../reports/charts/chart.ts";
import { cumulativeFlow } from "../../reports/charts/cumulativeFlow.ts";
import { cycleTimeScatter } from "../../reports/charts/cycleTimeScatter.ts";
import { queueAndWait } from "../../reports/charts/queueAndWait.ts";
import { ageingData, cycleData, flowData, queueData } from "../../reports/weekly/chartData.ts";
import type { ReadWeek } from "../../steps/readWeek.ts";
import type { Terminal } from "../command.ts";

const themes: readonly Theme[] = ["light", "dark"];

/** Writes each chart in both themes, `cycle-time-scatter-dark.svg`; of the queue and wait those of review, and of the slowest stage if that is another. */
export async function writeCharts(folder: string, { report, history }: ReadWeek, { note }: Terminal): Promise<void> {
  const of = report.repositories.join(", ");
  const slowest = report.slowest.slowest?.stage ?? "review";
  const drawn: [name: string, draw: (look: Look) => string][] = [
    ["cumulative-flow", (look) => cumulativeFlow(flowData(history, report), look)],
    ["cycle-time-scatter", (look) => cycleTimeScatter(cycleData(history, report), look)],
    ["ageing-work", (look) => ageingWork(ageingData(history, report), report.period.to, look)],
    ...[...new Set(["review" as const, slowest])].map((stage): [string, (look: Look) => string] => [
      `queue-and-wait-${stage}`,
      (look) => queueAndWait(stage, queueData(history, report, stage), look),
    ]),
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, draw] of drawn) {
      for (const theme of themes) {
        await writeFile(join(folder, `${name}-${theme}.svg`), draw({ of, theme, timeZone: report.timeZone }));
      }
    }
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : null;
    if (reason === null) throw error;
    throw new UserError(`Charts cannot be written into ${folder}: ${reason}. Name a folder that you may write to.`, {
      cause: error,
    });
  }
  note(`${drawn.length * themes.length} charts are in ${folder}.`);
}
