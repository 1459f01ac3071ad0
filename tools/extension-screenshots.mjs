// Makes the pictures of the extension that README and the stores show, from the extension as it stands, into www/extension/screenshots/.
// Needs the built package and Chromium.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchWithExtensions } from "../tests/browser/extension-browser.js";
import { waitFor } from "../tests/browser/harness.js";
import { buildExtension } from "./extension.mjs";
import { serve } from "./serve.mjs";

const pictures = fileURLToPath(new URL("../www/extension/screenshots/", import.meta.url));
const demo = fileURLToPath(new URL("../www/demo/dictionary.json", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "namelight-pictures-"));
const faulty = join(temporary, "staff.csv");
writeFileSync(faulty, "id,name,alias,wieght\nravid,Barak Ravid,Ravid|Barak,2\nravid,Barak David,,\nboehler,Adam Boehler,Boehler,0.7\n");
mkdirSync(pictures, { recursive: true });
await buildExtension("chromium", join(temporary, "built"), { host_permissions: ["http://127.0.0.1/*"] });
const server = await serve();
const { browser, install, close } = await launchWithExtensions("chromium");
try {
  const extension = await install(join(temporary, "built"));
  const options = await extension.open("options.html");
  const input = /** @type {import("puppeteer-core").ElementHandle<HTMLInputElement>} */ (await options.$("#files"));
  await input.uploadFile(demo, faulty);
  await options.waitForSelector(".dictionary details");
  await options.click(".dictionary summary");
  const article = await browser.newPage();
  await article.goto(server.url);
  const tab = await options.evaluate(async (url) => {
    const tabs = await /** @type {any} */ (window).chrome.tabs.query({});
    return tabs.find((/** @type {any} */ one) => one.url?.startsWith(url)).id;
  }, server.url);
  const popup = await extension.open(`popup.html?tab=${tab}`);
  await waitFor(() => popup.$eval("#status", (status) => /names/.test(status.textContent ?? "")));
  /** @type {[name: string, page: import("puppeteer-core").Page, width: number][]} */
  const views = [["popup", popup, 352], ["options", options, 860]];
  for (const scheme of ["light", "dark"]) {
    for (const [name, page, width] of views) {
      await page.bringToFront();
      await page.setViewport({ width, height: 560, deviceScaleFactor: name === "popup" ? 1.5 : 1 });
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }]);
      await page.screenshot({ path: `${pictures}${name}-${scheme}.png`, fullPage: true });
      console.log(`${name}-${scheme}.png`);
    }
  }
} finally {
  await close();
  await server.close();
  rmSync(temporary, { recursive: true });
}
