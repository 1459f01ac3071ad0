// In: tests that open pages. Out: each of them run in Chromium and in Firefox, in a fresh context, against
// the built package. When a test is over, each of its pages must have an empty console, no error, and no
// request outside its own site, but for what the test allowed by name.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { engineNames, executableOf, launch, missing } from "./browsers.js";
import { distFolder, serve } from "./server.js";

export { serve } from "./server.js";

/** Names for pages whose marks matter, not their entities. */
export const dictionary = {
  language: "en",
  entities: [
    { id: "leavitt", name: "Karoline Leavitt", aliases: ["Leavitt"] },
    { id: "doha", name: "Doha" },
    { id: "paris", name: "Paris" },
  ],
};

/**
 * @typedef {object} OpenOptions
 * @property {object | string} [dictionary] served as /dictionary.json (a string as it is)
 * @property {Record<string, import("./server.js").Route>} [routes] further addresses of the page's site
 * @property {Record<string, string>} [headers] of the page itself, e.g. a content security policy
 * @property {(string | RegExp)[]} [allow] console lines and errors that this page is expected to print
 * @property {boolean} [allowAll] print what it likes: pages that are not ours
 * @property {(string | RegExp)[]} [allowRequests] addresses outside the page's site that it may ask for
 */
/** @typedef {OpenOptions & import("./browsers.js").Emulation} PageOptions */
/** @typedef {(source: string, options?: PageOptions) => Promise<TestPage>} Open */
/** @typedef {(open: Open, browser: import("./browsers.js").RunningBrowser) => Promise<void>} CheckBody */
/** @typedef {(title: string, body: CheckBody) => void} Check */

// Longer than anything here takes on a busy machine: reached only when a condition never comes true.
const deadlineMs = 15_000;
const pollMs = 20;
const testTimeoutMs = 120_000;

/**
 * Declares tests for each engine that is there. One that is not is skipped, and in CI a failure.
 * @param {(name: import("./browsers.js").EngineName) => void} define
 */
export function forEachEngine(define) {
  for (const name of engineNames) {
    if (executableOf(name)) {
      describe(name, () => define(name));
      continue;
    }
    test(name, { skip: process.env.CI ? false : missing(name) }, () => {
      throw new Error(missing(name));
    });
  }
}

/**
 * Declares the same tests for every engine. `check(title, body)` is `test` with an `open` of its own.
 * @param {(check: Check, name: import("./browsers.js").EngineName) => void} define
 */
