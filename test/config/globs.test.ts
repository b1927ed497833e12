import fc from "fast-check";
import { expect, test } from "vitest";
import { faultOfGlob, nameMatcher } from "../../src/config/globs.ts";
import { normalFormOfLabel, normalFormOfLabelGlob } from "../../src/config/labelRoles.ts";

test.each([
  ["prod*", "production"],
  ["prod*", "Prod"],
  ["prod*", "prod/eu/1"],
  ["*windows*", "test / windows-latest (x64)"],
  ["build (ubuntu)*", "build (ubuntu) 3"],
  ["v?.?", "v1.2"],
  ["p[0-4]", "P3"],
  ["[Type] Bug", "[type] bug"],
  ["a|b", "A|B"],
  ["!urgent*", "!urgent now"],
  ["../*", "../x"],
  ["c++*", "c++ code"],
])("%s matches %s", (glob, name) => {
  expect(nameMatcher([glob])(name)).toBe(true);
});

test.each([
  ["prod", "production"],
  ["prod*", "preprod"],
  ["p[0-4]", "p5"],
  ["a+*", "aab"],
  ["(a|b)*", "a"],
  ["@(a)*", "a"],
  ["a.c*", "abc"],
])("%s does not match %s: what is no star, question mark or set stands for itself", (glob, name) => {
  expect(nameMatcher([glob])(name)).toBe(false);
});

test.each([
  ["Stage: In Review", "stage/in_review"],
  ["size/*", "Size: L"],
  ["P[0-4]", "p0"],
  ["type_*_bug", "Type: UI bug"],
  ["[Type] Bug", "[Type]: bug"],
])("as label names, %s matches %s", (glob, name) => {
  expect(nameMatcher([normalFormOfLabelGlob(glob)])(normalFormOfLabel(name))).toBe(true);
});

test.each([
  ["{a,b}", /^Braces do not stand for alternatives/],
  ["*a*b*c*d", /^Write at most 3 stars/],
  ["[z-a]", /^No name can match this/],
])("%s is refused", (glob, fault) => {
  expect(faultOfGlob(glob)).toMatch(fault);
});

const text = fc.string({ unit: "grapheme", maxLength: 60 });

test("a name without wildcards matches itself and nothing else", () => {
  fc.assert(
    fc.property(text, text, (glob, name) => {
      fc.pre(!/[*?[\]{}]/.test(glob) && glob !== "");
      expect(nameMatcher([glob])(glob)).toBe(true);
      expect(nameMatcher([glob])(name)).toBe(glob.toLowerCase() === name.toLowerCase());
    }),
  );
});

test("a star matches what begins with the text before it and ends with the text behind it", () => {
  const plain = fc.stringMatching(/^[a-z()+.|$ /]{0,5}$/);
  fc.assert(
    fc.property(plain, plain, fc.stringMatching(/^[a-z()+.|$ /]{0,20}$/), (start, end, name) => {
      fc.pre(start + end !== "");
      const expected = name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
      expect(nameMatcher([`${start}*${end}`])(name)).toBe(expected);
    }),
  );
});

test("no pattern throws, and the worst one that is allowed is fast on the worst name", () => {
  fc.assert(
    fc.property(text, text, (glob, name) => {
      fc.pre(glob !== "" && faultOfGlob(glob) === null);
      nameMatcher([glob])(name);
    }),
  );
  const start = performance.now();
  nameMatcher(["*a*a*ab"])("a".repeat(100_000));
  // Five milliseconds when nothing else runs; without the bounds it would be years.
  expect(performance.now() - start).toBeLessThan(1000);
});
