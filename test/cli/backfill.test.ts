/** `throughline backfill`: which words it takes. */
import { expect, test } from "vitest";
import { run } from "../support/deliveryFile.ts";

test.each([
  [[], /Name one repository as OWNER\/REPO, or give --all/],
  [["shop"], /OWNER\/REPO/],
  [["acme/shop", "acme/other"], /OWNER\/REPO/],
  [["acme/shop", "--all"], /OWNER\/REPO/],
  [["acme/shop", "--days", "0"], /--days takes a whole number/],
  [["acme/shop", "--days", "ten"], /--days takes a whole number/],
])("refuses %j", async (words, reason) => {
  expect(await run("backfill", ...words)).toMatchObject({ code: 2, notes: [expect.stringMatching(reason)] });
});
