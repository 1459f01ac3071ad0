// In: a dictionary and a text, both also as files.
// Out: contenders that find the dictionary's terms in the text outside a browser, and what each found.
// Guarantees: every contender gets a fresh dictionary each round; building it and finding are timed apart.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expressionOf } from "./expression.mjs";

/**
 * @typedef {import("./agreement.mjs").Span & { entity?: string }} Found
 * @typedef {import("./rounds.mjs").Contender & { find: () => Promise<Found[]> }} TextContender
 * @typedef {{ dictionary: import("./data.mjs").Dictionary, text: string, textPath: string }} TextJob
 */

const require = createRequire(import.meta.url);
const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SETTLE_FINDS = 3; // within a round the best counts: a just-in-time compiler has then seen the code

/** @param {TextJob} job @returns {TextContender[]} */
export function textContenders(job) {
  return [namelightIn("wasm", job), namelightIn("js", job), namelightNative(job), oneExpression(job), ahoCorasickPackage(job)];
}

/**
 * @template Handle
 * @param {string} name
 * @param {(round: number) => Handle | Promise<Handle>} prepare
 * @param {(handle: Handle) => Found[]} find
 * @param {(handle: Handle) => void} [free]
 * @returns {TextContender}
 */
function inNode(name, prepare, find, free = () => {}) {
  return {
    name,
    async find() {
      const handle = await prepare(0);
      const found = find(handle);
      free(handle);
      return found;
    },
    async run(round) {
      const started = performance.now();
      const handle = await prepare(round);
      const prepareMs = performance.now() - started;
      let workMs = Infinity;
      for (let index = 0; index < SETTLE_FINDS; index += 1) {
        const begun = performance.now();
        find(handle);
        workMs = Math.min(workMs, performance.now() - begun);
      }
      free(handle);
      return { prepareMs, workMs };
    },
  };
}

/** @param {"wasm" | "js"} engine @param {TextJob} job */
function namelightIn(engine, { dictionary, text }) {
  return inNode(
    `Namelight, ${engine} in Node`,
    async () => (await import("namelight")).loadDictionary(dictionary.source, { engine }),
    (loaded) => loaded.find(text),
    (loaded) => loaded.free(),
  );
}

/** The crate's own example does the timing. @param {TextJob} job @returns {TextContender} */
function namelightNative({ dictionary, textPath }) {
  /** @param {string[]} more */
  const call = (more) => {
    const command = [
      "run",
      "--release",
      "--quiet",
      "--example",
      "bench",
      "--",
      dictionary.path,
      textPath,
      ...more,
    ];
    const output = execFileSync("cargo", command, {
      cwd: PROJECT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return JSON.parse(output.trim().split("\n").at(-1) ?? "");
  };
  return {
    name: "Namelight, native",
    async find() {
      const folder = mkdtempSync(join(tmpdir(), "namelight-bench-"));
      try {
        call(["--mentions", join(folder, "mentions.jsonl")]);
        const lines = readFileSync(join(folder, "mentions.jsonl"), "utf8").split("\n");
        return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    async run() {
      const { buildMs, foldMs, findMs, judgeMs, decideMs, totalMs } = call([]);
      return { prepareMs: buildMs, workMs: totalMs, foldMs, findMs, judgeMs, decideMs };
    },
  };
}

/** @param {TextJob} job */
function oneExpression({ dictionary, text }) {
  return inNode(
    "one RegExp in Node",
    (round) => {
      const expression = expressionOf(dictionary.terms, round);
      expression.exec("\u2019"); // V8 compiles at first use, apart for text beyond Latin-1
      return expression;
    },
    (expression) =>
      Array.from(text.matchAll(expression), ({ 0: surface, index }) => ({
        start: index,
        end: index + surface.length,
      })),
  );
}

/**
 * All hits, then Namelight's order of things in the plainest JavaScript: whole words only, leftmost, longest.
 * The package's greedy search chooses before boundaries are known and so loses mentions; its double-array form
 * scans in half the time and takes nine seconds to build. modern-ahocorasick took three times as long line by
 * line, and did not end on the whole text.
 * @param {TextJob} job
 */
function ahoCorasickPackage({ dictionary, text }) {
  return inNode(
    "@monyone/aho-corasick in Node",
    () => {
      const { AhoCorasick } = /** @type {any} */ (require("@monyone/aho-corasick"));
      return new AhoCorasick(dictionary.terms);
    },
    (automaton) => chooseLeftmostLongest(text, automaton.matchInText(text)),
  );
}

const WORD_BEFORE = /[\p{L}\p{N}\p{M}]$/u;
const WORD_AFTER = /^[\p{L}\p{N}\p{M}]/u;

/** @param {string} text @param {{ begin: number, end: number }[]} hits @returns {Found[]} */
function chooseLeftmostLongest(text, hits) {
  const whole = hits.filter(
    ({ begin, end }) =>
      !WORD_BEFORE.test(text.slice(Math.max(0, begin - 2), begin)) &&
      !WORD_AFTER.test(text.slice(end, end + 2)),
  );
  whole.sort((left, right) => left.begin - right.begin || right.end - left.end);
  const chosen = [];
  let free = 0;
  for (const { begin, end } of whole) {
    if (begin < free) continue;
    chosen.push({ start: begin, end });
    free = end;
  }
  return chosen;
}
