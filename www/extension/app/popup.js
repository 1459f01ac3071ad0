/**
 * The popup: lights up the page in front, lists its entities and jumps to them, chooses dictionaries and sites. It keeps
 * nothing: the page, the storage and the browser's permissions are asked each time.
 */
import { groupEntries } from "../../list/entries.js";
import { readCard } from "../../tooltip/card.js";
import { mergeStrings } from "../../tooltip/strings.js";
import { asker } from "../remote.js";
import { protocol } from "../messages.js";
import { browser, tellBackground } from "./browser.js";
import { byId, counted, make } from "./make.js";
import { keepHidden, listDictionaries, readHidden, useDictionary } from "./storage.js";

/** @typedef {import("../messages.js").Listed} Listed */

const strings = mergeStrings({});
const askBackground = asker((message) => browser.runtime.sendMessage(message));
const on = byId("on", HTMLInputElement);
const always = byId("always", HTMLInputElement);
const status = byId("status");
const entities = byId("entities");
/** How long a page may read before the popup asks whether it has come up at all. */
const startMs = 50;
const mostAsked = 40;

/** What ended a page's marks, in words that say what would help. @type {Record<string, string>} */
const reasons = {
  "not-available": "This browser cannot highlight text.",
  "no-answer": "The page does not answer. Load it again, then try once more.",
  "root-not-found": "There is no text on this page.",
};

/** The tab in front; `?tab=` shows the popup as a page, beside the one that it is about. */
async function findTab() {
  const number = Number(new URL(location.href).searchParams.get("tab"));
  if (number) return browser.tabs.get(number);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}

const tab = await findTab();
/** @param {object} message @returns {Promise<any>} */
const askPage = (message) => browser.tabs.sendMessage(tab.id, { namelight: protocol, ...message });

/** @returns {Promise<Listed | null>} null where nobody is */
async function askList() {
  try {
    return (await askPage({ type: "list" })) ?? null;
  } catch {
    return null;
  }
}

/** @param {string} text @param {boolean} [isFault] */
function say(text, isFault = false) {
  status.textContent = text;
  status.classList.toggle("fault", isFault);
}

/** @param {Listed | null} listed */
async function show(listed) {
  on.checked = Boolean(listed?.isOn);
  byId("on-label").textContent = on.checked ? "On" : "Light up this page";
  entities.replaceChildren();
  if (!listed?.isOn) return say(listed?.fault ? (reasons[listed.fault] ?? `The marks ended (${listed.fault}).`) : "", Boolean(listed?.fault));
  const mentions = listed.mentions.map(([number, entity, alias]) => /** @type {[number, { entity: string, alias: string }]} */ ([number, { entity, alias }]));
  const ids = [...new Set(listed.mentions.map(([, entity]) => entity))];
  const all = await listDictionaries();
  const without = all.length > 0 ? "There is no dictionary in use: choose one below." : "There is no dictionary in use yet: import one, or take the example.";
  const none = all.some(({ isUsed }) => isUsed) ? "None of the names in your dictionaries are on this page." : without;
  say(ids.length > 0 ? `${counted(ids.length, "name", "names")}, ${counted(mentions.length, "mention", "mentions")}` : none);
  if (ids.length === 0) return;
  const { cards } = await askBackground({ type: "cards", entities: ids });
  const known = new Map(cards);
  const groups = groupEntries(mentions, (id, name) => {
    const { entity, head, language } = /** @type {import("../../dictionary.js").Known} */ (known.get(id) ?? {});
    return readCard(entity, { languages: [navigator.language, "en"], strings, name, head, ...(language ? { language } : {}) });
  });
  for (const { group, entries } of groups) {
    const items = entries.map(({ name, lang, type, mentions: [first, ...others] }) => {
      const button = make("button", { type: "button" }, make("bdi", { className: "name", lang }, name));
      if (type) button.append(make("span", { className: "quiet" }, type));
      if (others.length > 0) button.append(make("span", { className: "count", ariaLabel: `${others.length + 1} mentions` }, `×${others.length + 1}`));
      button.addEventListener("click", async ({ detail }) => {
        const { isThere } = await askPage({ type: "visit", mention: first, isByKeyboard: detail === 0 });
        if (isThere) window.close();
        else say(`${name} is in a part of the page that is closed.`);
      });
      return make("li", {}, button);
    });
    entities.append(make("h2", {}, strings[group] ?? ""), make("ul", {}, ...items));
  }
}

