/** Decides which share of waits has ended in which way after how long, when some waits are not over yet. */

/** How a wait ended and after how long; one that is still going on is known to have lasted so long at least. */
export type WaitEnd = { by: "review" | "closing" | "still-waiting"; afterSeconds: number };

/** Shares of all waits, 0 to 1, that had ended by a review or by closing after that long. */
export type IncidencePoint = { afterSeconds: number; reviewed: number; closed: number };

/**
 * The Aalen-Johansen estimator of the cumulative incidence of two competing ends (Aalen and Johansen, Scandinavian Journal of Statistics 5, 1978,
 * 141-150; for competing risks also Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, section 8.2).
 *
 * At each time t at which a wait ended, with n(t) waits that lasted at least t and d(t) that ended at t in one way: its incidence grows by
 * S(t-) * d(t) / n(t), where S(t-) is the share not ended before t (Kaplan-Meier), which then shrinks by the factor 1 - (all ends at t) / n(t). A wait
 * still going on counts in n(t) up to its own length, that moment included. Taking only waits longer than w gives the curves conditional on having
 * waited w, since the factors before w fall out. Without unfinished waits it is the plain share of all.
 */
export function cumulativeIncidence(ends: readonly WaitEnd[]): IncidencePoint[] {
  const curve: IncidencePoint[] = [];
  let atRisk = ends.length;
  let notEnded = 1;
  let reviewed = 0;
  let closed = 0;
  for (const { afterSeconds, reviews, closings, count } of byLength(ends)) {
    reviewed += (notEnded * reviews) / atRisk;
    closed += (notEnded * closings) / atRisk;
    notEnded *= 1 - (reviews + closings) / atRisk;
    atRisk -= count;
    if (reviews + closings > 0) curve.push({ afterSeconds, reviewed, closed });
  }
  return curve;
}

/** The first length by which the share `fraction` had been reviewed; null where it never comes to that. */
export function quantileOf(curve: readonly IncidencePoint[], fraction: number): number | null {
  return curve.find((point) => point.reviewed >= fraction - roundingError)?.afterSeconds ?? null;
}

/** Sums of shares such as 17/20 miss their exact value by less than this. */
const roundingError = 1e-9;

type Tally = { afterSeconds: number; reviews: number; closings: number; count: number };

function byLength(ends: readonly WaitEnd[]): Tally[] {
  const tallies = new Map<number, Tally>();
  for (const { afterSeconds, by } of ends) {
    const tally = tallies.get(afterSeconds) ?? { afterSeconds, reviews: 0, closings: 0, count: 0 };
    tally.count += 1;
    if (by === "review") tally.reviews += 1;
    if (by === "closing") tally.closings += 1;
    tallies.set(afterSeconds, tally);
  }
  return [...tallies.values()].toSorted((a, b) => a.afterSeconds - b.afterSeconds);
}
