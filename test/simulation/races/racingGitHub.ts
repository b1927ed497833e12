/** Decides how GitHub behaves in a race: 30% of all creates are carried out and answered by a failure, and listings do not show what is younger than 10 seconds. */
import { setTimeout as wait } from "node:timers/promises";
import { type GitHub, GitHubFailure } from "../../../src/github/github.ts";
import { fakeGitHub } from "../../support/fakeGitHub.ts";
import type { Chance } from "../faults/chance.ts";
import type { Race } from "./race.ts";

const lostShare = 0.3;
const stoppedShare = 0.05;
const lagSeconds = 10;
const longestRequestMilliseconds = 3;

export type RacingGitHub = {
  /** For one worker, which may be stopped just before it creates, as by SIGSTOP. */
  forOne: () => { github: GitHub; isStopped: () => boolean };
  /** Whoever was stopped two rounds ago goes on. */
  startRound: () => void;
  passSeconds: (seconds: number) => void;
  told: () => Omit<Race, "rounds">;
};

export function racingGitHub(chance: Chance): RacingGitHub {
  const model = fakeGitHub();
  const createdAt = new Map<number, number>();
  const stopped: { untilRound: number; goOn: () => void }[] = [];
  const counts = { creates: 0, lostAnswers: 0, stopped: 0 };
  let clock = 0;
  let round = 0;

  async function created<Made>(create: () => Promise<Made>, idOf: (made: Made) => number): Promise<Made> {
    const made = await create();
    createdAt.set(idOf(made), clock);
    counts.creates += 1;
    if (!chance.happens(lostShare)) return made;
    counts.lostAnswers += 1;
    throw new GitHubFailure("502", { meaning: "ambiguous", status: 502, retryAfterSeconds: null });
  }

  const isShown = (id: number): boolean => clock - (createdAt.get(id) ?? 0) > lagSeconds;
  const onTheWay = () => wait(chance.below(longestRequestMilliseconds + 1));

  return {
    forOne: () => {
      let standsStill = false;
      async function beforeCreate(): Promise<void> {
        await onTheWay();
        if (!chance.happens(stoppedShare)) return;
        counts.stopped += 1;
        standsStill = true;
        await new Promise<void>((goOn) => stopped.push({ untilRound: round + 2, goOn }));
        standsStill = false;
      }
      const methods: Partial<GitHub> = {
        createComment: async (...given) => {
          await beforeCreate();
          return created(
            () => model.createComment(...given),
            ({ id }) => id,
          );
        },
        createIssue: async (...given) => {
          await beforeCreate();
          return created(
            () => model.createIssue(...given),
            (number) => number,
          );
        },
        ownComments: async (...given) => {
          await onTheWay();
          return (await model.ownComments(...given)).filter(({ id }) => isShown(id));
        },
        ownIssues: async (...given) => {
          await onTheWay();
          return (await model.ownIssues(...given)).filter(({ number }) => isShown(number));
        },
      };
      const github = new Proxy<GitHub>(model, { get: (target, name: keyof GitHub) => methods[name] ?? target[name] });
      return { github, isStopped: () => standsStill };
    },
    startRound: () => {
      round += 1;
      for (const each of stopped.filter(({ untilRound }) => untilRound <= round)) {
        stopped.splice(stopped.indexOf(each), 1);
        each.goOn();
      }
    },
    passSeconds: (seconds) => {
      clock += seconds;
    },
    told: () => ({
      comments: model.comments.length,
      weeklyIssues: model.issues.filter(({ labels }) => labels.length > 0).length,
      ...counts,
    }),
  };
}
