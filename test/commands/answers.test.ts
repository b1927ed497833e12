/** Each answer on a small history of March 2026, word for word; asked on Monday the 16th at noon. */
import { describe, expect, it } from "vitest";
import { answerTo } from "../../src/commands/answer.ts";
import { commandLines } from "../../src/commands/commandLines.ts";
import type { Command } from "../../src/commands/command.ts";
import { helpAnswer, notUnderstoodAnswer } from "../../src/commands/help.ts";
import { needsOf } from "../../src/commands/needs.ts";
import { parseCommand } from "../../src/commands/parseCommand.ts";
import { paragraph, render, text } from "../../src/reports/markdown.ts";
import { replyText } from "../../src/commands/reply.ts";
import type { Place, Reading } from "../../src/commands/reading.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { addSeconds } from "../../src/instant.ts";
import type { History } from "../../src/metrics/history.ts";
import {
  day,
  deployed,
  flowIssue,
  flowItem,
  flowPullRequest,
  march,
  reworked,
  segment,
  stay,
  wait,
} from "../support/flowItems.ts";
import { anItem, aVisit } from "../support/pullRequestViews.ts";

const repository = "octo/exports";
const place: Place = {
  repository,
  web: "https://github.com",
  now: march(16, 12),
  config: defaultConfig,
  knownSince: "2026-01-01T00:00:00Z",
  shared: null,
  isBeingRead: false,
};
const nothing: History = { repositories: [repository], items: [], pullRequests: [], deployments: [] };

function ask(line: string, read: Partial<Reading> = {}, changes: Partial<Place> = {}): string {
  const command = parseCommand(commandLines(`/flow ${line}`)[0] ?? []);
  if (command.name === null) return render(notUnderstoodAnswer(command), 60_000);
  const reading = {
    history: nothing,
    titles: new Map<string, string>(),
    item: null,
    week: null,
    labels: null,
    ...read,
  };
  return render(answerTo(command, { ...place, ...changes }, reading), 60_000);
}

describe("queue", () => {
  it("lists what waits for review, longest first, and what is under way", () => {
    const history: History = {
      ...nothing,
      pullRequests: [
        flowPullRequest({ number: 5, title: "Second", readyAt: march(14), waits: [wait("reviewer", 14)] }),
        flowPullRequest({ number: 4, title: "First | @all", readyAt: march(2), waits: [wait("reviewer", 2)] }),
        flowPullRequest({ number: 6, title: "With its author", waits: [wait("author", 3)] }),
        flowPullRequest({
          number: 7,
          title: "Again",
          readyAt: march(3),
          firstReviewAfterReadyAt: march(4),
          waits: [wait("reviewer", 3, 4), wait("author", 4, 15), wait("reviewer", 15)],
        }),
      ],
      items: [flowItem([stay("review", 2)]), flowItem([stay("release", 9)]), flowIssue([stay("shaping", 9)], null)],
    };
    expect(ask("queue", { history })).toMatchInlineSnapshot(`
      "**3 pull requests wait for review.** A week before: 1.

      | Pull request | Waiting since (UTC) | For | First review likely by (UTC) |
      | - | - | - | - |
      | _[#4](https://redirect.github.com/octo/exports/issues/4) \`First \\| ＠all\`_ | 2 Mar 00:00 | 14 days | not known yet (0 of 20 like it) |
      | _[#5](https://redirect.github.com/octo/exports/issues/5) \`Second\`_ | 14 Mar 00:00 | 2 days 12 h | not known yet (2 of 20 like it) |
      | _[#7](https://redirect.github.com/octo/exports/issues/7) \`Again\`_ | 15 Mar 00:00 | 1 day 12 h | has one; waits for another verdict |

      First reviews: not enough history yet (1 of 10 first reviews needed).

      Items in each stage: shaping 0 and a backlog of 1, design 0, implementation 0, review and validation 1, release 1, production stability 0, learning and flow 0."
    `);
  });

  it("says when a first review is likely, once twenty like it are known", () => {
    const reviewed = Array.from({ length: 25 }, (_, index) =>
      flowPullRequest({
        number: 100 + index,
        readyAt: march(2),
        firstReviewAfterReadyAt: march(2, index + 1),
        closedAt: march(4),
        waits: [],
      }),
    );
    const waiting = flowPullRequest({ number: 4, title: "New", readyAt: march(16, 12), waits: [] });
    const since = { on: "reviewer" as const, from: march(16, 12), to: null };
    const history = { ...nothing, pullRequests: [...reviewed, { ...waiting, waits: [since] }] };
    expect(ask("queue", { history })).toContain("50%: 17 Mar 01:00, 85%: 17 Mar 10:00");
  });

  it("with nothing in it", () => {
    expect(ask("queue")).toMatch(/^\*\*No pull request waits for review\.\*\* A week before: 0\./);
  });
});

