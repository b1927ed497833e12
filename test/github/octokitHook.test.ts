/** How GitHub is asked for the app's deliveries, and to send one again. */
import nock from "nock";
import { expect, it } from "vitest";
import { octokitHook } from "../../src/github/octokitHook.ts";
import { thrownBy } from "../support/thrownBy.ts";
import { Octokit } from "../support/gitHubOverHttp.ts";
import { useNock } from "../support/useNock.ts";

const hook = octokitHook(() => Promise.resolve(new Octokit({ auth: { token: "secret" } })));

useNock();

const failed = {
  id: 12,
  guid: "0b989ba4-242f-11e5-81e1-c7b6966d2516",
  delivered_at: "2026-03-02T09:14:00.25Z",
  redelivery: false,
  duration: 0.27,
  status: "timed out",
  status_code: 0,
  event: "issues",
  action: "opened",
  installation_id: 5,
  repository_id: 1,
};

it("reads a page of a hundred, and where the next one is", async () => {
  list({ per_page: 100 }).reply(200, [failed], {
    link: '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_12>; rel="next"',
  });
  list({ per_page: 100, cursor: "v1_12" }).reply(200, []);
  const first = await hook.deliveries(null);
  expect(first).toMatchObject({
    deliveries: [{ id: 12, guid: failed.guid, delivered_at: "2026-03-02T09:14:00Z", installation_id: 5 }],
    next: "v1_12",
  });
  expect(await hook.deliveries(first.next)).toEqual({ deliveries: [], next: null });
});

it("takes a delivery that is of no repository and no installation", async () => {
  list({ per_page: 100 }).reply(200, [{ ...failed, installation_id: null, repository_id: null }]);
  expect((await hook.deliveries(null)).deliveries).toMatchObject([{ installation_id: null, repository_id: null }]);
});

it("has a delivery sent again", async () => {
  sendAgain().reply(202, {});
  expect(await hook.redeliver(12)).toBe("asked");
});

it.each([404, 410, 422, 400])("one that GitHub answers with %d is gone", async (status) => {
  sendAgain().reply(status, { message: "Not Found" });
  expect(await hook.redeliver(12)).toBe("gone");
});

it("tells for how long GitHub wants to be left alone", async () => {
  sendAgain().reply(403, { message: "You have exceeded a secondary rate limit" }, { "retry-after": "61" });
  expect(await thrownBy(hook.redeliver(12))).toMatchObject({ meaning: "try-later", retryAfterSeconds: 61 });
});

it("leaves open whether it is sent again where the answer is lost", async () => {
  sendAgain().reply(502);
  expect(await thrownBy(hook.redeliver(12))).toMatchObject({ meaning: "ambiguous" });
});

function list(query: Record<string, string | number>) {
  return nock("https://api.github.com").get("/app/hook/deliveries").query(query);
}

function sendAgain() {
  return nock("https://api.github.com").post("/app/hook/deliveries/12/attempts");
}
