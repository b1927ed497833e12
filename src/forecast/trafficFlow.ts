/** Decides how much work reaches each station in the long run, from what comes from outside and where work goes. */
import type { Station } from "./queueLine.ts";

type Flowing = Pick<Station, "externalPerWeek" | "capacityPerWeek" | "routes">;

/**
 * Items a week that reach each station. With `limited`, no more leaves a station than it can do; without, what would reach it if nothing held work up. Solves the traffic
 * equations of a network of queues, λ = γ + Pᵀ min(λ, C), by repetition (Jackson, Operations Research 5, 1957, 518-521; with stations that cannot keep up,
 * Goodman and Massey, Journal of Applied Probability 21, 1984, 860-869).
 */
export function inflows(stations: readonly Flowing[], limited: boolean): number[] {
  let reaching = stations.map(({ externalPerWeek }) => externalPerWeek);
  for (let round = 0; round < mostRounds; round += 1) {
    const passed = stations.map(({ capacityPerWeek }, index) =>
      limited ? Math.min(reaching[index] ?? 0, capacityPerWeek) : (reaching[index] ?? 0),
    );
    const next = stations.map(({ externalPerWeek }, to) =>
      stations.reduce((sum, { routes }, from) => sum + (passed[from] ?? 0) * (routes[to] ?? 0), externalPerWeek),
    );
    const moved = Math.max(...next.map((rate, index) => Math.abs(rate - (reaching[index] ?? 0))));
    reaching = next;
    if (moved < 1e-9) break;
  }
  return reaching;
}

/** Shares that leave the line are never so small in practice that this is not enough. */
const mostRounds = 10_000;
