/** Decides what the report of each week of the scripted month must say: counted by hand, with the stories of `march/` beside it. */

export type ExpectedWeek = {
  /** Items in each stage: before the week, in, out, at its end; of these waiting. Shaping's backlog is apart. */
  queues: string;
  released: number;
  /** Open before the week, opened, merged, closed without, open at its end, of these waiting on a reviewer. */
  pullRequests: string;
  /** Median of the first reviews of the week; bots' pull requests are left out. */
  firstReview: string;
  /** Merged without a review, of those by people; without any check, of all. */
  unseen: string;
  /** By kind and stage. */
  rework: string;
  /** From, to. */
  flowBacks: string;
  /** Deployment, environment, when it failed or went live, how it went wrong, what it carried; by what and when that was over, and after how many seconds. */
  troubles: string;
  /** Undone of completed, production only. */
  changeFailure: string;
  /** Seconds from the idea and from the start: p50, p85. */
  cycleTimes: string;
  /** Seconds in design, review and release, of items that left it for good: p50, p85, items. */
  leadTimes: string;
  /** The slowest stage and the runner-up, each with the seconds that items waited there in the week. */
  slowest: string;
};

export const marchWeeks: Record<string, ExpectedWeek> = {
  "2026-W10": {
    // Issues come into shaping's queue when their triage ends: 1 to 14 but 12, 25 and 32. Of these 5, 7 and 25 are still there.
    queues: `
      shaping               0 +15 -12 = 3, 3 wait
      backlog               0 +16 -15 = 1
      design                0  +2  -2 = 0, 0 wait
      implementation        0  +9  -7 = 2, 2 wait
      review                0  +7  -7 = 0, 0 wait
      release               0  +6  -6 = 0, 0 wait
      production-stability  0  +6  -4 = 2, 2 wait
      learning-and-flow     0  +4  -0 = 4, 4 wait`,
    // 1, 2, 3, 4, 10 and 32.
    released: 6,
    pullRequests: "0 +8 -8 -0 = 0, 0 wait",
    // 1:20, 1:30, 2, 3, 18, 19, 20:30 and 23 hours.
    firstReview: "37800 s of 8",
    unseen: "0 of 8, 8 of 8",
    rework: `
      design-changes  design   1
      review-round    review   1
      flow-back       review   1
      deployment      release  2`,
    flowBacks: `release  review  1`,
    troubles: `9003  production  03-06 12:05  failure  110,302  redeployment 03-06 14:10  7500`,
    changeFailure: "0 of 3",
    cycleTimes: "177000 285600, 167998 230098",
    // 14 comes back to design, 32 to review and to release.
    leadTimes: `
      design   64800   64800  1
      review   75600  121920  5
      release  98700  138330  4`,
    slowest: "shaping 1420738, implementation 575696",
  },
  "2026-W11": {
    // Three times 22 goes into implementation, twice 14 comes out of it.
    queues: `
      shaping               3  +2  -4 = 1, 1 wait
      backlog               1  +2  -2 = 1
      design                0  +1  -1 = 0, 0 wait
      implementation        2 +12 -13 = 1, 1 wait
      review                0 +12 -12 = 0, 0 wait
      release               0  +9  -9 = 0, 0 wait
      production-stability  2  +9  -4 = 7, 7 wait
      learning-and-flow     4  +3  -4 = 3, 3 wait`,
    // 14, 22, 25 and 117 to 121.
    released: 8,
    pullRequests: "0 +9 -8 -1 = 0, 0 wait",
    // 1, 1, 1, 1, 1:30, 4, 4, 4 and 6 hours.
    firstReview: "5400 s of 9",
    unseen: "0 of 8, 7 of 8",
    rework: `
      flow-back     design          1
      flow-back     implementation  3
      red-check     implementation  1
      qa-failed     implementation  2
      review-round  review          2
      red-check     review          1
      flow-back     release         1
      deployment    release         1`,
    flowBacks: `
      review                design          1
      review                implementation  3
      production-stability  release         1`,
    troubles: `9005  production  03-10 12:10  rollback  125  rollback 03-10 15:10  10800`,
    changeFailure: "1 of 4",
    cycleTimes: "169498 342060, 168898 327118",
    leadTimes: `
      design   280800  280800  1
      review    16200   77910  8
      release  155400  160620  8`,
    // Hours for a deployment on the 13th, against 5, which nobody has looked at since the 4th.
    slowest: "release 1039800, shaping 1018502",
  },
  "2026-W12": {
    queues: `
      shaping               1  +5  -6 =  0,  0 wait
      backlog               1  +4  -4 =  1
      design                0  +0  -0 =  0,  0 wait
      implementation        1  +9  -8 =  2,  2 wait
      review                0  +8  -8 =  0,  0 wait
      release               0  +7  -6 =  1,  1 wait
      production-stability  7  +6 -13 =  0,  0 wait
      learning-and-flow     3 +12  -0 = 15, 15 wait`,
    // 23, 28, 31, 124 and 126; 32 was released before.
    released: 5,
    pullRequests: "0 +7 -7 -0 = 0, 0 wait",
    // 0:30, 1, 1, 1, 1, 1 and 1:30 hours.
    firstReview: "3600 s of 7",
    unseen: "0 of 7, 7 of 7",
    rework: `
      flow-back   shaping               1
      flow-back   implementation        2
      deployment  review                1
      incident    production-stability  1`,
    flowBacks: `
      learning-and-flow     shaping         1
      review                implementation  1
      production-stability  implementation  1`,
    // The revert is merged on the 20th and goes live on the 24th, which this week does not know.
    troubles: `
      9009  production  03-17 12:10  incident  123,124,128  incident-closed 03-18 15:00  96600
      9010  production  03-19 12:10  revert    126,131,232
      9201  staging     03-16 13:05  failure   -            redeployment    03-16 15:20   8100`,
    changeFailure: "2 of 4",
    cycleTimes: "95998 126600, 94198 124078",
    leadTimes: `
      review    8250   69750  6
      release  76200  127560  5`,
    slowest: "implementation 828000, release 648000",
  },
  "2026-W13": {
    queues: `
      shaping                0  +3  -3 =  0,  0 wait
      backlog                1  +3  -3 =  1
      design                 0  +0  -0 =  0,  0 wait
      implementation         2  +7  -8 =  1,  1 wait
      review                 0  +7  -7 =  0,  0 wait
      release                1  +7  -8 =  0,  0 wait
      production-stability   0  +8  -8 =  0,  0 wait
      learning-and-flow     15  +8 -12 = 11, 11 wait`,
    // 30, 36, 133, 135, 137, 138 and the revert 331; 31 was released before.
    released: 7,
    pullRequests: "0 +8 -7 -1 = 0, 0 wait",
    // 0:30, 1, 1, 1 and 2 hours; 136 is an agent's and 137 a bot's.
    firstReview: "3600 s of 5",
    unseen: "0 of 5, 6 of 7",
    rework: `
      red-check   review   1
      deployment  release  1`,
    flowBacks: "",
    troubles: `9011  production  03-24 12:10  incident  130,135,231,331  incident-closed 03-27 20:00  287400`,
    changeFailure: "1 of 2",
    cycleTimes: "94200 123725.8, 94198 120485.8",
    leadTimes: `
      review    7200   15660  7
      release  87000  166410  8`,
    slowest: "implementation 741660, release 703568",
  },
  "2026-W14": {
    queues: `
      shaping                0 +0 -0 = 0, 0 wait
      backlog                1 +0 -0 = 1
      design                 0 +0 -0 = 0, 0 wait
      implementation         1 +1 -1 = 1, 1 wait
      review                 0 +1 -1 = 0, 0 wait
      release                0 +1 -1 = 0, 0 wait
      production-stability   0 +1 -1 = 0, 0 wait
      learning-and-flow     11 +1 -8 = 4, 4 wait`,
    released: 1,
    pullRequests: "0 +1 -1 -0 = 0, 0 wait",
    firstReview: "3600 s of 1",
    unseen: "0 of 1, 1 of 1",
    rework: "",
    flowBacks: "",
    troubles: "",
    changeFailure: "0 of 1",
    cycleTimes: "97798 97798, 97798 97798",
    leadTimes: `
      review    7200    7200  1
      release  90600   90600  1`,
    slowest: "implementation 604800, release 90000",
  },
  "2026-W15": {
    // 140 waits on its author; 13 on anybody; 141 on the retrospective.
    queues: `
      shaping               0 +0 -0 = 0, 0 wait
      backlog               1 +0 -0 = 1
      design                0 +0 -0 = 0, 0 wait
      implementation        1 +1 -1 = 1, 1 wait
      review                0 +1 -0 = 1, 1 wait
      release               0 +0 -0 = 0, 0 wait
      production-stability  0 +0 -0 = 0, 0 wait
      learning-and-flow     4 +0 -3 = 1, 1 wait`,
    released: 0,
    pullRequests: "0 +1 -0 -0 = 1, 0 wait",
    firstReview: "3600 s of 1",
    unseen: "0 of 0, 0 of 0",
    rework: "",
    flowBacks: "",
    troubles: "",
    changeFailure: "0 of 0",
    cycleTimes: "null null, null null",
    leadTimes: "",
    slowest: "implementation 604800, review 226800",
  },
};
