/**
 * In: a selector of tags, #ids, .classes and [name=value], commas between alternatives; or a path of these, parted
 * by spaces and ">". Out: whether it is one, and whether an element of a tree matches it.
 * A full selector engine would be a dependency for two options.
 */

const namePattern = "[\\w\\u0080-\\uffff][\\w\\u0080-\\uffff-]*";
const valuePattern = `"([^"]*)"|'([^']*)'|(${namePattern})`;
const attributePattern = `\\[\\s*(${namePattern})\\s*(?:=\\s*(?:${valuePattern})\\s*)?\\]`;
const signedPattern = `[#.]${namePattern}`;
const compoundPattern = new RegExp(`^(?:\\*|${namePattern})?(?:${signedPattern}|${attributePattern})*$`, "u");
const partPattern = new RegExp(`([#.]?)(${namePattern})|${attributePattern}`, "gu");
const unquoted = "(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)";
/** A comma outside quotation marks. */
const alternatives = new RegExp(`,${unquoted}`, "u");
/** White space or ">", outside quotation marks and brackets. */
const combinators = new RegExp(`(\\s*>\\s*|\\s+)(?![^[]*\\])${unquoted}`, "u");

/**
 * What of a tree this module asks for.
 * @template Node
 * @typedef {object} Named
 * @property {(node: Node) => string} name
 * @property {(node: Node, name: string) => string | null} attribute
 * @property {(node: Node) => Node | null} [parent] needed for paths only
 */

/** @param {string} selector */
export function isSelector(selector) {
  return selector.split(alternatives).map((part) => part.trim())
    .every((part) => part !== "" && compoundPattern.test(part));
}

/**
 * Whether it is a path of such, or several.
 * @param {string} selector
 */
export function isPath(selector) {
  return selector.split(alternatives).every((path) => path.trim().split(combinators).every((part, at) => at % 2 === 1 || isSelector(part)));
}

/**
 * @template Node
 * @param {Node} node
 * @param {string} selector one that `isSelector` or `isPath` accepts
 * @param {Named<Node>} tree
 */
export function matchesSelector(node, selector, tree) {
  if (tree.name(node) === "") return false;
  const paths = parted.get(selector) ?? selector.split(alternatives).map((path) => path.trim().split(combinators));
  parted.set(selector, paths);
  return paths.some((path) => endsPath(node, path, tree));
}

/** Selectors come from options: there are few, each asked of every element. @type {Map<string, string[][]>} */
const parted = new Map();

/**
 * @template Node
 * @param {Node} node
 * @param {string[]} path compounds with what stands between them
 * @param {Named<Node>} tree
 * @returns {boolean}
 */
function endsPath(node, path, tree) {
  if (!matchesCompound(node, path[path.length - 1], tree)) return false;
  if (path.length === 1) return true;
  const isChild = path[path.length - 2].trim() === ">";
  const rest = path.slice(0, -2);
  for (let parent = tree.parent?.(node) ?? null; parent; parent = tree.parent?.(parent) ?? null) {
    if (endsPath(parent, rest, tree)) return true;
    if (isChild) return false;
  }
  return false;
}

/**
 * @template Node
 * @param {Node} node
 * @param {string} compound
 * @param {Named<Node>} tree
 */
function matchesCompound(node, compound, tree) {
  if (tree.name(node) === "") return false;
  for (const [, sign, word, name, ...values] of compound.matchAll(partPattern)) {
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
}
