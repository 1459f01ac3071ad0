/**
 * Node's Buffer and process for the command's readers of sources, where they run in a browser.
 */
// What n3 itself uses in browsers.
export { Buffer } from "buffer/";
export const process = { env: {}, nextTick: (/** @type {(...args: any[]) => void} */ run, /** @type {any[]} */ ...args) => queueMicrotask(() => run(...args)) };
