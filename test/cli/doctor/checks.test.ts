/** Each check of the doctor, over what was read. */
import { describe, expect, test } from "vitest";
import { checkAppKey } from "../../../src/cli/doctor/appKey.ts";
import { checkClock } from "../../../src/cli/doctor/clock.ts";
import { checkCredentials } from "../../../src/cli/doctor/credentials.ts";
import { checkDeliveries } from "../../../src/cli/doctor/deliveries.ts";
import { examine } from "../../../src/cli/doctor/examine.ts";
import type { Finding } from "../../../src/cli/doctor/finding.ts";
import { checkMetrics } from "../../../src/cli/doctor/metrics.ts";
import { checkPermissions } from "../../../src/cli/doctor/permissions.ts";
import type { StoreReading } from "../../../src/cli/doctor/readings.ts";
import { checkStore } from "../../../src/cli/doctor/store.ts";
import { checkUninstalled } from "../../../src/cli/doctor/uninstalled.ts";
import { checkWebhookAddress } from "../../../src/cli/doctor/webhookAddress.ts";
import {
  app,
  delivery,
  gitHub,
  granted,
  healthy,
  hook,
  installation,
  places,
  setUp,
} from "../../support/doctorReadings.ts";

function lines(findings: Finding[]): string[] {
  return findings.map(({ state, says, wayOut }) =>
    [state, says, ...(wayOut === undefined ? [] : [wayOut])].join(" | "),
  );
}

const notFound = { failure: "GitHub was asked to x and refused (404)", status: 404 };

test("where all is well there is nothing but good, and what stays unseen by default", () => {
  const findings = examine(healthy);
  expect(findings.filter(({ state }) => state !== "good").map(({ state, check }) => `${state} ${check}`)).toEqual([
    "note permissions",
  ]);
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set([
      "credentials",
      "app key",
      "clock",
      "webhook",
      "permissions",
      "deliveries",
      "database",
      "row-level security",
      "inbox",
      "set aside",
      "metrics",
    ]),
  );
});

test("when GitHub does not accept the key, the reason is said once, and the database all the same", () => {
  const refused = { failure: "x", status: 401 };
  const findings = examine({
    ...healthy,
    gitHub: { ...gitHub, app: refused, hook: refused, installations: refused, deliveries: refused },
  });
  expect(findings.filter(({ state }) => state === "wrong").map(({ check }) => check)).toEqual(["app key"]);
  expect(findings.map(({ check }) => check)).toContain("database");
});

describe("credentials", () => {
  test("none", () => {
    expect(lines(checkCredentials({ setting: { kind: "not-set-up" }, envFile: null }))).toEqual([
      expect.stringMatching(/^wrong \| Throughline is not set up.* \| Run `npm start`/),
    ]);
  });
  test("faulty ones, each in its line", () => {
    const setting = { kind: "faulty", faults: ["APP_ID is not set.", "WEBHOOK_SECRET is weak."] } as const;
    expect(lines(checkCredentials({ setting: { ...setting, faults: [...setting.faults] }, envFile: null }))).toEqual([
      "wrong | APP_ID is not set.",
      "wrong | WEBHOOK_SECRET is weak.",
    ]);
  });
  test("a file that others can read", () => {
    const envFile = { path: ".env", readableByOthers: true };
    expect(lines(checkCredentials({ setting: setUp, envFile }))[1]).toMatch(/^wrong .*\| Run `chmod 600 \.env`\.$/);
  });
});

test.for([
  [{ found: { ...app, id: 12 } }, /^wrong \| The private key is one of app 12 .* \| Set APP_ID=12/],
  [{ failure: "x", status: 401 }, /^wrong \| GitHub does not accept the private key for app 4711/],
  [notFound, /^wrong \| There is no app 4711 on https:\/\/github\.com/],
  [{ failure: "no route", status: null }, /^wrong \| GitHub at https:\/\/github\.com cannot be reached: no route/],
  [{ failure: "busy", status: 502 }, /^unknown \| GitHub did not say/],
] as const)("the app's key: %j", ([seen, line]) => {
  expect(lines(checkAppKey({ app: seen }, setUp))).toEqual([expect.stringMatching(line)]);
});

test.for([
  [{ found: 60 }, /^good/],
  [{ found: -60 }, /^good/],
  [{ found: 61 }, /^wrong \| This machine's clock is 61 seconds ahead of GitHub's/],
  [{ found: -300 }, /^wrong \| This machine's clock is 300 seconds behind GitHub's/],
  [{ found: null }, /^unknown/],
  [{ failure: "x", status: null }, /^unknown/],
] as const)("the clock: %j", ([secondsAhead, line]) => {
  expect(lines(checkClock({ secondsAhead }))).toEqual([expect.stringMatching(line)]);
});

