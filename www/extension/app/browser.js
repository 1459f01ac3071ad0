/**
 * The extension's own parts speak to the browser, and to each other, through this.
 */

/** Both engines answer with promises in Manifest V3; the types would be a dependency for a dozen calls. @type {any} */
export const browser = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;

/** Set beside `type` in messages that only this extension's own pages and scripts know. */
const appVersion = 1;

/** @typedef {"changed" | "hidden"} AppMessage changed: dictionaries or choices; hidden: asks for the ids of hidden entities */

/** @param {AppMessage} type @returns {Promise<any>} */
export const tellBackground = (type) => browser.runtime.sendMessage({ namelightApp: appVersion, type });

/**
 * @param {any} message
 * @param {any} sender
 * @returns {AppMessage | undefined}
 */
export function appMessage(message, sender) {
  if (sender?.id !== browser.runtime.id || message?.namelightApp !== appVersion) return undefined;
  // A content script shares its process with a page: it may ask, not change.
  const isOwnPage = String(sender.url).startsWith(browser.runtime.getURL(""));
  return message.type === "hidden" || (message.type === "changed" && isOwnPage) ? message.type : undefined;
}
