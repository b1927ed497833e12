/** Decides how colours are seen: their contrast, and what they look like to the colour-blind. */

type Colour = readonly [number, number, number];

/** Contrast by WCAG 2.2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** How colours arrive without red, green or blue cones (Machado, Oliveira and Fernandes 2009, whole loss), by rows on linear light. */
const sights = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

export type Sight = keyof typeof sights;
export const everySight: readonly Sight[] = ["usual", "protanopia", "deuteranopia", "tritanopia"];

/** The distance of two colours in CIELAB (1976); from about 10 on two areas beside each other are told apart at a glance. */
export function distance(a: string, b: string, sight: Sight): number {
  const [from, to] = [labOf(a, sight), labOf(b, sight)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

function labOf(colour: string, sight: Sight): Colour {
  const seen = rows(sights[sight], linear(colour));
  const [x, y, z] = rows([0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505], seen);
  const [fx, fy, fz] = [x / 0.9505, y, z / 1.089].map((each) =>
    each > 0.008856 ? Math.cbrt(each) : 7.787 * each + 16 / 116,
  );
  return [116 * fy! - 16, 500 * (fx! - fy!), 200 * (fy! - fz!)];
}

function rows(matrix: readonly number[], [r, g, b]: Colour): Colour {
  const [first, second, third] = [0, 3, 6].map((at) => matrix[at]! * r + matrix[at + 1]! * g + matrix[at + 2]! * b);
  return [first!, second!, third!];
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** `#rrggbb` as light, 0 to 1. */
function linear(colour: string): Colour {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [r!, g!, b!];
}
