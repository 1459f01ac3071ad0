/**
 * The reader's choice (www/reader.js) in a content script: kept by the extension, not in the page's own storage, where the
 * page would read it.
 */
import { pageRecord } from "../../dom.js";

/** @typedef {import("../../reader.js").Choice} Choice */

/** @type {Choice} */
let choice = { isOff: false, hidden: [] };

/** What the content script does with it. @type {{ onChoose: (choice: Choice) => void }} */
export const hooks = { onChoose: () => {} };

export const readChoice = () => choice;

/** @param {Document} document @param {Choice} chosen @returns {Promise<unknown>} settles when the page follows it */
export function setChoice(document, chosen) {
  choice = chosen;
  return Promise.all(Array.from(pageRecord(document).highlighters, (highlighter) => highlighter.refresh()));
}

/** @param {Document} document */
export const readerOf = (document) => ({
  choice: readChoice,
  /** @param {Partial<Choice>} change */
  choose: (change) => {
    void setChoice(document, { ...choice, ...change });
    hooks.onChoose(choice);
  },
});
