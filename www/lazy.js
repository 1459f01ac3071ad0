/**
 * Code that is fetched when it is first needed. In: how it is imported. Out: the same, shared by all who ask, and asking
 * anew after a failure.
 */

import { findOne } from "./dom.js";

/**
 * @template T
 * @param {() => Promise<T>} load a plain `() => import("…")`
 * @returns {() => Promise<T>}
 */
export function lazily(load) {
  let failures = 0;
  /** @type {Promise<T> | undefined} */
  let code;
  const attempt = () => {
    // Firefox answers for the page's whole life as it did when a module failed: only another address is asked for again.
    // Inside one file, or as a bundler writes it, there is none; and an import map may hold this one to a hash, but no other.
    const address = failures && !findOne(globalThis.document, "script[type=importmap]") && /import\(.([^)]+)["']/.exec(String(load))?.[1];
    // The comment is for bundlers, which would look for a file of that name.
    return address ? import(/* webpackIgnore: true */ `${address}?${failures}`) : load();
  };
  return () =>
    (code ??= attempt().catch((cause) => {
      failures++;
      code = undefined;
      throw cause;
    }));
}
