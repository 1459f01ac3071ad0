// In: an engine's name. Out: a running browser into which extensions can be installed, and what a test asks of one: its own pages,
// and that its background is stopped. What differs between the engines stays in this file.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { chromiumFlags, executableOf, firefoxPreferences, launchTimeoutMs, missing } from "./browsers.js";
import { waitFor } from "./harness.js";

/** @typedef {import("./browsers.js").EngineName} EngineName */
/** @typedef {import("puppeteer-core").Page} Page */
/**
 * @typedef {object} Installed
 * @property {string} id
 * @property {string} origin of its own pages
 * @property {(path: string) => Promise<Page>} open one of them, once it has come up
 * @property {() => Promise<void>} stopBackground as the browser does when nothing has asked it for some time
 * @property {(page: Page) => Promise<void>} press its button on a page
 * @property {(page: Page) => Promise<Page>} popup that has opened on a page; in Firefox another of the same, as a page
 * @property {(page: Page, letter: string) => Promise<void>} pressKeys Alt, Shift and a letter, as the browser itself hears them
 * @property {(origins: string) => Promise<void>} allow as if the reader would say yes to the browser's question for these
 * @property {() => Promise<string[]>} complaints what the browser has found wrong with it, and shows to who develops it
 * @property {() => Promise<void>} remove
 *
 * @typedef {object} ExtensionBrowser
 * @property {import("puppeteer-core").Browser} browser
 * @property {(folder: string) => Promise<Installed>} install
 * @property {() => Promise<void>} close
 */

/** As the DevTools protocol counts modifiers. */
const altAndShift = 1 | 8;

/** Our pages say when they are filled. */
const isFilled = () => document.body?.dataset.ready !== undefined;

/** @param {EngineName} name @returns {Promise<ExtensionBrowser>} */
export async function launchWithExtensions(name) {
  const executablePath = executableOf(name);
  if (!executablePath) throw new Error(missing(name));
  const shared = { executablePath, timeout: launchTimeoutMs, protocolTimeout: launchTimeoutMs };
  return name === "chromium" ? launchChromium(shared) : launchFirefox(shared);
}

/** Whether its options page opens by itself once it is installed. @param {string} folder */
const hasWelcome = (folder) => "options_ui" in JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));

/** @param {Page} page */
async function whenFilled(page) {
  // While a page of another process comes, there is nothing to ask.
  await waitFor(() => page.evaluate(isFilled).catch(() => false));
  return page;
}

/** @param {import("puppeteer-core").LaunchOptions} shared @returns {Promise<ExtensionBrowser>} */
async function launchChromium(shared) {
  const browser = await puppeteer.launch({ ...shared, args: chromiumFlags, pipe: true, enableExtensions: true });
  return {
    browser,
    close: () => browser.close(),
    async install(folder) {
      const id = await browser.installExtension(folder);
      const origin = `chrome-extension://${id}`;
      /** @param {import("puppeteer-core").Target} target */
      const isWorker = (target) => target.type() === "service_worker" && target.url().startsWith(origin);
      const worker = await (await browser.waitForTarget(isWorker)).worker();
      // Before that it hears of no button.
      await waitFor(() => worker?.evaluate(() => /** @type {any} */ (globalThis).serviceWorker.state === "activated"));
      // It would come in front of what a test is about.
      if (hasWelcome(folder)) await (await (await browser.waitForTarget((target) => target.url() === `${origin}/options.html`)).page())?.close();
      /**
       * @template T
       * @param {(id: string, value: string) => Promise<T>} work in the browser's own page about extensions
       * @param {string} [value]
       */
      const manage = async (work, value = "") => {
        const page = await browser.newPage();
        await page.goto("chrome://extensions");
        const done = await page.evaluate(work, id, value);
        await page.close();
        return done;
      };
      /** @param {Page} page */
      const press = async (page) => (await browser.extensions()).get(id)?.triggerAction(page);
      return {
        id,
        origin,
        async open(path) {
          const page = await browser.newPage();
          await page.goto(`${origin}/${path}`);
          return whenFilled(page);
        },
        async stopBackground() {
          const target = await browser.waitForTarget(isWorker);
          // The next message starts another, maybe at once.
          const stopped = new Promise((resolve) => browser.on("targetdestroyed", (one) => one === target && resolve(undefined)));
          await (await target.worker())?.close();
          await stopped;
        },
        press,
        async popup() {
          const target = await browser.waitForTarget((one) => one.url() === `${origin}/popup.html`);
          return whenFilled(await target.asPage());
        },
        async pressKeys(page, letter) {
          await page.bringToFront();
          const devtools = await page.createCDPSession();
          const key = { key: letter, code: `Key${letter}`, windowsVirtualKeyCode: letter.charCodeAt(0), nativeVirtualKeyCode: letter.charCodeAt(0) };
          await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", modifiers: altAndShift, ...key });
          await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", modifiers: altAndShift, ...key });
          await devtools.detach();
        },
        allow: (origins) => manage(async (id, origins) => void (await /** @type {any} */ (globalThis).chrome.developerPrivate.addHostPermission(id, origins)), origins),
        complaints: () =>
          manage(async (id) => {
            await /** @type {any} */ (globalThis).chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
            const { manifestErrors, runtimeErrors } = await /** @type {any} */ (globalThis).chrome.developerPrivate.getExtensionInfo(id);
            return [...manifestErrors, ...runtimeErrors].map((/** @type {{ message: string }} */ { message }) => message);
          }),
        remove: () => browser.uninstallExtension(id),
      };
    },
  };
}

