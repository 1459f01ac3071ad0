// In: one measurement as JSON (the first argument), for a fresh process of Node. Out: its figures as JSON on stdout.
// Guarantees: nothing that another measurement left in memory or compiled is there.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { measure, measureRival } from "./in-wasm.mjs";

/**
 * @typedef {{ kind: "namelight", small: string, compiled: string, blocks: { text: string }[], rounds: number }
 *   | { kind: "aho-corasick" | "daachorse", wasm: string, input: string, text: string }
 *   | { kind: "javascript", input: string, text: string }} Job paths, but for the text
 */

/** @param {Job} job */
async function run(job) {
  if (job.kind === "namelight") {
    const namelight = await import("namelight");
    return measure({ namelight, small: bytesOf(job.small), bytes: bytesOf(job.compiled), blocks: job.blocks, rounds: job.rounds });
  }
  if (job.kind === "javascript") return inJavaScript(readFileSync(job.input, "utf8").split("\n"), job.text);
  return measureRival(bytesOf(job.wasm), bytesOf(job.input), Buffer.from(job.text), job.kind);
}

/** @param {string} path */
const bytesOf = (path) => new Uint8Array(readFileSync(path));

/** The one of npm that is quickest to build and to scan with: text.mjs says what else was tried. @param {string[]} aliases @param {string} text */
function inJavaScript(aliases, text) {
  const { AhoCorasick } = /** @type {any} */ (createRequire(import.meta.url)("@monyone/aho-corasick"));
  const started = performance.now();
  const automaton = new AhoCorasick(aliases);
  const prepareMs = performance.now() - started;
  let [hits, scanMs] = [0, Infinity];
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    hits = automaton.matchInText(text).length;
    scanMs = Math.min(scanMs, performance.now() - begun);
  }
  return { prepareMs, scanMs, hits, memoryBytes: process.memoryUsage().heapUsed };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2]))));
