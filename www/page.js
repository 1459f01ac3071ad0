/**
 * Reads the roots of a page into blocks, in slices. In: the roots; later, what has changed in them. Out: blocks, those
 * of unchanged parts without reading them again; who, if anybody, owns what of the page. An open shadow tree is read as it
 * is shown, and so is a frame of the page's own origin if that is asked for. The painter's own nodes are left out, and a text
 * node that it has emptied is read with its owner's text.
 */
import {
  assignedNodes,
  browserAdapter,
  closest,
  contentDocument,
  documentOf,
  findOne,
  getAttribute,
  listen,
  matches,
  nodeType,
  parentAcross,
  readyState,
  shadowRoot,
} from "./dom.js";
import { isOptedOut, ownerAbove, ownerOf } from "./paint.js";
import { walkBlocks } from "./read.js";

/** @typedef {import("./read.js").Block<Node>} Block */

export class PageReader {
  #options;
  #painter;
  /** Only then does it matter. */
  #asksForOwners;
  /** What is owned, with all that is in it. @type {WeakSet<Node>} */
  #owned = new WeakSet();
  /** Of whoever was met last. */
  owner = "";
  /** @type {Element} the root that is being read */
  #root = /** @type {any} */ (null);
  #adapter;
  #onNews;
  #closed = new AbortController();
  /** Names of elements that are to be defined. @type {Set<string>} */
  #undefined = new Set();
  /** What block elements hold. @type {WeakMap<Node, { lang: string, blocks: Block[] }>} */
  #read = new WeakMap();
  /** Grows when what is being read may have become something else. */
  #age = 0;
  /** The age at which a block element was opened. @type {WeakMap<Node, number>} */
  #opened = new WeakMap();
  /** @type {import("./read.js").Known<Node>} */
  #known = {
    get: (element, lang) => {
      const known = this.#read.get(element);
      if (known?.lang === lang) return known.blocks;
      this.#opened.set(element, this.#age);
    },
    set: (element, lang, blocks) => {
      if (this.#opened.get(element) === this.#age) this.#read.set(element, { lang, blocks });
    },
  };

  /**
   * @param {import("./options.js").HighlighterOptions} options
   * @param {Pick<import("./painters.js").Painters, "isOwn" | "textOf" | "observe">} painter
   * @param {() => void} onNews what no observer tells: elements that were read have become custom ones, and may have got
   *   shadow trees; a frame has loaded
   */
  constructor(options, painter, onNews) {
    this.#options = options;
    this.#painter = painter;
    this.#onNews = onNews;
    this.#asksForOwners = (options.paint ?? "auto") === "auto";
    /** @type {import("./dom.js").BrowserAdapter} */
    this.#adapter = {
      ...browserAdapter,
      name: (node) => (this.#framed(node) ? "section" : browserAdapter.name(node)),
      children: (node) => this.#children(node),
      text: (node) => (browserAdapter.text(node) === null ? null : painter.textOf(/** @type {Text} */ (node))),
    };
  }

  /** @param {Node} node */
  *#children(node) {
    const element = /** @type {Element} */ (node);
    const framed = this.#framed(node);
    if (framed) this.#noteOwner(framed);
    const shadow = nodeType(node) === 1 ? shadowRoot(element) : null;
    const tree = framed ?? shadow;
    if (tree) this.#painter.observe(tree);
    const assigned = browserAdapter.name(node) === "slot" ? assignedNodes(element) : [];
    // A slot's blocks change with what stands elsewhere.
    if (assigned.length > 0) this.#age++;
    for (const child of framed ? [framed] : assigned.length > 0 ? assigned : browserAdapter.children(shadow ?? node)) {
      const name = browserAdapter.name(child);
      if (this.#painter.isOwn(child) || name === "namelight-tooltip") continue;
      if (name.includes("-") && matches(/** @type {Element} */ (child), ":not(:defined)")) this.#awaitDefinition(name);
      const sign = this.#asksForOwners ? ownerOf(child) : null;
      if (sign) {
        this.owner = sign.name;
        if (!sign.whole) this.#owned.add(child);
        else if (!this.isOwned(node)) this.#ownWhole(node);
      }
      yield child;
    }
  }

