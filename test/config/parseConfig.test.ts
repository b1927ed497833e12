import fc from "fast-check";
import { expect, test } from "vitest";
import { parseConfig } from "../../src/config/parseConfig.ts";
import { defaultConfig, type RepositoryConfig } from "../../src/config/repositoryConfig.ts";
import { yamlBombs } from "../support/yamlBombs.ts";

function configIn(text: string): RepositoryConfig {
  const parsed = parseConfig(text);
  if ("problems" in parsed) throw new Error(problemsIn(text).join("\n"));
  return parsed.config;
}

/** As `2:5 windows.stability: message`. */
function problemsIn(text: string): string[] {
  const parsed = parseConfig(text);
  if (!("problems" in parsed)) return [];
  return parsed.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

test.each(["", "# nothing yet\n", "labels:\nlimits:\n  review:\n", "{}"])(
  "a file that sets nothing leaves every default: %j",
  (text) => {
    expect(configIn(text)).toEqual(defaultConfig);
  },
);

test("durations, times and switches are read from the spellings that people use", () => {
  const config = configIn(`
windows: { verification: 90m, stability: 48h, learning_grace: 2w, activity: 1d }
working_hours: { days: [monday, friday], from: 08:30, to: "24:00" }
timezone: europe/berlin
comment: off
check: false
weekly: { enabled: on, day: friday, hour: 16, into: acme/planning }
`);
  expect(config).toMatchObject({
    windows: {
      verificationSeconds: 5400,
      stabilitySeconds: 172_800,
      learningGraceSeconds: 1_209_600,
      activitySeconds: 86_400,
    },
    workingHours: { days: ["monday", "friday"], fromMinute: 510, toMinute: 1440 },
    timeZone: "Europe/Berlin",
    comment: false,
    check: false,
    weekly: { enabled: true, day: "friday", hour: 16, into: "acme/planning" },
  });
});

test("own names of stages and tasks come beside the built-in label, other lists replace the default", () => {
  const { labels } = configIn(`
labels:
  stages: { review: ["In Review"] }
  tasks: { qa-testing: ["QA: running"] }
  incident: [Production/Bug]
  blocked: []
`);
  expect(labels.get("stage-review")).toEqual(["stage-review", "in-review"]);
  expect(labels.get("task-qa-testing")).toEqual(["task-qa-testing", "qa-running"]);
  expect(labels.get("incident")).toEqual(["production-bug"]);
  expect(labels.get("blocked")).toEqual([]);
  expect(labels.get("verified")).toEqual(["verified"]);
});

test("own bots and AI signs come on top of the known ones", () => {
  const config = configIn(`
bots: ["@Deploy-Account"]
ai: { authors: ["my-agent[bot]"], trailers: [Agent@Acme.example], branches: ["agent/*"], labels: ["AI: yes"] }
`);
  expect(config.bots).toEqual([...defaultConfig.bots, "deploy-account"]);
  expect(config.ai.authors).toEqual([...defaultConfig.ai.authors, "my-agent[bot]"]);
  expect(config.ai.trailers).toEqual([...defaultConfig.ai.trailers, "agent@acme.example"]);
  expect(config.ai.branches).toEqual([...defaultConfig.ai.branches, "agent/*"]);
  expect(config.ai.labels).toEqual([...defaultConfig.ai.labels, "ai-yes"]);
});

test("rework has a cost only with its rate, waiting has one of its own", () => {
  expect(configIn("cost: { cost_per_waiting_day: 150, currency: EUR }").cost).toEqual({
    perWaitingDay: 150,
    rework: null,
    currency: "EUR",
  });
  expect(configIn("cost: { hours_per_rework: 3, hourly_rate: 80, currency: USD }").cost).toEqual({
    perWaitingDay: null,
    rework: { hours: 3, hourlyRate: 80 },
    currency: "USD",
  });
});

test.each([
  [
    "a misspelled key",
    "relase_signal: merge",
    ['1:1 relase_signal: There is no key "relase_signal" here. Did you mean release_signal?'],
  ],
  [
    "another spelling of a key",
    "releaseSignal: merge",
    ['1:1 releaseSignal: There is no key "releaseSignal" here. Did you mean release_signal?'],
  ],
  [
    "dashes for underlines",
    "labels:\n  qa-passed: [ok]",
    ['2:3 labels.qa-passed: There is no key "qa-passed" here. Did you mean qa_passed?'],
  ],
  [
    "a key at the wrong place",
    "labels:\n  review: [a]",
    ['2:3 labels.review: There is no key "review" here. Did you mean labels.stages.review?'],
  ],
  ["a key that nothing resembles", "colour: blue", ['1:1 colour: There is no key "colour" here.']],
  ["a key that JavaScript knows", "__proto__: 1", ['1:1 __proto__: There is no key "__proto__" here.']],
  ["a text for a list", "bots: octocat", ['1:7 bots: Write a list, such as [first, second], not "octocat".']],
  [
    "a number for a duration",
    "windows:\n  stability: 72",
    ['2:14 windows.stability: Write a duration, such as 90m, 24h, 28d or 4w, not "72".'],
  ],
  [
    "a duration of years",
    "windows: { stability: 60w }",
    ['1:23 windows.stability: Write a duration of at most 365d, not "60w".'],
  ],
  [
    "an unknown word",
    "release_signal: deploy",
    ['1:17 release_signal: Write one of auto, deployment, release, merge, not "deploy".'],
  ],
  [
    "a zone that there is not",
    "timezone: Europe/Berln",
    ["1:11 timezone: There is no such time zone. Did you mean Europe/Berlin?"],
  ],
  [
    "an offset for a zone",
    'timezone: "+02:00"',
    ["1:11 timezone: There is no such time zone. Write one such as Europe/Berlin or UTC."],
  ],
  [
    "a day that there is not",
    "holidays:\n  - 2026-12-25\n  - 2026-02-30",
    ["3:5 holidays[1]: There is no such day in the calendar."],
  ],
  [
    "a day that ends before it begins",
    "working_hours:\n  from: 18:00\n  to: 09:00",
    ["3:7 working_hours.to: The day must begin before it ends."],
  ],
  [
    "an hour that there is not",
    "weekly: { hour: 24 }",
    ['1:17 weekly.hour: Write a whole number from 0 to 23, not "24".'],
  ],
  [
    "a limit for no stage",
    "limits:\n  coding: 3",
    ['2:3 limits.coding: There is no key "coding" here. Did you mean labels.tasks.coding?'],
  ],
  [
    "a cost without currency",
    "cost:\n  cost_per_waiting_day: 3",
    ["1:1 cost.currency: Write a currency by its three letters, such as EUR."],
  ],
  [
    "a rate without hours",
    "cost: { hourly_rate: 80, currency: EUR }",
    ["1:1 cost: hours_per_rework and hourly_rate count only together. Set the other one, too."],
  ],
  [
    "a pattern with braces",
    'environments:\n  production: [live, "{a,b}"]',
    [
      "2:22 environments.production[1]: Braces do not stand for alternatives here. Write each one as an entry of its own.",
    ],
  ],
  [
    "a value's label with braces",
    'value: { labels: { "{a,b}": 1 } }',
    ["1:20 value.labels.{a,b}: Braces do not stand for alternatives here. Write each one as an entry of its own."],
  ],
  [
    "a login that none can be",
    "bots: [octo cat]",
    ['1:8 bots[0]: Write a login, such as octocat or renovate[bot], not "octo cat".'],
  ],
  ["a list of nothing", "bots:\n  -\n", ["2:4 bots[0]: Write a login, such as octocat or renovate[bot]."]],
  [
    "a text without end",
    `bots: [${"a".repeat(201)}]`,
    [`1:8 bots[0]: Write at most 200 characters, not "${"a".repeat(59)}…".`],
  ],
  ["a list without end", `bots: [${"a,".repeat(101)}]`, ["1:7 : More than 100 entries begin here."]],
  ["what is no object", "- a", ["1:1 : Write keys with values below this one."]],
  ["a key twice", "check: on\n\ncheck: off", ["3:1 : This key stands here a second time. Write each key once."]],
  ["a tab", "weekly:\n\thour: 3", ["2:1 : Indent with spaces, not with tabs."]],
  ["a bare exclamation mark", "labels: { blocked: [!stop] }", ["1:21 : What begins with ! needs quotes around it."]],
  [
    "a bare star",
    "labels:\n  blocked: [*stop]",
    ["2:13 : What begins with * needs quotes around it, or an anchor of that name above."],
  ],
  ["a bracket too many", "bots: [a]\n]\n", ["2:1 : This belongs to no key: is a bracket or an indent wrong?"]],
  ["a second document", "check: on\n---\ncheck: off", ["2:1 : A second document begins here. Write one only."]],
  ["too deep a nest", `bots: ${"[".repeat(30)}`, ["1:27 : Lists and keys stand in one another more than 20 deep."]],
  [
    "too many aliases",
    `bots: &a [x]\nholidays: [${"*a, ".repeat(11)}]`,
    ["2:52 : The file refers to anchors more than 10 times."],
  ],
  ["too large a file", "#".repeat(64 * 1024 + 1), ["1:1 : The file is larger than 64 KB."]],
])("%s is told with its line and column", (_what, text, problems) => {
  expect(problemsIn(text)).toEqual(problems);
});

test("every problem of a file is told at once, in the order of the lines", () => {
  const text = "timezone: Mars\nbots: 3\nweekly:\n  day: someday\n  hours: 3\n";
  expect(problemsIn(text).map((problem) => problem.split(":", 2).join(":"))).toEqual([
    "1:11 timezone",
    "2:7 bots",
    "4:8 weekly.day",
    "5:3 weekly.hours",
  ]);
});

test("an entry that an alias repeats is told where it is written", () => {
  expect(problemsIn("bots: &b\n  - 5\nholidays: *b\n")).toEqual([
    '2:5 holidays[0]: Write a date, such as 2026-12-25, not "5".',
    '2:5 bots[0]: Write a login, such as octocat or renovate[bot], not "5".',
  ]);
});

test("what a file says does not reach a terminal's controls", () => {
  const [problem] = problemsIn('release_signal: "\\e[2Jgone\\u202E"');
  expect(problem).toContain('not "\uFFFD[2Jgone\uFFFD".');
});

test("no more than twenty problems are told", () => {
  const keys = Array.from({ length: 30 }, (_, index) => `unknown${index}: 1`).join("\n");
  expect(problemsIn(keys)).toHaveLength(20);
});

test("no text makes it throw", () => {
  const mark = fc.constantFrom(
    "a",
    "bots",
    ":",
    ": ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "!",
    "|",
    ">",
    "'",
    '"',
    "#",
    "?",
    "%",
    "---\n",
    "\t",
    "<<",
    "\u0000",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.array(mark).map((marks) => marks.join("")),
      ),
      (text) => {
        for (const { line, column } of "problems" in parseConfig(text) ? problemsOf(text) : []) {
          expect(Math.min(line, column)).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test.each(Object.entries(yamlBombs))("%s: read or refused in little time", (_what, text) => {
  const start = performance.now();
  parseConfig(text);
  // At most 40 ms when nothing else runs (test/bench/configBombs.ts); unbounded, several of them take seconds.
  expect(performance.now() - start).toBeLessThan(1000);
});

function problemsOf(text: string) {
  const parsed = parseConfig(text);
  return "problems" in parsed ? parsed.problems : [];
}
