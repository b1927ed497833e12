/** Decides how a test reads a drawing as a browser would. */
import { createRequire } from "node:module";

/** As much of a browser's element as tests look at. */
export type DrawnElement = {
  readonly tagName: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ name: string; value: string }>;
  getAttribute: (name: string) => string | null;
  querySelectorAll: (selector: string) => Iterable<DrawnElement>;
};

type Window = {
  DOMParser: new () => { parseFromString: (text: string, type: string) => { documentElement: DrawnElement } };
};

/** The package has no types of its own. */
const jsdom: { JSDOM: new (html: string) => { window: Window } } = createRequire(import.meta.url)("jsdom");

export const { window } = new jsdom.JSDOM("<body></body>");

const parser = new window.DOMParser();

/** The root of the drawing; throws where it is not well-formed XML. */
export function parseSvg(text: string): DrawnElement {
  const root = parser.parseFromString(text, "image/svg+xml").documentElement;
  const broken = [...root.querySelectorAll("parsererror")][0] ?? (root.tagName === "parsererror" ? root : null);
  if (broken !== null) throw new Error(`not well-formed: ${broken.textContent}`);
  return root;
}

export function parseHtml(text: string): DrawnElement {
  return parser.parseFromString(text, "text/html").documentElement;
}

export function all(root: DrawnElement, selector: string): DrawnElement[] {
  return [...root.querySelectorAll(selector)];
}

/** The visible texts in the order in which they are drawn. */
export function textsIn(root: DrawnElement): string[] {
  return all(root, "text").map((each) => each.textContent);
}

/** The one text of these words. */
export function textOf(root: DrawnElement, words: string): DrawnElement {
  const found = all(root, "text").find((each) => each.textContent === words);
  if (found === undefined) throw new Error(`no text ${words} among ${textsIn(root).join(" | ")}`);
  return found;
}

export function numberOf(element: DrawnElement, attribute: string): number {
  const value = element.getAttribute(attribute);
  if (value === null) throw new Error(`no ${attribute} on ${element.tagName}`);
  return Number(value);
}
