/**
 * The tooltip's code, fetched when it is about to be wanted: when a reader turns to a mark, at the latest at
 * the next idle moment. The event that it was fetched for is handed on, so that the first hover counts.
 */
import { listen, unlisten } from "./dom.js";
import { idle } from "./pace.js";

/** @typedef {typeof import("./tooltip/tooltip.js")} TooltipCode */

/** On a mark, each of these says that its tooltip is about to be wanted. */
const intents = ["pointerover", "focusin", "click"];

/**
 * @param {Document} document
 * @param {Window & typeof globalThis} view
 * @param {import("./paint.js").Painter} painter
 * @param {(code: TooltipCode, firstEvent: Event | null) => void} onCode
 * @param {(cause: unknown) => void} onFailure
 * @returns {() => void} ends the waiting; neither callback is called after it
 */
export function awaitIntent(document, view, painter, onCode, onFailure) {
  let isOver = false;
  /** @type {Event | null} */
  let firstEvent = null;
  const end = () => {
    isOver = true;
    for (const type of intents) unlisten(document, type, answer);
  };
  const fetchCode = async () => {
    try {
      const code = await import("./tooltip/tooltip.js");
      if (!isOver) onCode(code, firstEvent);
    } catch (cause) {
      if (!isOver) onFailure(cause);
    }
    end();
  };
  /** @param {Event} event */
  const answer = (event) => {
    if (painter.mentionAt(event) === null) return;
    if (!firstEvent) void fetchCode();
    firstEvent = event;
  };
  for (const type of intents) listen(document, type, answer, { passive: true });
  void idle(view).then(() => {
    if (!firstEvent && !isOver) void fetchCode();
  });
  return end;
}
