/**
 * In: a file of annotated documents. Out: each with the spans that must be found in it, and whom they mean.
 * Guarantees: a span stands once, within its text and within what was annotated at all; pronouns and descriptions
 * (coreference) are left out; what cannot be read is a NamelightError that names the place.
 */
import { NamelightError } from "../../error.js";
import { objectOf } from "../entries.js";
import { maximumTextBytes, nameOf, readText } from "../input.js";

/**
 * @typedef {object} GoldMention
 * @property {number} start UTF-16 units of the text
 * @property {number} end exclusive
 * @property {string[]} addresses of the entity, any of them; none where it is outside the knowledge base
 * @property {string} type as the annotators call it, or ""
 */
/**
 * @typedef {object} GoldDocument
 * @property {string} id
 * @property {string} lang
 * @property {string} text
 * @property {{ start: number, end: number }} scope what was annotated
 * @property {Map<string, GoldMention>} mentions by span
 */

/** @param {{ start: number, end: number }} span */
export const keyOf = ({ start, end }) => `${start}-${end}`;

/**
 * A span without what is invisible at its edges: some annotators take marks of direction in, no mention has them.
 * @template {{ start: number, end: number }} Span
 * @param {string} text
 * @param {Span} span
 * @returns {Span}
 */
export function visible(text, span) {
  const [, before, , after] = /** @type {string[]} */ (/^(\p{Cf}*)(.*?)(\p{Cf}*)$/su.exec(text.slice(span.start, span.end)));
  return { ...span, start: span.start + before.length, end: span.end - after.length };
}

/**
 * @param {string} file
 * @returns {Promise<GoldDocument[]>}
 */
export async function readGold(file) {
  const text = await readText(file, maximumTextBytes);
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fault(file, `not JSON (${/** @type {Error} */ (error).message})`);
  }
  if (!Array.isArray(value)) {
    throw fault(file, '$ is no list; annotated documents are [{"text", "mentions": [{"start", "end", "uri"}, …]}, …]');
  }
  return value.map((document, index) => documentOf(file, objectOf(document), `$[${index}]`));
}

/**
 * @param {string} file
 * @param {Record<string, unknown>} value
 * @param {string} path
 * @returns {GoldDocument}
 */
function documentOf(file, { id, lang, text, span, mentions }, path) {
  if (typeof text !== "string") throw fault(file, `${path}.text must be a text`);
  if (!Array.isArray(mentions)) throw fault(file, `${path}.mentions must be a list`);
  const scope = span === undefined ? { start: 0, end: text.length } : scopeOf(file, span, path);
  /** @type {Map<string, GoldMention>} */
  const bySpan = new Map();
  for (const [index, value] of mentions.entries()) {
    const { start, end, uri, coref, type } = objectOf(value);
    if (!isOffset(start) || !isOffset(end) || start >= end || end > text.length) {
      const place = `${path}.mentions[${index}]`;
      throw fault(file, `${place}: start and end must be a span of its text (UTF-16 units), not ${start} and ${end}`);
    }
    if (coref === true || start < scope.start || end > scope.end) continue;
    const seen = visible(text, { start, end });
    const key = keyOf(seen);
    const mention = bySpan.get(key) ?? { ...seen, addresses: [], type: typeof type === "string" ? type : "" };
    if (typeof uri === "string") mention.addresses.push(uri);
    bySpan.set(key, mention);
  }
  return { id: String(id ?? path), lang: typeof lang === "string" ? lang : "", text, scope, mentions: bySpan };
}

/**
 * @param {string} file
 * @param {unknown} span
 * @param {string} path
 */
function scopeOf(file, span, path) {
  const [start, end] = Array.isArray(span) ? span : [];
  if (!isOffset(start) || !isOffset(end)) throw fault(file, `${path}.span must be [start, end], what was annotated`);
  return { start, end };
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
const isOffset = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/**
 * @param {string} file
 * @param {string} message
 */
const fault = (file, message) => new NamelightError("not-gold", `${nameOf(file)}: ${message}`);
