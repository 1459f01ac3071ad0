/**
 * The reader's selection while a text changes its nodes: in, the nodes that hold it, and later those that
 * hold it then; an end of the selection within stands at the same place of the text again.
 */
import { childNodes, contains, firstChild, nodeType, parentNode, textContent } from "./dom.js";

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
  const before = childNodes(container)[offset - 1];
  let length = 0;
  for (const node of nodes) {
    if (contains(node, container)) {
      return length + (nodeType(container) === 3 ? offset : offset && lengthOf(node));
    }
    length += lengthOf(node);
    if (before === node) return length;
  }
  return -1;
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
