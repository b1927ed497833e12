/** Decides which deliveries of the last three days failed for good, and what each kind of failure means. */
import type { DeliverySeen } from "../../github/hook.ts";
import type { Finding } from "./finding.ts";
import type { GitHubReadings } from "./readings.ts";

const check = "deliveries";

export function checkDeliveries(
  { deliveries: asked }: Pick<GitHubReadings, "deliveries">,
  { settingsUrl }: { settingsUrl: string },
): Finding[] {
  if ("failure" in asked) {
    return [{ check, state: "unknown", says: `GitHub did not tell how its deliveries went: ${asked.failure}.` }];
  }
  const { deliveries, isWhole } = asked.found;
  const attempts = Map.groupBy(deliveries, ({ guid }) => guid);
  const period = isWhole ? "in the last three days" : `among the latest ${deliveries.length}`;
  if (attempts.size === 0) return [{ check, state: "note", says: `GitHub has sent no delivery ${period}.` }];
  // One that was sent again with success is not lost. The list has the newest first.
  const lost = [...attempts.values()].flatMap((each) => (each.some(succeeded) ? [] : each.slice(0, 1)));
  if (lost.length === 0) {
    return [{ check, state: "good", says: `All ${attempts.size} deliveries ${period} were taken.` }];
  }
  const kinds = [...Map.groupBy(lost, kindOf)].toSorted((a, b) => b[1].length - a[1].length);
  return kinds.map(([kind, failed]) => ({
    check,
    state: "wrong",
    says: `${failed.length} of ${attempts.size} deliveries ${period} failed: ${kind}. ${meaningOf(failed)}`,
    wayOut: `Once that is mended the app asks for them again; by hand: ${settingsUrl}/advanced, within three days.`,
  }));
}

function succeeded({ status_code: code }: DeliverySeen): boolean {
  return code !== null && code >= 200 && code < 400;
}

function kindOf({ status_code: code, status }: DeliverySeen): string {
  return code === null || code < 100 ? status : `answered ${code}`;
}

function meaningOf([first]: readonly DeliverySeen[]): string {
  const code = first?.status_code ?? 0;
  if (code === 401) return "The webhook secret on GitHub and WEBHOOK_SECRET differ: make them the same.";
  if (code === 404 || code === 405) return "The webhook address leads elsewhere: compare its path and its machine.";
  if (code === 400) return "The content type is not application/json, or something in front changes requests.";
  if (code === 502 || code === 504)
    return "The web server in front did not reach Throughline: is it running, and on that port?";
  if (code === 503) return "The database did not take them, or the app was not set up: the log says which.";
  if (code >= 300) return "Throughline's log, or that of the web server in front, says why.";
  return "GitHub did not reach the address, or waited over ten seconds: try it from outside with /healthz.";
}
