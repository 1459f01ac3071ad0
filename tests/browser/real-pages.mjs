// In: `[--paint wrap|highlight] --all`, or parts of the pages' names. Out: a table of what painting each saved page found,
// took and changed, in both engines. Exits with 1 when any page was changed in a way that it should not be.

import { parseArgs } from "node:util";
import { engineNames, launch } from "./browsers.js";
import { withPages } from "./harness.js";
import { checkRealPage, dataPlace, realPages } from "./real-page.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean", default: false }, paint: { type: "string", default: "wrap" } },
});
const paint = /** @type {import("./real-page.js").Painter} */ (values.paint);
const pages = realPages();
if (!pages) {
  console.error(`${dataPlace} is absent`);
  process.exit(1);
}
const chosen = values.all ? pages : pages.filter(({ id }) => positionals.some((part) => id.includes(part)));
if (!chosen.length || !["wrap", "highlight"].includes(paint)) {
  console.error("usage: node tests/browser/real-pages.mjs [--paint wrap|highlight] --all | PART-OF-A-NAME…");
  process.exit(2);
}

/** The checks of a page: how each is headed, and what it found. */
const checks = /** @type {const} */ ([
  ["visible", "text and places"],
  ["repeated", "twice is once"],
  ["owner", "restored"],
  ["errors", "console"],
]);

/** @param {unknown[]} cells */
const row = (cells) => cells.map((cell, index) => String(cell).padStart([7, 9, 7, 7][index] ?? 17)).join("");

let faulty = 0;
for (const name of engineNames) {
  const browser = await launch(name);
  console.log(`\n${browser.version}, painted as ${paint}`);
  console.log(`${row(["names", "mentions", "marks", "ms", ...checks.map(([, heading]) => heading)])}  page`);
  for (const realPage of chosen) {
    try {
      const result = await withPages(browser, (open) => checkRealPage(open, realPage, paint));
      const found = checks.map(([key]) => result[key]);
      const wrong = found.flat();
      if (wrong.length) faulty += 1;
      const verdicts = found.map((lines) => (lines.length ? `${lines.length} wrong` : "as it should"));
      console.log(`${row([result.names, result.mentions, result.marks, result.durationMs, ...verdicts])}  ${realPage.id}`);
      for (const line of wrong.slice(0, 5)) console.log(`    ${line}`);
    } catch (error) {
      faulty += 1;
      console.log(`failed: ${realPage.id}\n    ${error}`);
    }
  }
  await browser.close();
}
console.log(
  faulty
    ? `\n${faulty} pages are not as they should be`
    : `\nall ${chosen.length} pages are as they should be, in ${engineNames.length} engines`,
);
process.exitCode = faulty ? 1 : 0;
