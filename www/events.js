/**
 * The `namelight:` events: in what happened, out one CustomEvent on the highlighter and one on its document.
 */
import { defaultView, dispatch } from "./dom.js";

const cancelable = /:(open|follow)$/;

/**
 * @param {Document} document
 * @param {EventTarget | null} highlighter null where none has come about
 * @param {string} type
 * @param {Record<string, unknown>} [detail]
 * @returns {boolean} false if a listener has prevented the default
 */
export function emit(document, highlighter, type, detail) {
  const { CustomEvent } = defaultView(document);
  let wanted = true;
  for (const target of highlighter ? [highlighter, document] : [document]) {
    const event = new CustomEvent(type, {
      bubbles: true,
      cancelable: cancelable.test(type),
      detail: { highlighter, ...detail },
    });
    if (!dispatch(target, event)) wanted = false;
  }
  return wanted;
}

/**
 * @param {Document} document
 * @param {EventTarget | null} highlighter
 * @param {unknown} error
 */
export function emitError(document, highlighter, error) {
  const { code, message } = /** @type {{ code?: unknown, message?: unknown }} */ (Object(error));
  emit(document, highlighter, "namelight:error", {
    code: typeof code === "string" ? code : "internal",
    message: String(message ?? error),
  });
}
