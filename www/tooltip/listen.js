// In: the DOM's events below a highlighter's roots. Out: events for the hover state machine.
// Guarantees: one delegated set of listeners per root; selecting text, links, modified clicks and what the site
// has handled itself are left alone; a finger does not hover; nothing is prevented but Space's scrolling on a mark.

import { hasFocus, listen, matches, parentNode } from "../dom.js";
import { mentionOf } from "./control.js";
import { setLook } from "./look.js";
import { originOf } from "./opening.js";

/** What does something of its own when pressed; a press on a mark inside it is not ours. */
const CONTROLS = "a[href], area, button, label, summary, input, select, textarea, [role=link], [role=button]";

/**
 * @typedef {object} Listened
 * @property {import("./tooltip.js").HighlighterLike["painter"]} painter
 * @property {(event: MarkEvent) => void} send
 * @property {(target: EventTarget | null) => boolean} isInTooltip
 * @property {(mention: number) => boolean} isOpen
 */
/**
 * @typedef {{ type: "enter", mention: number, elapsedMs: number, point: import("./place.js").Point }
 *   | { type: "leave", mention: number }
 *   | { type: "focus", mention: number, elapsedMs: number }
 *   | { type: "blur" } | { type: "hold" }
 *   | { type: "press", mention: number, how: import("./hover.js").Press,
 *       point: import("./place.js").Point | null, isTouch: boolean }
 * } MarkEvent
 */

/**
 * @param {Listened} listened
 * @returns {{ listenTo: (roots: Iterable<Element | ShadowRoot>) => void, replay: (event: Event) => void }} listenTo: to
 *   these alone from now on; replay takes an event that happened before anybody listened
 */
