/**
 * Reads the roots of a page into blocks, in slices. The painter's own nodes are left out, and a text node
 * that it has emptied is read with its owner's text. Says who, if anybody, owns text that `paint: "auto"`
 * leaves alone.
 */
import { browserAdapter, closest, getAttribute } from "./dom.js";
import { isOptedOut, ownerAbove, ownerOf } from "./paint.js";
import { walkBlocks } from "./read.js";

/** @typedef {import("./read.js").Block<Node>} Block */

/**
 * @param {Element[]} roots
 * @param {import("./options.js").HighlighterOptions} options
 * @param {import("./paint.js").Painter} painter
 * @param {import("./pace.js").Pace} pace
 * @returns {Promise<{ blocks: Block[], owner: string | null }>}
 */
export async function readPage(roots, { links, exclude, lang = "", paint = "auto" }, painter, pace) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {string | null} */
  let owner = null;
  /** @type {WeakSet<Node>} */
  const ownedInside = new WeakSet();
  let isOwnedWhole = false;

  /** @param {Node} node */
  const look = (node) => {
    const sign = paint === "auto" ? ownerOf(node) : null;
    if (!sign) return;
    owner = sign.name;
    if (sign.whole) isOwnedWhole = true;
    else ownedInside.add(node);
  };
  /** @type {import("./dom.js").BrowserAdapter} */
  const adapter = {
    ...browserAdapter,
    *children(node) {
      for (const child of browserAdapter.children(node)) {
        if (painter.isOwn(child)) continue;
        look(child);
        yield child;
      }
    },
    text: (node) => (browserAdapter.text(node) === null ? null : painter.textOf(/** @type {Text} */ (node))),
  };

  for (const root of roots) {
    if (isOptedOut(root) || (exclude && closest(root, exclude))) continue;
    const above = paint === "auto" ? ownerAbove(root) : null;
    if (above) {
      owner = above;
      continue;
    }
    isOwnedWhole = false;
    const before = blocks.length;
    const speaker = closest(root, "[lang]");
    const walk = walkBlocks(root, adapter, {
      links,
      exclude,
      skip: (element) => ownedInside.has(element),
      lang: (speaker && getAttribute(speaker, "lang")) || lang,
    });
    for (const block of walk) {
      if (block) blocks.push(block);
      await pace();
      if (isOwnedWhole) break;
    }
    if (isOwnedWhole) blocks.length = before;
  }
  return { blocks, owner };
}

/**
 * Whether a block says the same in the same text nodes as before.
 * @param {Block | undefined} one
 * @param {Block} other
 */
export const isSameBlock = (one, other) =>
  one !== undefined &&
  one.text === other.text &&
  one.lang === other.lang &&
  one.kind === other.kind &&
  one.pieces.length === other.pieces.length &&
  one.pieces.every(
    ({ node, start }, index) => node === other.pieces[index].node && start === other.pieces[index].start,
  );

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
