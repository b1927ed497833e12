/** `throughline replay` as an operator calls it: what it prints, what it says of bad input, and that nothing is lost or counted twice. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { deliveryFile, run, temporaryFolder } from "../support/deliveryFile.ts";
import { lineOf } from "../support/deliveryLine.ts";
import { kill, nextLine, startProcess } from "../support/otherProcess.ts";
import { changed } from "../support/payloadParts.ts";
import {
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  reviewSubmitted,
} from "../support/payloads.ts";

const cli = path.resolve("src/cli.ts");

function on(time: string): string {
  return `2026-03-02T${time}:00Z`;
}

const opening = pullRequestOpened({ at: on("09:00"), id: "opening" });
const review = reviewSubmitted({
  at: on("11:00"),
  createdAt: on("09:00"),
  by: "grace",
  review: 1,
  state: "approved",
  id: "review",
});
const merge = pullRequestMerged({ at: on("12:00"), createdAt: on("09:00"), id: "merge" });
const life = [opening, review, merge];

/** The object of `--json`. */
async function objectOf(lines: readonly (Delivery | string)[], ...more: string[]) {
  const { code, result, notes } = await run("replay", deliveryFile(lines), "--json", ...more);
  return { code, notes, object: JSON.parse(result) };
}

describe("the object", () => {
  test("has these fields, in this order", async () => {
    const { code, result, notes } = await run("replay", deliveryFile(life), "--json");
    expect({ code, notes }).toEqual({ code: 0, notes: [] });
    expect(JSON.stringify(JSON.parse(result), null, 2)).toMatchInlineSnapshot(`
      "{
        "deliveries": {
          "read": 3,
          "accepted": 3,
          "duplicate": 0,
          "ignored": 0,
          "rejected": 0
        },
        "repositories": [
          "acme/shop"
        ],
        "items": [
          {
            "repository": "acme/shop",
            "number": 1,
            "kind": "pull_request",
            "pull_requests": [
              1
            ],
            "entered_at": "2026-03-02T09:00:00Z",
            "stage": "production-stability",
            "exited_at": null,
            "outcome": null,
            "released_at": "2026-03-02T12:00:00Z",
            "visits": [
              {
                "stage": "review",
                "entered_at": "2026-03-02T09:00:00Z",
                "left_at": "2026-03-02T12:00:00Z",
                "segments": [
                  {
                    "on": "reviewer",
                    "from": "2026-03-02T09:00:00Z",
                    "to": "2026-03-02T11:00:00Z"
                  },
                  {
                    "on": "merge",
                    "from": "2026-03-02T11:00:00Z",
                    "to": "2026-03-02T12:00:00Z"
                  }
                ]
              },
              {
                "stage": "production-stability",
                "entered_at": "2026-03-02T12:00:00Z",
                "left_at": null,
                "segments": [
                  {
                    "on": "observation",
                    "from": "2026-03-02T12:00:00Z",
                    "to": null
                  }
                ]
              }
            ],
            "tasks": [
              {
                "task": "pull-request-creation",
                "started_at": "2026-03-02T09:00:00Z",
                "ended_at": "2026-03-02T09:00:00Z"
              },
              {
                "task": "human-review",
                "started_at": "2026-03-02T09:00:00Z",
                "ended_at": "2026-03-02T11:00:00Z"
              },
              {
                "task": "monitoring",
                "started_at": "2026-03-02T12:00:00Z",
                "ended_at": null
              }
            ],
            "rework": [],
            "release_signal": "merge",
            "ai": "none"
          }
        ],
        "pull_requests": [
          {
            "repository": "acme/shop",
            "number": 1,
            "opened_at": "2026-03-02T09:00:00Z",
            "ready_at": "2026-03-02T09:00:00Z",
            "first_review_at": "2026-03-02T11:00:00Z",
            "first_review_after_ready_at": "2026-03-02T11:00:00Z",
            "merged_at": "2026-03-02T12:00:00Z",
            "closed_at": "2026-03-02T12:00:00Z",
            "released_at": "2026-03-02T12:00:00Z",
            "review_rounds": 0,
            "issues": [],
            "waits": [
              {
                "on": "reviewer",
                "from": "2026-03-02T09:00:00Z",
                "to": "2026-03-02T11:00:00Z"
              },
              {
                "on": "merge",
                "from": "2026-03-02T11:00:00Z",
                "to": "2026-03-02T12:00:00Z"
              }
            ]
          }
        ],
        "deployments": []
      }"
    `);
  });

  test("lists by repository, then number", async () => {
    const other = { id: 7, fullName: "acme/api" };
    const { object } = await objectOf([
      issueOpened({ at: on("09:00"), number: 10 }),
      issueOpened({ at: on("09:01"), number: 9 }),
      issueOpened({ at: on("09:02"), number: 11, repository: other }),
    ]);
    expect(object.repositories).toEqual(["acme/api", "acme/shop"]);
    const places = object.items.map((item: { repository: string; number: number }) => [item.repository, item.number]);
    expect(places).toEqual([
      ["acme/api", 11],
      ["acme/shop", 9],
      ["acme/shop", 10],
    ]);
  });

  test("is the same for the same deliveries in another order and twice, but for the duplicates", async () => {
    const { object: plain } = await objectOf(life);
    const { object: twice } = await objectOf([merge, opening, merge, review, opening]);
    expect(twice).toEqual({ ...plain, deliveries: { read: 5, accepted: 3, duplicate: 2, ignored: 0, rejected: 0 } });
  });

  test("reads open work at --now, and knows nothing of what came later", async () => {
    const { object } = await objectOf(life, "--now", on("10:00"));
    expect(object.pull_requests).toMatchObject([
      { first_review_at: null, merged_at: null, waits: [{ on: "reviewer", from: on("09:00"), to: null }] },
    ]);
  });
});

