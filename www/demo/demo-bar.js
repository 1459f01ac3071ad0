// The strip above the demo page: in come Namelight's events, out goes one line of status.
// Stands before Namelight's own tag, so that it listens when the first event is sent.

"use strict";

(() => {
  /** @param {string} text */
  const show = (text) => {
    const status = document.getElementById("demo-status");
    if (status) status.textContent = text;
  };

  /** @param {number} count @param {string} one @param {string} many */
  const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

  document.addEventListener("namelight:ready", (event) => {
    const { mentions, entities, durationMs } = /** @type {CustomEvent} */ (event).detail;
    const duration = durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs);
    const found = `${counted(mentions, "mention", "mentions")} of ${counted(entities, "entity", "entities")}`;
    show(`${found} in ${duration} ms`);
  });

  document.addEventListener("namelight:error", (event) => {
    const { code, message } = /** @type {CustomEvent} */ (event).detail;
    show(`No marks (${code}): ${message}`);
  });
})();
