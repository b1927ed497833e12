/** What whoever runs the app sees of it: the log says what became of each delivery, the metrics count it and name nobody. */
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { settings } from "../support/canaries.ts";
import { changed } from "../support/payloadParts.ts";
import { issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { labelDeleted } from "../support/repositoryPayloads.ts";
import { post } from "../support/testFront.ts";
import { json, logged, secondsAgo, startWatchedApp, type WatchedApp } from "../support/watchedApp.ts";

const at = secondsAgo(3600);

const send = ({ url }: WatchedApp, { id, event, payload }: Delivery, secret = settings.secret) =>
  post(url, {
    body: JSON.stringify(payload),
    secret,
    headers: { "x-github-event": event, "x-github-delivery": id },
  });

const odd = changed(issueOpened({ number: 14, at, createdAt: at, id: "d-odd" }), { issue: { number: "fourteen" } });

/** The samples of these metrics, but for those of buckets and sums. */
function samples(text: string, ...names: string[]): string[] {
  const wanted = new RegExp(`^throughline_(${names.join("|")})(_count)?[ {]`);
  return text
    .split("\n")
    .filter((line) => wanted.test(line))
    .toSorted();
}

test("a delivery's way is told line by line, each with the delivery or the work that it is about", async () => {
  const app = await startWatchedApp();
  await send(app, pullRequestOpened({ number: 12, at, createdAt: at, id: "d-pull" }));
  await send(app, odd);
  const read = await logged(app, { delivery: "d-pull" });
  const aside = await logged(app, { delivery: "d-odd" });
  const published = await logged(app, { text: "comment" });

  const time = expect.any(String);
  const ofDelivery = { action: "opened", installation: 90, repository: 1001, attempt: 1 };
  const done = { msg: "Read a delivery", delivery: "d-pull", event: "pull_request", outcome: "done" };
  expect(read).toEqual({ level: "info", time, ...ofDelivery, ...done });
  const misfit = { delivery: "d-odd", event: "issues", reason: expect.stringContaining("issue.number") };
  const msg = "A delivery does not fit its event and is set aside";
  expect(aside).toEqual({ level: "warn", time, msg, ...ofDelivery, ...misfit });
  const work = { work: "publish", installation: 90, repository: 1001, subject: "#12", attempt: 1 };
  expect(published).toEqual({ level: "info", time, msg: "Published", text: "comment", kind: "created", ...work });
  // Whatever else is said of a delivery or of work says which.
  for (const line of app.log()) {
    if ("delivery" in line) expect(line).toMatchObject({ event: expect.any(String), attempt: expect.any(Number) });
    if ("subject" in line) expect(line).toMatchObject({ work: expect.any(String), attempt: expect.any(Number) });
    if ("delivery" in line || "subject" in line)
      expect(Object.keys(line)).toEqual(expect.arrayContaining(["installation", "repository"]));
  }
});

test("the metrics count every webhook, try and request, and name nobody", async () => {
  const app = await startWatchedApp(({ path }) =>
    path.includes("/check-runs") ? json(403, { message: "slow down" }, { "retry-after": "60" }) : null,
  );
  const pull = pullRequestOpened({ number: 12, at, createdAt: at, id: "d-pull" });
  await send(app, pull);
  await send(app, pull);
  await send(app, issueOpened({ number: 13, at, createdAt: at, id: "d-issue" }), settings.previousSecret);
  await send(
    app,
    labelDeleted({ at, label: { id: 5, name: "acme-internal" }, id: "d-label" }),
    "somebody else's secret",
  );
  await send(app, { id: "d-unknown", event: "sponsorship", receivedAt: at, payload: { action: "created" } });
  await send(app, odd);
  await expect.poll(() => app.written.length, { timeout: 15_000 }).toBeGreaterThan(0);
  await expect
    .poll(app.scrape, { timeout: 15_000 })
    .toMatch(/github_requests_total\{route="POST checks",status="403"\} 1|route="GET checks",status="403"\} 1/);

  await logged(app, { delivery: "d-odd" });

  const text = await app.scrape();
  expect(
    samples(text, "webhooks_total", "deliveries_read_total", "dead_letters", "github_retry_after_violations_total"),
  ).toEqual([
    'throughline_dead_letters{kind="delivery"} 1',
    'throughline_deliveries_read_total{outcome="done"} 2',
    'throughline_deliveries_read_total{outcome="failed"} 1',
    'throughline_deliveries_read_total{outcome="ignored"} 1',
    "throughline_github_retry_after_violations_total 0",
    'throughline_webhooks_total{event="issues",result="stored"} 2',
    'throughline_webhooks_total{event="other",result="stored"} 1',
    'throughline_webhooks_total{event="pull_request",result="known"} 1',
    'throughline_webhooks_total{event="pull_request",result="stored"} 1',
    'throughline_webhooks_total{event="unverified",result="unsigned"} 1',
  ]);
  expect(text).not.toMatch(/acme|shop|1001|ada\b|d-pull|90\b(?=["}])/);
});
