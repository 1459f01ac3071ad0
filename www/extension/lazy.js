/**
 * Code that is fetched when it is first needed (www/lazy.js), where all of it is in one file: stores refuse an import whose
 * address is made up.
 */

/**
 * @template T
 * @param {() => Promise<T>} load
 */
export const lazily = (load) => load;
