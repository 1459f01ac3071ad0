/**
 * When changes of the page are taken up. In: how many there were, as they come. Out: one call for all that come together.
 * A storm of them slows the calls down, step by step, and never stops them.
 */

/** Changes that belong together come together; a reader does not wait for a mark. */
const gatherMs = 100;

/** More at a time than anybody reads. */
const stormChanges = 1000;

/** In a storm that goes on. */
const longestMs = 3200;

/**
 * @param {Window} view
 * @param {() => Promise<void>} takeUp
 * @param {(detail: { changes: number, delayMs: number }) => void} onSlower what is taken up now was a storm, and the next
 *   call comes later than the one before
 */
export function gatherChanges(view, takeUp, onSlower) {
  let changes = 0;
  let delayMs = gatherMs;
  /** 0: nothing is to be taken up. */
  let timer = 0;

  const ring = async () => {
    const isStorm = changes > stormChanges;
    const nextMs = Math.min(Math.max(isStorm ? delayMs * 2 : delayMs / 2, gatherMs), longestMs);
    if (nextMs > delayMs) onSlower({ changes, delayMs: nextMs });
    delayMs = nextMs;
    changes = 0;
    await takeUp();
    if (timer > 0) timer = changes > 0 ? wait() : 0;
  };
  const wait = () => view.setTimeout(ring, delayMs);

  return {
    /** @param {number} count */
    add(count) {
      changes += count;
      timer ||= wait();
    },
    stop() {
      view.clearTimeout(timer);
      // Nothing more is taken up.
      timer = -1;
    },
  };
}
