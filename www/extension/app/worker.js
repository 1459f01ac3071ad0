/**
 * The background of the extension: answers content scripts from the dictionaries that are kept, and reads sites that the
 * reader has allowed for good. Guarantees: nothing is held that the next message could not rebuild; a site's permission,
 * which the browser keeps, is all that is remembered of a site.
 */
import { loadDictionary } from "../../dictionary.js";
import { provideEngines, startEngine } from "../../engine.js";
import * as full from "../../bindings/full_bg.js";
import { createBackground } from "../background.js";
import { answerLater, protocol } from "../messages.js";
import { appMessage, browser } from "./browser.js";
import { cardOf, compiledOf, keepHidden, listDictionaries, readHidden } from "./storage.js";

const start = () => startEngine(() => full, () => fetch(browser.runtime.getURL("full.wasm")));
provideEngines({ core: start, full: start, js: start });

const script = { id: "always", js: ["page.js"], runAt: "document_idle" };

/** What is searched while no dictionary is in use, so that pages take up one that comes: it marks nothing. */
const noNames = { suppress: ["Namelight"] };

/** The dictionaries in use, searched together. */
async function open() {
  const used = (await listDictionaries()).filter(({ isUsed }) => isUsed).sort((one, other) => other.priority - one.priority);
  const compiled = await Promise.all(used.map(({ id }) => compiledOf(id)));
  const sources = compiled.filter((bytes) => bytes !== undefined);
  /** @param {string} entity */
  const card = async (entity) => {
    for (const dictionary of used) {
      const found = await cardOf(dictionary, entity);
      if (found) return found;
    }
  };
  return loadDictionary(sources.length > 0 ? sources : noNames, { cards: card });
}

/** Each page that is lit hears of it; the others have nobody who would. @param {string[]} hidden */
async function renewPages(hidden) {
  for (const { id } of await browser.tabs.query({})) {
    browser.tabs.sendMessage(id, { namelight: protocol, type: "renew", hidden }).catch(() => {});
  }
}

const background = createBackground({
  open,
  onState({ isOn, entities }, { tab }) {
    const text = isOn && entities > 0 ? String(entities) : "";
    // The tab may be gone.
    browser.action.setBadgeText({ tabId: tab?.id, text }).catch(() => {});
  },
  async onChoose(hidden) {
    await keepHidden(hidden);
    await renewPages(hidden);
  },
});

/** @param {"changed" | "hidden"} type */
async function answer(type) {
  if (type === "changed") {
    background.renew();
    await renewPages(await readHidden());
  }
  return { hidden: await readHidden() };
}

/** One after the other: two would register the same script. */
let syncing = Promise.resolve();
/** The sites that the reader has allowed are those that are always read. */
function syncSites() {
  syncing = syncing.then(async () => {
    const { origins = [] } = await browser.permissions.getAll();
    const matches = origins.filter((/** @type {string} */ origin) => /^(?:https?|\*):/.test(origin));
    const isKnown = (await browser.scripting.getRegisteredContentScripts({ ids: [script.id] })).length > 0;
    if (matches.length > 0) await browser.scripting[isKnown ? "updateContentScripts" : "registerContentScripts"]([{ ...script, matches }]);
    else if (isKnown) await browser.scripting.unregisterContentScripts({ ids: [script.id] });
  }).catch(() => {});
  return syncing;
}

// Before the first pause: a listener that is added later misses the event for which the background was started.
browser.runtime.onMessage.addListener(background.listener);
browser.runtime.onMessage.addListener((/** @type {unknown} */ message, /** @type {unknown} */ sender, /** @type {(answer: unknown) => void} */ send) => {
  const type = appMessage(message, sender);
  return type && answerLater(() => answer(type), send);
});
browser.permissions.onAdded.addListener(syncSites);
browser.permissions.onRemoved.addListener(syncSites);
browser.runtime.onStartup.addListener(syncSites);
browser.runtime.onInstalled.addListener((/** @type {{ reason: string }} */ { reason }) => {
  void syncSites();
  // Without a dictionary there is nothing to be lit.
  if (reason === "install") browser.runtime.openOptionsPage().catch(() => {});
});
browser.action.setBadgeBackgroundColor({ color: "#8f5200" });
browser.commands.onCommand.addListener(async (/** @type {string} */ command, /** @type {any} */ tab) => {
  if (command !== "toggle" || tab?.id === undefined) return;
  try {
    await browser.tabs.sendMessage(tab.id, { namelight: protocol, type: "off" });
  } catch {
    // Nobody is there who could be off. What no extension may read stays as it is.
    await browser.scripting.executeScript({ target: { tabId: tab.id }, files: script.js }).catch(() => {});
  }
});
