// In: the built extension, in a real Chromium and a real Firefox, on pages under seven policies; its popup and its options page. Out: it
// lights up what it should and opens cards, under each policy and after its background was stopped; the page learns nothing from it,
// and its console stays empty.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import axe from "axe-core";
import { buildExtension } from "../../tools/extension.mjs";
import { engineNames, executableOf, missing } from "./browsers.js";
import { launchWithExtensions, withFolder } from "./extension-browser.js";
import { waitFor } from "./harness.js";
import { serve } from "./server.js";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./extension-browser.js").Installed} Installed */
/** @typedef {import("./extension-browser.js").ExtensionBrowser} ExtensionBrowser */

const testTimeoutMs = 60_000;

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

/** @param {string} csp @returns {Record<string, string>} */
const policyHeaders = (csp) => (csp ? { "content-security-policy": csp } : {});

const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks</title></head>
<body><nav>Doha</nav><article><h1>Talks in Doha</h1><p id="first">The envoy met <b>Karoline</b> Leavitt in Doha.</p><p>Leavitt left.</p></article></body></html>`;
const names = ["Doha", "Karoline", " Leavitt", "Doha", "Leavitt"];
const dictionary = {
  name: "Talks",
  language: "en",
  entities: [
    { id: "entity-leavitt", name: "Karoline Leavitt", type: "Person", aliases: ["Leavitt"], description: "A description of her." },
    { id: "entity-doha", name: "Doha", type: "City", description: "A description of it." },
  ],
};

/** What is painted, as any script of the page can see it. */
const painted = () =>
  Array.from(/** @type {any} */ (CSS).highlights.get("namelight") ?? [], ({ startContainer: { data }, startOffset, endOffset }) => data.slice(startOffset, endOffset));
/** The middle of the first highlight with these words. @param {string} words */
const middleOf = (words) => {
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
const listenToAll = () => {
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
const traces = () => {
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
function listenToConsole(page) {
  /** @type {string[]} */
  const lines = [];
  page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => lines.push(`uncaught: ${error}`));
  // A policy may forbid the page its own icon.
  return () => lines.filter((line) => !/favicon/.test(line));
}

/** The options page imports files. @param {Installed} extension @param {string[]} files */
async function importFiles(extension, files) {
  const options = await extension.open("options.html");
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await options.$("#files"));
  await input.uploadFile(...files);
  // Those without a `change` of their own: the driver of Firefox gives the files alone.
  await waitFor(() => options.evaluate(() => /^(?:Imported|Replaced)|was not imported\.$/.test(/** @type {any} */ (document.querySelector("#status")).textContent)));
  return options;
}

/** What an audit finds on one of the extension's own pages. @param {Page} page */
async function audit(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ { html }) => html).join(" ")}`);
  });
}

