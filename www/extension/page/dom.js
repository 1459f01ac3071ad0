/**
 * The browser's ways to nodes (www/dom.js) for a page that must learn nothing: this takes its place in a content script.
 * Guarantees: what a script of the page makes up (event.isTrusted) is not heard; no event is dispatched into the page; the
 * tooltip's shadow tree is closed, and what names an entity is inside; an image is not fetched by the page.
 */
import * as plain from "../../dom.js";

export * from "../../dom.js";

/** What the content script does for the nodes. @type {{ loadImage: (src: string) => Promise<string> }} */
export const hooks = { loadImage: async (src) => src };

/** @type {WeakMap<plain.Listener, plain.Listener>} */
const trusting = new WeakMap();
/** @param {plain.Listener} listener */
export const trusted = (listener) => {
  const known = trusting.get(listener) ?? ((event) => event.isTrusted && listener(event));
  trusting.set(listener, known);
  return known;
};

/** @type {typeof plain.listen} */
export const listen = (to, type, listener, options) => plain.listen(to, type, trusted(listener), options);
/** @type {typeof plain.unlisten} */
export const unlisten = (target, type, listener) => plain.unlisten(target, type, trusted(listener));
/** @type {typeof plain.createElement} */
export const createElement = (document, name) => {
  const element = plain.createElement(document, name);
  if (name === "namelight-tooltip") close(element);
  if (name === "img") fetchElsewhere(/** @type {HTMLImageElement} */ (element));
  return element;
};

/** What a role or a label says of the host is said of the card in it. */
const spoken = /^(?:role|aria-)/;

/**
 * The element as we hold it: the page has a wrapper of its own, without any of this.
 * @param {HTMLElement} element
 */
function close(element) {
  /** @type {ShadowRoot | null} */
  let shadow = null;
  /** @type {Map<string, string>} */
  const said = new Map();
  Object.defineProperties(element, {
    shadowRoot: { get: () => shadow },
    attachShadow: {
      value: (/** @type {ShadowRootInit} */ init) =>
        (shadow = /** @type {ShadowRoot} */ (Element.prototype.attachShadow.call(element, { ...init, mode: "closed" }))),
    },
    setAttribute: {
      value: (/** @type {string} */ name, /** @type {string} */ value) => {
        if (!spoken.test(name)) return plain.setAttribute(element, name, value);
        said.set(name, value);
        const card = shadow?.firstElementChild;
        if (card) for (const [key, text] of said) plain.setAttribute(card, key, text);
      },
    },
    addEventListener: {
      value: (/** @type {string} */ type, /** @type {plain.Listener} */ listener, /** @type {any} */ options) =>
        // The browser's own news of a popover is trusted, too.
        plain.listen(element, type, trusted(listener), options),
    },
  });
}

/**
 * A page sees the addresses of all that is fetched for it, and its policy may forbid them.
 * @param {HTMLImageElement} image
 */
function fetchElsewhere(image) {
  let wanted = "";
  Object.defineProperty(image, "src", {
    get: () => wanted,
    set: (src) => {
      wanted = src;
      hooks.loadImage(src).then(
        (data) => plain.setAttribute(image, "src", data),
        () => plain.dispatch(image, new Event("error")),
      );
    },
  });
}
