// In: the built extension, in a real Chromium and a real Firefox, on pages under seven policies; its popup and its options page. Out: it
// lights up what it should and opens cards, under each policy and after its background was stopped; the page learns nothing from it,
// and its console stays empty.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { buildExtension } from "../../tools/extension.mjs";
import { engineNames } from "./browsers.js";
import { launchWithExtensions, withFolder } from "./extension-browser.js";
import { dictionary, html, importFiles, inChromium, inEach, listenToAll, listenToConsole, middleOf, names, painted, policyHeaders, testTimeoutMs, traces, wordsOf, write } from "./extension-pages.js";
import { forEachEngine, waitFor } from "./harness.js";
import { serve } from "./server.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./extension-browser.js").Installed} Installed */
/** @typedef {import("./extension-browser.js").ExtensionBrowser} ExtensionBrowser */

/** PLATFORM.md §5: what a page may say of WebAssembly, scripts, types and itself. @type {Record<string, string>} */
const policies = {
  "none": "",
  "wasm-unsafe-eval": "script-src 'self' 'wasm-unsafe-eval'",
  "unsafe-eval": "script-src 'self' 'unsafe-eval'",
  "no scripts": "script-src 'none'",
  "nothing": "default-src 'none'",
  "Trusted Types": "script-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  "a sandbox": "sandbox",
};

