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
 * @property {() => Promise<Page>} popup that has opened
 * @property {() => Promise<void>} remove
 *
 * @typedef {object} ExtensionBrowser
 * @property {import("puppeteer-core").Browser} browser
 * @property {(folder: string) => Promise<Installed>} install
 * @property {() => Promise<void>} close
 */

/** Our pages say when they are filled. */
const isFilled = () => document.body?.dataset.ready !== undefined;

/** @param {EngineName} name @returns {Promise<ExtensionBrowser>} */
export async function launchWithExtensions(name) {
  const executablePath = executableOf(name);
  if (!executablePath) throw new Error(missing(name));
  const shared = { executablePath, timeout: launchTimeoutMs, protocolTimeout: launchTimeoutMs };
  return name === "chromium" ? launchChromium(shared) : launchFirefox(shared);
}

/** @returns {Promise<never>} */
const noButtons = async () => {
  throw new Error("no driver presses Firefox's own buttons");
};

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
      const { options_ui: welcome } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
      // It opens by itself, and would come in front of what a test is about.
      if (welcome) await (await (await browser.waitForTarget((target) => target.url() === `${origin}/${welcome.page}`)).page())?.close();
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
        async press(page) {
          const extension = (await browser.extensions()).get(id);
          await extension?.triggerAction(page);
        },
        async popup() {
          const target = await browser.waitForTarget((one) => one.url() === `${origin}/popup.html`);
          return whenFilled(await target.asPage());
        },
        remove: () => browser.uninstallExtension(id),
      };
    },
  };
}

/** @param {import("puppeteer-core").LaunchOptions} shared @returns {Promise<ExtensionBrowser>} */
async function launchFirefox(shared) {
  const browser = await puppeteer.launch({
    ...shared,
    browser: "firefox",
    // The browser alone knows the address of an extension's pages, and can stop its background.
    args: ["--headless", "-remote-allow-system-access"],
    extraPrefsFirefox: firefoxPreferences,
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
  return {
    browser,
    close: () => browser.close(),
    async install(folder) {
      const id = await browser.installExtension(folder);
      const policy = `WebExtensionPolicy.getByID(${JSON.stringify(id)})`;
      const origin = `moz-extension://${await inBrowser(`${policy}.mozExtensionHostname`)}`;
      return {
        id,
        origin,
        async open(path) {
          const page = await browser.newPage();
          // Its end is not told: the page comes up in another process.
          page.goto(`${origin}/${path}`).catch(() => {});
          return whenFilled(page);
        },
        stopBackground: () => inBrowser(`${policy}.extension.terminateBackground().then(() => 0)`),
        press: noButtons,
        popup: noButtons,
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