export function forEachBrowser(define) {
  forEachEngine((name) => {
    /** @type {import("./browsers.js").RunningBrowser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());
    define((title, body) => {
      test(title, { timeout: testTimeoutMs }, () => withPages(browser, (open) => body(open, browser)));
    }, name);
  });
}

/**
 * Runs `body`, asks its pages for what went wrong unnoticed, and closes them.
 * @param {import("./browsers.js").RunningBrowser} browser
 * @template T
 * @param {(open: Open) => Promise<T>} body
 */
export async function withPages(browser, body) {
  /** @type {TestPage[]} */
  const pages = [];
  try {
    const result = await body(async (source, options = {}) => {
      const page = await openPage(browser, source, options);
      pages.push(page);
      if (page.address) await page.goto(page.address);
      return page;
    });
    for (const page of pages) await page.assertQuiet();
    return result;
  } finally {
    await Promise.all(pages.map((page) => page.close()));
  }
}

/**
 * @param {import("./browsers.js").RunningBrowser} browser
 * @param {string} source HTML, or the path of one of `options.routes`, or an address
 * @param {PageOptions} options
 */
async function openPage(browser, source, options) {
  if (!existsSync(join(distFolder, "index.js")))
    throw new Error("the package is not built: run `node tools/build.mjs`");
  const isAddress = /^(\/|https?:)/.test(source);
  /** @type {Record<string, import("./server.js").Route>} */
  const routes = { ...options.routes };
  if (options.dictionary !== undefined) routes["/dictionary.json"] = { body: options.dictionary };
  if (!isAddress) routes["/"] = { body: source, headers: options.headers };
  const site = await serve(routes);
  const { page, close } = await browser.newPage(options);
  return new TestPage(page, site, new URL(isAddress ? source : "/", site.origin).href, options, close);
}

/**
 * One page of one test. `browserPage` is puppeteer's, for the keyboard, the pointer and what else a test
 * needs.
 */
export class TestPage {
  /** @type {string[]} every console line and every uncaught error, with its kind in front */
  console = [];
  /** @type {{ url: string, headers: Record<string, string> }[]} */
  requests = [];
  #options;
  #close;

  /**
   * @param {import("puppeteer-core").Page} browserPage
   * @param {import("./server.js").Site} site
   * @param {string} address
   * @param {PageOptions} options
   * @param {() => Promise<void>} close
   */
  constructor(browserPage, site, address, options, close) {
    this.browserPage = browserPage;
    this.site = site;
    this.address = address;
    this.keyboard = browserPage.keyboard;
    this.mouse = browserPage.mouse;
    this.touchscreen = browserPage.touchscreen;
    this.#options = options;
    this.#close = close;
    browserPage.on("console", (message) =>
      this.console.push(`${message.type()}: ${message.text()} (${message.location().url ?? ""})`),
    );
    browserPage.on("pageerror", (error) =>
      this.console.push(`uncaught: ${error instanceof Error ? error.stack || error.message : String(error)}`),
    );
    browserPage.on("request", (request) =>
      this.requests.push({ url: request.url(), headers: request.headers() }),
    );
  }

  /** @param {string} address */
  async goto(address) {
    await this.browserPage.goto(address, { waitUntil: "load" });
  }

  /**
   * Runs a function in the page. It sees only its arguments and the page.
   * @template {unknown[]} A
   * @template R
   * @param {(...args: A) => R} body
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(body, ...args) {
    return /** @type {any} */ (await this.browserPage.evaluate(/** @type {any} */ (body), ...args));
  }

  /**
   * Waits until a function in the page answers something truthy, and returns that.
   * @template {unknown[]} A
   * @template R
   * @param {(...args: A) => R} condition
   * @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async waitFor(condition, ...args) {
    return waitFor(
      () => this.evaluate(condition, ...args),
      () => `${condition}\nconsole:\n${this.console.join("\n")}`,
    );
  }

  /**
   * Presses keys one after the other, e.g. `page.press("Tab", "Enter")`.
   * @param {import("puppeteer-core").KeyInput[]} keys
   */
  async press(...keys) {
    for (const key of keys) await this.keyboard.press(key);
  }

  /** The centre of an element's first line box, brought into view. @param {string} selector */
  async pointOf(selector) {
    return this.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      if (!element) throw new Error(`no ${wanted} on the page`);
      element.scrollIntoView({ block: "center" });
      const rectangle = element.getClientRects()[0];
      if (!rectangle) throw new Error(`${wanted} is not laid out`);
      return { x: rectangle.x + rectangle.width / 2, y: rectangle.y + rectangle.height / 2 };
    }, selector);
  }

  /** Fails if the page printed, threw or asked for anything that the test did not allow. */
  async assertQuiet() {
    // One more task in the page, so that what it reports at this very moment has arrived.
    await this.evaluate(() => new Promise((resolve) => setTimeout(resolve, 0)));
    const { allow = [], allowAll = false, allowRequests = [] } = this.#options;
    const loud = allowAll
      ? []
      : this.console.filter((line) => !allow.some((pattern) => matches(line, pattern)));
    const origins = [this.site.origin, this.site.otherOrigin];
    const strangers = this.requests
      .map((request) => request.url)
      .filter(
        (url) =>
          /^(https?|wss?):/.test(url) &&
          !origins.some((origin) => url.startsWith(`${origin}/`)) &&
          !allowRequests.some((pattern) => matches(url, pattern)),
      );
    if (loud.length) throw new Error(`the page's console is not empty:\n${loud.join("\n")}`);
    if (strangers.length)
      throw new Error(`the page asked for addresses outside its site:\n${strangers.join("\n")}`);
  }

  async close() {
    await this.#close();
    await this.site.close();
  }
}

/** @param {string} text @param {string | RegExp} pattern */
function matches(text, pattern) {
  return typeof pattern === "string" ? text.includes(pattern) : pattern.test(text);
}

/**
 * Asks again and again until the answer is truthy, and returns it; at the deadline fails with what it was.
 * @template T
 * @param {() => T | Promise<T>} condition
 * @param {() => string} [describeCondition]
 * @returns {Promise<T>}
 */
export async function waitFor(condition, describeCondition = () => String(condition)) {
  const giveUpAt = Date.now() + deadlineMs;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (Date.now() > giveUpAt) throw new Error(`still not so after ${deadlineMs} ms: ${describeCondition()}`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