/** @param {string} folder @param {string} name @param {object} content */
function write(folder, name, content) {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

for (const engine of engineNames) {
  if (!executableOf(engine)) {
    test(engine, { skip: process.env.CI ? false : missing(engine) }, () => {
      throw new Error(missing(engine));
    });
    continue;
  }
  describe(engine, () => {
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
}

/**
 * @param {string} title
 * @param {(running: ExtensionBrowser, folder: string, site: import("./server.js").Site) => Promise<void>} body site: one page, whose policy forbids everything
 */
function inChromium(title, body) {
  if (!executableOf("chromium")) return;
  test(`chromium: ${title}`, { timeout: testTimeoutMs }, () =>
    withFolder(async (folder) => {
      const site = await serve({ "/": { body: html, headers: policyHeaders("default-src 'none'") } });
      const running = await launchWithExtensions("chromium");
      try {
        await body(running, folder, site);
      } finally {
        await running.close();
        await site.close();
      }
    }),
  );
}

/** The words of a part of a page. @param {Page} page @param {string} selector */
const wordsOf = (page, selector) => page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);

inChromium("as it is shipped: its button, its popup, its choices", async (running, folder, site) => {
  await buildExtension("chromium", folder);
  const extension = await running.install(folder);
  const page = await running.browser.newPage();
  const lines = listenToConsole(page);
  await page.goto(site.origin);
  const lit = () => page.evaluate(painted);

  const pressButton = async () => {
    await extension.press(page);
    return extension.popup();
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
  assert.equal(await wordsOf(popup, "#entities"), "PEOPLE\nKaroline Leavitt\n×2\nPLACES\nDoha\nCity\n×2");

  for (const scheme of ["light", "dark"]) {
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
  await gone;

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
    const answer = await options.evaluate(async (one) => String(await /** @type {any} */ (window).chrome.runtime.sendMessage(one).catch((/** @type {Error} */ error) => error.message)), message);
    assert.match(answer, /^undefined$|^null$|port closed|Receiving end/, JSON.stringify(message));
  }
  assert.deepEqual(lines(), []);
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

inChromium("a card's picture is neither fetched by the page nor forbidden by its policy", async (running, folder, site) => {
  await buildExtension("chromium", join(folder, "built"), { host_permissions: ["http://127.0.0.1/*"] });
  const extension = await running.install(join(folder, "built"));
  const image = { src: "https://pictures.example/her.png", alt: "Her portrait" };
  const [leavitt, ...others] = dictionary.entities;
  await importFiles(extension, [write(folder, "talks.json", { ...dictionary, entities: [{ ...leavitt, image }, ...others] })]);
  // Answers for a site that is not on this machine.
  const target = await running.browser.waitForTarget((one) => one.type() === "service_worker");
  const session = await target.createCDPSession();
  /** @type {Record<string, string>[]} */
  const asked = [];
  const body = readFileSync(fileURLToPath(new URL("../../www/extension/app/icons/32.png", import.meta.url))).toString("base64");
  session.on("Fetch.requestPaused", ({ requestId, request }) => {
    asked.push({ url: request.url, ...request.headers });
    const responseHeaders = [{ name: "Content-Type", value: "image/png" }, { name: "Access-Control-Allow-Origin", value: "*" }];
    void session.send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders, body });
  });
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "https://pictures.example/*" }] });
  const page = await running.browser.newPage();
  const lines = listenToConsole(page);
  await page.goto(site.origin);
  await waitFor(async () => (await page.evaluate(painted)).length === names.length);
  await page.evaluate(listenToAll);
  const { x, y } = await page.evaluate(middleOf, "Leavitt");
  await page.mouse.click(x, y);
  await page.waitForSelector("namelight-tooltip[data-picture]");
  await waitFor(() => asked.length > 0);
  assert.deepEqual(asked.map(({ url }) => url), [image.src]);
  assert.ok(!("Referer" in asked[0] || "Cookie" in asked[0]), JSON.stringify(asked));
  // Only the browser itself looks into a closed tree.
  const devtools = await page.createCDPSession();
  const { root } = await devtools.send("DOM.getDocument", { depth: -1, pierce: true });
  /** @param {any} node @returns {any[]} */
  const all = (node) => [node, ...[...(node.children ?? []), ...(node.shadowRoots ?? [])].flatMap(all)];
  await waitFor(async () => {
    const now = (await devtools.send("DOM.getDocument", { depth: -1, pierce: true })).root;
    return all(now).some(({ localName, attributes }) => localName === "canvas" && attributes.join(" ").includes("width 32"));
  });
  assert.ok(all(root).some(({ attributes = [] }) => attributes.join(" ").includes("About Karoline Leavitt")), "the card has its name inside");
  const seen = await page.evaluate(traces);
  assert.deepEqual(seen.requests, []);
  assert.deepEqual(lines(), []);
});

