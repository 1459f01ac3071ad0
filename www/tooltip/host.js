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

export class TooltipHost {
  #document;
  #onLost;
  /** @type {Anchor | null} */
  #anchor = null;
  #line = 0;
  /** Where the line was on the page when we were last placed beside it. */
  #placedAt = { x: 0, y: 0 };
  /** @type {AbortController | null} */
  #whileShown = null;
  /** @type {ResizeObserver} */
  #resized;

  /**
   * @param {Document} document
   * @param {{ onClosedByPlatform: () => void, onLost: () => void }} handlers onLost: the mention is no longer there
   */
  constructor(document, { onClosedByPlatform, onLost }) {
    this.#document = document;
    this.#onLost = onLost;
    this.make = makerFor(document);
    this.element = this.make(/** @type {"div"} */ ("namelight-tooltip"), "");
    this.element.setAttribute("role", "dialog");
    // A browser that does not know `hint` takes it as `manual`: closing is ours to do in either case.
    this.element.setAttribute("popover", "hint");
    this.element.addEventListener("beforetoggle", (event) => {
      if (/** @type {ToggleEvent} */ (event).newState === "closed" && this.#anchor) onClosedByPlatform();
    });
    // Still wanted after the platform's light dismissal: a press on its own mark.
    this.element.addEventListener("toggle", () => this.raise());
    this.content = this.make("div", "");
    this.content.className = "content";
    this.closeButton = this.make("button", "close");
    this.foot = this.make("div", "foot");
    this.card = this.make("div", "card", this.content, this.foot, this.closeButton);
    this.card.className = "surface paper card";

    const sheet = new CSSStyleSheet();
    // Positions go into a rule and not into a style attribute, which the page's own !important would beat.
    sheet.replaceSync(`${SURFACE_STYLES}${TOOLTIP_STYLES}:host {}`);
    this.position = /** @type {CSSStyleRule} */ (sheet.cssRules[sheet.cssRules.length - 1]).style;
    const shadow = this.element.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.card);
    this.#resized = new ResizeObserver(() => this.place());
  }

  get isShown() {
    return this.#anchor !== null;
  }

  /** Whether what it shows only holds a card's place. */
  get isBusy() {
    return this.element.hasAttribute("data-busy");
  }

  /** @param {EventTarget | null} target */
  contains(target) {
    return target instanceof Node && this.element.contains(target);
  }

  /** Whether a site's node can be put into it. @param {Node} node */
  canHold(node) {
    return !contains(node, this.element) && !contains(/** @type {ShadowRoot} */ (this.element.shadowRoot), node);
  }

  /** @param {View} view */
  fill({ nodes, own, lang, dir, label, description, isBusy, closeLabel, closeLang }) {
    const hadFocus = this.content.contains(/** @type {ShadowRoot} */ (this.element.shadowRoot).activeElement);
    // What comes after it has opened is read out, wherever the reader is.
    if (isBusy) this.content.setAttribute("aria-live", "polite");
    this.element.toggleAttribute("data-busy", isBusy);
    this.content.setAttribute("aria-busy", String(isBusy));
    this.element.replaceChildren(...(own ? [own] : []));
    this.content.replaceChildren(...(own ? [this.make("slot", "")] : nodes));
    this.content.scrollTop = 0;
    this.card.lang = lang;
    this.card.dir = dir;
    this.closeButton.setAttribute("aria-label", closeLabel);
    this.closeButton.lang = closeLang;
    this.element.setAttribute("aria-label", label);
    this.element.setAttribute("aria-description", description);
    if (hadFocus) this.focusFirst();
    this.fit();
  }

  /** Takes the width that the content asks for now. */
  fit() {
    this.element.toggleAttribute("data-picture", this.content.querySelector(".picture") !== null);
    this.place();
  }

