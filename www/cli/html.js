/**
 * In: the source of an HTML page. Out: its blocks, by the rules of the page's reader (read.js), the way from
 * a span of a block back to the source, and the source with marks.
 * Guarantees: offsets are those of the source as given, in UTF-16 units; a page with marks holds the same
 * nodes and the same text as without, and is the source again when the marks' tags are taken out.
 */
import { defaultTreeAdapter, parse } from "parse5";
import { readBlocks } from "../read.js";
import { insertMarks, plainMark } from "./marks.js";
import { matchesSelector } from "./selector.js";
import { correctBoundary, mapSource } from "./source-map.js";

/** @typedef {import("parse5").DefaultTreeAdapterTypes.Node} Node */
/** @typedef {import("parse5").DefaultTreeAdapterTypes.ParentNode} ParentNode */
/** @typedef {import("parse5").DefaultTreeAdapterTypes.ChildNode} ChildNode */
/** @typedef {import("parse5").DefaultTreeAdapterTypes.TextNode} TextNode */
/** @typedef {import("../read.js").Block<Node>} HtmlBlock */
/** @typedef {import("parse5").Token.Location} Location */
/** @typedef {import("../dictionary.js").Mention} FoundMention offsets in its block */

/**
 * A stretch of source that became the units `from` to `to` of a text node.
 * @typedef {object} Chunk
 * @property {number} from
 * @property {number} to
 * @property {number} start
 * @property {number} end
 * @property {boolean} moved whether a table threw it out
 * @property {import("./source-map.js").SourceMap | null} [map] made when it is first needed
 */

/** @typedef {{ start: number, end: number, markable: boolean }} Range */

/** As on a page: the first of these that exists. @type {((node: Node) => boolean)[]} */
const defaultRoots = [
  (node) => attributeOf(node, "itemprop") === "articleBody",
  ...["article", "main", "body"].map((name) => (/** @type {Node} */ node) => nameOf(node) === name),
];
/** In these, `&` stands for itself … */
const rawNames = new Set("iframe noembed noframes noscript plaintext script style xmp".split(" "));
/** … and in these as well an element would be text. */
const textOnlyNames = new Set([...rawNames, "textarea", "title"]);

/** @param {Node} node */
export const nameOf = (node) => ("tagName" in node ? node.tagName.toLowerCase() : "");

/**
 * @param {Node} node
 * @param {string} name
 */
export function attributeOf(node, name) {
  if (!("attrs" in node)) return null;
  return node.attrs.find((attribute) => attribute.name === name)?.value ?? null;
}

/** @param {Node} node */
const childrenOf = (node) => ("childNodes" in node ? node.childNodes : []);

/** @param {Node} node */
const parentOf = (node) => ("parentNode" in node ? node.parentNode : null);

/** @type {import("../read.js").TreeAdapter<Node> & import("./selector.js").Named<Node>} */
const tree = {
  children: childrenOf,
  text: (node) => ("value" in node ? node.value : null),
  name: nameOf,
  attribute: attributeOf,
  parent: parentOf,
  matches: (node, selector) => matchesSelector(node, selector, tree),
};

export class HtmlDocument {
  /** @type {Map<TextNode, Chunk[]>} */
  #chunks = new Map();
  #bodyEnd;
  /** @type {HtmlBlock[]} */
  blocks = [];
  /** Whether the page asks that its names stay dark. */
  optedOut = false;

