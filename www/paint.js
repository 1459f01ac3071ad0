/**
 * What a painter is (wrap.js and highlight.js are), and what `paint: "auto"` goes by: who owns a node of the page, told
 * by the signs that frameworks and editors leave.
 */
import {
  closest,
  defaultView,
  findOne,
  getData,
  matches,
  nextSibling,
  nodeType,
  ownerDocument,
  parentNode,
  previousSibling,
} from "./dom.js";

/**
 * @typedef {object} MarkPiece a part of one text node
 * @property {Text} node
 * @property {number} start offset in the text that the node's owner gave it, UTF-16 units
 * @property {number} end
 * @property {string} text what stands there; a node that says something else by now is left alone
 *
 * @typedef {object} Mark
 * @property {number} mention
 * @property {string} entity
 * @property {string} text
 * @property {MarkPiece[]} pieces in order, one for each text node
 *
 * @typedef {object} Painter
 * @property {(trees: (Element | ShadowRoot)[]) => void} watch where it paints from now on
 * @property {(records: MutationRecord[]) => void} answer gives back at once what the page's own scripts have touched
 * @property {(marks: Iterable<Mark>) => Iterable<void>} add paints while iterated, with room for a pause
 *   between two steps; a mark is painted whole or not at all
 * @property {(mentions: Iterable<number>) => void} remove
 * @property {(mention: number) => boolean} has
 * @property {(mention: number) => HTMLElement[]} elementsOf its pieces in order; empty if they are no elements
 * @property {(mention: number) => Element | null} anchorOf the page's element in which it begins
 * @property {(target: Event | Node) => number | null} mentionAt
 * @property {(mention: number) => DOMRect[]} rectsOf one for each line of each piece
 * @property {() => void} destroy the page is as it was
 *
 * @typedef {object} Own what a painter that puts nodes into the page says of them
 * @property {(marks: Iterable<{ mention: number, entity: string }>) => void} setTabStops of marks in document
 *   order, the Tab key reaches the first of each entity, and no others
 * @property {(node: Text) => string} textOf the text as its owner gave it
 * @property {(node: Node) => boolean} isOwn a node that this painter put into the page
 *
 * @typedef {Painter & Own} WrapPainter
 * @typedef {Painter & { light: (mention: number, look: "hover" | "focus" | "open", isOn: boolean) => void }} HighlightPainter
 *
 * @typedef {object} Changes what the page's own scripts have changed within the roots
 * @property {() => MutationRecord[]} take what is not answered yet
 * @property {() => void} swallow takes what the painter itself has just changed for nobody's news
 */

/**
 * @typedef {object} Owner
 * @property {string} name
 * @property {boolean} whole false: it owns what is inside this node; true: this node is part of what it owns
 */

/** Properties that frameworks put on the nodes they own. @type {[RegExp, string, boolean][]} */
const expandos = [
  [/^(?:__reactContainer\$|_reactRootContainer$)/, "React", false],
  [/^__react(?:Fiber|Props|InternalInstance)\$/, "React", true],
  [/^(?:__vue_app__|_vnode)$/, "Vue", false],
  [/^(?:__vue__|__vnode|__vueParentComponent)$/, "Vue", true],
  [/^(?:__svelte|__t$|Symbol\(text\)$)/, "Svelte", true],
  [/^__k$/, "Preact", false],
  [/^__ngContext__$/, "Angular", true],
  [/^_\$litPart\$$/, "Lit", false],
];

/** Elements whose inside is owned, also before a script has touched it. @type {[string, string][]} */
const containers = [
  ["#__next,#___gatsby,[data-reactroot]", "React"],
  ["#__nuxt,[data-v-app],[data-server-rendered]", "Vue"],
  ["[ng-version],[ng-server-context]", "Angular"],
  ["astro-island", "Astro"],
  ["[q\\:container]", "Qwik"],
  [
    ".ProseMirror,.ql-editor,.cm-editor,.ck-editor__editable,.public-DraftEditor-content," +
      "[data-lexical-editor],[data-slate-editor]",
    "an editor",
  ],
];

/** Names on the window of frameworks that take the whole document over. @type {[RegExp, string][]} */
const documentOwners = [
  [/^__(?:next_f|remixContext|reactRouterContext)$/, "React"],
  [/^__sveltekit_/, "Svelte"],
];

/** Comments that server rendering leaves for hydration: React's, Svelte's and Vue's, Lit's. */
const hydrationComment = /^(?:\/?\$[?!]?|\[(?:[!?]|-?\d+)?|\]|\??lit[ $-].*)$/;

/** React keeps two texts apart by `<!-- -->`; anywhere else that is an author's. @param {Node} comment */
const isTextSeparator = (comment) =>
  [previousSibling(comment), nextSibling(comment)].every((node) => node && nodeType(node) === 3);

/**
 * Who owns a node, by the signs on that node alone.
 * @param {Node} node
 * @returns {Owner | null}
 */
export function ownerOf(node) {
  const type = nodeType(node);
  if (type === 8) {
    const data = getData(/** @type {Comment} */ (node));
    const isSign = data === " " ? isTextSeparator(node) : hydrationComment.test(data);
    return isSign ? { name: "a framework", whole: true } : null;
  }
  for (const key of Reflect.ownKeys(node)) {
    for (const [pattern, name, whole] of expandos) if (pattern.test(String(key))) return { name, whole };
  }
  if (type === 1) {
    for (const [selector, name] of containers) {
      if (matches(/** @type {Element} */ (node), selector)) return { name, whole: false };
    }
  }
  return null;
}

const editable = "[contenteditable]:not([contenteditable=false i])";

/**
 * Who owns a root, by what stands above it.
 * @param {Element} root
 * @returns {string | null} a name for people
 */
export function ownerAbove(root) {
  const document = /** @type {Document} */ (ownerDocument(root));
  for (const key of Object.getOwnPropertyNames(defaultView(document) ?? {})) {
    for (const [pattern, name] of documentOwners) if (pattern.test(key)) return name;
  }
  for (let node = /** @type {Node | null} */ (root); node; node = parentNode(node)) {
    const owner = ownerOf(node);
    if (owner) return owner.name;
  }
  return closest(root, editable) || document.designMode === "on" ? "an editor" : null;
}

/**
 * Whether the page or an element around the root says that nothing is to be marked.
 * @param {Element} root
 */
export function isOptedOut(root) {
  const document = /** @type {Document} */ (ownerDocument(root));
  return Boolean(
    closest(root, '[data-namelight="off" i]') ??
    findOne(document, 'meta[name="namelight" i][content="off" i]'),
  );
}
