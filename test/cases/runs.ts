/** Decides how often the laws of the cases are tried, and from which seed: another one each time, printed in the test's name. */

/** 200 in the test command, 2,000 in `npm run test:long`. */
export const runs = Number(process.env["THROUGHLINE_TEST_RUNS"] ?? 200);

/** To try a failure again, set it to the seed that was printed. */
export const seed = Number(process.env["THROUGHLINE_TEST_SEED"] ?? Date.now() % 2_147_483_647);
