// `npm run extension`: builds the browser extension. Out: in target/extension, which git ignores, a folder for each browser, to be
// loaded as it is, and beside it the zip for its store.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import "./build.mjs";
import { browsers, buildExtension } from "./extension.mjs";
import { zip } from "./zip.mjs";

const target = "target/extension";
for (const browser of browsers) {
  const folder = fileURLToPath(new URL(`../${target}/${browser}`, import.meta.url));
  await buildExtension(browser, folder);
  const packed = zip(folder);
  writeFileSync(`${folder}.zip`, packed);
  console.log(`${join(target, browser)}: ${join(target, browser)}.zip has ${Math.ceil(packed.length / 1024)} KB`);
}
