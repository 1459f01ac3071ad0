// In: a name, an HTML file, a dictionary. Out: a new folder under tests/pages with what Chromium paints today
// as its expectation, printed for review: read it before you keep it. Without files, records an existing case
// again.

import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../tests/browser/browsers.js";
import { withPages } from "../tests/browser/harness.js";
import { pagesFolder, readCase, runCase, writeExpectation } from "../tests/browser/page-case.js";

const [name, source, dictionary, ...rest] = process.argv.slice(2);
const isNew = source !== undefined && dictionary !== undefined;
if (!name || !/^[a-z0-9-]+$/.test(name) || rest.length || (source && !dictionary)) {
  console.error(
    "usage: node tools/new-page-case.mjs NAME SOURCE.html DICTIONARY.json   a new case (NAME: a-z, 0-9, -)",
  );
  console.error(
    "       node tools/new-page-case.mjs NAME                               record an existing case again",
  );
  process.exit(2);
}
const folder = join(pagesFolder, name);
if (isNew === existsSync(folder)) {
  console.error(isNew ? `tests/pages/${name} exists already` : `there is no tests/pages/${name}`);
  process.exit(2);
}
if (isNew) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(source, join(folder, "source.html"));
  copyFileSync(dictionary, join(folder, "dictionary.json"));
}

const browser = await launch("chromium");
try {
  await withPages(browser, async (open) => {
    const result = await runCase(open, readCase(name));
    writeExpectation(folder, result.painted);
    console.log(`tests/pages/${name}: ${result.painted.mentions.flat().length} mentions\n`);
    for (const block of result.painted.mentions) console.log(`  ${block.join("  |  ")}`);
    console.log(`\n${result.painted.html}\n`);
    const wrong = {
      "the dictionary's faults": result.faults,
      "visible differences": result.painted.visibleDifferences,
      "differences after refresh()": result.refreshed === result.painted.html ? [] : [result.refreshed],
      "differences after destroy()": [...result.destroyed, ...result.destroyedAgain],
    };
    for (const [what, lines] of Object.entries(wrong)) {
      if (!lines.length) continue;
      process.exitCode = 1;
      console.error(`${what}:`);
      for (const line of lines) console.error(`  ${typeof line === "string" ? line : JSON.stringify(line)}`);
    }
  });
} finally {
  await browser.close();
}