inChromium("the options page reads every kind of source as the command does", async (running, folder) => {
  await buildExtension("chromium", join(folder, "built"));
  const extension = await running.install(join(folder, "built"));
  const fixtures = fileURLToPath(new URL("../fixtures/sources/", import.meta.url));
  const faulty = write(folder, "faulty.json", { entities: [{ id: "a", name: "Doha", aliasses: ["Ad Dawhah"] }, { id: "a", name: "Paris" }] });
  const ordinary = write(folder, "ordinary.json", { language: "de-AT", entities: [{ id: "a", name: "Essen", context: ["Ruhr"] }, { id: "b", name: "Wien", url: "https://wien.example/" }] });
  const packed = join(folder, "packed.csv.gz");
  writeFileSync(packed, gzipSync(readFileSync(join(fixtures, "names.csv"))));
  const files = [...readdirSync(fixtures).map((name) => join(fixtures, name)), faulty, ordinary, packed];
  const options = await importFiles(extension, files);
  await waitFor(() => options.evaluate((count) => document.querySelectorAll(".dictionary").length === count, files.length));
  const kept = await options.evaluate(async () => {
    const opened = indexedDB.open("namelight");
    await new Promise((resolve) => (opened.onsuccess = resolve));
    /** @param {string} store */
    const all = (store) => new Promise((resolve) => {
      const request = opened.result.transaction(store).objectStore(store).getAll();
      request.onsuccess = () => resolve(request.result);
    });
    const [dictionaries, compiled] = await Promise.all([all("dictionaries"), all("compiled")]);
    return dictionaries.map((/** @type {any} */ { file, faults, errors, warnings }, /** @type {number} */ at) => ({ file, faults, errors, warnings, bytes: Array.from(compiled[at]) }));
  });
  const command = fileURLToPath(new URL("../../pkg/bin/namelight.js", import.meta.url));
  for (const path of files) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const out = join(folder, `${name}.namelight`);
    const { stderr } = await promisify(execFile)(process.execPath, [command, "compile", name, "-o", out, "--no-cards"], { cwd: path.slice(0, -name.length) }).catch((error) => error);
    const one = kept.find((/** @type {any} */ { file }) => file === name);
    assert.ok(Buffer.from(one.bytes).equals(readFileSync(out)), `${name}: the compiled form`);
    const told = stderr.split("\n").filter((/** @type {string} */ line) => /: (?:error|warning): /.test(line));
    assert.deepEqual([...one.faults].sort(), told.sort(), `${name}: the faults`);
  }
  assert.match(await options.$$eval(".dictionary", (items) => items.map(({ textContent }) => textContent).join("\n")), /1 error, 1 warning|2 errors/);

  // A compiled file comes with its cards; and what was imported can be had again.
  const compiled = join(folder, "talks.namelight");
  await promisify(execFile)(process.execPath, [command, "compile", write(folder, "talks.json", dictionary), "-o", compiled]);
  const cards = readdirSync(`${compiled}.cards`).map((name) => join(`${compiled}.cards`, name));
  await options.close();
  const again = await importFiles(extension, [compiled, ...cards]);
  assert.match(await wordsOf(again, "#status"), /^Imported Talks: 2 entities, 3 aliases\.$/);
  const refused = write(folder, "empty.json", { entities: [] });
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await again.$("#files"));
  await input.uploadFile(refused);
  await again.waitForSelector("#refused pre");
  assert.match(await wordsOf(again, "#refused"), /empty\.json: there is no usable entity/);
  const [file, exported] = await again.evaluate(async () => {
    const objects = /** @type {Blob[]} */ ([]);
    URL.createObjectURL = (object) => (objects.push(/** @type {Blob} */ (object)), "blob:x");
    let name = "";
    HTMLAnchorElement.prototype.click = function () {
      name = this.download;
    };
    /** @type {HTMLButtonElement} */ (document.querySelector('[aria-label="Export Talks"]')).click();
    while (!name) await new Promise((resolve) => setTimeout(resolve, 20));
    return [name, Array.from(new Uint8Array(await objects[0].arrayBuffer()))];
  });
  assert.equal(file, "Talks.namelight");
  assert.ok(Buffer.from(/** @type {number[]} */ (exported)).equals(readFileSync(compiled)));
});

inChromium("another extension has it as a part, with its own storage and texts: examples/extension", async (running, folder, site) => {
  const built = join(folder, "built");
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL("../../examples/extension/build.mjs", import.meta.url)), built]);
  const extension = await running.install(built);
  site.routes["/"] = { body: html.replace('lang="en"', 'lang="de"'), headers: policyHeaders("default-src 'none'") };
  const page = await running.browser.newPage();
  const lines = listenToConsole(page);
  await page.goto(site.origin);
  const lit = () => page.evaluate(painted);
  await extension.press(page);
  await waitFor(async () => (await lit()).length === 2);
  assert.deepEqual(await lit(), ["Doha", "Doha"]);

  const { x, y } = await page.evaluate(middleOf, "Doha");
  await page.mouse.click(x, y);
  await page.waitForSelector("namelight-tooltip:popover-open");
  const devtools = await page.createCDPSession();
  const inside = async () => JSON.stringify(await devtools.send("DOM.getDocument", { depth: -1, pierce: true }));
  for (const text of ["Über Doha", '"Stadt"', "Hauptstadt von Katar."]) await waitFor(async () => (await inside()).includes(text), () => text);

  const worker = await (await running.browser.waitForTarget((target) => target.type() === "service_worker")).worker();
  const more = [{ id: "leavitt", name: "Leavitt" }];
  await worker?.evaluate((entities) => /** @type {any} */ (globalThis).chrome.storage.local.set({ names: { entities } }), more);
  await waitFor(async () => (await lit()).join() === "Leavitt,Leavitt");
  assert.deepEqual(lines(), []);
});