  /**
   * @param {string} source
   * @param {{ root?: string, lang: string, exclude?: string, links?: boolean }} options root, exclude: selectors; lang: where the
   *   page does not say; links: read them, too
   */
  constructor(source, { root, lang, exclude, links }) {
    this.source = source;
    const bodyEnd = source.search(/<\/(?:body|html)[\s/>]/iu);
    this.#bodyEnd = bodyEnd === -1 ? source.length : bodyEnd;
    const page = parse(source, { treeAdapter: this.#recordingAdapter(), sourceCodeLocationInfo: true });
    /** The whole of it, for whoever asks for what is no text. @type {import("parse5").DefaultTreeAdapterTypes.Document} */
    this.page = page;
    this.optedOut = findAll(page, isOptOut).length > 0;
    if (this.optedOut) return;
    /** @param {Node} node */
    const isOut = (node) => isOff(node) || (exclude !== undefined && matchesSelector(node, exclude, tree));
    for (const element of rootsOf(page, root)) {
      if (isOut(element) || hasAncestor(element, isOut)) continue;
      const blocks = readBlocks(element, tree, { lang: inherited(element, "lang") || lang, exclude, links });
      for (const block of blocks) this.blocks.push(block);
    }
  }

  /** @param {FoundMention} mention */
  span(mention) {
    const ranges = this.#ranges(mention);
    // Text that a table throws out may stand in the source in another order than on the page.
    return {
      start: Math.min(...ranges.map(({ start }) => start)),
      end: Math.max(...ranges.map(({ end }) => end)),
    };
  }

  /**
   * The source, with an element around each stretch of a mention that no tag interrupts.
   * @param {FoundMention[]} mentions
   */
  marked(mentions) {
    return insertMarks(this.source, this.stretches(mentions).map(plainMark));
  }

  /**
   * What of the source may stand in an element of its own, in order.
   * @param {FoundMention[]} mentions
   * @returns {{ start: number, end: number, entity: string, mention: number, piece: number }[]} mention: its place in the list; piece: which
   *   of its pieces, from 0
   */
  stretches(mentions) {
    const found = mentions.flatMap((mention, index) => this.#ranges(mention)
      .filter(({ markable }) => markable)
      .map(({ start, end }, piece) => ({ start, end, entity: mention.entity, mention: index, piece })));
    return found.sort((one, other) => one.start - other.start);
  }

  /**
   * @param {FoundMention} mention
   * @returns {Range[]}
   */
  #ranges({ block, start, end }) {
    /** @type {Range[]} */
    const ranges = [];
    const { pieces } = this.blocks[block];
    for (let at = firstAfter(pieces, (piece) => piece.end, start); at < pieces.length; at++) {
      const piece = pieces[at];
      if (piece.start >= end) break;
      const node = /** @type {TextNode | null} */ (piece.node);
      if (node === null) continue;
      const from = Math.max(start, piece.start) - piece.start;
      const to = Math.min(end, piece.end) - piece.start;
      ranges.push(...this.#textRanges(node, from, to));
    }
    return ranges;
  }

  /**
   * @param {TextNode} node
   * @param {number} from
   * @param {number} to
   */
  #textRanges(node, from, to) {
    /** @type {Range[]} */
    const ranges = [];
    const parentName = nameOf(node.parentNode ?? node);
    const chunks = this.#chunks.get(node) ?? [];
    for (let at = firstAfter(chunks, (chunk) => chunk.to, from); at < chunks.length; at++) {
      const chunk = chunks[at];
      if (chunk.from >= to) break;
      const first = Math.max(from, chunk.from) - chunk.from;
      const last = Math.min(to, chunk.to) - chunk.from - 1;
      const text = node.value.slice(chunk.from, chunk.to);
      if (chunk.map === undefined) {
        chunk.map = mapSource(this.source.slice(chunk.start, chunk.end), text, rawNames.has(parentName));
      }
      ranges.push({
        start: chunk.start + (chunk.map ? chunk.map.starts[first] : first),
        end: chunk.start + (chunk.map ? chunk.map.ends[last] : last + 1),
        // An element in a table's own text would part it, and white space that stands alone stays in the
        // table; one around white space behind the body would take what follows back into the body.
        markable: !chunk.moved && !textOnlyNames.has(parentName)
          && (chunk.start < this.#bodyEnd || /\S/u.test(text.slice(first, last + 1))),
      });
    }
    return ranges;
  }

  /**
   * parse5 gives a text node one location, from its first character to its last, whatever markup the parser
   * passed over in between (stray end tags, a table out of which text was moved). It tells the location of
   * every stretch only while a node seems to have none yet.
   */
  #recordingAdapter() {
    const { source } = this;
    const chunks = this.#chunks;
    let moved = false;
    return {
      ...defaultTreeAdapter,
      /**
       * @param {ParentNode} parent
       * @param {string} text
       */
      insertText(parent, text) {
        moved = false;
        defaultTreeAdapter.insertText(parent, text);
      },
      /**
       * @param {ParentNode} parent
       * @param {string} text
       * @param {ChildNode} table
       */
      insertTextBefore(parent, text, table) {
        moved = true;
        defaultTreeAdapter.insertTextBefore(parent, text, table);
      },
      /** @param {Node} node */
      getNodeSourceCodeLocation(node) {
        return "value" in node ? null : defaultTreeAdapter.getNodeSourceCodeLocation(node);
      },
      /**
       * In place: parse5's own makes a new object for each element, a quarter of all its time.
       * @param {Node} node an element, since texts seem to have none
       * @param {object} end
       */
      updateNodeSourceCodeLocation(node, end) {
        Object.assign(/** @type {any} */ (node).sourceCodeLocation, end);
      },
      /**
       * @param {Node} node
       * @param {Location} location
       */
      setNodeSourceCodeLocation(node, location) {
        if (!("value" in node)) {
          defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
          return;
        }
        const known = chunks.get(node) ?? [];
        const last = known.at(-1);
        const start = correctBoundary(source, location.startOffset);
        const end = correctBoundary(source, location.endOffset);
        if (last?.end === start && last.moved === moved) {
          last.to = node.value.length;
          last.end = end;
        } else {
          known.push({ from: last?.to ?? 0, to: node.value.length, start, end, moved });
        }
        chunks.set(node, known);
      },
    };
  }
}

/**
 * The index of the first item that ends behind an offset.
 * @template Item
 * @param {Item[]} items in order
 * @param {(item: Item) => number} endOf
 * @param {number} offset
 */
function firstAfter(items, endOf, offset) {
  let low = 0;
  for (let high = items.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (endOf(items[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Node} node */
const isOff = (node) => attributeOf(node, "data-namelight")?.toLowerCase() === "off";

/** @param {Node} node */
const isOptOut = (node) => nameOf(node) === "meta" && attributeOf(node, "name")?.toLowerCase() === "namelight"
  && attributeOf(node, "content")?.toLowerCase() === "off";

/**
 * @param {ParentNode} page
 * @param {string | undefined} root
 */
function rootsOf(page, root) {
  if (root === undefined) {
    const elements = findAll(page, (node) => nameOf(node) !== "");
    for (const isRoot of defaultRoots) {
      const first = elements.find(isRoot);
      if (first) return [first];
    }
    return [];
  }
  const found = findAll(page, (node) => matchesSelector(node, root, tree));
  const all = new Set(found);
  return found.filter((node) => !hasAncestor(node, (one) => all.has(one)));
}

/**
 * In document order.
 * @param {Node} page
 * @param {(node: Node) => boolean} test
 * @returns {import("parse5").DefaultTreeAdapterTypes.Node[]}
 */
export function findAll(page, test) {
  /** @type {Node[]} */
  const found = [];
  // A stack of our own: a page may nest deeper than calls can.
  /** @type {Node[]} */
  const open = [page];
  for (let node = open.pop(); node; node = open.pop()) {
    if (test(node)) found.push(node);
    const children = childrenOf(node);
    for (let index = children.length - 1; index >= 0; index--) open.push(children[index]);
  }
  return found;
}

/**
 * @param {Node} node
 * @param {(ancestor: Node) => boolean} test
 */
function hasAncestor(node, test) {
  for (let ancestor = parentOf(node); ancestor; ancestor = parentOf(ancestor)) {
    if (test(ancestor)) return true;
  }
  return false;
}

/**
 * The value of an attribute at the nearest element that has it.
 * @param {Node} node
 * @param {string} name
 */
function inherited(node, name) {
  for (let element = /** @type {Node | null} */ (node); element; element = parentOf(element)) {
    const value = attributeOf(element, name);
    if (value !== null) return value;
  }
  return undefined;
}