  /** @param {Anchor} anchor @param {boolean} isPinned */
  show(anchor, isPinned) {
    this.#anchor = anchor;
    this.#line = chooseLine(joinLines(anchor.rects()), anchor.point);
    const isTouch = anchor.isTouch || matchMedia("(pointer: coarse)").matches;
    this.element.dataset.form = formFor({ width: innerWidth, isTouch });
    this.element.dataset.scheme = schemeOf(getComputedStyle(anchor.element).color);
    this.element.toggleAttribute("data-pinned", isPinned);
    this.element.setAttribute("open", "");
    // Beside an open modal dialog everything outside it is inert, the top layer's popovers included.
    const parent = modalAround(anchor.element) ?? /** @type {Element} */ (findOne(this.#document, ":root"));
    if (this.element.parentNode !== parent) parent.append(this.element);
    this.raise();
    if (anchor.control) tell(anchor.control, this.element, true);

    this.#whileShown = new AbortController();
    const passive = { passive: true, capture: true, signal: this.#whileShown.signal };
    for (const view of viewsAround(viewOf(anchor.element))) {
      view.addEventListener("scroll", () => this.#follow(), passive);
      view.addEventListener("resize", () => this.place(), passive);
    }
    visualViewport?.addEventListener("resize", () => this.place(), passive);
    // A modal dialog that closes takes us out of sight with it.
    addEventListener("close", (event) => this.#closeWith(event.target), passive);
    this.#resized.observe(this.element);
    this.place();
  }

  /** The mark has been painted anew. @param {Element} element @param {HTMLElement | null} control */
  rebind(element, control) {
    const anchor = this.#anchor;
    if (!anchor) return;
    anchor.element = element;
    if (anchor.control === control) return;
    if (anchor.control) tell(anchor.control, this.element, false);
    anchor.control = control;
    if (control) tell(control, this.element, true);
    // Only a new showing tells the platform from where Tab leads in; who is in already is left alone.
    if (!this.element.hidePopover || this.element.matches(":focus-within")) return;
    this.#anchor = null;
    this.element.hidePopover();
    this.#anchor = anchor;
    this.raise();
  }

  /** It stays until dismissed: the close button shows. */
  pin() {
    this.element.setAttribute("data-pinned", "");
    this.raise();
  }

  /** To the top layer, if it is not there. */
  raise() {
    const { element } = this;
    if (!this.#anchor || !element.showPopover || element.matches(":popover-open")) return;
    const { control } = this.#anchor;
    element.showPopover(control ? { source: control } : {});
  }

  hide() {
    if (!this.#anchor) return;
    if (this.#anchor.control) tell(this.#anchor.control, this.element, false);
    this.#anchor = null;
    this.#whileShown?.abort();
    this.#resized.disconnect();
    this.element.remove();
    this.element.removeAttribute("open");
    this.element.replaceChildren();
    this.content.replaceChildren();
    this.content.removeAttribute("aria-live");
  }

  /** Moves the focus to the first control of the card; the close button if it has no other. */
  focusFirst() {
    const first =
      this.element.querySelector(CONTROLS) ?? this.content.querySelector("a[href], button") ?? this.closeButton;
    /** @type {HTMLElement} */ (first).focus({ preventScroll: true });
  }

  /** @param {Node[]} nodes @param {string} lang */
  fillFoot(nodes, lang) {
    this.foot.replaceChildren(...nodes);
    this.foot.lang = lang;
  }

  /** Goes on where a reader left off who steps from mention to mention. @param {number} step @returns {boolean} done */
  focusStep(step) {
    const part = step > 0 ? "next" : "previous";
    const button = step && this.foot.querySelector(`[part=${part}]`);
    if (button) /** @type {HTMLElement} */ (button).focus({ preventScroll: true });
    return Boolean(button);
  }

  /** Puts it beside its line again, for another size of the tooltip or the window. */
  place() {
    try {
      this.#place();
    } catch {
      // Not to be placed is not to be there: the page may have taken away what it stands beside.
      this.#onLost();
    }
  }

  #place() {
    const anchor = this.#anchor;
    if (!anchor) return;
    const lines = joinLines(anchor.rects());
    const line = lines[this.#line] ?? lines[0];
    if (!line) {
      this.#onLost();
      return;
    }
    this.#placedAt = { x: line.x + scrollX, y: line.y + scrollY };
    const { position, element, content } = this;
    if (element.dataset.form === "box") {
      const { scrollTop } = content;
      position.removeProperty("max-height");
      const { x, y, side } = placeBeside(line, {
        isRightToLeft: getComputedStyle(anchor.element).direction === "rtl",
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
  }

  /** Scrolling the page moves us along; scrolling a box in it, or the page behind a dialog, does not. */
  #follow() {
    const [line] = joinLines(this.#anchor?.rects() ?? []).slice(this.#line);
    if (!line) return;
    const { x, y } = this.#placedAt;
    if (Math.abs(line.x + scrollX - x) > MOVED_PX || Math.abs(line.y + scrollY - y) > MOVED_PX) this.place();
  }

  /** @param {EventTarget | null} closed */
  #closeWith(closed) {
    if (closed instanceof Element && closed !== this.element && contains(closed, this.element)) this.#onLost();
  }
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
