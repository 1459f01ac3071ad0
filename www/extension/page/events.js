/**
 * The highlighter's events (www/events.js) in a content script: told to it alone, and never to the page.
 */

/**
 * @param {Document} _document
 * @param {{ dispatchEvent: (event: any) => boolean } | null} highlighter
 * @param {string} type
 * @param {Record<string, unknown>} [detail]
 * @returns {boolean} false if a listener has prevented the default
 */
export function emit(_document, highlighter, type, detail) {
  const event = { type, detail: { highlighter, ...detail }, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return highlighter?.dispatchEvent(event) ?? true;
}

/** @param {Document} document @param {any} highlighter @param {unknown} error */
export function emitError(document, highlighter, error) {
  const { code, message } = /** @type {{ code?: unknown, message?: unknown }} */ (Object(error));
  emit(document, highlighter, "namelight:error", { code: typeof code === "string" ? code : "internal", message: String(message ?? error) });
}
