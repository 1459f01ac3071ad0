// In: this folder. Out: built/ (or the folder that is named), an extension that Chromium loads unpacked.

import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const outdir = process.argv[2] ?? `${here}built`;
/** @param {string} file @param {"esm" | "iife"} format a content script is no module */
const bundle = (file, format) => build({ entryPoints: [`${here}${file}`], bundle: true, format, target: "es2022", outdir, logLevel: "warning" });
await bundle("background.js", "esm");
await bundle("content.js", "iife");
cpSync(`${here}manifest.json`, `${outdir}/manifest.json`);
