/**
 * The painter that writes elements into a page (www/wrap.js) is not in a content script: nothing there could use it.
 */

/** @returns {never} */
export function createWrapPainter() {
  throw new Error("a content script paints highlights only");
}
