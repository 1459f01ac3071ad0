// In: the pieces of a mark. Out: an attribute on each of them, for the sheet of marks.
// Guarantees: a mark of one piece is written to only while its card is open.

/**
 * `:hover` and `:focus-visible` know one element; a mark may be several.
 * @param {Element[]} pieces
 * @param {"hover" | "focus" | "open"} look
 * @param {boolean} isOn
 */
export function setLook(pieces, look, isOn) {
  if (pieces.length < 2 && look !== "open") return;
  for (const piece of pieces) piece.toggleAttribute(`data-${look}`, isOn);
}