test.for([
  [{ ...hook, url: "https://throughline.example.com/" }, ["where Throughline does not listen"]],
  [{ ...hook, url: "http://throughline.example.com/api/github/webhooks" }, ["without encryption"]],
  [{ ...hook, insecure_ssl: "1" }, ["does not check the certificate"]],
  [{ ...hook, insecure_ssl: 1 }, ["does not check the certificate"]],
  [{ ...hook, content_type: "form" }, ["sent as form"]],
  [{ ...hook, secret: undefined }, ["has no secret"]],
  [{ ...hook, url: undefined }, ["has no webhook address"]],
  [{ url: "http://x.example.com", insecure_ssl: "1" }, ["listen", "encryption", "certificate", "as form", "no secret"]],
] as const)("the webhook's settings: %j", ([found, wrong]) => {
  const settings = JSON.parse(JSON.stringify(found));
  const findings = checkWebhookAddress({ hook: { found: settings } }, places);
  expect(lines(findings)).toEqual(
    wrong.map((words) => expect.stringMatching(new RegExp(`^wrong .*${words}.*settings/apps/`))),
  );
});

test("a relay has a path of its own", () => {
  const relayed = { found: { ...hook, url: "https://smee.io/abc" } };
  expect(lines(checkWebhookAddress({ hook: relayed }, places))).toEqual([expect.stringMatching(/^good/)]);
});

describe("permissions and events", () => {
  const wrongOf = (seen: Partial<typeof gitHub>) =>
    lines(checkPermissions({ ...gitHub, ...seen }, places).filter(({ state }) => state !== "good" && state !== "note"));
  const lesser = { ...granted, permissions: { ...granted.permissions, checks: "read" } };

  test("what the app does not ask for is said once, and not again of its installations", () => {
    const seen = { app: { found: { ...app, ...lesser } }, installations: { found: [{ ...installation, ...lesser }] } };
    expect(wrongOf(seen)).toEqual([
      expect.stringMatching(
        /^wrong \| The app lacks the permission checks: write\..*own check\. \| Grant checks under/,
      ),
    ]);
  });
  test("what an installation has not accepted yet is said of it", () => {
    expect(wrongOf({ installations: { found: [installation, { ...installation, ...lesser }] } })).toEqual([
      expect.stringMatching(
        /^wrong \| The installation on acme lacks .*checks: write.* accept checks at .*installations\/77/,
      ),
    ]);
  });
  test("an event that is not subscribed to", () => {
    const events = granted.events.filter((event) => event !== "push");
    expect(wrongOf({ app: { found: { ...app, events } } })).toEqual([
      expect.stringMatching(/^wrong \| The app does not subscribe to push\. .*work goes on/),
    ]);
  });
  test("more than is needed is well", () => {
    const more = { ...granted.permissions, contents: "write", members: "read" };
    expect(wrongOf({ app: { found: { ...app, permissions: more } } })).toEqual([]);
  });
  test("installed nowhere", () => {
    expect(wrongOf({ installations: { found: [] } })).toEqual([
      expect.stringMatching(/^wrong .*nowhere.*installations\/new/),
    ]);
  });
  test("a suspended installation is told, and not held to its permissions", () => {
    const suspended = { ...installation, suspended_at: "2026-03-02T09:14:00Z", permissions: {} };
    const findings = checkPermissions({ ...gitHub, installations: { found: [suspended] } }, places);
    expect(lines(findings).filter((line) => line.includes("installation on"))).toEqual([
      expect.stringMatching(/^note \| The installation on acme is suspended/),
    ]);
  });
  test("extras that the app has are not called unseen", () => {
    const events = [...granted.events, "merge_group", "projects_v2_item", "registry_package"];
    expect(checkPermissions({ ...gitHub, app: { found: { ...app, events } } }, places)).toHaveLength(1);
  });
});

test("what is kept of an installation that GitHub does not list any more is told, and a listed one's is not", () => {
  const keptFor = [
    { installationId: installation.id, repositories: ["acme/shop"] },
    { installationId: 78, repositories: ["rival/api", "rival/vault"] },
  ];
  expect(lines(checkUninstalled(gitHub, { ...open, keptFor }))).toEqual([
    "note | What is kept of rival/api and 1 more is of installation 78, which GitHub does not list any more: its removal was never heard. | Unless this is the key of another app: stop the app and run `erase rival/api`, and so for each.",
  ]);
  expect(checkUninstalled({ installations: notFound }, { ...open, keptFor })).toEqual([]);
});

describe("deliveries", () => {
  const told = (deliveries: ReturnType<typeof delivery>[], isWhole = true) =>
    lines(checkDeliveries({ deliveries: { found: { deliveries, isWhole } } }, places));
  const failed = (guid: string, code: number | null, status = "x") => delivery(guid, { status_code: code, status });

  test("one that was taken at any of its attempts is not lost", () => {
    expect(told([delivery("a"), failed("a", 503), failed("b", 503), delivery("b")])).toEqual([
      "good | All 2 deliveries in the last three days were taken.",
    ]);
  });
  test("each kind of failure has its line, the most frequent first", () => {
    expect(
      told([failed("a", 503), failed("b", 401), failed("c", 401), failed("d", 0, "timed out"), delivery("e")]),
    ).toEqual([
      expect.stringMatching(
        /^wrong \| 2 of 5 deliveries in the last three days failed: answered 401\. .*WEBHOOK_SECRET differ/,
      ),
      expect.stringMatching(/^wrong \| 1 of 5 .*answered 503/),
      expect.stringMatching(/^wrong \| 1 of 5 .*timed out\. .*healthz.*asks for them again; by hand: .*\/advanced/),
    ]);
  });
  test("one that failed twice counts once", () => {
    expect(told([failed("a", 502), failed("a", 401)])[0]).toMatch(/^wrong \| 1 of 1 .*answered 502/);
  });
  test("none", () => {
    expect(told([])).toEqual(["note | GitHub has sent no delivery in the last three days."]);
  });
  test("more than were read", () => {
    expect(told([delivery("a")], false)[0]).toContain("among the latest 1");
  });
});

