// In: a highlighter, how one of its mentions is visited. Out: its part in the list "In this article", where it is wanted.
import { attachList } from "../list/list.js";

/** @typedef {import("./opening.js").HighlighterLike} HighlighterLike */

/**
 * @param {HighlighterLike} highlighter
 * @param {import("../list/list.js").Listed["visit"]} visit
 * @param {(fault: unknown) => void} onFault
 * @returns {{ refresh: (roots: HighlighterLike["roots"]) => void, takeFocus: () => void, detach: () => void }} refresh: after marks were painted
 *   or removed
 */
export function offerList({ options, roots, painter, inOrder, isAnyFound, reader }, visit, onFault) {
  const { list = "auto" } = options;
  /** @type {import("../list/list.js").Listed} */
  const listed = { options, roots, inOrder, reader, isNeeded: () => isNeeded(), visit };
  /** @type {import("../list/list.js").Attached | undefined} */
  let attached;
  let isFocusWanted = false;

  const isNeeded = () => {
    const { isOff, hidden } = reader.choice();
    if (isOff || !isAnyFound()) return isOff;
    return list !== "auto" || hidden.length > 0 || [...inOrder()].some(isOnlyPaint);
  };
  /** @param {[number: number, ...rest: unknown[]]} mention a mark that is no element, and so nothing to the keyboard */
  const isOnlyPaint = ([mention]) => painter.elementsOf(mention).length === 0 && painter.anchorOf(mention) !== null;

  return {
    refresh(now) {
      listed.roots = now;
      try {
        if (list !== false && !attached && isNeeded()) {
          attached = attachList(listed);
        }
        attached?.refresh();
        if (isFocusWanted) attached?.takeFocus();
      } catch (fault) {
        onFault(fault);
      }
      isFocusWanted = false;
    },
    /** When it is next brought up to date. */
    takeFocus() {
      isFocusWanted = true;
    },
    detach() {
      attached?.detach();
    },
  };
}
