/**
 * Where on a page a mark may stand: in, a place in its text as it is styled; out, whether cutting the text
 * there into pieces would be seen.
 */
import { closest, nodeType, parentNode, textContent } from "./dom.js";

/** A line of text in such a parent is one item; cut into pieces it would be several. */
const itemised = /flex|grid/;

const allPunctuation = /^[\p{P}\p{S}]+$/u;

/** @param {Node | null} node @returns {node is Element} */
const isElement = (node) => node !== null && nodeType(node) === 1;

/**
 * @param {Window} view
 * @param {Node | null} parent of a text node
 * @returns {{ inLink: boolean } | null} null: not to be painted in
 */
export function placeIn(view, parent) {
  let display = "";
  for (let box = parent; isElement(box); box = parentNode(box)) {
    ({ display } = view.getComputedStyle(box));
    if (display !== "contents") break;
  }
  if (!isElement(parent) || itemised.test(display)) return null;
  return { inLink: closest(parent, "a[href],[role=link]") !== null };
}

/**
 * A drop cap takes a quotation mark with its letter, but only while both stand in one text.
 * @param {Window} view
 * @param {Node | null} parent of a text node
 * @param {string} textBefore what stands in the node before a mark
 */
export function partsDropCap(view, parent, textBefore) {
  const before = textBefore.trim();
  if (!allPunctuation.test(before)) return false;
  let block = parent;
  while (isElement(block) && view.getComputedStyle(block).display === "inline") block = parentNode(block);
  if (!isElement(block)) return false;
  const { cssFloat, fontSize } = view.getComputedStyle(block, "::first-letter");
  return (
    textContent(block).trimStart().startsWith(before) &&
    (cssFloat !== "none" || fontSize !== view.getComputedStyle(block).fontSize)
  );
}
