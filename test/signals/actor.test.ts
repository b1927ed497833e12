import { expect, test } from "vitest";
import { actorOf } from "../../src/signals/actor.ts";

test.each([
  [
    { id: 1, login: "ada", type: "User" },
    { id: 1, login: "ada", bot: false },
  ],
  [
    { id: 1, login: "ada" },
    { id: 1, login: "ada", bot: false },
  ],
  [
    { id: 2, login: "old-import", type: "Mannequin" },
    { id: 2, login: "old-import", bot: false },
  ],
  [
    { id: 3, login: "Copilot", type: "Bot" },
    { id: 3, login: "Copilot", bot: true },
  ],
  [
    { id: 4, login: "renovate[bot]", type: "User" },
    { id: 4, login: "renovate[bot]", bot: true },
  ],
  [
    { id: 10_137, login: "ghost", type: "User" },
    { id: null, login: null, bot: false },
  ],
  [null, { id: null, login: null, bot: false }],
])("%j is %j", (user, actor) => {
  expect(actorOf(user)).toEqual(actor);
});
