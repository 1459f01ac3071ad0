// In: a highlighter, how one of its mentions is visited. Out: its part in the list "In this article", whose code is
// fetched where it is wanted.
import { lazily } from "../lazy.js";
import { readChoice } from "../reader.js";

/** @typedef {import("./opening.js").HighlighterLike} HighlighterLike */

const listCode = lazily(() => import("../list/list.js"));

/**
 * @param {HighlighterLike} highlighter
 * @param {import("../list/list.js").Listed["visit"]} visit
 * @param {(fault: unknown) => void} onFault
 * @returns {{ refresh: () => Promise<void>, takeFocus: () => void, detach: () => void }} refresh: after marks were painted
 *   or removed
 */
export function offerList({ options, roots, painter, inOrder, isAnyFound }, visit, onFault) {
  const { list = "auto" } = options;
  /** @type {import("../list/list.js").Attached | undefined} */
  let attached;
  let isOver = false;
  let isFocusWanted = false;

  const isNeeded = () => {
    const { isOff, hidden } = readChoice(document);
    if (isOff || !isAnyFound()) return isOff;
    return list !== "auto" || hidden.length > 0 || [...inOrder()].some(isOnlyPaint);
  };
  /** @param {[number: number, ...rest: unknown[]]} mention a mark that is no element, and so nothing to the keyboard */
  const isOnlyPaint = ([mention]) => painter.elementsOf(mention).length === 0 && painter.anchorOf(mention) !== null;

  return {
    async refresh() {
      try {
        if (list !== false && !attached && isNeeded()) {
          const { attachList } = await listCode();
          if (isOver) return;
          attached ??= attachList({ options, roots, inOrder, isNeeded, visit });
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
      isOver = true;
      attached?.detach();
    },
  };
}
