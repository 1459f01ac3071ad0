// Makes the screenshots of the README and the docs from the demo as it stands, into www/demo/screenshots/.
// Needs the built package and Chromium. Fails when a picture is heavier than a README should carry.

import { mkdir, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "../tests/browser/browsers.js";
import { serve } from "./serve.mjs";

const FOLDER = fileURLToPath(new URL("../www/demo/screenshots/", import.meta.url));
const SIZE_LIMIT_BYTES = 200 * 1024;

/** @typedef {import("puppeteer-core").Page} Page */

/**
 * @typedef {object} Shot
 * @property {string} name of the file
 * @property {string} path of the page
 * @property {{ width: number, height: number }} viewport CSS pixels
 * @property {number} scale device pixels for one of them: more for a picture that is shown small
 * @property {"light" | "dark"} colorScheme
 * @property {boolean} [touch]
 * @property {string} mark text of the mark whose tooltip is open in the picture
 */

/** @type {Shot[]} */
const SHOTS = [
  {
    name: "article-desktop-light",
    path: "",
    viewport: { width: 1120, height: 940 },
    scale: 1,
    colorScheme: "light",
    mark: "Karoline Leavitt",
  },
  {
    name: "article-desktop-dark",
    path: "",
    viewport: { width: 1120, height: 940 },
    scale: 1,
    colorScheme: "dark",
    mark: "Karoline Leavitt",
  },
  {
    name: "article-phone-dark",
    path: "",
    viewport: { width: 390, height: 780 },
    scale: 1.75,
    colorScheme: "dark",
    touch: true,
    mark: "Doha",
  },
  {
    name: "playground",
    path: "playground.html",
    viewport: { width: 1200, height: 780 },
    scale: 1,
    colorScheme: "light",
    mark: "Barak Ravid",
  },
];

/**
 * Opens the tooltip of the first mark with these words, the way a reader would.
 * @param {Page} page @param {Shot} shot
 */
async function openTooltip(page, { mark, touch }) {
  await page.waitForSelector("namelight-mark");
  const point = await page.evaluate((words) => {
    // A mention may be in several pieces; the first one tells which it is by its label.
    const wanted = [...document.querySelectorAll("namelight-mark[role=button]")].find(
      (piece) => (piece.getAttribute("aria-label") ?? piece.textContent) === words,
    );
    if (!wanted) throw new Error(`no mark "${words}"`);
    const { x, y, width, height } = wanted.getClientRects()[0];
    return { x: x + width / 2, y: y + height / 2 };
  }, mark);
  const opened = page.evaluate(async () => {
    await new Promise((resolve) => document.addEventListener("namelight:open", resolve, { once: true }));
  });
  if (touch) await page.touchscreen.tap(point.x, point.y);
  else await page.mouse.move(point.x, point.y, { steps: 4 });
  await opened;
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

const server = await serve();
const browser = await launch("chromium");
let tooHeavy = false;
await mkdir(FOLDER, { recursive: true });
try {
  for (const shot of SHOTS) {
    // With less motion the tooltip is there at once, not half faded in.
    const { page, close } = await browser.newPage({ ...shot, reducedMotion: true });
    const isTouch = shot.touch === true;
    const device = { deviceScaleFactor: shot.scale, hasTouch: isTouch, isMobile: isTouch };
    await page.setViewport({ ...shot.viewport, ...device });
    await page.goto(server.url + shot.path, { waitUntil: "load" });
    await openTooltip(page, shot);
    const file = `${FOLDER}${shot.name}.png`;
    await page.screenshot({ path: /** @type {`${string}.png`} */ (file) });
    const { size } = await stat(file);
    console.log(`${shot.name}.png: ${Math.ceil(size / 1024)} KB`);
    if (size > SIZE_LIMIT_BYTES) tooHeavy = true;
    await close();
  }
} finally {
  await browser.close();
  await server.close();
}
if (tooHeavy) {
  console.error(`A picture is over ${SIZE_LIMIT_BYTES / 1024} KB: lower its scale.`);
  process.exitCode = 1;
}
