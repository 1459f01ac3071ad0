// A directive for a part of a Vue application whose names are marked: `<article v-highlighted="dictionary">`, a promise of one. Vue owns the
// nodes in it: Namelight sees that and paints CSS highlights, which change none of them.
import { createHighlighter } from "namelight";

/** @type {WeakMap<HTMLElement, AbortController>} */
const running = new WeakMap();

/** @type {import("vue").ObjectDirective<HTMLElement, Promise<import("namelight").Dictionary>>} */
export const highlighted = {
  mounted(root, { value: dictionary }) {
    const controller = new AbortController();
    const { signal } = controller;
    running.set(root, controller);
    dictionary
      .then((loaded) => createHighlighter({ dictionary: loaded, root, signal }))
      .catch((error) => signal.aborted || console.error(error));
  },
  beforeUnmount(root) {
    running.get(root)?.abort();
  },
};
