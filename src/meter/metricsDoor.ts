/** Decides where Prometheus fetches the metrics: at a port of their own, which is not to be reached from outside. */
import { answers, wrongMethod } from "../intake/answers.ts";
import { type Door, openDoor } from "../intake/door.ts";
import type { Log } from "../intake/log.ts";
import type { Meter } from "./prometheus.ts";

/** Listens, and answers `GET /metrics` alone. */
export function openMetricsDoor(
  meter: Pick<Meter, "scrape">,
  listen: { host: string; port: number },
  log: Log,
): Promise<Pick<Door, "url" | "close">> {
  return openDoor(
    {
      log,
      // A scrape is no request that anybody would wait for at the end.
      limits: { closeMilliseconds: 1_000 },
      settings: { host: "METRICS_HOST", port: "METRICS_PORT" },
      endpoint: async ({ url, method }) => {
        if (url?.split("?")[0] !== "/metrics") return answers.notFound;
        if (method !== "GET") return wrongMethod(["GET"]);
        const { text, contentType } = await meter.scrape();
        return { status: 200, body: text, headers: { "content-type": contentType } };
      },
    },
    listen,
  );
}
