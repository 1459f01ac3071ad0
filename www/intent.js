/**
 * The tooltip's code, fetched when it is about to be wanted: when a reader turns to a mark, at the latest at
 * an idle moment after all of them are painted. What the reader did meanwhile is handed on, so that the first hover counts, and the
 * first press before it.
 */
import { documentOf, findAll, listen, setAttribute, unlisten } from "./dom.js";
import { lazily } from "./lazy.js";
import { idle } from "./pace.js";

/** @typedef {typeof import("./tooltip/tooltip.js")} TooltipCode */

const tooltipCode = lazily(() => import("./tooltip/tooltip.js"));

/** On a mark, each of these says that its tooltip is about to be wanted. */
const intents = ["pointermove", "pointerover", "focusin", "click", "keydown"];

/**
 * @param {Set<Document>} documents where marks are
 * @param {Window & typeof globalThis} view
 * @param {Pick<import("./paint.js").Painter, "mentionAt">} painter
 * @param {Promise<void>} painting until when not all marks are there
 * @param {(code: TooltipCode, firstEvent: Event | null) => void} onCode
 * @param {(cause: unknown) => void} onFailure called once; the next intent tries again
 * @returns {() => void} ends the waiting; neither callback is called after it
 */
export function awaitIntent(documents, view, painter, painting, onCode, onFailure) {
  let isOver = false;
  let hasFailed = false;
  /** @type {Event | null} */
  let firstEvent = null;
  const end = () => {
    isOver = true;
    firstEvent = null;
    for (const document of documents) for (const type of intents) unlisten(document, type, answer);
  };
  const fetchCode = async () => {
    try {
      const code = await tooltipCode();
      if (!isOver) onCode(code, firstEvent);
      end();
    } catch (cause) {
      if (isOver) return;
      firstEvent = null;
      // A button that does nothing must not pose as one that does; the tooltip takes this away when it comes.
      for (const document of documents) {
        for (const mark of findAll(document, "namelight-mark[role]")) setAttribute(mark, "aria-disabled", "true");
      }
      if (!hasFailed) onFailure(cause);
      hasFailed = true;
    }
  };
  /** @param {Event} event */
  const answer = (event) => {
    const { type, detail, key, defaultPrevented } = /** @type {any} */ (event);
    // A link's focus is one of the marks in it.
    const inLink = type === "focusin" && findAll(documentOf(/** @type {Node} */ (event.target)), ":focus namelight-mark")[0];
    if (painter.mentionAt(inLink || event) === null) {
      // Who clicks elsewhere does not want it any more.
      if (type === "click") firstEvent = null;
      return;
    }
    const isPress = /^(click|Enter| )$/.test(key ?? type);
    // The second click of two and the end of a selection are no presses, nor are other keys.
    const isSelecting = detail > 1 || (detail && view.getSelection()?.isCollapsed === false);
    if (defaultPrevented || (isPress ? isSelecting : key)) return;
    // It would scroll the page.
    if (key === " ") event.preventDefault();
    if (isPress || !/click|key/.test(firstEvent?.type ?? "")) firstEvent = event;
    void fetchCode();
  };
  for (const document of documents) for (const type of intents) listen(document, type, answer);
  void Promise.all([idle(view), painting]).then(fetchCode, () => {});
  return end;
}
