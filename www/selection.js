/**
 * The reader's selection while a text changes its nodes: in, the nodes that hold it, and later those that
 * hold it then; an end of the selection within stands at the same place of the text again.
 */
import { contains, firstChild, parentNode, textContent } from "./dom.js";

/** @param {Node} node */
const lengthOf = (node) => textContent(node).length;

/**
 * @param {Node[]} nodes siblings, in order
 * @param {Node | null} container
 * @param {number} offset
 * @returns {number} the offset in the nodes' text; -1 elsewhere
 */
function offsetWithin(nodes, container, offset) {
  const parent = parentNode(nodes[0]);
  if (!parent || !container || !contains(parent, container)) return -1;
  const range = new Range();
  range.setStartBefore(nodes[0]);
  range.setEndAfter(nodes[nodes.length - 1]);
  if (!range.isPointInRange(container, offset)) return -1;
  range.setEnd(container, offset);
  return String(range).length;
}

/**
 * @param {Node[]} nodes text nodes, and elements with one in them
 * @param {number} offset
 * @returns {[Node, number]}
 */
function placeAt(nodes, offset) {
  let place = nodes[0];
  for (const node of nodes) {
    place = firstChild(node) ?? node;
    if (offset <= lengthOf(node)) return [place, offset];
    offset -= lengthOf(node);
  }
  return [place, lengthOf(place)];
}

/**
 * @param {Selection} selection
 * @param {Node[]} nodes that hold the text now
 * @returns {(nodes: Node[]) => void} to be called with those that hold it afterwards
 */
export function holdSelection(selection, nodes) {
  const ends = () =>
    /** @type {[Node, number][]} */ ([
      [selection.anchorNode, selection.anchorOffset],
      [selection.focusNode, selection.focusOffset],
    ]);
  const offsets = ends().map(([container, offset]) => offsetWithin(nodes, container, offset));
  return (after) => {
    if (offsets.every((offset) => offset < 0)) return;
    const [anchor, focus] = ends().map((end, index) =>
      offsets[index] < 0 ? end : placeAt(after, offsets[index]),
    );
    selection.setBaseAndExtent(...anchor, ...focus);
  };
}
