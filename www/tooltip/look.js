// In: a painter, one of its marks. Out: how the mark looks to a reader who is at it.
// Guarantees: an element that is a whole mark is written to only while its card is open.

/** @typedef {"hover" | "focus" | "open"} Look */

/**
 * `:hover` and `:focus-visible` know one element; a mark may be several, or none.
 * @param {import("./opening.js").HighlighterLike["painter"]} painter
 * @param {number} mention
 * @param {Look} look
 * @param {boolean} isOn
 */
export function setLook(painter, mention, look, isOn) {
  painter.light(mention, look, isOn);
  const pieces = painter.elementsOf(mention);
  if (pieces.length < 2 && look !== "open") return;
  for (const piece of pieces) piece.toggleAttribute(`data-${look}`, isOn);
}
