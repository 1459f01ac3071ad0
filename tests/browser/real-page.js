// In: saved news pages of ../shared/data/pages. Out: each one painted twice and restored, and every difference. It
// is painted with 20,000 names and, so that marks stand everywhere, with a share of the page's own words. The
// pages' own scripts and the network are off: what moves or changes is our doing.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { highlightPage, ownerDifferences, paintedHtml, rememberPage, visibleDifferences } from "./page-state.js";

const dataFolder = new URL("../../../shared/data/", import.meta.url);

/** @typedef {{ id: string, file: string, lang: string | null }} RealPage */
/** @typedef {"wrap" | "highlight"} Painter */

/** Where the data should be, for the message that says they are absent. */
export const dataPlace = "../shared/data";

/** @returns {RealPage[] | null} null where the data are absent */
export function realPages() {
  const index = new URL("pages/index.json", dataFolder);
  if (!existsSync(index) || !existsSync(new URL("dict-20k.json", dataFolder))) return null;
  return JSON.parse(readFileSync(index, "utf8"));
}

// Nothing but our own parts and the styles that the page has inline: no script of the page runs, no address
// of its is asked for.
const quarantine =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; connect-src 'self'; " +
  "script-src 'wasm-unsafe-eval'";

// What a page asks for late (prefetched scripts, lazy pictures) fails at any moment. What we ask for has these names, and is no picture.
const failureOfItsOwn =
  /Failed to load resource(?!.*\/(dist|dictionary)\b)|Content.Security.Policy.*\b(img|font|media|frame)-src\b/;

/** Lets come what is still to come by itself: pictures that fail, and the fonts. */
async function settle() {
  const pictures = [...document.querySelectorAll("img")];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.allSettled([...pictures.map((picture) => picture.decode()), document.fonts.ready]);
}

/** Every ninth of the page's words; of a script without spaces, the beginnings of its runs. */
function ownWords() {
  const words = [
    .../** @type {any} */ (window).namelightTest.before.innerText.matchAll(/[\p{L}\p{M}]{2,}/gu),
  ].map(([word]) => (/\p{Script=Han}|\p{Script=Hiragana}/u.test(word) ? word.slice(0, 2) : word));
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((_word, index) => index % 9 === 0);
}

/** Elements, or ranges. */
const paintedPieces = () =>
  document.querySelectorAll("namelight-mark").length + (/** @type {any} */ (CSS).highlights?.get("namelight")?.size ?? 0);

/** @param {"refresh" | "destroy"} what */
const tellHighlighter = (what) => /** @type {any} */ (window).namelightTest.highlighter[what]();

/**
 * @param {import("./harness.js").Open} open
 * @param {RealPage} realPage
 * @param {Painter} [paint]
 */
export async function checkRealPage(open, { file }, paint = "wrap") {
  const source = readFileSync(fileURLToPath(new URL(`pages/${encodeURIComponent(file)}`, dataFolder)));
  const page = await open("/saved.html", {
    routes: {
      // A page may say where it belongs (<base>, meta refresh); the header and the reply below keep it here.
      "/saved.html": ({ port }) => ({
        body: source,
        headers: {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": `${quarantine} http://127.0.0.1:${port}/dist/`,
        },
      }),
      "/dictionary.json": { body: readFileSync(new URL("dict-20k.json", dataFolder)) },
    },
    allowAll: true,
    allowRequests: [/./],
  });
  await page.evaluate(settle);
  await page.evaluate(rememberPage);
  // What the quarantine stops is told here, or once more later.
  const printedBefore = new Set(page.console);
  const words = await page.evaluate(ownWords);
  const dictionaries = [
    `${page.site.origin}/dictionary.json`,
    { entities: words.map((name, index) => ({ id: `word-${index}`, name })) },
  ];
  const highlight = () =>
    page.evaluate(highlightPage, `${page.site.origin}/dist/index.js`, dictionaries, { root: "body", paint, list: false });
  const startedAt = await page.evaluate(() => performance.now());
  const { mentions } = await highlight();
  const durationMs = Math.round((await page.evaluate(() => performance.now())) - startedAt);
  const marks = await page.evaluate(paintedPieces);
  const visible = await page.evaluate(visibleDifferences);
  const once = await page.evaluate(paintedHtml);
  // Painted as highlights, a page has not changed at all.
  const owner = paint === "highlight" ? await page.evaluate(ownerDifferences) : [];
  await page.evaluate(tellHighlighter, "refresh");
  const refreshed = await page.evaluate(paintedHtml);
  await page.evaluate(tellHighlighter, "destroy");
  owner.push(...(await page.evaluate(ownerDifferences)), ...(await page.evaluate(visibleDifferences)));
  const second = await highlight();
  const twice = await page.evaluate(paintedHtml);
  await page.evaluate(tellHighlighter, "destroy");
  owner.push(...(await page.evaluate(ownerDifferences)));
  const repeated = [
    refreshed === once ? [] : "refresh() paints it otherwise",
    twice === once ? [] : "painted again it is otherwise",
    JSON.stringify(second.mentions) === JSON.stringify(mentions) ? [] : "painted again it has other mentions",
  ].flat();
  const errors = page.console.filter((line) => !printedBefore.has(line) && !failureOfItsOwn.test(line));
  const names = mentions.filter(({ entity }) => !entity.startsWith("word-"));
  return { names: names.length, mentions: mentions.length, marks, durationMs, visible, repeated, owner, errors };
}
