import { createBackground, loadDictionary } from "namelight/extension/background";

/** As long as nothing else is kept. */
const names = {
  language: "de",
  entities: [
    { id: "doha", name: "Doha", type: "City", description: "Hauptstadt von Katar." },
    { id: "genf", name: "Genf", type: "City", aliases: ["Geneva"], description: "Stadt am Genfersee." },
  ],
};

const background = createBackground({
  open: async () => loadDictionary((await chrome.storage.local.get({ names })).names),
  onState: ({ entities }, { tab }) => chrome.action.setBadgeText({ tabId: tab.id, text: String(entities || "") }),
});
chrome.runtime.onMessage.addListener(background.listener);

// What is kept has changed: the next message opens it anew, and this tells the pages to ask.
chrome.storage.local.onChanged.addListener(async () => {
  background.renew();
  for (const { id } of await chrome.tabs.query({})) {
    chrome.tabs.sendMessage(id, { namelight: 1, type: "renew", hidden: [] }).catch(() => {});
  }
});

chrome.action.onClicked.addListener(({ id }) => chrome.scripting.executeScript({ target: { tabId: id }, files: ["content.js"] }));
