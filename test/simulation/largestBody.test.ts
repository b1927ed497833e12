/** The largest body that GitHub sends, taken in and read by the whole app on an embedded database, in a process of its own: how long, and how much memory. */
import { createHmac } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { doorLimits } from "../../src/intake/door.ts";
import { issueOpened } from "../support/payloads.ts";
import { freePort } from "./kills/cluster.ts";
import { replicaAt, secret } from "./kills/replica.ts";

/** GitHub waits so long for an answer. Counted is the processor's time, which is the answer's on a machine that does nothing else. */
const mostSeconds = 10;
/** With which the documents run the container; the embedded database lies within. */
const mostMebibytes = 1536;

test(
  "a valid body of 25 MiB is answered in time, stored and read within the memory that the documents give",
  { timeout: 120_000 },
  async ({ skip }) => {
    if (process.platform !== "linux") return skip("the peak of its memory is read from /proc");
    const folder = await mkdtemp(path.join(tmpdir(), "throughline-largest-"));
    const dataDir = path.join(folder, "data");
    const app = replicaAt({
      kind: "app",
      port: await freePort(),
      store: dataDir,
      gitHubPort: await freePort(),
      cwd: folder,
    });
    onTestFinished(async () => {
      await app.kill();
      await rm(folder, { recursive: true });
    });
    await app.start();
    const { payload } = issueOpened({ at: "2026-03-02T09:00:00Z" });
    const empty = JSON.stringify({ ...Object(payload), note: "" });
    const body = JSON.stringify({
      ...Object(payload),
      note: "x".repeat(doorLimits.bodyBytes - Buffer.byteLength(empty)),
    });

    const before = await processorSeconds(app.pid());
    const response = await fetch(`${app.url}/api/github/webhooks`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-github-event": "issues",
        "x-github-delivery": "largest",
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
      body,
    });
    const seconds = (await processorSeconds(app.pid())) - before;
    expect([response.status, await response.json()]).toEqual([202, { status: "stored" }]);
    expect(seconds).toBeLessThan(mostSeconds);

    // Until it has been read as well; the worker looks each second.
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    const status = await readFile(`/proc/${app.pid()}/status`, "utf8");
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
    await app.kill();
    const { db, close } = await connect({ dataDir });
    const rows = await db.selectFrom("deliveries").select(["id", "state"]).execute();
    await close();
    expect(rows).toEqual([{ id: "largest", state: "done" }]);
    expect(peak).toBeLessThan(mostMebibytes);
  },
);

/** What the process has used of the processor, the kernel's work for it as well; the kernel counts in hundredths. */
async function processorSeconds(pid: number | null): Promise<number> {
  const words = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /s, "").split(" ");
  return (Number(words[11]) + Number(words[12])) / 100;
}
