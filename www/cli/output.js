/**
 * In: documents with their mentions, one after the other. Out: one result in the form asked for: JSON, a JSON
 * line for each document, readable lines, or HTML with marks.
 * Guarantees: offsets are UTF-16 units of the document as it was read; mentions stand in the document's
 * order.
 */
import { nameOf as fileName } from "./input.js";
import { columnsOf, plain } from "./plain.js";

/** @typedef {import("../dictionary.js").Mention} FoundMention offsets in its block */
/** @typedef {import("./articles.js").Place} Place */
/** @typedef {import("./articles.js").FoundDocument} FoundDocument */
/** @typedef {{ start: number, end: number, text: string, entity: string, alias: string }} Mention */

/**
 * @typedef {object} OutputOptions
 * @property {import("./arguments.js").Format} form
 * @property {boolean} several whether results say which file they are of
 * @property {(text: string) => Promise<void>} write
 * @property {(entity: string) => unknown} nameOf the name of an entity
 */

const lineBreak = /\r\n|[\n\r]/gu;

/** @param {OutputOptions} options */
export function createOutput({ form, several, write, nameOf }) {
  let documents = 0;
  const isArray = form === "json" && several;

  return {
    /**
     * @param {Place} place
     * @param {FoundDocument} document
     * @param {FoundMention[]} found
     */
    async document(place, document, found) {
      documents++;
      if (form === "html") return write(document.marked(found));
      const mentions = inSource(document, found);
      if (form === "text") return write(table(document.source, mentions, prefixOf(place, several), nameOf));
      const file = several ? { file: fileName(place.file) } : {};
      const id = place.id === undefined ? { line: place.line } : { id: place.id };
      if (form === "ndjson") return write(answerOf(place, several, mentions));
      const before = isArray ? (documents === 1 ? "[\n" : ",\n") : "";
      return write(`${before}${json({ ...file, ...id }, mentions)}${isArray ? "" : "\n"}`);
    },

    async end() {
      if (isArray) await write(documents === 0 ? "[]\n" : "\n]\n");
    },
  };
}

/**
 * The answer to one document of many.
 * @param {Place} place
 * @param {boolean} several
 * @param {Mention[]} mentions
 */
export function answerOf({ file, line, id }, several, mentions) {
  return `${JSON.stringify({ ...(several ? { file: fileName(file) } : {}), ...(id === undefined ? { line } : { id }), mentions })}\n`;
}

/**
 * @param {FoundDocument} document
 * @param {FoundMention[]} found
 * @returns {Mention[]}
 */
export function inSource(document, found) {
  return found
    .map((mention) => {
      const { text, entity, alias, alternatives } = mention;
      return { ...document.span(mention), text, entity, alias, ...(alternatives && { alternatives }) };
    })
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/**
 * One mention a line, so that two results can be compared line by line.
 * @param {object} place
 * @param {Mention[]} mentions
 */
function json(place, mentions) {
  const lines = mentions.map((mention) => `\n${JSON.stringify(mention)}`).join(",");
  const head = JSON.stringify(place).slice(0, -"}".length);
  return `${head}${head === "{" ? "" : ","}"mentions":[${lines}${lines && "\n"}]}`;
}

/**
 * @param {Place} place
 * @param {boolean} several
 */
function prefixOf({ file, line, id }, several) {
  const parts = several ? [fileName(file)] : [];
  if (line !== undefined) parts.push(String(id ?? line));
  return parts.map((part) => `${plain(part)}:`).join("");
}

/**
 * @param {string} source
 * @param {Mention[]} mentions
 * @param {string} prefix
 * @param {(entity: string) => unknown} nameOf
 */
function table(source, mentions, prefix, nameOf) {
  const lines = lineCounter(source);
  const rows = mentions.map(({ start, text, entity }) => {
    const name = nameOf(entity);
    return [prefix + lines(start), plain(text), plain(entity), typeof name === "string" ? plain(name) : ""];
  });
  // The last column needs no filling.
  const widths = [0, 1, 2].map((column) =>
    rows.reduce((widest, row) => Math.max(widest, columnsOf(row[column])), 0));
  /** @type {(cell: string, column: number) => string} */
  const filled = (cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(cell)));
  return rows.map((row) => `${row.map(filled).join("  ").trimEnd()}\n`).join("");
}

/**
 * Line and column of offsets that only grow, both from 1; columns are UTF-16 units, as editors count.
 * @param {string} source
 */
export function lineCounter(source) {
  const breaks = source.matchAll(lineBreak);
  let next = breaks.next();
  let line = 1;
  let lineStart = 0;
  /** @param {number} offset */
  return (offset) => {
    for (; !next.done && next.value.index + next.value[0].length <= offset; next = breaks.next()) {
      line++;
      lineStart = next.value.index + next.value[0].length;
    }
    return `${line}:${offset - lineStart + 1}`;
  };
}
