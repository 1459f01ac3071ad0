/**
 * In: a text and what is to stand in it: elements around stretches of it. Out: HTML with these.
 * Guarantees: what stands outside of what is inserted is the text as it was (or as `escape` makes it); an id
 * cannot end its attribute.
 */

/**
 * @typedef {object} Insertion those of one text neither overlap nor are out of order
 * @property {number} start
 * @property {number} end that of `start` where nothing is enclosed
 * @property {string} opening
 * @property {string} closing
 */

/** @type {Record<string, string>} */
const references = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\0": "\ufffd" };

/** @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"\r\0]/g, (character) => references[character]);
}

/**
 * A stretch that mentions an entity, in HTML's own element.
 * @param {{ start: number, end: number, entity: string }} stretch
 * @returns {Insertion}
 */
export function plainMark({ start, end, entity }) {
  return { start, end, opening: `<mark data-entity="${escapeHtml(entity)}">`, closing: "</mark>" };
}

/**
 * @param {string} text
 * @param {Insertion[]} insertions
 * @param {(text: string) => string} [escape] applied to the text, stretch by stretch
 */
export function insertMarks(text, insertions, escape = (stretch) => stretch) {
  let marked = "";
  let done = 0;
  for (const { start, end, opening, closing } of insertions) {
    marked += `${escape(text.slice(done, start))}${opening}${escape(text.slice(start, end))}${closing}`;
    done = end;
  }
  return marked + escape(text.slice(done));
}