async function turnOn() {
  say("Reading the page…");
  try {
    await browser.scripting.executeScript({ target: { tabId: tab.id }, files: ["page.js"] });
  } catch {
    on.checked = false;
    return say("Browsers keep extensions out of this page.", true);
  }
  for (let asked = 0; asked < mostAsked; asked++) {
    const listed = await askList();
    if (listed) return show(listed);
    await new Promise((resolve) => setTimeout(resolve, startMs));
  }
  // It has ended before it could be asked.
  await show({ isOn: false, fault: "no-answer", mentions: [] });
}

async function showDictionaries() {
  const all = await listDictionaries();
  byId("dictionaries").hidden = all.length === 0;
  byId("options").className = all.length > 0 ? "plain" : "primary";
  byId("options").textContent = all.length > 0 ? "Manage dictionaries…" : "Import a dictionary…";
  byId("used").textContent = `${all.filter(({ isUsed }) => isUsed).length} of ${all.length}`;
  byId("choices").replaceChildren(
    ...all.map(({ id, name, entities: count, isUsed }) => {
      const box = make("input", { type: "checkbox", checked: isUsed });
      box.addEventListener("change", async () => {
        await useDictionary(id, box.checked);
        await changed();
      });
      return make("label", { className: "row" }, box, make("span", {}, make("bdi", {}, name), make("span", { className: "quiet" }, ` ${counted(count, "entity", "entities")}`)));
    }),
  );
}

async function showHidden() {
  const hidden = await readHidden();
  const button = byId("show-hidden");
  button.hidden = hidden.length === 0;
  button.textContent = `Show ${counted(hidden.length, "hidden name", "hidden names")} again`;
}

/** Dictionaries or choices: every page takes it up, and this one before its list is shown. */
async function changed() {
  const { hidden } = await tellBackground("changed");
  await Promise.all([showDictionaries(), showHidden()]);
  if (!on.checked) return;
  await askPage({ type: "renew", hidden }).catch(() => {});
  await show(await askList());
}

on.addEventListener("change", async () => {
  if (on.checked) return turnOn();
  await askPage({ type: "off" }).catch(() => {});
  await show(null);
});
byId("options").addEventListener("click", async () => {
  await browser.runtime.openOptionsPage();
  window.close();
});
byId("show-hidden").addEventListener("click", async () => {
  await keepHidden([]);
  await changed();
  byId("options").focus();
});

const address = URL.canParse(tab?.url ?? "") ? new URL(tab.url) : null;
const origins = address && /^https?:$/.test(address.protocol) ? [`${address.protocol}//${address.hostname}/*`] : [];
byId("always-row").hidden = origins.length === 0;
byId("site").textContent = address?.hostname ?? "";
always.checked = origins.length > 0 && (await browser.permissions.contains({ origins }));
always.addEventListener("change", () => {
  // Asked for while the reader's press still counts; the background hears of it, also when the question closes this popup.
  const asked = always.checked ? browser.permissions.request({ origins }) : browser.permissions.remove({ origins });
  asked.then(
    (/** @type {boolean} */ isDone) => {
      if (!isDone) always.checked = !always.checked;
      else if (always.checked && !on.checked) void turnOn();
    },
    () => (always.checked = !always.checked),
  );
});
byId("setting").hidden = false;
on.disabled = false;
await Promise.all([showDictionaries(), showHidden(), askList().then(show)]);
document.body.dataset.ready = "";
