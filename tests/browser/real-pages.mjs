// In: `--all`, or parts of the pages' names. Out: a table of what painting each saved page found, took and
// changed, in both engines. Exits with 1 when any page was changed in a way that it should not be.

import { engineNames, launch } from "./browsers.js";
import { withPages } from "./harness.js";
import { checkRealPage, dataPlace, realPages } from "./real-page.js";

const wanted = process.argv.slice(2);
const pages = realPages();
if (!pages) {
  console.error(`${dataPlace} is absent`);
  process.exit(1);
}
const chosen = wanted.includes("--all")
  ? pages
  : pages.filter(({ id }) => wanted.some((part) => id.includes(part)));
if (!chosen.length) {
  console.error("usage: node tests/browser/real-pages.mjs --all | PART-OF-A-NAME…");
  process.exit(2);
}

let faulty = 0;
for (const name of engineNames) {
  const browser = await launch(name);
  console.log(`\n${browser.version}\n  names mentions  marks     ms  text and places  restored  page`);
  for (const realPage of chosen) {
    try {
      const result = await withPages(browser, (open) => checkRealPage(open, realPage));
      const wrong = [...result.visible, ...result.owner, ...result.errors];
      if (wrong.length) faulty += 1;
      console.log(
        [
          String(result.names).padStart(7),
          String(result.mentions).padStart(8),
          String(result.marks).padStart(6),
          String(result.durationMs).padStart(6),
          (result.visible.length ? `${result.visible.length} differ` : "same").padStart(16),
          (result.owner.length ? `${result.owner.length} differ` : "same").padStart(9),
          ` ${realPage.id}`,
        ].join(" "),
      );
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
