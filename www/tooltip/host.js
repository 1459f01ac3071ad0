// In: the nodes of a card and the anchor they belong to. Out: the one tooltip element of the page, in the top layer.
// Guarantees: opening neither moves the focus nor scrolls; styles are isolated; what the platform closes by itself
// (a back gesture, another popover) is told; closed, it is out of the page's tree and nothing listens.
import { contains, findOne, matches, parentAcross } from "../dom.js";
import { tell } from "./control.js";
import { viewOf, viewsAround } from "./opening.js";
import { chooseLine, formFor, joinLines, placeBeside } from "./place.js";
import { schemeOf } from "./scheme.js";
import { TOOLTIP_STYLES } from "./styles.js";
import { SURFACE_STYLES } from "./surface-styles.js";
import { makerFor } from "./view.js";

/** @typedef {import("./place.js").Point} Point */
/** @typedef {import("./place.js").Rect} Rect */
/**
 * @typedef {object} Anchor what the tooltip belongs to
 * @property {Element} element of the page, around the mention: it decides the modal dialog, the colours, the direction
 * @property {HTMLElement | null} control the mark, or the link around it, from which Tab leads into the tooltip
 * @property {() => Iterable<Rect>} rects of the mention, in client coordinates; none when it is gone
 * @property {Point | null} point where the pointer is, in client coordinates
 * @property {boolean} isTouch opened by a finger
 */
/**
 * @typedef {object} View
 * @property {Node[]} nodes of our own card
 * @property {Node | null} own the site's card: it stays outside the shadow tree, in the page's own styles
 * @property {string} lang
 * @property {string} dir
 * @property {string} label the tooltip's name
 * @property {string} description read by a screen reader on entering, or empty
 * @property {boolean} isBusy more is on its way
 * @property {string} closeLabel
 * @property {string} closeLang
 */

/** What the keyboard reaches. */
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])";
/** Less than this is rounding, not movement. */
const MOVED_PX = 1;

/**
 * @param {Document} document
 * @param {{ onClosedByPlatform: () => void, onLost: () => void }} handlers onLost: the mention is no longer there
 */
