/**
 * The elements that a highlighter works in: in the `root` option, out elements in document order, none inside
 * another.
 */
import { comparePosition, contains, findAll, findOne, getRootNode, localName, nodeType, ownerDocument } from "./dom.js";
import { NamelightError } from "./error.js";

/** Node.DOCUMENT_POSITION_PRECEDING. */
const precedes = 2;

/** Tried in this order where no root is named. */
const defaultRoots = ["[itemprop=articleBody]", "article", "main", "body"];

/**
 * @param {Document} document
 * @param {import("./options.js").Root} [root]
 * @returns {Element[]}
 */
export function findRoots(document, root) {
  if (root === undefined) {
    for (const selector of defaultRoots) {
      const found = findOne(document, selector);
      if (found) return [found];
    }
    return [];
  }
  const found = [root].flat().flatMap((one) => (typeof one === "string" ? select(document, one) : [one]));
  for (const element of found) {
    if (ownerDocument(element) !== document || nodeType(getRootNode(element)) === 11) {
      const message =
        `root: this <${localName(element)}> is in a frame or a shadow tree; ` +
        "it must be an element of the page itself.";
      throw new NamelightError("bad-option", message);
    }
  }
  return [...new Set(found)]
    .filter((element) => !found.some((other) => other !== element && contains(other, element)))
    .sort((one, other) => (comparePosition(one, other) & precedes ? 1 : -1));
}

/**
 * @param {Document} document
 * @param {string} selector
 * @returns {Element[]}
 */
function select(document, selector) {
  try {
    return [...findAll(document, selector)];
  } catch (cause) {
    throw new NamelightError("bad-option", `root: "${selector}" is no selector.`, { cause });
  }
}
