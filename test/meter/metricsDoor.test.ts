/** Where the metrics are fetched: a port that is taken is told by the variable that names it. */
import { createServer } from "node:net";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openMetricsDoor } from "../../src/meter/metricsDoor.ts";

test("a port in use names the variable of the metrics, not the one of the webhooks", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void other.close());
  await once(other, "listening");
  const { port } = z.object({ port: z.number() }).parse(other.address());
  const scrape = async () => ({ text: "", contentType: "text/plain" });
  const log = { warn: () => {}, error: () => {} };
  await expect(openMetricsDoor({ scrape }, { host: "127.0.0.1", port }, log)).rejects.toMatchObject({
    name: "UserError",
    message: `Port ${port} on 127.0.0.1 is in use. Set METRICS_PORT to another one.`,
  });
});