export function createHost(document, { onClosedByPlatform, onLost }) {
  /** @type {Anchor | null} */
  let anchor = null;
  let lineAt = 0;
  /** Where the line was on the page when we were last placed beside it. */
  let placedAt = { x: 0, y: 0 };
  /** @type {AbortController | null} */
  let whileShown = null;

  const make = makerFor(document);
  const element = make(/** @type {"div"} */ ("namelight-tooltip"), "");
  element.setAttribute("role", "dialog");
  // A browser that does not know `hint` takes it as `manual`: closing is ours to do in either case.
  element.setAttribute("popover", "hint");
  element.addEventListener("beforetoggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed" && anchor) onClosedByPlatform();
  });
  // Still wanted after the platform's light dismissal: a press on its own mark.
  element.addEventListener("toggle", () => raise());
  const content = make("div", "");
  content.className = "content";
  const closeButton = make("button", "close");
  const foot = make("div", "foot");
  const card = make("div", "card", content, foot, closeButton);
  card.className = "surface paper card";

  const sheet = new CSSStyleSheet();
  // Positions go into a rule and not into a style attribute, which the page's own !important would beat.
  sheet.replaceSync(`${SURFACE_STYLES}${TOOLTIP_STYLES}:host {}`);
  const position = /** @type {CSSStyleRule} */ (sheet.cssRules[sheet.cssRules.length - 1]).style;
  const shadow = element.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(card);
  const resized = new ResizeObserver(() => place());

  /** Takes the width that the content asks for now. */
  const fit = () => {
    element.toggleAttribute("data-picture", content.querySelector(".picture") !== null);
    place();
  };

  /** To the top layer, if it is not there. */
  const raise = () => {
    if (!anchor || !element.showPopover || element.matches(":popover-open")) return;
    const { control } = anchor;
    element.showPopover(control ? { source: control } : {});
  };

  /** Moves the focus to the first control of the card; the close button if it has no other. */
  const focusFirst = () => {
    const first = element.querySelector(CONTROLS) ?? content.querySelector("a[href], button") ?? closeButton;
    /** @type {HTMLElement} */ (first).focus({ preventScroll: true });
  };

  /** Puts it beside its line again, for another size of the tooltip or the window. */
  const place = () => {
    try {
      putBeside();
    } catch {
      // Not to be placed is not to be there: the page may have taken away what it stands beside.
      onLost();
    }
  };

  const putBeside = () => {
    if (!anchor) return;
    const around = anchor.element;
    const lines = joinLines(anchor.rects());
    const line = lines[lineAt] ?? lines[0];
    if (!line) {
      onLost();
      return;
    }
    placedAt = { x: line.x + scrollX, y: line.y + scrollY };
    if (element.dataset.form === "box") {
      const { scrollTop } = content;
      position.removeProperty("max-height");
      const { x, y, side } = placeBeside(line, {
        isRightToLeft: getComputedStyle(around).direction === "rtl",
        visible: visiblePart(),
        measure: () => ({ width: element.offsetWidth, height: element.offsetHeight }),
        limitHeight: (px) => position.setProperty("max-height", `min(26em, ${px}px)`, "important"),
      });
      // Page coordinates: the browser itself scrolls it with the text, without a frame's lag.
      position.setProperty("left", `${Math.round(x + scrollX)}px`, "important");
      position.setProperty("top", `${Math.round(y + scrollY)}px`, "important");
      element.dataset.side = side;
      content.scrollTop = scrollTop;
    }
    // What scrolls must be reachable by keyboard even where it holds no link.
    if (content.scrollHeight > content.clientHeight + MOVED_PX) content.tabIndex = 0;
    else content.removeAttribute("tabindex");
  };

  /** Scrolling the page moves us along; scrolling a box in it, or the page behind a dialog, does not. */
  const follow = () => {
    const [line] = joinLines(anchor?.rects() ?? []).slice(lineAt);
    if (!line) return;
    const { x, y } = placedAt;
    if (Math.abs(line.x + scrollX - x) > MOVED_PX || Math.abs(line.y + scrollY - y) > MOVED_PX) place();
  };

  /** @param {EventTarget | null} closed */
  const closeWith = (closed) => {
    if (closed instanceof Element && closed !== element && contains(closed, element)) onLost();
  };

  return {
    make,
    element,
    closeButton,
    fit,
    focusFirst,

    get isShown() {
      return anchor !== null;
    },

    /** Whether what it shows only holds a card's place. */
    get isBusy() {
      return element.hasAttribute("data-busy");
    },

    /** @param {EventTarget | null} target */
    contains: (target) => target instanceof Node && element.contains(target),

    /** Whether a site's node can be put into it. @param {Node} node */
    canHold: (node) => !contains(node, element) && !contains(shadow, node),

    /** @param {View} view */
    fill({ nodes, own, lang, dir, label, description, isBusy, closeLabel, closeLang }) {
      const hadFocus = content.contains(shadow.activeElement);
      // What comes after it has opened is read out, wherever the reader is.
      if (isBusy) content.setAttribute("aria-live", "polite");
      element.toggleAttribute("data-busy", isBusy);
      content.setAttribute("aria-busy", String(isBusy));
      element.replaceChildren(...(own ? [own] : []));
      content.replaceChildren(...(own ? [make("slot", "")] : nodes));
      content.scrollTop = 0;
      card.lang = lang;
      card.dir = dir;
      closeButton.setAttribute("aria-label", closeLabel);
      closeButton.lang = closeLang;
      element.setAttribute("aria-label", label);
      element.setAttribute("aria-description", description);
      if (hadFocus) focusFirst();
      fit();
    },

    /** @param {Anchor} shown @param {boolean} isPinned */
    show(shown, isPinned) {
      anchor = shown;
      lineAt = chooseLine(joinLines(anchor.rects()), anchor.point);
      const isTouch = anchor.isTouch || matchMedia("(pointer: coarse)").matches;
      element.dataset.form = formFor({ width: innerWidth, isTouch });
      element.dataset.scheme = schemeOf(getComputedStyle(anchor.element).color);
      element.toggleAttribute("data-pinned", isPinned);
      element.setAttribute("open", "");
      // Beside an open modal dialog everything outside it is inert, the top layer's popovers included.
      const parent = modalAround(anchor.element) ?? /** @type {Element} */ (findOne(document, ":root"));
      if (element.parentNode !== parent) parent.append(element);
      raise();
      if (anchor.control) tell(anchor.control, element, true);

      whileShown = new AbortController();
      const passive = { passive: true, capture: true, signal: whileShown.signal };
      for (const view of viewsAround(viewOf(anchor.element))) {
        view.addEventListener("scroll", follow, passive);
        view.addEventListener("resize", place, passive);
      }
      visualViewport?.addEventListener("resize", place, passive);
      // A modal dialog that closes takes us out of sight with it.
      addEventListener("close", ({ target }) => closeWith(target), passive);
      resized.observe(element);
      place();
    },

    /** The mark has been painted anew. @param {Element} around @param {HTMLElement | null} control */
    rebind(around, control) {
      if (!anchor) return;
      anchor.element = around;
      if (anchor.control === control) return;
      if (anchor.control) tell(anchor.control, element, false);
      anchor.control = control;
      if (control) tell(control, element, true);
      // Only a new showing tells the platform from where Tab leads in; who is in already is left alone.
      if (!element.hidePopover || element.matches(":focus-within")) return;
      const shown = anchor;
      anchor = null;
      element.hidePopover();
      anchor = shown;
      raise();
    },

    /** It stays until dismissed: the close button shows. */
    pin() {
      element.setAttribute("data-pinned", "");
      raise();
    },

    hide() {
      if (!anchor) return;
      if (anchor.control) tell(anchor.control, element, false);
      anchor = null;
      whileShown?.abort();
      resized.disconnect();
      element.remove();
      element.removeAttribute("open");
      element.replaceChildren();
      content.replaceChildren();
      content.removeAttribute("aria-live");
    },

    /** @param {Node[]} nodes @param {string} lang */
    fillFoot(nodes, lang) {
      foot.replaceChildren(...nodes);
      foot.lang = lang;
    },

    /** Goes on where a reader left off who steps from mention to mention. @param {number} step @returns {boolean} done */
    focusStep(step) {
      const part = step > 0 ? "next" : "previous";
      const button = step && foot.querySelector(`[part=${part}]`);
      if (button) /** @type {HTMLElement} */ (button).focus({ preventScroll: true });
      return Boolean(button);
    },
  };
}

/** @param {Element} element @returns {Element | null} the innermost modal dialog around it, through shadow trees */
function modalAround(element) {
  for (let at = /** @type {Node | null} */ (element); at; ) {
    if (at instanceof HTMLDialogElement && matches(at, ":modal")) return at;
    at = parentAcross(at);
  }
  return null;
}

/** @returns {Rect} what can be seen of the page, also when zoomed in by fingers, in client coordinates */
function visiblePart() {
  if (!visualViewport) return { x: 0, y: 0, width: innerWidth, height: innerHeight };
  const { offsetLeft, offsetTop, width, height } = visualViewport;
  return { x: offsetLeft, y: offsetTop, width, height };
}
