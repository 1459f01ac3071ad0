/**
 * Globals of a content script's bundle in place of the browser's own.
 */
import { listen } from "./dom.js";

/**
 * What a script of the page makes up is not heard.
 * @param {string} type @param {(event: any) => void} listener @param {any} [options]
 */
export const addEventListener = (type, listener, options) => listen(window, type, listener, options);

/** In Firefox a content script cannot extend the browser's: `super()` gives an object of the page's world. */
export class EventTarget {
  /** @type {Map<string, Set<(event: any) => void>>} */
  #listeners = new Map();

  /** @param {string} type @param {(event: any) => void} listener */
  addEventListener(type, listener) {
    if (!this.#listeners.get(type)?.add(listener)) this.#listeners.set(type, new Set([listener]));
  }

  /** @param {string} type @param {(event: any) => void} listener */
  removeEventListener(type, listener) {
    this.#listeners.get(type)?.delete(listener);
  }

  /** @param {{ type: string, defaultPrevented: boolean }} event */
  dispatchEvent(event) {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
    return !event.defaultPrevented;
  }
}
