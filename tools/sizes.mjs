// In: the built package: pkg/dist and esbuild's metafile in it.
// Out: the brotli size of each part beside DESIGN.md's budget; the command exits 1 when one is over.
// Guarantees: exact sizes (brotli 11, each file by itself, as it is served); no import escapes the count.

import { readFileSync, statSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const DIST = new URL("../pkg/dist/", import.meta.url);
const KB = 1024; // bytes, as DESIGN.md counts
const ENTRY = "separate.js"; // the script tag's loader with its parts in files of their own
const PAINTERS = ["wrap", "highlight"]; // a page loads the one that it needs before its first marks
const GLUE = "_bg-"; // a page loads the bindings of the core that it needs before its first marks
const WORDS = "words-"; // a page that compiles loads those of its dictionary's language
const ENGINE = "./namelight.engine.js"; // loaded where WebAssembly is refused, in its place: outside the budgets

/**
 * What to measure and the budgets of DESIGN.md, in bytes.
 * @type {{ first: number, later: number, single: number, attach: number }} attach: what a page loads for marks that its server has made, a
 *   measured size and a little
 */
const BUDGETS = { first: 45 * KB, later: 25 * KB, single: 80 * KB, attach: 6.5 * KB };

/**
 * @typedef {{ path: string, kind: string, external?: boolean }} Import
 * @typedef {{ outputs: Record<string, { imports: Import[], bytes?: number }> }} Metafile as esbuild writes it
 * @typedef {{ name: string, bytes: number, brotliBytes: number }} File
 * @typedef {{ files: File[], brotliBytes: number, budgetBytes: number, isWithin: boolean }} Measured
 * @typedef {{ part: string } & Measured} Part
 */

/**
 * The files that a page loads before its first marks (what the entry imports statically, and a painter), and those that
 * any of them may import later.
 *
 * @param {Metafile} metafile
 * @param {string} entry a file name
 * @returns {{ first: string[], later: string[] }} paths below the entry's folder
 */
export function filesOf(metafile, entry) {
  const outputs = new Map(Object.entries(metafile.outputs));
  /** @param {string} path */
  const bytesOf = (path) => outputs.get(path)?.bytes ?? 0;
  const entryPath = [...outputs.keys()].find((path) => posix.basename(path) === entry) ?? entry;
  const all = reach(outputs, entryPath, (kind) => kind === "import-statement" || kind === "dynamic-import");
  // The larger counts as the one; what both need is among the first, too. Other entries have painters of their own.
  const painters = all.filter((path) => PAINTERS.some((name) => posix.basename(path).startsWith(`${name}-`)));
  const [painter] = painters.sort((one, other) => bytesOf(other) - bytesOf(one));
  /** @param {string[]} paths */
  const inDist = (paths) => paths.map((path) => posix.relative(posix.dirname(entryPath), path));
  const glue = [...outputs.keys()].filter((path) => posix.basename(path).startsWith(`core${GLUE}`));
  const first = reach(outputs, entryPath, (kind) => kind === "import-statement", [painter, ...glue]);
  return { first: inDist(first), later: inDist(all.filter((path) => !first.includes(path))) };
}

/**
 * @param {Map<string, { imports: Import[] }>} outputs
 * @param {string} entry
 * @param {(kind: string) => boolean} follows
 * @param {(string | undefined)[]} [chosen] reached, too
 */
function reach(outputs, entry, follows, chosen = []) {
  const reached = new Set([entry, ...chosen.filter((path) => path !== undefined)]);
  for (const path of reached) {
    // grows while it is walked
    const output = outputs.get(path);
    if (!output) throw new Error(`${path} is not among the outputs of the build: build again`);
    for (const { path: imported, kind, external } of output.imports) {
      // A page never asks for Node's modules.
      if (!follows(kind) || imported.startsWith("node:") || imported === ENGINE) continue;
      if (external)
        throw new Error(`${path} imports ${imported} from outside: its bytes would not be counted`);
      reached.add(imported);
    }
  }
  return [...reached];
}

/** @param {URL} [dist] the built package, with a slash at its end @returns {Part[]} */
export function measureSizes(dist = DIST) {
  /** @type {Metafile} */
  const metafile = JSON.parse(readFileSync(new URL("meta.json", dist), "utf8"));
  const { first, later } = filesOf(metafile, ENTRY);
  const fullGlue = later.filter((path) => path.includes(`full${GLUE}`));
  /** @param {string} path */
  const bytesOf = (path) => statSync(new URL(path, dist)).size;
  // Of the languages that with the most counts.
  const [, ...otherWords] = later.filter((path) => path.includes(WORDS)).sort((one, other) => bytesOf(other) - bytesOf(one));
  const others = later.filter((path) => !fullGlue.includes(path) && !otherWords.includes(path));
  return [
    part("to first marks", ["core.wasm", ...first], BUDGETS.first, dist),
    // A page with a JSON source loads the full core, and its bindings, in place of the other.
    part("on first need", ["full.wasm", ...fullGlue, ...others], BUDGETS.later, dist, [
      "core.wasm",
      ...first.filter((path) => path.includes(`core${GLUE}`)),
    ]),
    part("all in one file", ["namelight.global.js"], BUDGETS.single, dist),
    part("for served marks, before the tooltip", attached(metafile), BUDGETS.attach, dist),
  ];
}

/** @param {Metafile} metafile */
function attached({ outputs }) {
  const entry = Object.keys(outputs).find((path) => posix.basename(path) === "attach.js") ?? "attach.js";
  return reach(new Map(Object.entries(outputs)), entry, (kind) => kind === "import-statement").map((path) => posix.relative(posix.dirname(entry), path));
}

/**
 * @param {string} name
 * @param {string[]} names
 * @param {number} budgetBytes
 * @param {URL} dist
 * @param {string[]} replaced files that the first ones are loaded in place of
 * @returns {Part}
 */
function part(name, names, budgetBytes, dist, replaced = []) {
  const files = names.map((file) => {
    const content = readFileSync(new URL(file, dist));
    const instead = replaced[names.indexOf(file)];
    const saved = instead ? brotliLength(readFileSync(new URL(instead, dist))) : 0;
    const shown = instead ? `${file} beyond ${instead}` : file;
    return { name: shown, bytes: content.length, brotliBytes: brotliLength(content) - saved };
  });
  const brotliBytes = files.reduce((sum, file) => sum + file.brotliBytes, 0);
  return { part: name, files, brotliBytes, budgetBytes, isWithin: brotliBytes <= budgetBytes };
}

/** @param {Uint8Array} content */
function brotliLength(content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return brotliCompressSync(content, { params }).length;
}

/** @param {Part[]} parts */
export function toTable(parts) {
  /** @param {number} bytes */
  const kilobytes = (bytes) => (bytes / KB).toFixed(2);
  const lines = ["| part | brotli, KB | budget, KB | |", "| --- | ---: | ---: | --- |"];
  for (const { part: name, files, brotliBytes, budgetBytes, isWithin } of parts) {
    const verdict = isWithin ? "" : "over";
    lines.push(`| **${name}** | **${kilobytes(brotliBytes)}** | ${kilobytes(budgetBytes)} | ${verdict} |`);
    if (files.length > 1)
      lines.push(...files.map((file) => `| ${file.name} | ${kilobytes(file.brotliBytes)} | | |`));
  }
  return lines.join("\n");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const parts = measureSizes();
  process.stdout.write(`${fileURLToPath(DIST)}\n\n${toTable(parts)}\n`);
  if (parts.some(({ isWithin }) => !isWithin)) process.exitCode = 1;
}
