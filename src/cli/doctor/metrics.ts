/** Decides whether the metrics are out of strangers' reach. */
import type { Finding } from "./finding.ts";
import type { SettingReading } from "./readings.ts";

const check = "metrics";

export function checkMetrics(setting: SettingReading): Finding[] {
  if (setting.kind !== "set") return [];
  const { metrics, listen } = setting.config;
  if (metrics === null) return [{ check, state: "note", says: "No metrics are kept; METRICS_PORT turns them on." }];
  if (metrics.port === listen.port && metrics.port !== 0) {
    const says = `The metrics are to be at port ${metrics.port}, where the webhooks are.`;
    return [{ check, state: "wrong", says, wayOut: "Set METRICS_PORT to another one." }];
  }
  if (isOfThisMachine(metrics.host)) {
    return [{ check, state: "good", says: `Only this machine reaches the metrics, at port ${metrics.port}.` }];
  }
  const says = `Whoever reaches ${metrics.host}, port ${metrics.port}, reads the metrics.`;
  return [{ check, state: "note", says, wayOut: "See that only Prometheus does: do not publish that port." }];
}

function isOfThisMachine(host: string): boolean {
  return ["localhost", "127.0.0.1", "::1"].includes(host);
}
