// In: tests of the extension. Out: the page that they light up, what they ask of it, and a Chromium with the extension for each.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { executableOf, missing } from "./browsers.js";
import { launchWithExtensions, withFolder } from "./extension-browser.js";
import { waitFor } from "./harness.js";
import { serve } from "./server.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./extension-browser.js").Installed} Installed */
/** @typedef {import("./extension-browser.js").ExtensionBrowser} ExtensionBrowser */

export const testTimeoutMs = 60_000;

/** @param {string} csp @returns {Record<string, string>} */
export const policyHeaders = (csp) => (csp ? { "content-security-policy": csp } : {});

export const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks</title></head>
<body><nav>Doha</nav><article><h1>Talks in Doha</h1><p id="first">The envoy met <b>Karoline</b> Leavitt in Doha.</p><p>Leavitt left.</p></article></body></html>`;
export const names = ["Doha", "Karoline", " Leavitt", "Doha", "Leavitt"];
export const dictionary = {
  name: "Talks",
  language: "en",
  entities: [
    { id: "entity-leavitt", name: "Karoline Leavitt", type: "Person", aliases: ["Leavitt"], description: "A description of her." },
    { id: "entity-doha", name: "Doha", type: "City", description: "A description of it." },
  ],
};

/** What is painted, as any script of the page can see it. */
export const painted = () =>
  Array.from(/** @type {any} */ (CSS).highlights.get("namelight") ?? [], ({ startContainer: { data }, startOffset, endOffset }) => data.slice(startOffset, endOffset));
/** The middle of the first highlight with these words. @param {string} words */
export const middleOf = (words) => {
  for (const { startContainer, startOffset, endOffset } of /** @type {any} */ (CSS).highlights.get("namelight")) {
    if (startContainer.data.slice(startOffset, endOffset) !== words) continue;
    const range = new Range();
    range.setStart(startContainer, startOffset);
    range.setEnd(startContainer, endOffset);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2, bottom: y + height };
  }
  throw new Error(`"${words}" is not highlighted`);
};

/** Everything that a page can hear of: kept from before the extension is there. */
export const listenToAll = () => {
  const heard = /** @type {string[]} */ ([]);
  const opened = /** @type {string[]} */ ([]);
  Object.assign(window, { heard, opened });
  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    heard.push(event.type);
    return dispatch.call(this, event);
  };
  for (const type of ["ready", "open", "seen", "follow", "close", "error", "degraded", "choice"]) {
    addEventListener(`namelight:${type}`, () => heard.push(type), true);
  }
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) opened.push(/** @type {Element} */ (node).localName);
  }).observe(document.documentElement, { childList: true });
};

/** What stands on the page while a card is open, but for the page's own. */
export const traces = () => {
  const tooltip = /** @type {HTMLElement} */ (document.querySelector("namelight-tooltip"));
  return {
    attributes: Array.from(tooltip.attributes, ({ name }) => name).sort(),
    values: Array.from(tooltip.attributes, ({ value }) => value).join(" "),
    text: tooltip.textContent,
    shadow: tooltip.shadowRoot,
    children: document.querySelectorAll("namelight-mark, namelight-list, [data-entity], [data-mention]").length,
    highlights: [.../** @type {any} */ (CSS).highlights.keys()].sort(),
    heard: /** @type {any} */ (window).heard,
    requests: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !/favicon|^data:/.test(name)),
  };
};

/** @param {Page} page */
export function listenToConsole(page) {
  /** @type {string[]} */
  const lines = [];
  page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => lines.push(`uncaught: ${error}`));
  // A policy may forbid the page its own icon.
  return () => lines.filter((line) => !/favicon/.test(line));
}

/** The options page imports files. @param {Installed} extension @param {string[]} files */
export async function importFiles(extension, files) {
  const options = await extension.open("options.html");
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await options.$("#files"));
  await input.uploadFile(...files);
  // Those without a `change` of their own: the driver of Firefox gives the files alone.
  await waitFor(() => options.evaluate(() => /^(?:Imported|Replaced)|was not imported\.$/.test(/** @type {any} */ (document.querySelector("#status")).textContent)));
  return options;
}

/** @param {string} folder @param {string} name @param {object} content */
export function write(folder, name, content) {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/**
 * @param {import("./browsers.js").EngineName[]} engines
 * @param {string} title
 * @param {(running: ExtensionBrowser, folder: string, site: import("./server.js").Site, engine: import("./browsers.js").EngineName) => Promise<void>} body
 *   site: one page, whose policy forbids everything
 */
export function inEach(engines, title, body) {
  for (const engine of engines) {
    // In CI one that is not there is a failure.
    const skip = executableOf(engine) || process.env.CI ? false : missing(engine);
    test(`${engine}: ${title}`, { timeout: testTimeoutMs, skip }, () =>
      withFolder(async (folder) => {
        const site = await serve({ "/": { body: html, headers: policyHeaders("default-src 'none'") } });
        const running = await launchWithExtensions(engine);
        try {
          await body(running, folder, site, engine);
        } finally {
          await running.close();
          await site.close();
        }
      }),
    );
  }
}

/** @param {string} title @param {Parameters<typeof inEach>[2]} body */
export const inChromium = (title, body) => inEach(["chromium"], title, body);

/** The words of a part of a page. @param {Page} page @param {string} selector */
export const wordsOf = (page, selector) => page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);
