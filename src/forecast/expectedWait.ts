/** Decides how long a pull request without a first review may still wait. */

/** What became of pull requests in the past, conditional on having waited as long as this one has. */
export type ExpectedWait =
  /** Fewer than 20 observations. */
  | { known: false; observations: number }
  | {
      known: true;
      observations: number;
      /** Seconds from now within which a first review came in 50% and 85% of cases; null where it never comes to that. */
      p50Seconds: number | null;
      p85Seconds: number | null;
      /** Share, 0 to 1, closed without a review. */
      closedUnreviewed: number;
    };