/** What an audit finds on one of the extension's own pages. @param {Page} page */
async function audit(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ { html }) => html).join(" ")}`);
  });
}

forEachEngine((engine) => {
  /** @type {ExtensionBrowser} */
  let running;
  before(async () => {
    running = await launchWithExtensions(engine);
  });
  after(() => running?.close());

  test("on a site that is always read, under each policy, also when the background was stopped", { timeout: testTimeoutMs }, () =>
    withFolder(async (folder) => {
      // As if the reader had allowed the site: no driver answers a browser's own question.
      await buildExtension(engine, join(folder, "built"), { host_permissions: ["http://127.0.0.1/*"] });
      const extension = await running.install(join(folder, "built"));
      const options = await importFiles(extension, [write(folder, "talks.json", dictionary)]);
      const paths = Object.keys(policies).map((name) => `/${name.replaceAll(" ", "-")}`);
      const routes = Object.values(policies).map((csp) => ({ body: html, headers: policyHeaders(csp) }));
      const site = await serve(Object.fromEntries(paths.map((path, at) => [path, routes[at]])));
      try {
        for (const [at, path] of paths.entries()) {
          await checkPage(path, site.origin + path, extension, at % 2 === 0);
        }
        await checkPopup(site.origin + paths[0], extension, options);
      } finally {
        await site.close();
        await options.close();
        await extension.remove();
      }
    }),
  );

  /** The popup as a page of its own, which every driver can open. @param {string} address @param {Installed} extension @param {Page} options */
  async function checkPopup(address, extension, options) {
    const page = await running.browser.newPage();
    await page.goto(address);
    await waitFor(async () => (await page.evaluate(painted)).length === names.length);
    const tab = await options.evaluate(async (url) => {
      const { tabs } = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
      return (await tabs.query({})).find((/** @type {any} */ one) => one.url === url).id;
    }, address);
    const popup = await extension.open(`popup.html?tab=${tab}`);
    assert.match(await wordsOf(popup, "#entities"), /people\s+Karoline Leavitt\s+×2\s+places\s+Doha\s+City\s+×2/i);
    await popup.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#on")).click());
    await waitFor(async () => (await page.evaluate(painted)).length === 0);
    await Promise.all([popup.close(), page.close()]);
  }

  /** @param {string} name @param {string} address @param {Installed} extension @param {boolean} stopsBackground */
  async function checkPage(name, address, extension, stopsBackground) {
    const page = await running.browser.newPage();
    const lines = listenToConsole(page);
    await page.goto(address);
    await page.bringToFront();
    await page.evaluate(listenToAll);
    const before = await page.evaluate(() => document.documentElement.outerHTML);
    await waitFor(async () => (await page.evaluate(painted)).length === names.length, () => `${name}: painted\n${lines().join("\n")}`);
    assert.deepEqual(await page.evaluate(painted), names, name);
    assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before, `${name}: not one node has changed`);

    // A page that makes up what a reader would do finds out nothing.
    const doha = await page.evaluate(middleOf, "Doha");
    await page.evaluate(({ x, y }) => {
      const target = /** @type {Element} */ (document.elementFromPoint(x, y));
      for (const type of ["pointerover", "pointermove", "pointerdown", "pointerup", "click"]) {
        target.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, bubbles: true, composed: true, detail: 1, pointerType: "mouse", view: window }));
      }
      /** @type {any} */ (window).heard.length = 0;
    }, doha);

    if (stopsBackground) await extension.stopBackground();
    const leavitt = await page.evaluate(middleOf, "Leavitt");
    await page.mouse.click(leavitt.x, leavitt.y);
    await waitFor(() => page.evaluate(() => document.querySelector("namelight-tooltip:popover-open") !== null), () => `${name}: a card`);
    const opened = await page.evaluate(() => /** @type {any} */ (window).opened);
    assert.deepEqual(opened, ["namelight-tooltip"], `${name}: for the reader alone`);
    const beside = await page.evaluate(() => {
      const { top, bottom } = /** @type {any} */ (document.querySelector("namelight-tooltip")).getBoundingClientRect();
      return { top, bottom };
    });
    assert.ok(beside.top >= leavitt.bottom - 4 || beside.bottom <= leavitt.y, `${name}: beside the name that was pressed`);
    const seen = await page.evaluate(traces);
    assert.deepEqual(
      { ...seen, attributes: seen.attributes.filter((one) => !/^(?:data-(?:form|scheme|side|pinned|busy|picture)|open|popover)$/.test(one)) },
      { attributes: [], values: seen.values, text: "", shadow: null, children: 0, highlights: ["namelight", "namelight-lit"], heard: [], requests: [] },
      name,
    );
    assert.doesNotMatch(seen.values, /leavitt|doha|description/i);
    await page.keyboard.press("Escape");
    await waitFor(() => page.evaluate(() => document.querySelector("namelight-tooltip") === null));

    // What was known of the page is lost with the background: the next message tells it again.
    if (stopsBackground) await extension.stopBackground();
    await page.evaluate(() => {
      const paragraph = document.createElement("p");
      paragraph.append("Later, Leavitt was in Doha.");
      document.querySelector("article")?.append(paragraph);
    });
    await waitFor(async () => (await page.evaluate(painted)).length === names.length + 2, () => `${name}: the new paragraph`);
    assert.deepEqual(await page.evaluate(painted), [...names, "Leavitt", "Doha"], name);
    assert.deepEqual(lines(), [], name);
    await page.close();
  }
});

inEach(engineNames, "as it is shipped: its button, its popup, its choices", async (running, folder, site, engine) => {
  await buildExtension(engine, join(folder, "built"));
  const extension = await running.install(join(folder, "built"));
  const page = await running.browser.newPage();
  const lines = listenToConsole(page);
  await page.goto(site.origin);
  const lit = () => page.evaluate(painted);

  const pressButton = async () => {
    await extension.press(page);
    return extension.popup(page);
  };

  // The reader's press gives the right to this page, and the switch uses it.
  let popup = await pressButton();
  await popup.click("#on");
  await waitFor(async () => /no dictionary in use/.test(await wordsOf(popup, "#status")));
  assert.deepEqual(await lit(), []);
  await popup.close();
  const options = await importFiles(extension, [write(folder, "talks.json", dictionary)]);
  // The page is lit already, without names: it takes the dictionary up by itself.
  await waitFor(async () => (await lit()).length === names.length);
  await page.bringToFront();
  popup = await pressButton();
  await waitFor(async () => /^2 names, 4 mentions$/.test(await wordsOf(popup, "#status")), () => "the names in the popup");
  assert.deepEqual(await lit(), names);
  assert.match(await wordsOf(popup, "#entities"), /^PEOPLE\s+Karoline Leavitt\s+×2\s+PLACES\s+Doha\s+City\s+×2$/);

  // The driver of Firefox has no schemes.
  for (const scheme of engine === "chromium" ? ["light", "dark"] : []) {
    for (const own of [popup, options]) {
      await own.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
      assert.deepEqual(await audit(own), [], scheme);
    }
  }

  // A dictionary that is not chosen is not searched, and no page has to be loaded anew.
  await popup.click("#dictionaries summary");
  await popup.click("#choices input");
  await waitFor(async () => (await lit()).length === 0);
  await popup.click("#choices input");
  await waitFor(async () => (await lit()).length === names.length && /^2 names/.test(await wordsOf(popup, "#status")));

  // A name that is pressed in the popup is shown on the page, and the popup is gone.
  const gone = new Promise((resolve) => popup.once("close", resolve));
  await popup.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("#entities button"))?.click());
  await page.waitForSelector("namelight-tooltip:popover-open");
  // As a page, as in Firefox, it may not close itself.
  await (engine === "chromium" ? gone : popup.close());

  // Off is off, at once, and leaves nothing.
  popup = await pressButton();
  await waitFor(async () => /^2 names/.test(await wordsOf(popup, "#status")));
  await popup.click("#on");
  await waitFor(async () => (await lit()).length === 0);
  assert.deepEqual(await page.evaluate(() => [document.adoptedStyleSheets.length, document.querySelectorAll("namelight-tooltip").length]), [0, 0]);
  assert.equal(await page.evaluate(() => document.documentElement.outerHTML.replace(/\n/g, "")), html.replace("<!doctype html>", "").replace(/\n/g, ""));

  // What is no sound message of this extension is not answered.
  const unsound = [
    { namelight: 1, type: "read" },
    { namelight: 2, type: "end", page: "x" },
    { namelight: 1, type: "toString" },
    { namelight: 1, type: "cards", entities: [1] },
    { namelight: 1, type: "read", page: "x", session: "", blocks: [{ id: -1, text: "Doha", lang: "", kind: "" }], options: {} },
    "read",
    null,
  ];
  for (const message of unsound) {
    const answer = await options.evaluate(async (one) => String(await (/** @type {any} */ (window).browser ?? /** @type {any} */ (window).chrome).runtime.sendMessage(one).catch((/** @type {Error} */ error) => error.message)), message);
    assert.match(answer, /^undefined$|^null$|port closed|Receiving end/, JSON.stringify(message));
  }
  assert.deepEqual(lines(), []);
  assert.deepEqual(await extension.complaints(), []);
});

/** What the extension itself is told by the browser. @param {Page} options */
const toldByBrowser = (options) =>
  options.evaluate(async () => {
    const { commands, permissions, scripting } = /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;
    const [keys, { origins }, scripts] = await Promise.all([commands.getAll(), permissions.getAll(), scripting.getRegisteredContentScripts()]);
    return {
      keys: keys.map((/** @type {any} */ { name, shortcut }) => `${name}: ${shortcut}`).sort(),
      origins,
      always: scripts.flatMap((/** @type {any} */ { matches }) => matches),
    };
  });

inEach(engineNames, "always on a site that the reader allows, until that is taken back", async (running, folder, site, engine) => {
  await buildExtension(engine, join(folder, "built"));
  const extension = await running.install(join(folder, "built"));
  await (await importFiles(extension, [write(folder, "talks.json", dictionary)])).close();
  const origins = ["http://127.0.0.1/*"];
  await extension.allow(origins[0]);
  const visit = async () => {
    const page = await running.browser.newPage();
    await page.goto(site.origin);
    return page;
  };
  const isLit = (/** @type {Page} */ page) => waitFor(async () => (await page.evaluate(painted)).length === names.length);

  const page = await visit();
  await extension.press(page);
  const popup = await extension.popup(page);
  await popup.click("#always");
  await isLit(page);
  await isLit(await visit());
  if (!popup.isClosed()) await popup.close();

  const options = await extension.open("options.html");
  assert.deepEqual(await toldByBrowser(options), { keys: ["_execute_action: Alt+Shift+K", "toggle: Alt+Shift+L"], origins, always: origins });
  assert.match(await wordsOf(options, "#sites"), /^http:\/\/127\.0\.0\.1\s+Remove$/);
  assert.match(await wordsOf(options, "#keys"), /^Alt\+Shift\+K Open .*\s+Alt\+Shift\+L Light up/);
  await extension.stopBackground();
  await isLit(await visit());

  await options.bringToFront();
  await options.click("#sites button");
  await waitFor(async () => (await toldByBrowser(options)).always.length === 0);
  assert.deepEqual((await toldByBrowser(options)).origins, []);
  await options.waitForSelector("#sites-section[hidden]");
  assert.deepEqual(await (await visit()).evaluate(painted), []);
});

inEach(engineNames, "its keys light up the page in front, put the lights out, and open the popup", async (running, folder, site, engine) => {
  await buildExtension(engine, join(folder, "built"));
  const extension = await running.install(join(folder, "built"));
  await (await importFiles(extension, [write(folder, "talks.json", dictionary)])).close();
  const page = await running.browser.newPage();
  await page.goto(site.origin);
  const isLit = (/** @type {number} */ count) => waitFor(async () => (await page.evaluate(painted)).length === count);
  await extension.pressKeys(page, "L");
  await isLit(names.length);
  await extension.pressKeys(page, "L");
  await isLit(0);
  await extension.pressKeys(page, "L");
  await isLit(names.length);
  await extension.pressKeys(page, "K");
  const popup = await extension.popup(page);
  await waitFor(async () => /^2 names, 4 mentions$/.test(await wordsOf(popup, "#status")));
});

/**
 * Presses what has these words inside the closed tree of the tooltip, into which only the browser itself looks.
 * @param {Page} page @param {string} words
 */
async function pressInside(page, words) {
  const devtools = await page.createCDPSession();
  /** @param {any} node @returns {any} */
  const parentOf = (node) => {
    for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
      if (child.nodeType === 3 && child.nodeValue === words) return node;
      const found = parentOf(child);
      if (found) return found;
    }
  };
  const { backendNodeId } = await waitFor(async () => parentOf((await devtools.send("DOM.getDocument", { depth: -1, pierce: true })).root), () => words);
  const { model } = await devtools.send("DOM.getBoxModel", { backendNodeId });
  const [left, top, right, , , bottom] = model.border;
  await page.mouse.click((left + right) / 2, (top + bottom) / 2);
}

inChromium("a name that the reader hides is hidden, kept by the extension alone, and can be had again", async (running, folder, site) => {
  await buildExtension("chromium", join(folder, "built"), { host_permissions: ["http://127.0.0.1/*"] });
  const extension = await running.install(join(folder, "built"));
  const options = await importFiles(extension, [write(folder, "talks.json", dictionary)]);
  const page = await running.browser.newPage();
  await page.goto(site.origin);
  const lit = async () => (await page.evaluate(painted)).sort().join();
  await waitFor(async () => (await lit()) === [...names].sort().join());
  const { x, y } = await page.evaluate(middleOf, "Leavitt");
  await page.mouse.click(x, y);
  await pressInside(page, "⋯");
  await pressInside(page, "Hide this name everywhere");
  await waitFor(async () => (await lit()) === "Doha,Doha");
  assert.equal(await page.evaluate(() => localStorage.length), 0);

  await extension.stopBackground();
  await page.reload();
  await waitFor(async () => (await lit()) === "Doha,Doha");
  await options.reload();
  await options.waitForSelector("#hidden button");
  assert.match(await wordsOf(options, "#hidden"), /^Karoline Leavitt\s+Show again$/);
  await options.bringToFront();
  await options.click("#hidden button");
  await waitFor(async () => (await lit()) === [...names].sort().join());
});