test.for<[{ host: string; port: number } | null, RegExp]>([
  [null, /^note .*METRICS_PORT/],
  [{ host: "localhost", port: 9464 }, /^good/],
  [{ host: "::1", port: 9464 }, /^good/],
  [{ host: "0.0.0.0", port: 9464 }, /^note \| Whoever reaches 0\.0\.0\.0, port 9464.* \| .*do not publish/],
  [{ host: "localhost", port: 3000 }, /^wrong .*port 3000/],
])("metrics at %j", ([metrics, expected]) => {
  expect(lines(checkMetrics({ ...setUp, config: { ...setUp.config, metrics } }))).toEqual([
    expect.stringMatching(expected),
  ]);
});

const open: Extract<StoreReading, { kind: "open" }> = {
  kind: "open",
  missing: [],
  unknown: [],
  tenants: null,
  inbox: null,
  work: [],
  setAside: [],
  gaps: [],
  keptFor: [],
  outages: [],
};
const inbox = { waiting: 0, longestWaitSeconds: null };
const work = { kind: "publish", due: 0, longestDueSeconds: null, failing: 0, latestError: null } as const;

test.for<[StoreReading | null, RegExp[]]>([
  [null, [/^unknown/]],
  [{ kind: "none", dataDir: "./data" }, [/^note .*\.\/data yet/]],
  [{ kind: "in-use", failure: "In use by pid 7." }, [/^note \| In use by pid 7\. If that is the app itself/]],
  [{ kind: "unusable", failure: "No answer." }, [/^wrong \| No answer\./]],
  [
    { ...open, missing: ["0009_a", "0010_b"] },
    [/^wrong .*older.* 2 migrations are missing, from 0009_a on.* \| Make a copy/],
  ],
  [{ ...open, unknown: ["9999_later"] }, [/^wrong .*newer version.*9999_later/]],
  [{ ...open, inbox: { ...inbox, waiting: 7, longestWaitSeconds: 300 } }, [/^good/, /^good/, /^good/]],
  [
    { ...open, inbox: { ...inbox, waiting: 7, longestWaitSeconds: 301 } },
    [/^good/, /^wrong \| 7 deliveries .*5 minutes/, /^good/],
  ],
  [
    {
      ...open,
      inbox,
      setAside: [
        { kind: "delivery", count: 2, latestReason: "odd" },
        { kind: "fold", count: 1, latestReason: null },
      ],
    },
    [
      /^good/,
      /^good/,
      /^wrong \| 2 deliveries are set aside, the latest: odd\. .*`deadletters retry --all`/,
      /^wrong \| 1 piece of work \(fold\) is set aside, the latest: unknown\./,
    ],
  ],
  [
    { ...open, gaps: [{ since: "2026-03-02T09:00:00Z", until: "2026-03-04T09:00:00Z", repositories: 3 }] },
    [/^good/, /^note \| Nothing was heard from 2026-03-02T09:00:00Z to 2026-03-04T09:00:00Z.*repositories: 3/],
  ],
  [{ ...open, tenants: { kind: "in-force" } }, [/^good/, /^good \| What is done for one repository/]],
  [
    { ...open, tenants: { kind: "no-role", role: "of_flow", owner: "flow" } },
    [/^good/, /^note .*let flow make the role of_flow.*create role of_flow nologin; grant of_flow to flow;/],
  ],
  [
    { ...open, outages: [{ installationId: 90, failures: 9, nextTestSeconds: 200 }] },
    [/^good/, /^wrong \| GitHub has not answered 9 requests in a row for installation 90; .*again in 200 seconds/],
  ],
  [{ ...open, work: [{ ...work, due: 3, longestDueSeconds: 900 }] }, [/^good/]],
  [
    { ...open, work: [{ ...work, due: 3, longestDueSeconds: 9000 }] },
    [/^good/, /^wrong \| 3 .*\(publish\) are due.*3 hours/],
  ],
  [
    { ...open, work: [{ ...work, failing: 1, latestError: "403" }] },
    [/^good/, /^wrong \| 1 .*again and again, the latest: 403/],
  ],
])("the store: %j", ([store, expected]) => {
  expect(lines(checkStore(store))).toEqual(expected.map((line) => expect.stringMatching(line)));
});
