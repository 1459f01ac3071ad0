/**
 * When our work on the page's thread pauses: waits for an idle moment to begin, and cuts what follows into
 * slices, so that the page answers its reader in between.
 */

/** A slice may take 8 ms; what is left is for the step under way when the time is up. */
const sliceMs = 5;

/** A page that is never idle gets its marks after this long all the same. */
const idleWaitMs = 1000;

/**
 * @param {Window & typeof globalThis} view
 * @returns {Promise<void>} settles at an idle moment
 */
export const idle = (view) =>
  new Promise((settle) => {
    if (view.requestIdleCallback) view.requestIdleCallback(() => settle(), { timeout: idleWaitMs });
    else view.setTimeout(settle);
  });

/**
 * To be called, and awaited, between two steps of work.
 * @typedef {() => Promise<void> | undefined} Pace
 */

/**
 * @param {Window & typeof globalThis} view
 * @returns {Pace}
 */
export function createPace(view) {
  let began = view.performance.now();
  return () => {
    if (view.performance.now() - began < sliceMs) return undefined;
    return new Promise((settle) => {
      const resume = () => {
        began = view.performance.now();
        settle();
      };
      const { scheduler } = /** @type {any} */ (view);
      if (scheduler?.postTask) scheduler.postTask(resume, { priority: "user-visible" });
      else view.setTimeout(resume);
    });
  };
}