/** What an extension asks for at a reader's press, it gets: no driver answers the question. */
const allowsAll = { "extensions.webextOptionalPermissionPrompts": false };

/** @param {import("puppeteer-core").LaunchOptions} shared @returns {Promise<ExtensionBrowser>} */
async function launchFirefox(shared) {
  const browser = await puppeteer.launch({
    ...shared,
    browser: "firefox",
    // The browser alone knows the address of an extension's pages, and can stop its background.
    args: ["--headless", "-remote-allow-system-access"],
    extraPrefsFirefox: { ...firefoxPreferences, ...allowsAll },
  });
  const [first] = await browser.pages();
  // Not part of puppeteer's public types: the session of the WebDriver BiDi connection.
  const session = /** @type {any} */ (first.mainFrame()).browsingContext.userContext.browser.session;
  const tree = await session.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const target = { context: tree.result.contexts[0].context };
  /** @param {string} expression */
  const inBrowser = async (expression) => {
    const { result } = await session.send("script.evaluate", { expression, target, awaitPromise: true });
    if (result.type !== "success") throw new Error(JSON.stringify(result.exceptionDetails));
    return result.result.value;
  };
  const global = 'ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs").ExtensionParent.apiManager.global';
  return {
    browser,
    close: () => browser.close(),
    async install(folder) {
      const id = await browser.installExtension(folder);
      const policy = `WebExtensionPolicy.getByID(${JSON.stringify(id)})`;
      const origin = `moz-extension://${await inBrowser(`${policy}.mozExtensionHostname`)}`;
      // As in Chromium; but it has taken the only tab.
      const isWelcome = `Array.from(gBrowser.tabs).some(({ linkedBrowser }) => linkedBrowser.currentURI.spec === "${origin}/options.html")`;
      if (hasWelcome(folder)) await waitFor(() => inBrowser(isWelcome));
      /** @param {string} path */
      const open = async (path) => {
        const page = await browser.newPage();
        // Its end is not told: the page comes up in another process.
        page.goto(`${origin}/${path}`).catch(() => {});
        return whenFilled(page);
      };
      /** @param {Page} page */
      const press = async (page) => {
        await page.bringToFront();
        await inBrowser(`${global}.browserActionFor(${policy}.extension).triggerAction(window)`);
      };
      return {
        id,
        origin,
        open,
        stopBackground: () => inBrowser(`${policy}.extension.terminateBackground().then(() => 0)`),
        press,
        async popup() {
          const popup = "document.querySelector('panel browser[webextension-view-type=popup]')";
          await waitFor(async () => (await inBrowser(`${popup}?.currentURI.spec`)) === `${origin}/popup.html`);
          await inBrowser(`${popup}.closest("panel").hidePopup()`);
          return open(`popup.html?tab=${await inBrowser(`${global}.tabTracker.getId(gBrowser.selectedTab)`)}`);
        },
        async pressKeys(page, letter) {
          await page.bringToFront();
          await inBrowser(`{
            const keyboard = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
            keyboard.beginInputTransactionForTests(window);
            const keys = [["Alt", "AltLeft", 18], ["Shift", "ShiftLeft", 16], ["${letter}", "Key${letter}", ${letter.charCodeAt(0)}]]
              .map(([key, code, keyCode]) => new KeyboardEvent("", { key, code, keyCode }));
            for (const key of keys) keyboard.keydown(key);
            for (const key of keys.reverse()) keyboard.keyup(key);
          }`);
        },
        // launchFirefox answers for every extension.
        allow: async () => {},
        complaints: async () => JSON.parse(await inBrowser(`JSON.stringify([...${policy}.extension.errors, ...${policy}.extension.warnings])`)),
        remove: () => browser.uninstallExtension(id),
      };
    },
  };
}

/** A folder that goes with the test. @param {(folder: string) => Promise<void>} use */
export async function withFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), "namelight-extension-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
