// `node tests/bench/extension.mjs [ALIASES]`: the extension in Chromium with a large dictionary. Out: how long an import takes, and how long
// after a page has loaded its marks are there, with the background running, and stopped before.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildExtension } from "../../tools/extension.mjs";
import { launchWithExtensions } from "../browser/extension-browser.js";
import { serve } from "../browser/server.js";

const aliases = Number(process.argv[2] ?? 100_000);
const rounds = 7;
const pollMs = 20;
const folder = mkdtempSync(join(tmpdir(), "namelight-extension-"));
const source = join(folder, "large.json");
const entities = Array.from({ length: aliases }, (_, at) => ({ id: `e${at}`, name: `Personage Nummer${at}`, type: "Person", description: `Number ${at} of a list.` }));
writeFileSync(source, JSON.stringify({ name: "Large", language: "en", entities }));
const filler = "Some words of an ordinary sentence that says little. ".repeat(3);
const text = Array.from({ length: 300 }, (_, at) => `<p>${filler} Personage Nummer${at} spoke to Personage Nummer${at + 1}.</p>`).join("");

/** @param {() => Promise<boolean>} isSo */
async function until(isSo) {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, pollMs));
}
/** @param {number[]} times */
const median = (times) => Math.round(times.sort((one, other) => one - other)[times.length >> 1]);

await buildExtension("chromium", join(folder, "built"), { host_permissions: ["http://127.0.0.1/*"] });
const site = await serve({ "/": `<!doctype html><html lang="en"><body><article>${text}</article>` });
const { browser, install, close } = await launchWithExtensions("chromium");
try {
  const extension = await install(join(folder, "built"));
  const options = await extension.open("options.html");
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await options.$("#files"));
  const began = performance.now();
  await input.uploadFile(source);
  await until(() => options.$eval("#status", ({ textContent }) => /^Imported/.test(textContent ?? "")));
  console.log(`import of ${aliases.toLocaleString("en")} aliases: ${Math.round(performance.now() - began)} ms`);
  for (const isStopped of [false, true]) {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      if (isStopped) await extension.stopBackground();
      const page = await browser.newPage();
      await page.goto(site.origin);
      const loaded = performance.now();
      await until(() => page.evaluate(() => (/** @type {any} */ (CSS).highlights.get("namelight")?.size ?? 0) === 600));
      times.push(performance.now() - loaded);
      await page.close();
    }
    console.log(`600 mentions in ${text.length.toLocaleString("en")} characters, ${isStopped ? "the background stopped before" : "the background running"}: ${median(times)} ms after load (median of ${rounds})`);
  }
} finally {
  await close();
  await site.close();
  rmSync(folder, { recursive: true });
}
