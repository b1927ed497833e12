/** Decides the colours of charts, on a light ground and on a dark one. */
import type { StageSlug } from "../../stages.ts";
import type { Theme } from "./chart.ts";

export type Colours = {
  ground: string;
  text: string;
  muted: string;
  grid: string;
  /** What is as usual, and what deserves a look. */
  usual: string;
  notable: string;
  /** Grounds for past durations: the faster half, up to the 85th percentile, beyond it. */
  bands: { fast: string; slow: string; slowest: string };
};

/** Text holds 4.5:1 against its ground, marks 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). Blue and vermilion differ to every kind of colour-blindness. */
export const colours: Record<Theme, Colours> = {
  light: {
    ground: "#ffffff",
    text: "#1f2328",
    muted: "#59636e",
    grid: "#d8dee4",
    usual: "#0072b2",
    notable: "#c44e00",
    bands: { fast: "#cfe3f2", slow: "#e7edf2", slowest: "#fbdfcb" },
  },
  dark: {
    ground: "#0d1117",
    text: "#f0f6fc",
    muted: "#9da7b3",
    grid: "#30363d",
    usual: "#56b4e9",
    notable: "#ff8c42",
    bands: { fast: "#1b3a52", slow: "#1b2733", slowest: "#40261a" },
  },
};

/**
 * Okabe and Ito's palette (Color Universal Design, 2008) in an order in which neighbours of the pipeline differ most, grey for what is done. The same on
 * both grounds: areas touch each other, not only the ground.
 */
export const stageColours: Record<StageSlug | "released", string> = {
  shaping: "#56b4e9",
  design: "#f0e442",
  implementation: "#0072b2",
  review: "#d55e00",
  release: "#009e73",
  "production-stability": "#cc79a7",
  "learning-and-flow": "#e69f00",
  released: "#8c959f",
};
