/**
 * The reader's own choice: no marks at all, or none of some entities. In: what is kept on the device, under one key. Out:
 * the choice, the same for all highlighters of the page. Guarantees: only ids of hidden entities are kept, nothing of what
 * was read; where nothing may be kept, the choice holds as long as the page.
 */
import { defaultView, pageRecord } from "./dom.js";
import { emit } from "./events.js";

/** @typedef {{ isOff: boolean, hidden: string[] }} Choice hidden: ids of entities */

const key = "namelight";

/** @param {string | null} text untrusted: any script of the site can write it @returns {Choice} */
export function parseChoice(text) {
  try {
    const { isOff, hidden } = JSON.parse(text ?? "");
    return { isOff: isOff === true, hidden: hidden.filter((/** @type {unknown} */ id) => typeof id === "string") };
  } catch {
    return { isOff: false, hidden: [] };
  }
}

/** @param {Document} document @returns {Choice} */
export function readChoice(document) {
  const page = pageRecord(document);
  if (!page.choice) {
    let kept = null;
    try {
      kept = defaultView(document).localStorage.getItem(key);
    } catch {
      // A sandboxed page keeps nothing.
    }
    page.choice = parseChoice(kept);
  }
  return page.choice;
}

/**
 * Follows a choice on this page at once, and keeps it for the site's others.
 * @param {Document} document
 * @param {Partial<Choice>} change
 */
function choose(document, change) {
  const page = pageRecord(document);
  const choice = (page.choice = { ...readChoice(document), ...change });
  try {
    const { localStorage } = defaultView(document);
    if (choice.isOff || choice.hidden.length > 0) localStorage.setItem(key, JSON.stringify(choice));
    else localStorage.removeItem(key);
  } catch {
    // As long as the page, then.
  }
  for (const highlighter of page.highlighters) void highlighter.refresh();
  emit(document, null, "namelight:choice", choice);
}

/** The choice, for code that is loaded later: to read and to change. @param {Document} document */
export const readerOf = (document) => ({
  choice: () => readChoice(document),
  /** @param {Partial<Choice>} change */
  choose: (change) => choose(document, change),
});

/** What a site may do with the reader's choice. */
export const reader = {
  /** Everything is marked again, here and on the site's other pages. */
  reset: () => choose(document, parseChoice(null)),
};
