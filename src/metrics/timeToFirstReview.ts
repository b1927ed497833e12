/** Decides how long pull requests wait for their first review. */

/** Time to first review: first ready for review to the first review by another person at or after it, in seconds. */
export type FirstReviewTimes = { p50Seconds: number | null; p85Seconds: number | null; n: number };
