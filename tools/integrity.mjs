// In: the built package. Out: pkg/dist/integrity.json, the hash (SHA-384) of each file that a page may load, by its path; as a command
// (`npm run integrity`), that list and a script tag to paste, or with `--import-map ADDRESS` a map of the parts at that address.
// Guarantees: the hashes are of the files as they stand; the build writes them last.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const DIST = fileURLToPath(new URL("../pkg/dist/", import.meta.url));
const LIST = "integrity.json";
/** What no page loads: the command, what it reads, and the types. */
const NOT_FOR_PAGES = /^(?:cli\.js|checker\.wasm|words\/|types\/)/;

/** @typedef {Record<string, string>} Hashes "sha384-…" by the path below the folder */

/** What browsers compare with. @param {Uint8Array} content */
const hashOf = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/** @param {string} [dist] the folder of the built package @returns {Hashes} */
export function hashFiles(dist = DIST) {
  const paths = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/")).sort();
  const files = paths.filter((path) => /\.(?:js|wasm)$/.test(path) && !NOT_FOR_PAGES.test(path));
  return Object.fromEntries(files.map((path) => [path, hashOf(readFileSync(join(dist, path)))]));
}

/** Writes the list and says what a publisher needs of it. @param {string} [dist] */
export function writeIntegrity(dist = DIST) {
  const hashes = hashFiles(dist);
  writeFileSync(join(dist, LIST), `${JSON.stringify(hashes, null, 2)}\n`);
  console.error(`namelight.global.js: ${hashes["namelight.global.js"]} (all files: pkg/dist/${LIST})`);
}

/**
 * What a page has to hold so that a browser checks every module of ours. (WebAssembly is fetched by them, unchecked.)
 * @param {Hashes} hashes
 * @param {string} address of the folder with the files
 */
export function importMap(hashes, address) {
  const folder = address.replace(/\/?$/, "/");
  const modules = Object.entries(hashes).filter(([path]) => path.endsWith(".js") && !path.endsWith(".global.js"));
  return { integrity: Object.fromEntries(modules.map(([path, hash]) => [`${folder}${path}`, hash])) };
}

/** @param {string[]} words */
function main([flag, address]) {
  /** @type {Hashes} */
  const hashes = JSON.parse(readFileSync(join(DIST, LIST), "utf8"));
  if (flag === "--import-map" && address) {
    console.log(`<script type="importmap">\n${JSON.stringify(importMap(hashes, address), null, 2)}\n</script>`);
    return;
  }
  if (flag) {
    console.error("integrity takes nothing, or --import-map ADDRESS: the folder at which a page finds the files.");
    process.exitCode = 2;
    return;
  }
  for (const [path, hash] of Object.entries(hashes)) console.log(`${hash}  ${path}`);
  const tag = { src: "namelight.global.js", integrity: hashes["namelight.global.js"], crossorigin: "anonymous", "data-dictionary": "entities.json" };
  console.log(`\n<script async ${Object.entries(tag).map(([name, value]) => `${name}="${value}"`).join(" ")}></script>`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
