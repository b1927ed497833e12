/** Who somebody is, and which number something has, as the API tells it. */
import { describe, expect, test } from "vitest";
import { apiActor, labelRefOf } from "../../../src/signals/history/apiNode.ts";
import { databaseIdOf } from "../../../src/signals/history/nodeId.ts";
import { apiContext } from "../../support/apiContext.ts";

describe("the same actor as in webhooks", () => {
  test.each([
    [
      { type: "User", login: "ada", databaseId: 7 },
      { id: 7, login: "ada", bot: false },
    ],
    [
      { type: "Bot", login: "dependabot", databaseId: 8 },
      { id: 8, login: "dependabot[bot]", bot: true },
    ],
    [
      { type: "Bot", login: "renovate[bot]", databaseId: 9 },
      { id: 9, login: "renovate[bot]", bot: true },
    ],
    [
      { type: "Bot", login: "copilot-swe-agent", databaseId: 198_982_749 },
      { id: 198_982_749, login: "Copilot", bot: true },
    ],
    [
      { type: "Mannequin", login: "old", databaseId: 10 },
      { id: 10, login: "old", bot: false },
    ],
    [
      { type: "User", login: "ghost", databaseId: 10_137 },
      { id: null, login: null, bot: false },
    ],
    [null, { id: null, login: null, bot: false }],
  ])("%o", (told, actor) => {
    expect(apiActor.parse(told)).toEqual(actor);
  });
});

test.each([
  ["MDU6TGFiZWwyMTQ1NTA3OTAx", 2_145_507_901],
  ["MDExOlB1bGxSZXF1ZXN0NDM3MTI2NDkz", 437_126_493],
  [`LA_${Buffer.from([0x93, 0, 0xce, 0x10, 0x41, 0x0a, 0xf5, 0xce, 0, 0, 0x30, 0x39]).toString("base64url")}`, 12_345],
  [`LA_${Buffer.from([0x93, 0, 0xce, 0, 0, 0, 1, 0xcf, 0, 0, 0, 1, 0, 0, 0, 2]).toString("base64url")}`, 4_294_967_298],
  ["LA_12", null],
  ["", null],
])("the number in the global id %s", (node, number) => {
  expect(databaseIdOf(node)).toBe(number);
});

test("a label that nothing tells the id of has a number that no label has, and always the same", () => {
  const first = labelRefOf({ id: "LA_gone", name: "gone" }, apiContext);

  expect(first.id).toBeLessThan(0);
  expect(labelRefOf({ id: "LA_gone", name: "gone" }, apiContext)).toEqual(first);
});
