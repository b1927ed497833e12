/** Decides what holds for every chart, whatever it is drawn of: it is whole, harmless, small, readable, and says in words what it shows. */
import { describe, expect, test } from "vitest";
import { everyChart, aLook } from "../../support/chartData.ts";
import { all, numberOf, parseSvg, textsIn } from "../../support/dom.ts";
import { hostileTexts } from "../../support/hostileTexts.ts";
import { overlapping, textBoxes } from "../../support/textBoxes.ts";

const drawn = everyChart.map(([name, draw]) => [name, parseSvg(draw(aLook))] as const);
const [someChart] = everyChart[0] === undefined ? [] : [everyChart[0][1]];

/** More than what SVG and XML forbid: everything that runs, loads or links. */
const allowed = new Set(["svg", "title", "desc", "g", "rect", "path", "line", "circle", "text"]);

describe.each(drawn)("%s", (_, root) => {
  test("is an image with a title and a description, and its size", () => {
    expect([root.getAttribute("role"), root.getAttribute("viewBox")]).toEqual([
      "img",
      `0 0 ${root.getAttribute("width")} ${root.getAttribute("height")}`,
    ]);
    expect(all(root, "title, desc").map((each) => each.textContent)).not.toContain("");
    expect([...root.querySelectorAll(":scope > *")].slice(0, 2).map((each) => each.tagName)).toEqual(["title", "desc"]);
  });

  test("runs, loads and links nothing", () => {
    const elements = [root, ...all(root, "*")];
    expect(elements.map((each) => each.tagName).filter((name) => !allowed.has(name))).toEqual([]);
    const attributes = elements.flatMap((each) => [...each.attributes].map(({ name, value }) => `${name}=${value}`));
    expect(attributes.filter((each) => /^(on\w*|.*href|style|class|id)=|url\(|script/u.test(each))).toEqual([]);
  });

  test("holds only numbers that are numbers", () => {
    const values = [root, ...all(root, "*")].flatMap((each) =>
      [...each.attributes].map((attribute) => attribute.value),
    );
    expect(values.filter((value) => /NaN|Infinity|undefined|null/u.test(value))).toEqual([]);
    expect(textsIn(root).filter((words) => /NaN|Infinity|undefined|null/u.test(words))).toEqual([]);
  });

  test("its words lie within it and not on each other, and are large enough", () => {
    const boxes = textBoxes(root);
    const { width, height } = { width: numberOf(root, "width"), height: numberOf(root, "height") };
    expect(boxes.filter((box) => box.left < 0 || box.right > width || box.top < 0 || box.bottom > height)).toEqual([]);
    expect(overlapping(boxes)).toEqual([]);
    expect(
      Math.min(...all(root, "text").map((each) => numberOf(each, "font-size"))) * (360 / width),
    ).toBeGreaterThanOrEqual(10);
  });

  test("says how many are behind it", () => {
    expect(textsIn(root).join(" ")).toMatch(/n = [\d,]+ (open )?(item|visit)/u);
  });
});

test.each(everyChart)("%s is a file of less than 100 kB", (_, draw) => {
  expect(draw(aLook).length).toBeLessThan(100_000);
});

test.each(drawn.filter(([name]) => name.endsWith("nothing") || name.endsWith("zeros")))(
  "%s says that there is nothing to show",
  (_, root) => {
    expect(textsIn(root)).toContain("Nothing to show");
    expect(all(root, "path, circle")).toEqual([]);
  },
);

test.each(everyChart.filter(([name]) => !name.endsWith("nothing")))(
  "%s differs in the dark only by its colours",
  (_, draw) => {
    const colourless = (svg: string) => svg.replaceAll(/#[0-9a-f]{6}\b/gu, "#");
    const [light, dark] = [draw(aLook), draw({ ...aLook, theme: "dark" })];
    expect(dark).not.toBe(light);
    expect(colourless(dark)).toBe(colourless(light));
  },
);

const worse = [
  '"><script>alert(1)</script>',
  "]]>",
  "\u0000\u0008\ufffe\ud800",
  "\u202eevil\u2066",
  "a".repeat(500),
  "&lt;b>&#0;",
  "",
];

test.each([...worse, ...hostileTexts].map((name) => [JSON.stringify(name).slice(0, 60), name]))(
  "a name stays text: %s",
  (_, name) => {
    const svg = someChart?.({ ...aLook, of: name }) ?? "";
    const root = parseSvg(svg);
    expect([root, ...all(root, "*")].map((each) => each.tagName).filter((tag) => !allowed.has(tag))).toEqual([]);
    expect(svg.trimEnd()).not.toMatch(/\p{C}/u);
    expect(textBoxes(root).filter((box) => box.right > numberOf(root, "width"))).toEqual([]);
  },
);
