/**
 * Constructable style sheets: one of a kind for each document, adopted by the document and by those shadow roots where it
 * is needed, counted, and given back.
 */
import { defaultView, documentOf, getSheets, setSheets } from "./dom.js";

/** @typedef {Document | ShadowRoot} Scope what has sheets of its own */
/**
 * @typedef {object} Adopter
 * @property {(scope: Scope) => void} adopt twice is once
 * @property {(isGone?: (scope: Scope) => boolean) => void} drop gives back all, or what is gone
 */

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const made = new WeakMap();
/** How many have adopted a sheet in a scope. @type {WeakMap<CSSStyleSheet, WeakMap<Scope, number>>} */
const users = new WeakMap();

/** @param {Document} document @param {string} css */
function sheetOf(document, css) {
  let sheets = made.get(document);
  if (!sheets) made.set(document, (sheets = new Map()));
  let sheet = sheets.get(css);
  if (!sheet) {
    sheet = new (defaultView(document).CSSStyleSheet)();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
    users.set(sheet, new WeakMap());
  }
  return sheet;
}

/**
 * Where a browser has no constructable sheets, marks stay as plain as the text around them.
 * @param {string} css
 * @returns {Adopter}
 */
export function createAdopter(css) {
  /** @type {Map<Scope, CSSStyleSheet>} */
  const adopted = new Map();
  return {
    adopt(scope) {
      if (adopted.has(scope)) return;
      try {
        const sheet = sheetOf(documentOf(scope), css);
        const counts = /** @type {WeakMap<Scope, number>} */ (users.get(sheet));
        const count = counts.get(scope) ?? 0;
        if (!count) setSheets(scope, [...getSheets(scope), sheet]);
        counts.set(scope, count + 1);
        adopted.set(scope, sheet);
      } catch {
        // Plain, then.
      }
    },
    drop(isGone = () => true) {
      for (const [scope, sheet] of adopted) {
        if (!isGone(scope)) continue;
        adopted.delete(scope);
        const counts = /** @type {WeakMap<Scope, number>} */ (users.get(sheet));
        const count = /** @type {number} */ (counts.get(scope)) - 1;
        counts.set(scope, count);
        if (!count) setSheets(scope, [...getSheets(scope)].filter((other) => other !== sheet));
      }
    },
  };
}