describe("bad input", () => {
  const unknown: Delivery = { id: "unknown", event: "sponsorship", receivedAt: on("09:30"), payload: { action: "x" } };
  const misnamed: Delivery = { ...opening, id: "misnamed", event: "issues" };

  test("is told by line or delivery, the rest is read, and the exit code is 1", async () => {
    const file = deliveryFile([opening, lineOf(review).slice(0, 100), "hello", misnamed, unknown, merge]);
    const { code, result, notes } = await run("replay", file, "--json");
    expect({ code, deliveries: JSON.parse(result).deliveries }).toEqual({
      code: 1,
      deliveries: { read: 6, accepted: 2, duplicate: 0, ignored: 1, rejected: 3 },
    });
    expect(notes.map((note) => note.replaceAll(file, "FILE"))).toMatchInlineSnapshot(`
      [
        "FILE, line 2: skipped: not JSON: Unterminated string in JSON at position 100",
        "FILE, line 3: skipped: not JSON: Unexpected token 'h'",
        "FILE, line 4: delivery misnamed skipped: the body does not fit issues.opened: issue: expected object, received undefined",
        "1 ignored: event sponsorship is not used; the first: FILE, line 5: delivery unknown",
        "3 of 6 lines were skipped; each is named above.",
      ]
    `);
  });

  test("a delivery that means nothing to the app is told and no failure", async () => {
    const file = deliveryFile([opening, unknown, { ...unknown, id: "unknown too" }]);
    expect(await run("replay", file)).toMatchObject({
      code: 0,
      notes: [`2 ignored: event sponsorship is not used; the first: ${file}, line 2: delivery unknown`],
    });
  });

  test("a deleted account, a payload of 20 MB and a text that no database holds are no bad input", async () => {
    const unstorable = { ...pullRequestIn(opening), title: "a\u0000b\ud800" };
    const { code, notes, object } = await objectOf([
      pullRequestOpened({ at: on("09:00"), author: null, by: null }),
      reviewSubmitted({ at: on("10:00"), createdAt: on("09:00"), author: null, by: null, review: 1 }),
      pullRequestOpened({ at: on("09:00"), number: 2, body: "x".repeat(20_000_000) }),
      changed(opening, { pull_request: { ...unstorable, number: 3 } }),
    ]);
    expect({ code, notes }).toEqual({ code: 0, notes: [] });
    expect(object.pull_requests).toMatchObject([{ first_review_at: on("10:00") }, { number: 2 }, { number: 3 }]);
  });

  test("a file that is not there is told, and the others are read and summed up in words", async () => {
    const { code, result, notes } = await run("replay", "nowhere.ndjson", deliveryFile(life));
    expect({ code, notes }).toEqual({ code: 1, notes: ["nowhere.ndjson: cannot be read: there is no such file"] });
    expect(result).toBe(
      ["3 deliveries read: 3 accepted, 0 duplicate, 0 ignored, 0 rejected.", "acme/shop: 1 item, 1 pull request."].join(
        "\n",
      ),
    );
  });
});

test.for([
  [["replay"], "Name at least one FILE, or - for stdin."],
  [["replay", "x", "--now", "noon"], '--now must be a time like 2026-03-02T09:14:00Z, not "noon".'],
  [["replay", "x", "--jsn"], "Unknown option '--jsn'."],
  [["replay", "x", "--data-dir", ""], "--database and --data-dir need a value."],
] as const)("wrong usage %j exits 2 with one line", async ([words, line]) => {
  expect(await run(...words)).toEqual({
    code: 2,
    result: "",
    notes: [`${line} Run \`throughline replay --help\` for how it is used.`],
  });
});

describe("as a process", () => {
  test("it reads stdin", async () => {
    const child = spawn(process.execPath, [cli, "replay", "-", "--json"], { stdio: ["pipe", "pipe", "inherit"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
    child.stdin.end(life.map(lineOf).join("\n"));
    await once(child, "close");
    expect(JSON.parse(Buffer.concat(chunks).toString()).deliveries).toMatchObject({ read: 3, accepted: 3 });
  });

  test("killed in the middle and run again, it tells the same as without the kill", { timeout: 60_000 }, async () => {
    // A line that is none is told when it is read: by then the batch before it is kept.
    const file = deliveryFile([...labelings(2000), "not a delivery", ...life]);
    const dataDir = temporaryFolder();
    const child = spawn(process.execPath, [cli, "replay", "-", "--data-dir", dataDir]);
    child.stdin.write(readFileSync(file));
    await once(child.stderr, "data");
    await kill(child);
    const again = await run("replay", file, "--json", "--data-dir", dataDir);
    const unharmed = await run("replay", file, "--json");
    expect(again.result).toBe(unharmed.result);
  });

  test("a folder in use is refused with the number of the process that holds it", { timeout: 60_000 }, async () => {
    const dataDir = temporaryFolder();
    const holder = startProcess("test/support/folderHolder.ts", [dataDir]);
    await nextLine(holder);
    const { code, notes } = await run("replay", deliveryFile(life), "--data-dir", dataDir);
    expect(code).toBe(1);
    expect(notes.join("\n")).toContain(String(holder.pid));
  });
});

/** Of twenty issues, each label once. */
function labelings(count: number): Delivery[] {
  return Array.from({ length: count }, (_, index) => {
    const number = 100 + (index % 20);
    return issueLabeled({ at: on("10:00"), createdAt: on("08:00"), number, label: `needs triage ${index}` });
  });
}

function pullRequestIn({ payload }: Delivery): object {
  const found = typeof payload === "object" && payload !== null && "pull_request" in payload && payload.pull_request;
  return typeof found === "object" && found !== null ? found : {};
}
