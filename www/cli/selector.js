/**
 * In: a selector of tags, #ids, .classes and [name=value] without combinators, commas between alternatives.
 * Out: whether it is one, and whether an element of a tree matches it.
 * A full selector engine would be a dependency for one option.
 */

const namePattern = "[\\w\\u0080-\\uffff][\\w\\u0080-\\uffff-]*";
const valuePattern = `"([^"]*)"|'([^']*)'|(${namePattern})`;
const attributePattern = `\\[\\s*(${namePattern})\\s*(?:=\\s*(?:${valuePattern})\\s*)?\\]`;
const signedPattern = `[#.]${namePattern}`;
const compoundPattern = new RegExp(`^(?:\\*|${namePattern})?(?:${signedPattern}|${attributePattern})*$`, "u");
const partPattern = new RegExp(`([#.]?)(${namePattern})|${attributePattern}`, "gu");
/** A comma outside quotation marks. */
const alternatives = /,(?=(?:[^"']|"[^"]*"|'[^']*')*$)/u;

/**
 * What of a tree this module asks for.
 * @template Node
 * @typedef {{ name(node: Node): string, attribute(node: Node, name: string): string | null }} Named
 */

/** @param {string} selector */
export function isSelector(selector) {
  return selector.split(alternatives).map((part) => part.trim())
    .every((part) => part !== "" && compoundPattern.test(part));
}

/**
 * @template Node
 * @param {Node} node
 * @param {string} selector one that `isSelector` accepts
 * @param {Named<Node>} tree
 */
export function matchesSelector(node, selector, tree) {
  if (tree.name(node) === "") return false;
  return selector.split(alternatives).some((compound) => {
    for (const [, sign, word, name, ...values] of compound.trim().matchAll(partPattern)) {
      if (name !== undefined) {
        const wanted = values.find((value) => value !== undefined);
        const found = tree.attribute(node, name.toLowerCase());
        if (found === null || (wanted !== undefined && found !== wanted)) return false;
      } else if (sign === "#") {
        if (tree.attribute(node, "id") !== word) return false;
      } else if (sign === ".") {
        if (!(tree.attribute(node, "class") ?? "").split(/[\t\n\f\r ]+/u).includes(word)) return false;
      } else if (tree.name(node) !== word.toLowerCase()) return false;
    }
    return true;
  });
}
