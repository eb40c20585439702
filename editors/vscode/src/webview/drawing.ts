/** What a drawing may consist of. */

const ELEMENTS = new Set(
  (
    "svg g defs marker symbol path line polyline polygon rect circle ellipse text tspan title desc " +
    "clipPath mask pattern linearGradient radialGradient stop"
  ).split(" "),
);

/** Whether an element of this name draws, and neither runs nor loads anything. */
export function isHarmless(name: string): boolean {
  return ELEMENTS.has(name);
}
