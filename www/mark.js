/**
 * One `<namelight-mark>`: its element, its attributes. Of a mark's pieces the first is the control and
 * carries the name of the whole; the others are nothing to assistive technology. In a link none is a control.
 */
import { createElement, createText, defaultView, insertBefore, setAttribute } from "./dom.js";

export const markName = "namelight-mark";

/**
 * Pages hide what is `:not(:defined)`.
 * @param {Document} document
 */
export function defineMark(document) {
  try {
    const view = defaultView(document);
    const { customElements } = view;
    if (!customElements.get(markName)) customElements.define(markName, class extends view.HTMLElement {});
  } catch {
    // An extension's isolated world has no registry: the element works as well without.
  }
}

/**
 * @param {import("./paint.js").Mark} mark
 * @param {number} index of the piece
 * @param {{ inLink: boolean, isNamed: boolean, isTabStop: boolean }} place isNamed: the first piece is a control
 *   and says the whole mention
 */
export function attributesOf({ mention, entity, text, pieces }, index, { inLink, isNamed, isTabStop }) {
  /** @type {Record<string, string>} */
  const attributes = { "data-entity": entity, "data-mention": String(mention) };
  if (inLink) {
    // The link is the control.
  } else if (index > 0) {
    if (isNamed) attributes["aria-hidden"] = "true";
  } else {
    attributes.role = "button";
    attributes.tabindex = isTabStop ? "0" : "-1";
    attributes["aria-haspopup"] = "dialog";
    attributes["aria-expanded"] = "false";
    if (pieces.length > 1) attributes["aria-label"] = text.replace(/\s+/g, " ");
  }
  return attributes;
}

/**
 * @param {Document} document
 * @param {import("./paint.js").Mark} mark
 * @param {number} index
 * @param {Parameters<typeof attributesOf>[2]} place
 */
export function createMark(document, mark, index, place) {
  const element = createElement(document, markName);
  const attributes = attributesOf(mark, index, place);
  for (const name in attributes) setAttribute(element, name, attributes[name]);
  insertBefore(element, createText(document, mark.pieces[index].text), null);
  return element;
}
