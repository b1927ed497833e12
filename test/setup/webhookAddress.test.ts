import { expect, test } from "vitest";
import { readWebhookAddress } from "../../src/setup/webhookAddress.ts";

const gitHub = { isPublic: true, relay: null };
const server = { isPublic: false, relay: null };

test.for([
  ["https://throughline.example.com", "https://throughline.example.com/api/github/webhooks"],
  [" throughline.example.com/ ", "https://throughline.example.com/api/github/webhooks"],
  ["https://example.com/flow/", "https://example.com/flow/api/github/webhooks"],
  ["https://example.com:8443/api/github/webhooks", "https://example.com:8443/api/github/webhooks"],
  ["https://example.com/?a=b#c", "https://example.com/api/github/webhooks"],
] as const)("%s becomes the address in full", ([typed, url]) => {
  expect(readWebhookAddress(typed, gitHub)).toEqual({ url, isRelay: false });
});

test("a channel of smee.io stays as it is, and so does the operator's own relay", () => {
  expect(readWebhookAddress("https://smee.io/abc", gitHub)).toEqual({ url: "https://smee.io/abc", isRelay: true });
  const relay = "https://relay.example.com/channel";
  expect(readWebhookAddress(relay, { isPublic: true, relay })).toEqual({ url: relay, isRelay: true });
});

test.for([
  ["", "no web address"],
  ["http://", "no web address"],
  ["ftp://example.com", "has to begin with https://"],
  ["https://me:hunter2@example.com", "must not hold a user name"],
  ["https://smee.io", "https://smee.io/new"],
  ["http://throughline.example.com", "https only"],
  ["http://localhost:3000", "is this machine itself"],
  ["https://127.0.0.1", "is this machine itself"],
  ["https://[::1]:3000", "is this machine itself"],
  ["https://0x7f.1", "is this machine itself"],
  ["https://10.0.0.7", "inner network"],
  ["https://172.31.0.1", "inner network"],
  ["https://[fd00::1]", "inner network"],
  ["https://flow", "inner network"],
  ["https://flow.internal", "inner network"],
] as const)("for github.com %s is refused, with the way out", ([typed, why]) => {
  expect(readWebhookAddress(typed, gitHub)).toEqual({ fault: expect.stringContaining(why) });
});

test.for(["https://172.32.0.1", "https://fd.example.com", "https://100.128.0.1"])("%s is an outer address", (typed) => {
  expect(readWebhookAddress(typed, gitHub)).toMatchObject({ isRelay: false });
});

test("a GitHub Enterprise Server may reach inner networks and plain http, but no loopback", () => {
  expect(readWebhookAddress("http://flow.internal:3000", server)).toEqual({
    url: "http://flow.internal:3000/api/github/webhooks",
    isRelay: false,
  });
  expect(readWebhookAddress("http://localhost:3000", server)).toHaveProperty("fault");
});
