/**
 * In: plain text. Out: its blocks, the way from a span of a block back to the text, and the text as HTML with
 * marks.
 * Guarantees: blocks hold the text exactly as it is, so that offsets in the text are those of the block plus
 * the block's start, in UTF-16 units; a byte order mark was taken off before.
 */
import { escapeHtml, insertMarks, plainMark } from "./marks.js";

/** @typedef {import("../dictionary.js").Mention} FoundMention offsets in its block */
/** @typedef {{ text: string, lang: string, start: number }} TextBlock */

/** The mandatory line breaks of Unicode (UAX #14). */
const oneBreak = "(?:\\r\\n|\\r(?!\\n)|[\\n\\v\\f\\u0085\\u2028])";
const lineBreak = new RegExp(`${oneBreak}|\\u2029`, "gu");
/** A blank line, or what is a paragraph's end by itself. */
const paragraphBreak = new RegExp(`${oneBreak}(?:\\s*${oneBreak})+|\\u2029`, "gu");

export class TextDocument {
  /** @type {TextBlock[]} */
  blocks = [];

  /**
   * @param {string} source
   * @param {{ wrapped: boolean, lang: string }} options wrapped: a block is a paragraph of several lines
   */
  constructor(source, { wrapped, lang }) {
    this.source = source;
    let start = 0;
    /** @param {number} end */
    const close = (end) => {
      const text = source.slice(start, end);
      if (/\S/u.test(text)) this.blocks.push({ text, lang, start });
    };
    for (const match of source.matchAll(wrapped ? paragraphBreak : lineBreak)) {
      close(match.index);
      start = match.index + match[0].length;
    }
    close(source.length);
  }

  /** @param {FoundMention} mention */
  span({ block, start, end }) {
    const offset = this.blocks[block].start;
    return { start: offset + start, end: offset + end };
  }

  /**
   * A fragment of HTML: one <p> for each block.
   * @param {FoundMention[]} mentions in order
   */
  marked(mentions) {
    /** @type {FoundMention[][]} */
    const byBlock = this.blocks.map(() => []);
    for (const mention of mentions) byBlock[mention.block].push(mention);
    return this.blocks
      .map(({ text }, block) => `<p>${insertMarks(text, byBlock[block].map(plainMark), escapeHtml)}</p>\n`)
      .join("");
  }
}
