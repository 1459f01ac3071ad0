// In: the built extension and the example of another, in a real Chromium and a real Firefox. Out: pictures come without the page, sources are read as the
// command reads them, and the parts do in another extension what they do in ours.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { buildExtension } from "../../tools/extension.mjs";
import { engineNames } from "./browsers.js";
import { dictionary, html, importFiles, inChromium, inEach, listenToAll, listenToConsole, middleOf, names, painted, policyHeaders, traces, wordsOf, write } from "./extension-pages.js";
import { waitFor } from "./harness.js";

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

inEach(engineNames, "the options page reads every kind of source as the command does", async (running, folder, _site, engine) => {
  await buildExtension(engine, join(folder, "built"));
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

/**
 * A page that the example, which is built as its README says, has lit up.
 * @param {import("./extension-browser.js").ExtensionBrowser} running
 * @param {string} folder
 * @param {import("./server.js").Site} site
 * @param {import("./browsers.js").EngineName} engine
 */
async function lightByExample(running, folder, site, engine) {
  const built = join(folder, "built");
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL("../../examples/extension/build.mjs", import.meta.url)), built]);
  if (engine === "firefox") {
    const path = join(built, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...manifest, background: { scripts: [manifest.background.service_worker], type: "module" } }));
  }
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
  assert.deepEqual(lines(), []);
  return { page, lit, lines };
}

inEach(["firefox"], "another extension has it as a part: examples/extension", async (...given) => {
  const { page, lit } = await lightByExample(...given);
  await page.keyboard.press("Escape");
  await waitFor(() => page.evaluate(() => document.querySelector("namelight-tooltip") === null));
  assert.deepEqual(await lit(), ["Doha", "Doha"]);
});

inChromium("another extension has it as a part, with its own storage and texts: examples/extension", async (running, ...given) => {
  const { page, lit, lines } = await lightByExample(running, ...given);
  const devtools = await page.createCDPSession();
  const inside = async () => JSON.stringify(await devtools.send("DOM.getDocument", { depth: -1, pierce: true }));
  for (const text of ["Über Doha", '"Stadt"', "Hauptstadt von Katar."]) await waitFor(async () => (await inside()).includes(text), () => text);

  const worker = await (await running.browser.waitForTarget((target) => target.type() === "service_worker")).worker();
  const more = [{ id: "leavitt", name: "Leavitt" }];
  await worker?.evaluate((entities) => /** @type {any} */ (globalThis).chrome.storage.local.set({ names: { entities } }), more);
  await waitFor(async () => (await lit()).join() === "Leavitt,Leavitt");
  assert.deepEqual(lines(), []);
});