export function listenToMarks({ painter, send, isInTooltip, isOpen }) {
  /** @type {number | null} */
  let over = null;
  /** @type {Map<Element | ShadowRoot, AbortController>} */
  const heard = new Map();
  /** From a shadow tree an event comes twice. @type {WeakSet<Event>} */
  const handled = new WeakSet();

  /** @param {number | null} mention */
  function enter(mention) {
    if (over !== null) {
      setLook(painter, over, "hover", false);
      send({ type: "leave", mention: over });
    }
    over = mention;
    if (over !== null) setLook(painter, over, "hover", true);
  }

  /** @param {PointerEvent} event */
  function onPointerOver(event) {
    // A button that is down means selecting; entering is then no interest in a name.
    if (event.pointerType === "touch" || event.buttons !== 0) return;
    const mention = painter.mentionAt(event);
    if (mention === over) return;
    enter(mention);
    if (mention === null) return;
    send({ type: "enter", mention, elapsedMs: sinceMs(event), point: pointOf(event) });
  }

  function onPointerLeave() {
    enter(null);
  }

  /** @param {FocusEvent} event */
  function onFocusIn(event) {
    const mention = mentionOf(painter, event);
    const target = /** @type {Element} */ (event.target);
    if (mention === null) return;
    // A link around the mark shows its focus itself.
    const isMark = painter.mentionAt(event) !== null;
    // A mouse press focuses too; only a focus that the browser shows is the keyboard's.
    const isShown = matches(target, ":focus-visible");
    if (isShown && isMark) setLook(painter, mention, "focus", true);
    if (!isShown && !(isMark && isOpen(mention))) return;
    send({ type: "focus", mention, elapsedMs: sinceMs(event) });
  }

  /** @param {FocusEvent} event */
  function onFocusOut(event) {
    const mention = mentionOf(painter, event);
    // Without a window's focus the reader is elsewhere and comes back to the same mark.
    if (mention === null || !hasFocus(document)) return;
    setLook(painter, mention, "focus", false);
    if (isInTooltip(event.relatedTarget)) return;
    send({ type: "blur" });
  }

  /** @param {MouseEvent} event @param {boolean} [isLate] it has been told from selecting when it happened */
  function onClick(event, isLate) {
    const mention = painter.mentionAt(event);
    const isTouch = /** @type {PointerEvent} */ (event).pointerType === "touch";
    // The second click of two selects a word.
    if (mention === null || event.button !== 0 || (event.detail > 1 && !isTouch)) return;
    if (isModified(event) || event.defaultPrevented) return;
    const isAssisted = event.detail === 0;
    if (!isAssisted && !isLate && !(getSelection()?.isCollapsed ?? true)) return;
    const pieces = painter.elementsOf(mention);
    if (isInsideControl(event, pieces)) return;
    if (!isAssisted) pieces[0]?.focus({ preventScroll: true, focusVisible: false });
    send({
      type: "press",
      mention,
      how: isAssisted ? "assist" : "click",
      point: isAssisted ? null : pointOf(event),
      isTouch,
    });
  }

  /** @param {PointerEvent} event */
  function onPointerDown(event) {
    send({ type: "hold" });
    const mention = painter.mentionAt(event);
    const [control] = mention === null || event.pointerType === "touch" ? [] : painter.elementsOf(mention);
    const tabIndex = control?.getAttribute("tabindex");
    if (!control || !tabIndex || control.matches(":focus")) return;
    // Chromium selects nothing when a drag begins at the edge of an inline element that can be focused.
    control.removeAttribute("tabindex");
    const released = new AbortController();
    const restore = () => {
      released.abort();
      if (!control.hasAttribute("tabindex")) control.setAttribute("tabindex", tabIndex);
    };
    for (const type of ["pointerup", "pointercancel"]) {
      addEventListener(type, restore, { capture: true, signal: released.signal });
    }
  }

  /** @param {KeyboardEvent} event @param {boolean} [isLate] Space's scrolling has been prevented when it happened */
  function onKeyDown(event, isLate) {
    const how = event.key === "Enter" ? "enter" : event.key === " " ? "space" : null;
    if (how === null || event.repeat || event.isComposing) return;
    if (isModified(event) || (event.defaultPrevented && !isLate)) return;
    const mention = painter.mentionAt(event);
    if (mention === null || event.target !== painter.elementsOf(mention)[0]) return;
    event.preventDefault();
    send({ type: "press", mention, how, point: null, isTouch: false });
  }

  /** @type {Record<string, (event: any) => void>} */
  const handlers = {
    pointerover: onPointerOver,
    // Marks that are no elements are entered without an event of their own.
    pointermove: onPointerOver,
    pointerleave: onPointerLeave,
    pointerdown: onPointerDown,
    focusin: onFocusIn,
    focusout: onFocusOut,
    click: onClick,
    keydown: onKeyDown,
  };
  /** @param {Event} event */
  const handle = (event) => {
    if (!handled.has(event)) handlers[event.type](event);
    handled.add(event);
  };

  /** @param {Iterable<Element | ShadowRoot>} roots */
  const listenTo = (roots) => {
    const wanted = new Set(roots);
    for (const [root, controller] of heard) {
      if (wanted.has(root)) continue;
      controller.abort();
      heard.delete(root);
    }
    for (const root of wanted) {
      if (heard.has(root)) continue;
      const controller = new AbortController();
      heard.set(root, controller);
      for (const type in handlers) listen(root, type, handle, { signal: controller.signal });
    }
  };

  /** @param {Event} event */
  const replay = (event) => {
    const target = /** @type {Element} */ (event.target);
    // Firefox takes a mark for hovered only when the event that says so is over.
    if (/^pointer(over|enter|move)$/.test(event.type)) setTimeout(() => matches(target, ":hover") && onPointerOver(/** @type {PointerEvent} */ (event)));
    else if (event.type === "focusin" && matches(target, ":focus")) handlers.focusin?.(event);
    else if (event.type === "click") onClick(/** @type {MouseEvent} */ (event), true);
    else if (event.type === "keydown") onKeyDown(/** @type {KeyboardEvent} */ (event), true);
  };
  return { listenTo, replay };
}

/** @param {MouseEvent | KeyboardEvent} event */
function isModified(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
}

/** @param {MouseEvent} event */
function pointOf({ clientX, clientY, view }) {
  const { x, y } = originOf(view);
  return { x: clientX + x, y: clientY + y };
}

/** @param {Event} event how long ago it was, where we were still being loaded */
function sinceMs({ timeStamp }) {
  return Math.max(0, performance.now() - timeStamp);
}

/** @param {Event} event @param {Element[]} pieces */
function isInsideControl(event, pieces) {
  const path = event.composedPath();
  // An event that is over has no path any more.
  if (!path.length) for (let at = /** @type {Node | null} */ (event.target); at; at = parentNode(at)) path.push(at);
  const own = /** @type {EventTarget[]} */ (pieces);
  return path.some((at) => !own.includes(at) && /** @type {Node} */ (at).nodeType === 1 && matches(/** @type {Element} */ (at), CONTROLS));
}
