/**
 * The mentions of one page: in, its blocks as they are now; out, its mentions in document order and what to
 * paint. A block that says the same in the same text nodes keeps its number, and with it its candidates and
 * mentions: only what is new goes to the matcher.
 */
import { isSameBlock, piecesWithin } from "./page.js";

/**
 * @typedef {import("./page.js").Block} Block
 * @typedef {import("./dictionary.js").Mention} Mention
 */

/** Text given to the matcher in one call: a fraction of a slice, on a slow phone too. UTF-16 units. */
const textPerRead = 10_000;

export class PageMentions {
  #matcher;
  /** By number, in document order. @type {Map<number, Block>} */
  #blocks = new Map();
  /** The number of the block that begins with a text node. @type {Map<Node | null, number>} */
  #blockAt = new Map();
  #nextBlock = 0;
  /** By number; `block` is a block's number. @type {Map<number, Mention>} */
  #mentions = new Map();
  /** @type {string[]} */
  #hidden = [];

  /** @param {import("./dictionary.js").MatchDocument} matcher */
  constructor(matcher) {
    this.#matcher = matcher;
  }

  /** With those that are hidden. */
  get size() {
    return this.#mentions.size;
  }

  /**
   * @param {string[]} entities whose mentions the reader does not want: from now on they are not among those in order
   * @returns {number[]} these mentions
   */
  hide(entities) {
    this.#hidden = entities;
    return [...this.#mentions.keys()].filter((number) => entities.includes(this.#mentions.get(number)?.entity ?? ""));
  }

  /**
   * @param {number} number
   * @returns {Mention | undefined} its `block` is a block's number
   */
  get(number) {
    return this.#mentions.get(number);
  }

  /**
   * Takes the page as it is now.
   * @param {Block[]} blocks
   * @param {() => Promise<void> | undefined} pace called between any two steps
   * @returns {Promise<number[]>} the mentions that are no more
   */
  async update(blocks, pace) {
    /** @type {Map<number, Block>} */
    const next = new Map();
    /** @type {Map<Node | null, number>} */
    const nextAt = new Map();
    /** @type {import("./dictionary.js").ChangedBlock[]} */
    let batch = [];
    let length = 0;
    const read = () => {
      this.#matcher.read(batch);
      batch = [];
      length = 0;
    };
    for (const block of blocks) {
      await pace();
      const first = block.pieces.find(({ node }) => node)?.node ?? null;
      const known = this.#blockAt.get(first) ?? -1;
      const number = isSameBlock(this.#blocks.get(known), block) ? known : this.#nextBlock++;
      next.set(number, block);
      nextAt.set(first, number);
      if (number === known) continue;
      batch.push({ id: number, text: block.text, lang: block.lang, kind: block.kind });
      if ((length += block.text.length) >= textPerRead) read();
    }
    if (length > 0) read();
    await pace();
    // A matcher in an extension's background answers later.
    const { removed, added } = await this.#matcher.decide([...next.keys()]);
    this.#blocks = next;
    this.#blockAt = nextAt;

    for (const number of removed) this.#mentions.delete(number);
    for (const { mention, ...found } of added) {
      this.#mentions.set(mention, found);
      await pace();
    }
    return removed;
  }

  /**
   * Mentions in document order, with their numbers, without hidden ones; `block` counts from 0.
   * @returns {Generator<[number: number, mention: Mention, block: Block], void, void>}
   */
  *inOrder() {
    /** @type {Map<number, [number, Mention][]>} */
    const byBlock = new Map();
    for (const entry of this.#mentions) {
      const { block } = entry[1];
      if (this.#hidden.includes(entry[1].entity)) continue;
      if (!byBlock.get(block)?.push(entry)) byBlock.set(block, [entry]);
    }
    let place = 0;
    for (const [id, block] of this.#blocks) {
      const found = byBlock.get(id) ?? [];
      for (const [number, mention] of found.sort(([, one], [, other]) => one.start - other.start)) {
        yield [number, { ...mention, block: place }, block];
      }
      place++;
    }
  }

  /**
   * Those of some mentions whose blocks stand, if in part, among certain nodes.
   * @param {(mention: number) => boolean} isMeant
   * @param {(node: Node) => boolean} isAmong
   */
  within(isMeant, isAmong) {
    const found = [];
    for (const [number, { block }] of this.#mentions) {
      const pieces = isMeant(number) ? (this.#blocks.get(block)?.pieces ?? []) : [];
      if (pieces.some(({ node }) => node && isAmong(node))) found.push(number);
    }
    return found;
  }

  /**
   * The marks of mentions that are not painted yet, in document order.
   * @param {{ has: (mention: number) => boolean }} painter
   * @returns {Generator<import("./paint.js").Mark, void, void>}
   */
  *unpainted(painter) {
    for (const [mention, { start, end, text, entity }, block] of this.inOrder()) {
      if (!painter.has(mention)) yield { mention, entity, text, pieces: piecesWithin(block, start, end) };
    }
  }
}
