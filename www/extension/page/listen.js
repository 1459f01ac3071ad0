/**
 * The global addEventListener of a content script's bundle: what a script of the page makes up is not heard.
 */
import { listen } from "./dom.js";

/** @param {string} type @param {(event: any) => void} listener @param {any} [options] */
export const addEventListener = (type, listener, options) => listen(window, type, listener, options);
