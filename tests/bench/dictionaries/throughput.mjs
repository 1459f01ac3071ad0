// In: a compiled dictionary and the news. Out: how long `namelight find`, the package in Node and the core natively take for all of it,
// beside bare aho-corasick, natively, on the same text, its automaton built before the clock starts.
// Guarantees: the command's time is the whole process; what it takes without a text is told apart.

import { execFile, execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { median } from "../rounds.mjs";

const PROJECT = fileURLToPath(new URL("../../../", import.meta.url));
const COMMAND = join(PROJECT, "pkg/bin/namelight.js");
const RUNS = 5;

/** @typedef {{ commandMs: number, idleCommandMs: number, packageMs: number, nativeMs: number, bareMs: number, bareBuildMs: number, bareHits: number, mentions: number }} Throughput */

/**
 * @param {import("./prepare.mjs").Prepared} dictionary
 * @param {string} textPath
 * @param {string} rivals the native command
 * @returns {Promise<Throughput>}
 */
export async function measureThroughput({ compiled, aliases }, textPath, rivals) {
  const nothing = join(dirname(compiled), "nothing.txt");
  writeFileSync(nothing, "\n");
  const bare = JSON.parse(execFileSync(rivals, ["scan", aliases, textPath], { encoding: "utf8" }));
  const native = nativeFigures(compiled, textPath);
  const { loadDictionary } = await import("namelight");
  const dictionary = await loadDictionary(new Uint8Array(readFileSync(compiled)));
  const blocks = readFileSync(textPath, "utf8").split("\n").map((text) => ({ text }));
  let mentions = 0;
  const packageMs = await timed(async () => void (mentions = dictionary.find(blocks).length));
  dictionary.free();
  /** @param {string} text */
  const find = (text) => timed(() => promisify(execFile)(process.execPath, [COMMAND, "find", "-d", compiled, text], { maxBuffer: 1 << 28 }));
  return {
    commandMs: await find(textPath),
    idleCommandMs: await find(nothing),
    packageMs,
    nativeMs: native.totalMs,
    bareMs: bare.scanMs,
    bareBuildMs: bare.buildMs,
    bareHits: bare.hits,
    mentions,
  };
}

/**
 * The core's own example, for a compiled dictionary.
 * @param {string} compiled
 * @param {string} textPath
 * @returns {{ totalMs: number, forms: number, aliases: number }} how many forms, and aliases of them, went into the automaton
 */
export function nativeFigures(compiled, textPath) {
  const command = ["run", "--release", "--quiet", "--locked", "--example", "bench", "--", compiled, textPath];
  return JSON.parse(execFileSync("cargo", command, { cwd: PROJECT, encoding: "utf8", stdio: ["ignore", "pipe", 2] }));
}

/** @param {() => Promise<unknown>} act */
async function timed(act) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
  }
  return median(times);
}
