/**
 * In: a text and the stretches of it that mention an entity. Out: HTML with a <mark data-entity> around each
 * stretch.
 * Guarantees: what stands outside the marks' own tags is the text as it was (or as `escape` makes it); an id
 * cannot end its attribute.
 */

/** @typedef {{ start: number, end: number, entity: string }} Mark neither overlapping nor out of order */

/** @type {Record<string, string>} */
const references = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\0": "\ufffd" };

/** @param {string} text */
export function escapeHtml(text) {
  return text.replace(/[&<>"\r\0]/g, (character) => references[character]);
}

/**
 * @param {string} text
 * @param {Mark[]} marks
 * @param {(text: string) => string} [escape] applied to the text, stretch by stretch
 */
export function insertMarks(text, marks, escape = (stretch) => stretch) {
  let marked = "";
  let done = 0;
  for (const { start, end, entity } of marks) {
    const opening = `<mark data-entity="${escapeHtml(entity)}">`;
    marked += `${escape(text.slice(done, start))}${opening}${escape(text.slice(start, end))}</mark>`;
    done = end;
  }
  return marked + escape(text.slice(done));
}