describe("stage", () => {
  const history: History = {
    ...nothing,
    items: [
      flowItem([stay("review", 2, 4), stay("release", 4, 5)], { number: 1 }),
      flowItem([stay("review", 3, 9, [segment("reviewer", 3, 8), segment("merge", 8, 9)]), stay("release", 9)], {
        number: 2,
        rework: [reworked("review-round", "review", 7)],
      }),
      flowItem([stay("review", 10, undefined, [segment("reviewer", 10)])], { number: 3 }),
    ],
  };

  it("tells its queue, what came and went, how long it takes and what it waits on", () => {
    expect(ask("stage review --weeks 2", { history, titles: new Map([[`${repository}#3`, "Third"]]) }))
      .toMatchInlineSnapshot(`
      "**Review and validation: 1 item there now.** 1 of them waiting. Week by week ▁█.

      - **In and out:** 2 came in and 2 left in the last 2 weeks.
      - **Time there:** half within 4 days, 85% within 5 days 9 h (2 items), of those that left for good.
      - **Waiting:** at least 100% of the time there, most on a reviewer (11 days), then somebody to take it up (1 day), then the merge (1 day).
      - **Rework:** in 1 of 3 items that came by.

      | Item | There for | Waiting on |
      | - | - | - |
      | _[#3](https://redirect.github.com/octo/exports/issues/3) \`Third\`_ | 6 days 12 h (over 85%) | a reviewer |"
    `);
  });

  it("warns at the limit that the team has set", () => {
    const config = { ...defaultConfig, limits: { review: 1 } };
    expect(ask("stage review", { history }, { config })).toContain("1 item there now, which reaches the limit of 1.");
  });

  it("that is empty", () => {
    expect(ask("stage design")).toMatchInlineSnapshot(`
      "**Design: no item there now.** Week by week ▁▁▁▁▁▁▁▁.

      - **In and out:** 0 came in and 0 left in the last 8 weeks.
      - **Time there:** no item, of those that left for good."
    `);
  });
});

describe("slowest", () => {
  it("names the stage in which work waited most, and the next", () => {
    const history = {
      ...nothing,
      items: [flowItem([stay("review", 2)]), flowItem([stay("review", 9)]), flowItem([stay("release", 13)])],
    };
    expect(ask("slowest --since 2026-03-02", { history })).toMatchInlineSnapshot(`
      "**Review is the slowest stage: work waits most there.** 2 items waited there for 22 days since 2026-03-02. 1 item came in and 0 left in 2 whole weeks; the queue went from 1 to 2.

      How sure: too few weeks are known to say. Next: release, where 1 item waited 3 days.

      | Stage | Waited | Items | Queue a week |
      | - | - | - | - |
      | Shaping | nothing | 0 | 0, not enough work to tell |
      | Design | nothing | 0 | 0, not enough work to tell |
      | Implementation | nothing | 0 | 0, not enough work to tell |
      | Review and validation | 22 days | 2 | +0.5, not enough work to tell |
      | Release | 3 days | 1 | +0.5, not enough work to tell |"
    `);
  });

  it("where nothing waited", () => {
    expect(ask("slowest --weeks 1")).toBe("**Nothing waited in the last week.** No stage is slower than another.");
  });
});

it("failed lists what failed or was undone, the latest first", () => {
  const deployments = [
    deployed(2),
    deployed(9, { state: "failure", completed: false, sha: "aaaaaaaaaa", carries: [3, 4] }),
    deployed(12, {
      undoneBy: "rollback",
      undoneAt: march(13),
      restoredAt: march(13),
      restoredBy: "rollback",
      sha: "bbbbbbbbbb",
    }),
  ];
  expect(ask("failed", { history: { ...nothing, deployments } })).toMatchInlineSnapshot(`
    "**1 production deployment did not complete and 1 had to be undone in the last 4 weeks.** Completed in the last 4 weeks: 2 production deployments. Undone since: 1 of 2, a change failure rate of 50%.

    | When (UTC) | What | Users served again | Carried | Environment | Commit |
    | - | - | - | - | - | - |
    | 12 Mar 00:00 | undone: rolled back | after 1 day, by the rollback | nothing known | \`production\` | \`bbbbbbb\` |
    | 9 Mar 00:00 | failed | not yet | _[#3](https://redirect.github.com/octo/exports/issues/3) [#4](https://redirect.github.com/octo/exports/issues/4)_ | \`production\` | \`aaaaaaa\` |"
  `);
});

