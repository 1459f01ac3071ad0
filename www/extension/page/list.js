/**
 * The list "In this article" (www/list/list.js) in a content script: no button on the page; the popup shows it.
 */

/** @typedef {import("../../list/list.js").Listed} Listed */

/** What the content script does with it; listed: null when there is none any more. @type {{ onList: (listed: Listed | null) => void }} */
export const hooks = { onList: () => {} };

/** @param {Listed} listed @returns {import("../../list/list.js").Attached} */
export function attachList(listed) {
  return {
    refresh: () => hooks.onList(listed),
    takeFocus() {},
    detach: () => hooks.onList(null),
  };
}
