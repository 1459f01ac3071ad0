// In: a mark, the tooltip. Out: what the keyboard reaches the mark by, and what it tells assistive technology.
// Guarantees: a mark in a link is reached by the link, which is the owner's: it is told of the tooltip only while that is
// open, and only if the owner tells nothing of the kind; afterwards it is as it was.
import { closest, findWithin, matches, nodeType } from "../dom.js";

/** What www/wrap.js takes for a link: a mark in it is no control. */
const LINK = "a[href],[role=link]";

/**
 * @param {{ mentionAt: (at: Event | Node) => number | null }} painter
 * @param {Event} event
 * @returns {number | null} the mention it is about; where a link has got or lost the focus, the first in it
 */
export function mentionOf(painter, event) {
  const at = painter.mentionAt(event);
  const target = /** @type {Element} */ (event.target);
  if (at !== null || !event.type.startsWith("focus") || nodeType(target) !== 1 || !matches(target, LINK)) return at;
  for (const element of findWithin(target, "namelight-mark")) {
    const mention = painter.mentionAt(element);
    if (mention !== null) return mention;
  }
  return null;
}

/** @param {HTMLElement | undefined} first piece of a mark @returns {HTMLElement | null} */
export function controlOf(first) {
  return first ? /** @type {HTMLElement} */ (closest(first, LINK) ?? first) : null;
}

/** @type {WeakSet<Element>} */
const lent = new WeakSet();

/**
 * @param {HTMLElement} control
 * @param {HTMLElement} tooltip
 * @param {boolean} isOpen
 */
export function tell(control, tooltip, isOpen) {
  if (!matches(control, LINK)) {
    control.setAttribute("aria-expanded", String(isOpen));
  } else if (isOpen) {
    if (control.hasAttribute("aria-expanded") || control.hasAttribute("aria-details")) return;
    lent.add(control);
    control.setAttribute("aria-expanded", "true");
  } else {
    if (!lent.delete(control)) return;
    control.removeAttribute("aria-expanded");
  }
  if ("ariaDetailsElements" in control) control.ariaDetailsElements = isOpen ? [tooltip] : null;
}