  /** @param {Node} node whose owner has all around it, too */
  #ownWhole(node) {
    const document = documentOf(node);
    this.#owned.add(document === documentOf(this.#root) ? this.#root : document);
  }

  /** The root of what a frame shows, if it may be read. @param {Node} node */
  #framed(node) {
    if (!this.#options.frames || browserAdapter.name(node) !== "iframe") return null;
    // However often it is met, it is heard once.
    listen(node, "load", this.#onNews, this.#closed);
    const document = contentDocument(/** @type {Element} */ (node));
    // While the parser writes, a text may still grow.
    const root = document && readyState(document) !== "loading" ? findOne(document, ":root") : null;
    return root && isOptedOut(root) ? null : root;
  }

  /** @param {Element} root */
  #noteOwner(root) {
    const owner = this.#asksForOwners ? ownerAbove(root) : null;
    if (owner) {
      this.owner = owner;
      this.#ownWhole(root);
    }
  }

  /** Hears of no frame any more. */
  close() {
    this.#closed.abort();
  }

  /** @param {string} name */
  #awaitDefinition(name) {
    if (this.#undefined.has(name)) return;
    this.#undefined.add(name);
    // Not every name with a hyphen can be defined, and in the world of an extension there is no registry.
    customElements?.whenDefined(name).then(this.#onNews, () => {});
  }

  /**
   * Reads anew what has changed.
   * @param {MutationRecord[]} records
   * @param {Element[]} roots
   * @returns {boolean} whether any of it is in the roots
   */
  forget(records, roots) {
    this.#age++;
    let isWithin = false;
    for (const target of new Set(records.map((record) => record.target))) {
      for (let at = /** @type {Node | null} */ (target); at; at = parentAcross(at)) {
        this.#read.delete(at);
        isWithin ||= roots.includes(/** @type {Element} */ (at));
      }
    }
    return isWithin;
  }

  /** Reads all anew. */
  forgetAll() {
    this.#age++;
    this.#read = new WeakMap();
  }

  /**
   * @param {Element[]} roots
   * @param {import("./pace.js").Pace} pace
   * @returns {Promise<Block[]>}
   */
  async read(roots, pace) {
    const { links, exclude, lang = "" } = this.#options;
    /** @type {Block[]} */
    const blocks = [];
    for (const root of roots) {
      if (isOptedOut(root) || (exclude && closest(root, exclude))) continue;
      this.#root = root;
      this.#noteOwner(root);
      const speaker = closest(root, "[lang]");
      const walk = walkBlocks(root, this.#adapter, {
        links,
        exclude,
        known: this.#known,
        lang: (speaker && getAttribute(speaker, "lang")) || lang,
      });
      for (const block of walk) {
        if (block) blocks.push(block);
        await pace();
      }
    }
    return blocks;
  }

  /** Whether a framework or an editor owns it. @param {Node} node */
  isOwned = (node) => {
    for (let at = /** @type {Node | null} */ (node); at; at = parentAcross(at)) if (this.#owned.has(at)) return true;
    return false;
  };
}

/**
 * Whether a block says the same in the same text nodes as before.
 * @param {Block | undefined} one
 * @param {Block} other
 */
export const isSameBlock = (one, other) =>
  one === other ||
  (one !== undefined &&
    one.text === other.text &&
    one.lang === other.lang &&
    one.kind === other.kind &&
    one.pieces.length === other.pieces.length &&
    one.pieces.every(
      ({ node, start }, index) => node === other.pieces[index].node && start === other.pieces[index].start,
    ));

/**
 * What a span of a block's text covers of each of its text nodes.
 * @param {Block} block
 * @param {number} start
 * @param {number} end
 * @returns {import("./paint.js").MarkPiece[]}
 */
export function piecesWithin({ text, pieces }, start, end) {
  let low = 0;
  for (let high = pieces.length - 1; low < high;) {
    const middle = (low + high) >> 1;
    if (pieces[middle].end <= start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; low < pieces.length && pieces[low].start < end; low++) {
    const piece = pieces[low];
    if (!piece.node) continue;
    const from = Math.max(start, piece.start);
    const to = Math.min(end, piece.end);
    const node = /** @type {Text} */ (piece.node);
    found.push({ node, start: from - piece.start, end: to - piece.start, text: text.slice(from, to) });
  }
  return found;
}
