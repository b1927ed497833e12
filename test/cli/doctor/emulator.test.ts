/** The doctor's questions, put to a GitHub that somebody else has written; of the app's webhook it knows nothing. */
import { createEmulator } from "emulate";
import { expect, onTestFinished, test } from "vitest";
import { readGitHub } from "../../../src/cli/doctor/readGitHub.ts";
import type { Config } from "../../../src/config/env.ts";
import { createLog } from "../../../src/config/log.ts";
import { octokitAsApp } from "../../../src/main.ts";
import { appPrivateKey } from "../../support/appPrivateKey.ts";

test("the app and its installation are read by the app's key, and by no other", async () => {
  const emulator = await createEmulator({
    service: "github",
    port: 0,
    seed: {
      github: {
        users: [{ login: "ada" }],
        apps: [
          {
            app_id: 77,
            slug: "throughline",
            name: "Throughline",
            permissions: { metadata: "read", checks: "write" },
            events: ["push"],
            installations: [{ installation_id: 100, account: "ada" }],
          },
        ],
      },
    },
  });
  onTestFinished(() => emulator.close());
  const read = (privateKey: string) => {
    const config: Config = {
      app: { id: 77, privateKey },
      webhookSecrets: { current: "8c1f0e6b7d2a49538c1f", previous: null },
      listen: { host: "localhost", port: 0 },
      metrics: null,
      store: { dataDir: "/nowhere" },
      apiUrl: emulator.url,
      webUrl: emulator.url,
      logLevel: "silent",
      backfillDays: 180,
      keepPayloadsDays: { checks: 1, others: 7 },
      eraseAfterDays: 7,
      webhookProxyUrl: null,
    };
    return readGitHub(() => octokitAsApp(config, createLog("silent", [])), emulator.url, Date.now);
  };

  const granted = { permissions: { checks: "write" }, events: ["push"] };
  expect(await read(emulator.generatedSecrets[0]?.value ?? "")).toMatchObject({
    app: { found: { id: 77, slug: "throughline", ...granted } },
    installations: { found: [{ id: 100, account: { login: "ada" }, ...granted }] },
    hook: { status: 404 },
    deliveries: { status: 404 },
  });
  expect(await read(appPrivateKey)).toMatchObject({ app: { status: 401 }, installations: { status: 401 } });
});
