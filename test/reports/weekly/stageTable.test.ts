/** Decides how the stages stand in their tables, and which queues are told as news. */
import { describe, expect, test } from "vitest";
import { stageSection } from "../../../src/reports/weekly/stageSection.ts";
import { queuesAgainstUsual, stageTable } from "../../../src/reports/weekly/stageTable.ts";
import { day, hour } from "../../support/flowItems.ts";
import { kindOfDiagram } from "../../support/mermaid.ts";
import { alike, aReport, growing, queue, said, slowest, stageRows } from "../../support/weeklyReports.ts";

test("the table has a line for each stage and one for the backlog, with queue, trend, and times with their number", () => {
  const leadTime = { p50Seconds: 47 * hour, p85Seconds: 11.9 * day, n: 12 };
  const backlog = { atStart: 31, arrivals: 2, departures: 3, atEnd: 30, mean: 30 };
  const stages = stageRows({
    shaping: { backlog },
    review: { ...queue([0, 1, 2, 3, 4, 5, 6, 7, 14], 9, 2), leadTime },
    release: queue(alike(2), 0, 0),
  });
  expect(said(stageTable(aReport({ stages })))).toBe(
    [
      "| Stage | Queue (in, out), 9 weeks | Time there: 50% / 85% |",
      "| - | - | - |",
      "| Backlog | 30 (+2 −3) | |",
      "| Shaping | 0 ▁▁▁▁▁▁▁▁▁ | none |",
      "| Design | 0 ▁▁▁▁▁▁▁▁▁ | none |",
      "| Implementation | 0 ▁▁▁▁▁▁▁▁▁ | none |",
      "| Review | 14 (+9 −2) ▁▂▂▃▃▄▄▅█ | 47 h / 11 d (n 12) |",
      "| Release | 2 █████████ | none |",
      "| Stability | 0 ▁▁▁▁▁▁▁▁▁ | none |",
      "| Learning | 0 ▁▁▁▁▁▁▁▁▁ | none |",
    ].join("\n"),
  );
});

describe("the words under it", () => {
  const more = queue([3, 4, 3, 4, 3, 4, 3, 4, 9], 6, 1);

  test("name every queue out of its range, and say of the others that they are within", () => {
    const fewer = queue([9, 10, 9, 10, 9, 10, 9, 10, 2], 0, 8);
    expect(said(queuesAgainstUsual(aReport({ stages: stageRows({ design: more, release: fewer }) })))).toBe(
      "**Queues:** design holds more than usual (9, usually 3 to 4); release holds fewer than usual (2, usually 9 to 10); all others are within the range of the 8 weeks before.",
    );
  });

  test("say so where all are within", () => {
    expect(said(queuesAgainstUsual(aReport()))).toBe("**Queues:** all are within the range of the 8 weeks before.");
  });

  test("never call a growing queue usual", () => {
    const review = queue([21, 36, 51, 66, 81, 96, 111, 126, 141], 25, 10);
    const grows = slowest([growing("review", alike(25), alike(10), 6)], null);
    expect(said(queuesAgainstUsual(aReport({ stages: stageRows({ review }), slowest: grows })))).toContain(
      "review grows; all others",
    );
  });

  test("say what a backlog is where there is one", () => {
    const backlog = { atStart: 1, arrivals: 0, departures: 0, atEnd: 1, mean: 1 };
    expect(said(queuesAgainstUsual(aReport({ stages: stageRows({ shaping: { backlog } }) })))).toContain(
      "before. The backlog is issues that nobody has triaged yet.",
    );
  });

  test("know nothing of few weeks", () => {
    const stages = aReport().stages.map((row) => ({ ...row, ...queue([1, 2, 3], 1, 0) }));
    expect(said(queuesAgainstUsual(aReport({ stages })))).toBe(
      "**Queues:** what is usual, here and below, is not known yet (2 of 4 weeks).",
    );
  });
});

describe("each stage in full", () => {
  const leadTime = { p50Seconds: 2 * day, p85Seconds: 4 * day, n: 12 };
  const usual = { p50Seconds: 3 * day, p85Seconds: 5 * day, n: 100 };
  const review = { ...queue([3, 4, 3, 4, 3, 4, 3, 4, 9], 6, 1), waitingAtEnd: 8, leadTime, usual, limit: 10 };

  test("has the range of its queue, what waits, its limit, and times of the week and of all weeks", () => {
    const section = said(stageSection(aReport({ stages: stageRows({ review }) })));
    expect(section).toContain(
      "| Stage | Queue | Usual queue | Waiting | Time there: 50% / 85% | Time there, 9 weeks |",
    );
    expect(section).toContain(
      "| Review | 9 (limit 10) | 3 to 4 | 8 | 2 days / 4 days (n 12) | 3 days / 5 days (n 100) |",
    );
  });

  test("has working time beside the clock on the wall, in hours, where hours are configured", () => {
    const workingLeadTime = { p50Seconds: 16 * hour, p85Seconds: 32.5 * hour, n: 12 };
    const section = said(stageSection(aReport({ stages: stageRows({ review: { ...review, workingLeadTime } }) })));
    expect(section).toContain("| 2 days / 4 days (n 12) | 16 h / 32 h (n 12) | 3 days / 5 days (n 100) |");
    expect(section).toContain("Working time is counted in hours of work");
  });

  test("has a picture that Mermaid reads", async () => {
    const section = said(stageSection(aReport({ stages: stageRows({ review }) })));
    const source = /```mermaid\n([\s\S]+?)\n```/.exec(section)?.[1] ?? "";
    expect(await kindOfDiagram(source)).toBe("flowchart-v2");
    expect(source).toContain("Review: 9 items, slowest");
  });
});
