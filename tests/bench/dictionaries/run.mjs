// In: `npm run bench dictionaries [-- --terms 1k,20k,100k,1m] [--runs 3] [--timeout 120] [--without sizes] [--json]`.
// Out: Markdown: loading and first mentions by the dictionary's size, in Node and in Chromium; what others do with as many aliases;
// throughput, sizes, memory; and which bounds hold. Exit 1 where one does not. Progress on stderr.
// Guarantees: every figure is of this run, but what compiling cost, which is kept until the package changes.

import { readFileSync } from "node:fs";
import { readText } from "../data.mjs";
import { openChromium as openPages } from "../pages.mjs";
import { faultOf } from "../rounds.mjs";
import { inNode, openChromium } from "./hosts.mjs";
import { article, buildRivals, prepare } from "./prepare.mjs";
import { measureOwners, measureSizes } from "./sizes.mjs";
import { ROUNDS, boundsOf, toMarkdown } from "./table.mjs";
import { measureThroughput, nativeFigures } from "./throughput.mjs";

/**
 * @typedef {import("./in-wasm.mjs").Measured} Measured
 * @typedef {Measured & Partial<import("./hosts.mjs").Memory>} Loaded
 * @typedef {{ name: string, aliases: number, fileBytes: number, cost: import("./prepare.mjs").Cost, admitted: { forms: number, aliases: number },
 *   hosts: { host: string, runs: Loaded[] }[], rivals: Rival[], sizes?: import("./sizes.mjs").Sizes & { ownerBytes: number } }} Result sizes: of a million aliases
 *   they take minutes, and may be left out
 * @typedef {{ name: string, prepareMs?: number, scanMs?: number, memoryBytes?: number, hits?: number, fault?: string }} Rival
 */

/**
 * @param {{ terms: string[], runs: number, timeoutMs: number, withSizes: boolean, json: boolean }} options
 * @param {{ node: string, cores: number, load: number }} machine
 * @param {(line: string) => void} progress
 */
export async function run({ terms, runs, timeoutMs, withSizes, json }, machine, progress) {
  progress("building the rivals");
  const rivals = buildRivals();
  const { text, path, blocks } = article();
  const small = (await prepare("1k", rivals.native)).compiled;
  const chromium = await openChromium();
  /** @type {Result[]} */
  const results = [];
  /** @type {import("./throughput.mjs").Throughput | undefined} */
  let throughput;
  try {
    for (const name of terms) {
      progress(`${name}: preparing`);
      const dictionary = await prepare(name, rivals.native);
      const { compiled } = dictionary;
      const { forms, aliases } = nativeFigures(compiled, path);
      const hosts = [
        { host: "Node", measure: () => inNode({ kind: "namelight", small, compiled, blocks, rounds: ROUNDS }, timeoutMs) },
        { host: "Chromium", measure: () => chromium.measure({ small, compiled, blocks, rounds: ROUNDS }) },
      ].map(({ host, measure }) => ({ host, measure, runs: /** @type {Loaded[]} */ ([]) }));
      for (let round = 0; round < runs; round++) {
        progress(`${name}: loading and finding, ${round + 1} of ${runs}`);
        for (const { measure, runs } of hosts) runs.push(await measure());
      }
      progress(`${name}: others`);
      const others = await measureRivals(dictionary, text, rivals.wasm, timeoutMs);
      if (withSizes) progress(`${name}: sizes`);
      const sizes = withSizes ? { ...measureSizes(dictionary.source, dictionary.terms), ownerBytes: measureOwners(dictionary.source) } : undefined;
      const fileBytes = readFileSync(compiled).length;
      results.push({ name, aliases: dictionary.terms.length, fileBytes, cost: dictionary.cost, admitted: { forms, aliases }, hosts: hosts.map(({ host, runs }) => ({ host, runs })), rivals: others, sizes });
    }
    progress("throughput");
    throughput = await measureThroughput(await prepare(terms[terms.length - 1], rivals.native), readText().path, rivals.native);
  } finally {
    await chromium.close();
  }
  const bounds = boundsOf(results);
  process.stdout.write(json ? `${JSON.stringify({ machine, runs, results, throughput, bounds }, null, 2)}\n` : toMarkdown(results, throughput, bounds, runs, machine));
  process.exitCode = bounds.every(({ holds }) => holds) ? 0 : 1;
}

/**
 * @param {import("./prepare.mjs").Prepared} dictionary
 * @param {string} text
 * @param {string} wasm
 * @param {number} timeoutMs
 * @returns {Promise<Rival[]>}
 */
async function measureRivals({ name, source, terms, compiled, aliases, arrays }, text, wasm, timeoutMs) {
  /** @type {Rival[]} */
  const rivals = [];
  /** @param {string} rival @param {() => Promise<Omit<Rival, "name">>} measure */
  const add = async (rival, measure) => {
    try {
      rivals.push({ name: rival, ...(await measure()) });
    } catch (error) {
      rivals.push({ name: rival, fault: faultOf(error) });
    }
  };
  await add("aho-corasick, built in wasm", () => inNode({ kind: "aho-corasick", wasm, input: aliases, text }, timeoutMs));
  await add("daachorse, deserialised in wasm", () => inNode({ kind: "daachorse", wasm, input: arrays, text }, timeoutMs));
  await add("@monyone/aho-corasick", () => inNode({ kind: "javascript", input: aliases, text }, timeoutMs));
  const hits = new Set(rivals.flatMap(({ hits }) => hits ?? []));
  if (hits.size > 1) throw new Error(`the automata over ${name} find different things: ${[...hits].join(", ")}`);
  const html = `<!doctype html><html lang="en"><body><article>${text.split("\n").map((line) => `<p>${line.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</p>`).join("")}</article></body></html>`;
  const page = { name: "article", html };
  const dictionary = { name, path: "", source, terms, compiled };
  const pages = await openPages({ pages: [page], dictionaries: [dictionary], timeoutMs, lists: true });
  try {
    const marker = pages.contendersFor({ page, dictionary }).find((contender) => contender.name.startsWith("advanced-mark.js, combined"));
    await add("advanced-mark.js, combined terms, in Chromium", async () => {
      const figures = await marker?.run(0);
      return { prepareMs: figures?.prepareMs, scanMs: figures?.workMs };
    });
  } finally {
    await pages.close();
  }
  return rivals;
}