it("aging lists the oldest, and counts the backlog apart", () => {
  const history = {
    ...nothing,
    items: [
      flowItem([stay("review", 2, 3)], { number: 1, stage: null, exitedAt: march(3) }),
      flowItem([stay("review", 4)], { number: 2 }),
      flowItem([stay("release", 15)], { number: 3 }),
      flowIssue([stay("shaping", 6)], null, { number: 4 }),
    ],
  };
  expect(ask("aging", { history, titles: new Map([[`${repository}#2`, "`Second`"]]) })).toMatchInlineSnapshot(`
    "**2 items under way, 1 of them older than 85% of what left their stage lately.**

    | Item | Stage | There for | Waiting on |
    | - | - | - | - |
    | _[#2](https://redirect.github.com/octo/exports/issues/2) \`\` \`Second\` \`\`_ | Review and validation | 12 days 12 h (over 85%) | somebody to take it up |
    | _[#3](https://redirect.github.com/octo/exports/issues/3)_ | Release | 1 day 12 h | somebody to take it up |

    Ages are times in the stage, all visits together, held against the last nine weeks. Besides there is a backlog of 1 issue not yet triaged, half of them older than 10 days 12 h."
  `);
});

describe("item", () => {
  const item = anItem({
    number: 41,
    title: "Retry @everything",
    visits: [stay("implementation", 2, 4), stay("review", 4, undefined, [segment("reviewer", 4)])],
    rework: [reworked("review-round", "review", 7), reworked("review-round", "review", 9)],
  });
  const pullRequest = flowPullRequest({ number: 41, waits: [wait("reviewer", 4)] });

  it("tells where it is, and its way", () => {
    const read = { repository, items: [{ item, tellers: new Map() }], pullRequest };
    expect(ask("item #41", { item: read })).toMatchInlineSnapshot(`
      "[#41](https://redirect.github.com/octo/exports/issues/41) \`Retry ＠everything\`. In review and validation since Wed 4 Mar 00:00 UTC. It has waited on a reviewer since Wed 4 Mar 00:00 UTC.

      | Stage | From (UTC) | For | Waited most on |
      | - | - | - | - |
      | Implementation | 2 Mar 00:00 | 2 days | somebody to take it up, 2 days |
      | Review and validation | 4 Mar 00:00 | 12 days 12 h so far | a reviewer, 12 days 12 h |

      **Rework:** review round 2.

      Pull request \`#41\` has waited on a reviewer since Wed 4 Mar 00:00 UTC."
    `);
  });

  it("tells of the issue behind a pull request", () => {
    const issue = { ...item, number: 40, kind: "issue" as const };
    const read = { repository, items: [{ item: issue, tellers: new Map() }], pullRequest };
    expect(ask("item #41", { item: read })).toMatch(/^Pull request `#41` belongs to this issue:/);
  });

  it("explained, keeps its lines in a block of code that nothing leaves", () => {
    const hostile = { ...item, title: "```\n@everyone <b>" };
    const answer = ask("explain #41", {
      item: { repository, items: [{ item: hostile, tellers: new Map() }], pullRequest },
    });
    expect(answer).toMatch(/^````text\nocto\/exports#41 ``` ＠everyone <b>\n/);
    expect(answer).toMatch(/\n````$/);
    expect(answer).toContain("2026-03-04T00:00:00Z Review and validation\n    because: test");
  });

  it.each(["item", "explain"])("%s of what is not known", (command) => {
    expect(ask(`${command} #9`)).toMatch(/^`#9` is not known here/);
  });
});

describe("forecast", () => {
  const released = [3, 1, 2, 2].flatMap((count, week) =>
    Array.from({ length: count }, () => flowItem([stay("release", 2)], { releasedAt: weekOf(week) })),
  );
  const history = { ...nothing, items: released };

  it("says when so many items are released, and what that assumes", () => {
    const answer = ask("forecast 4 items --weeks 4", { history });
    expect(answer).toMatch(
      /^\*\*The next 4 items will be released:\*\*\n\n- \*\*50% likely:\*\* by \d+ (March|April) \(\d weeks?\)/,
    );
    expect(answer).toContain("from the 4 weeks before now, in which 3, 1, 2, 2 items were released");
  });

  it("says how many by a date, in whole weeks", () => {
    expect(ask("forecast until 2026-03-30 --weeks 4", { history })).toMatch(
      /^\*\*Until 2026-03-30 will be released, in 2 whole weeks:\*\*\n\n- \*\*50% likely:\*\* at least \d items?/,
    );
  });

  it.each([
    ["forecast until 2026-03-20 --weeks 4", /is too near/],
    ["forecast until 2099-03-20 --weeks 4", /is too far/],
    ["forecast 4 --weeks 3", /needs 4 whole past weeks; 3 known/],
  ])("%s", (line, words) => {
    expect(ask(line, { history })).toMatch(words);
  });

  it("of a team that has released nothing", () => {
    expect(ask("forecast 4")).toMatch(/^\*\*It cannot be told\.\*\*/);
  });

  it("draws no week that is only half known", () => {
    expect(ask("forecast 4", { history }, { knownSince: march(1) })).toMatch(/; 2 known\./);
  });
});

/** Ten items a week for twenty weeks: a day in implementation, then two in review, which is never idle on a working day. */
const steady: History = {
  ...nothing,
  items: Array.from({ length: 200 }, (_, index) => {
    const from = addSeconds(march(16, 12), (index - 200) * 60_480);
    const [reviewed, done] = [addSeconds(from, day), addSeconds(from, 3 * day)];
    const over = done < march(16, 12) ? done : null;
    const visits = [aVisit("implementation", from, reviewed), aVisit("review", reviewed, over)];
    if (over !== null) visits.push(aVisit("production-stability", over, null));
    return flowItem(visits, {
      number: index + 1,
      releasedAt: over,
    });
  }),
};

describe("whatif", () => {
  it("shows that faster coding alone ships no more: the queue of review grows, and waits with it", () => {
    const answer = ask("whatif implementation=25/week review=10/week", { history: steady });
    expect(answer).toMatch(
      /^\*\*With implementation turning out 25 a week and review able to do 10 a week: review (stays|becomes) the slowest stage/,
    );
    expect(answer).toMatch(/\*\*Review and validation would grow by 15 a week:\*\* 25 come and 10 can be done\./);
    expect(answer).toMatch(/To absorb it takes 25 a week, with room 32\./);
    // What review can do in that time, and no more.
    expect(Number(/In 12 weeks (\d+) items get through/.exec(answer)?.[1])).toBeLessThanOrEqual(121);
    const queue = /its queue is ([\d, ]+), and/.exec(answer)?.[1]?.split(", ").map(Number) ?? [];
    expect(queue).toHaveLength(6);
    expect(queue).toEqual(queue.toSorted((a, b) => a - b));
  });

  it.each([
    ["whatif review=10 --weeks 3", /at least 4 whole weeks; 3 known/],
    ["whatif release=10", /Too little work has passed release lately/],
    ["whatif review=0", /For review name a number above 0/],
  ])("%s", (line, words) => {
    expect(ask(line, { history: steady })).toMatch(words);
  });
});

describe("compare", () => {
  it("finds no evidence where nothing has changed", () => {
    const answer = ask("compare 2026-W02..W05 2026-W06..W09", { history: steady });
    expect(answer).toMatch(
      /^\*\*No evidence of a change\.\*\* 2026-W02 to 2026-W05 and 2026-W06 to 2026-W09, 4 weeks and 4\./,
    );
    expect(answer).toMatch(/\| Cycle time, 50% \| 3 days \(n 40\) \| 3 days \(n 40\) \|/);
    expect(answer).toMatch(
      /\| Change failure rate \| not known \(n 0\) \| not known \(n 0\) \| not known \| not enough to tell \|/,
    );
  });

  it("says what fell", () => {
    const items = steady.items.map((item) =>
      item.releasedAt === null || item.enteredAt < "2026-02-02"
        ? item
        : { ...item, releasedAt: addSeconds(item.enteredAt, day) },
    );
    const answer = ask("compare 2026-W02..W05 2026-W06..W09", { history: { ...steady, items } });
    expect(answer).toMatch(/^\*\*Evidence of a change: cycle time, 50% fell/);
    expect(answer).toContain("| -2 days (-2 days to -2 days) | fell |");
  });

  it.each(["compare 2026-W02 2026-W12", "compare 2025-W40 2026-W02"])("%s: weeks not known", (line) => {
    expect(ask(line, { history: steady })).toMatch(/^\*\*These weeks cannot be compared\.\*\* Of 202\d-W\d\d some/);
  });
});

describe("week", () => {
  it.each([
    ["2026-W12", /^2026-W12 is not over yet\. The last whole week: `\/flow week 2026-W11`\.$/],
    ["2025-W40", /^Nothing is known of 2025-W40: what is known begins later\.$/],
  ])("%s", (week, words) => {
    expect(ask(`week ${week}`)).toMatch(words);
  });
});

it("a day that has not come narrows to nothing", () => {
  expect(ask("slowest --since 2026-04-01")).toBe("2026-04-01 has not come yet.");
});

it("a day more than 104 weeks ago is too long ago, and nothing is read for it", () => {
  const answer = "2024-03-18 is too long ago: a question looks back over 104 weeks at most.";
  expect(ask("slowest --since 2024-03-18")).toBe(answer);
  expect(ask("slowest --since 2024-03-19")).not.toContain("too long ago");
  expect(needsOf(asked("slowest --since 2024-03-18"), place).history.items).toEqual([]);
});

it("help names every command, and who may use it as the team has set it", () => {
  const config = { ...defaultConfig, commands: { ask: "collaborators", costly: "readers" } as const };
  const command = { name: "help" as const, narrowing: { since: null, weeks: null, label: null } };
  const reading = { history: nothing, titles: new Map<string, string>(), item: null, week: null, labels: null };
  const answer = render(helpAnswer({ command, place: { ...place, config }, reading }), 60_000);
  expect(answer).toContain("| `/flow item #N` | Where an issue or pull request is");
  expect(answer).not.toContain("everybody");
});

it("what is not understood is shown as code, whatever it is", () => {
  expect(ask("stage `@all`|<b>#1")).toBe(
    "`/flow stage` does not understand `` `＠all`|<b>#1 ``. It needs the slug of a stage.\n\nFor example: `/flow stage design --weeks 8`. `/flow help` lists all.",
  );
});

it.each([
  ["help", {}],
  ["setup", {}],
  ["item #1", {}],
  ["queue", { items: ["2026-03-16T12:00:00Z"], pullRequests: ["2025-09-15T12:00:00Z"] }],
  ["failed", { deployments: ["2026-02-16T12:00:00Z"] }],
  ["failed --weeks 1", { deployments: ["2026-03-09T12:00:00Z"] }],
  ["slowest --since 2026-01-05", { items: ["2026-01-05T00:00:00Z"] }],
  ["stage review --weeks 1", { items: ["2026-01-12T12:00:00Z"] }],
])("to answer %s no more of the history is read than %j", (line, from) => {
  const { history } = needsOf(asked(line), place);
  const begins = Object.entries(history).map(([kind, periods]) => [kind, periods.map((each) => each.from)]);
  expect(Object.fromEntries(begins.filter(([, each]) => (each ?? []).length > 0))).toEqual(from);
});

it("to compare, what lies between the periods is not read", () => {
  const periods = [
    { from: "2026-02-16T00:00:00Z", to: "2026-02-23T00:00:00Z" },
    { from: "2026-01-05T00:00:00Z", to: "2026-01-19T00:00:00Z" },
  ];
  expect(needsOf(asked("compare 2026-W08 2026-W02..W03"), place).history).toEqual({
    items: periods,
    pullRequests: periods,
    deployments: periods,
  });
});

it.each([
  [true, /still being read from GitHub\. Ask again in some minutes/],
  [false, /^No answer\.\n\n_As of/],
])("while the history is being read (%s) each reply says so", (isBeingRead, words) => {
  const blocks = [paragraph(text("No answer."))];
  expect(replyText([{ words: ["queue"], blocks }], { ...place, isBeingRead }).body).toMatch(words);
});

/** Noon of a Monday, four weeks before now and later. */
function weekOf(index: number): string {
  return new Date(Date.parse(march(17)) - (4 - index) * 7 * 24 * 3600 * 1000).toISOString().replace(".000", "");
}

function asked(line: string): Command {
  const command = parseCommand(commandLines(`/flow ${line}`)[0] ?? []);
  if (command.name === null) throw new Error(`/flow ${line} is not understood`);
  return command;
}
