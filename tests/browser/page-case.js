// In: a folder of tests/pages. Out: its source, dictionary, options and expectations; or the folder written
// anew. A case is source.html, dictionary.json, expected.json (mentions by block) and expected.html (the
// painted body); options.json, where it exists, holds options of createHighlighter.

import { existsSync, readFileSync, readdirSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  highlightPage,
  ownerDifferences,
  paintedHtml,
  rememberPage,
  visibleDifferences,
} from "./page-state.js";

/** @typedef {{ text: string, entity: string, block: number }} MentionRecord */
/**
 * @typedef {object} PageCase
 * @property {string} name
 * @property {string} folder
 * @property {string} source HTML
 * @property {string} dictionary JSON
 * @property {Record<string, unknown>} options of createHighlighter
 */

export const pagesFolder = fileURLToPath(new URL("../pages/", import.meta.url));

/** @returns {PageCase[]} */
export function pageCases() {
  return readdirSync(pagesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readCase(name));
}

/** @param {string} name @returns {PageCase} */
export function readCase(name) {
  const folder = join(pagesFolder, name);
  const read = (/** @type {string} */ file) => readFileSync(join(folder, file), "utf8");
  const options = existsSync(join(folder, "options.json")) ? JSON.parse(read("options.json")) : {};
  return { name, folder, source: read("source.html"), dictionary: read("dictionary.json"), options };
}

/** @param {PageCase} pageCase */
export function readExpectation({ folder }) {
  return {
    mentions: JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")),
    html: readFileSync(join(folder, "expected.html"), "utf8"),
  };
}

/**
 * @param {string} folder
 * @param {{ mentions: string[][], html: string }} expectation
 */
export function writeExpectation(folder, { mentions, html }) {
  mkdirSync(folder, { recursive: true });
  const lines = mentions.map((block) => `  ${JSON.stringify(block)}`).join(",\n");
  writeFileSync(join(folder, "expected.json"), mentions.length ? `[\n${lines}\n]\n` : "[]\n");
  writeFileSync(join(folder, "expected.html"), html);
}

/**
 * One list for each block that has mentions, in document order, each mention as "words = entity".
 * @param {MentionRecord[]} mentions
 */
function byBlock(mentions) {
  /** @type {Map<number, string[]>} */
  const blocks = new Map();
  for (const { text, entity, block } of mentions) {
    if (!blocks.has(block)) blocks.set(block, []);
    blocks.get(block)?.push(`${text} = ${entity}`);
  }
  return [...blocks.values()];
}

/**
 * Opens a case and paints it once, refreshes it, destroys it, paints it again, and destroys that.
 * @param {import("./harness.js").Open} open
 * @param {PageCase} pageCase
 */
export async function runCase(open, { source, dictionary, options }) {
  const page = await open(source, { dictionary });
  const addresses = /** @type {const} */ ([
    `${page.site.origin}/dist/index.js`,
    `${page.site.origin}/dictionary.json`,
  ]);
  await page.evaluate(rememberPage);
  const first = await page.evaluate(highlightPage, ...addresses, options);
  const painted = {
    mentions: byBlock(first.mentions),
    html: await page.evaluate(paintedHtml),
    visibleDifferences: await page.evaluate(visibleDifferences),
  };
  await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.refresh());
  const refreshed = await page.evaluate(paintedHtml);
  await page.evaluate(() => /** @type {any} */ (window).namelightTest.highlighter.destroy());
  const destroyed = await page.evaluate(ownerDifferences);
  const second = await page.evaluate(highlightPage, ...addresses, options);
  const repainted = { mentions: byBlock(second.mentions), html: await page.evaluate(paintedHtml) };
  await page.evaluate(() => {
    const { highlighter, dictionary: used } = /** @type {any} */ (window).namelightTest;
    highlighter.destroy();
    used.free();
  });
  const destroyedAgain = await page.evaluate(ownerDifferences);
  return { faults: first.faults, painted, refreshed, destroyed, repainted, destroyedAgain };
}
