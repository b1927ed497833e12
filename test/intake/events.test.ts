import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { extras, permissions, subscriptions, unasked } from "../../src/intake/events.ts";
import { understoodEvents } from "../../src/signals/events.ts";

const manifest = z
  .object({
    name: z.string(),
    url: z.url(),
    hook_attributes: z.object({ url: z.url(), active: z.literal(true) }),
    public: z.literal(false),
    default_permissions: z.record(z.string(), z.string()),
    default_events: z.array(z.string()),
  })
  .parse(parse(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")));

const subscribed = subscriptions.map((subscription) => subscription.event);

test("the manifest subscribes to the events of the code, and to no other", () => {
  expect(manifest.default_events).toEqual(subscribed);
});

test("the manifest asks for the permissions of the code, and for no other", () => {
  const asked = Object.fromEntries(Object.entries(permissions).map(([name, { access }]) => [name, access]));
  expect(manifest.default_permissions).toEqual(asked);
});

test("GitHub's webhooks come to the path that the front listens on", () => {
  expect(manifest.hook_attributes.url).toMatch(/\/api\/github\/webhooks$/);
});

test("every event subscribed to is understood, and every other one understood comes unasked or is an extra", () => {
  const heard = [...subscribed, ...unasked, ...extras.map(({ event }) => event)];
  expect(heard.toSorted()).toEqual(Object.keys(understoodEvents).toSorted());
});

test("events of the installation itself are not listed: GitHub refuses such a manifest", () => {
  expect(subscribed.filter((event) => unasked.includes(event))).toEqual([]);
});

test("each permission but the one given to every app is needed by an event", () => {
  const needed = new Set<string>(subscriptions.map((subscription) => subscription.permission));
  expect(Object.keys(permissions).filter((name) => !needed.has(name))).toEqual([]);
});

test("nothing is written but issues, with their comments, and checks", () => {
  const written = Object.entries(permissions).filter(([, { access }]) => access === "write");
  expect(written.map(([name]) => name).toSorted()).toEqual(["checks", "issues"]);
});
