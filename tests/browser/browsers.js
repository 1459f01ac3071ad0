// In: an engine's name. Out: a running browser that opens fresh, isolated pages in one and the same way for
// both engines. Chromium is driven over the DevTools protocol, Firefox over WebDriver BiDi. What differs
// between them stays in this file.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer from "puppeteer-core";

/** @typedef {"chromium" | "firefox"} EngineName */
/**
 * @typedef {object} Emulation
 * @property {{ width: number, height: number }} [viewport] CSS pixels
 * @property {"light" | "dark"} [colorScheme]
 * @property {boolean} [touch] a coarse pointer that cannot hover, and touch events
 * @property {boolean} [reducedMotion]
 * @property {boolean} [forcedColors]
 */
/** @typedef {{ page: import("puppeteer-core").Page, close: () => Promise<void> }} OpenedPage */
/**
 * @typedef {object} RunningBrowser
 * @property {EngineName} name
 * @property {string} version
 * @property {(emulation?: Emulation) => Promise<OpenedPage>} newPage
 * @property {() => Promise<void>} close
 */

/** @type {EngineName[]} */
export const engineNames = ["chromium", "firefox"];

const executables = {
  chromium: { variable: "CHROMIUM", commands: ["chromium", "chromium-browser", "google-chrome-stable"] },
  firefox: { variable: "FIREFOX", commands: ["firefox-esr", "firefox"] },
};

// The last two: a machine without a mouse is still tested as one that has it; and no page of any test reaches
// the network, whatever it asks for.
export const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

export const firefoxPreferences = {
  "network.dns.disabled": true,
  "ui.primaryPointerCapabilities": 6,
  "ui.allPointerCapabilities": 6,
};

// A first start on a cold, busy machine; later ones take a second or two.
export const launchTimeoutMs = 120_000;

const defaultViewport = { width: 1280, height: 800 };

/**
 * @param {EngineName} name
 * @returns {string | null} the browser's executable, null when there is none
 */
export function executableOf(name) {
  const { variable, commands } = executables[name];
  const chosen = process.env[variable];
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const candidates = chosen
    ? [chosen]
    : commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {EngineName} name
 * @returns {Promise<RunningBrowser>}
 */
export async function launch(name) {
  const executablePath = executableOf(name);
  if (!executablePath) throw new Error(missing(name));
  return name === "chromium" ? launchChromium(executablePath) : launchFirefox(executablePath);
}

/** @param {EngineName} name */
export function missing(name) {
  const { variable, commands } = executables[name];
  return `${name} is not installed: none of ${commands.join(", ")} is on PATH (or name one in $${variable})`;
}

/**
 * @param {string} executablePath
 * @returns {Promise<RunningBrowser>}
 */
async function launchChromium(executablePath) {
  const browser = await puppeteer.launch({
    browser: "chrome",
    executablePath,
    args: chromiumFlags,
    timeout: launchTimeoutMs,
    protocolTimeout: launchTimeoutMs,
  });
  return {
    name: "chromium",
    version: await browser.version(),
    close: () => browser.close(),
    async newPage(emulation = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      const touch = emulation.touch === true;
      await page.setViewport({ ...defaultViewport, ...emulation.viewport, hasTouch: touch, isMobile: touch });
      const features = [
        { name: "prefers-color-scheme", value: emulation.colorScheme ?? "light" },
        { name: "prefers-reduced-motion", value: emulation.reducedMotion ? "reduce" : "no-preference" },
      ];
      // Only sent when asked for: puppeteer keeps a list of the features it knows, and this one is not in it.
      if (emulation.forcedColors) {
        const session = await page.createCDPSession();
        await session.send("Emulation.setEmulatedMedia", {
          features: [...features, { name: "forced-colors", value: "active" }],
        });
      } else {
        await page.emulateMediaFeatures(features);
      }
      return { page, close: () => context.close() };
    },
  };
}

/**
 * @param {string} executablePath
 * @returns {Promise<RunningBrowser>}
 */
async function launchFirefox(executablePath) {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    // Lets a test set preferences while the browser runs: the only way to emulate media features over BiDi.
    args: ["--headless", "-remote-allow-system-access"],
    extraPrefsFirefox: firefoxPreferences,
    timeout: launchTimeoutMs,
    protocolTimeout: launchTimeoutMs,
  });
  return {
    name: "firefox",
    version: await browser.version(),
    close: () => browser.close(),
    async newPage(emulation = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await setFirefoxPreferences(page, {
        "layout.css.prefers-color-scheme.content-override": emulation.colorScheme === "dark" ? 0 : 1,
        "ui.prefersReducedMotion": emulation.reducedMotion ? 1 : 0,
        "browser.display.document_color_use": emulation.forcedColors ? 2 : 0,
        "ui.primaryPointerCapabilities": emulation.touch ? 1 : 6,
        "ui.allPointerCapabilities": emulation.touch ? 1 : 6,
      });
      await page.setViewport({
        ...defaultViewport,
        ...emulation.viewport,
        hasTouch: emulation.touch === true,
      });
      return { page, close: () => context.close() };
    },
  };
}

/**
 * @param {import("puppeteer-core").Page} page
 * @param {Record<string, number>} preferences
 */
async function setFirefoxPreferences(page, preferences) {
  // Not part of puppeteer's public types: the session of the WebDriver BiDi connection.
  const session = /** @type {any} */ (page.mainFrame()).browsingContext.userContext.browser.session;
  const tree = await session.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const lines = Object.entries(preferences).map(
    ([key, value]) => `Services.prefs.setIntPref(${JSON.stringify(key)}, ${value});`,
  );
  const answer = await session.send("script.evaluate", {
    expression: lines.join(""),
    target: { context: tree.result.contexts[0].context },
    awaitPromise: false,
  });
  if (answer.result.type !== "success")
    throw new Error(`Firefox refused a preference: ${JSON.stringify(answer.result)}`);
}
