// In: a computed CSS colour, that of the article's text. Out: whether the page is light or dark there.
// Guarantees: pure; follows what the page shows rather than what the system prefers, so that a page without a dark
// form gets no dark tooltip, and one that switches by a class of its own gets the right one.

/** Grey text on white is darker than this, dimmed text on black is lighter (0 black, 1 white, as the eye sees it). */
const LIGHT_TEXT = 0.6;

/** What getComputedStyle can answer: `rgb(1, 2, 3)`, `color(srgb 0 0 0)`, `oklch(0.5 …)`, `lab(50 …)`. */
const COLOR = /^(\w+)\((?:[a-z][\w-]*\s+)?([\d.e+-]+)(%?)[\s,]+([\d.e+-]+)%?[\s,]+([\d.e+-]+)/;

/**
 * @param {string} textColor
 * @returns {"light" | "dark"} light where the colour cannot be read
 */
export function schemeOf(textColor) {
  const parts = COLOR.exec(textColor);
  if (!parts) return "light";
  const [, space = "", first, percent, second, third] = parts;
  const luma = 0.2126 * Number(first) + 0.7152 * Number(second) + 0.0722 * Number(third);
  const lightness = space.startsWith("rgb")
    ? luma / 255
    : space === "color"
      ? luma
      : Number(first) / (percent || !space.startsWith("ok") ? 100 : 1);
  return lightness > LIGHT_TEXT ? "dark" : "light";
}
