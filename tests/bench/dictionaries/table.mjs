// In: what the benchmark of dictionaries measured. Out: Markdown tables, and which of DESIGN.md's bounds hold.
// Guarantees: pure; each bound is judged in each host and shown with both of its sides.

import { median } from "../rounds.mjs";
import { BOUND } from "./sizes.mjs";

/** In one process, after the first. */
export const ROUNDS = 20;
const LONGEST_MS = 5; // from loaded to the mentions of the article, at a million aliases
const MEBIBYTE = 1024 * 1024;

/**
 * @typedef {import("./run.mjs").Result} Result
 * @typedef {{ what: string, measured: string, bound: string, holds: boolean }} Bound
 * @typedef {keyof import("./in-wasm.mjs").Round} Phase
 */

/** Of the first time in each process. @param {import("./run.mjs").Loaded[]} runs @param {Phase} phase */
const cold = (runs, phase) => median(runs.map((run) => run.cold[phase]));
/** Of the best of all later times in each process: what else the machine does only adds. @param {import("./run.mjs").Loaded[]} runs @param {Phase} phase */
const warm = (runs, phase) => median(runs.map((run) => Math.min(...run.warm.map((round) => round[phase]))));

/** @param {Result[]} results @returns {Bound[]} */
export function boundsOf(results) {
  /** @type {Bound[]} */
  const bounds = [];
  for (const { name, hosts, sizes } of results) {
    for (const { host, runs } of hosts) {
      for (const [state, of] of /** @type {const} */ ([["cold", cold], ["warm", warm]])) {
        const [load, limit] = [of(runs, "loadMs"), 2 * of(runs, "copyMs") + 1];
        bounds.push({ what: `loading ${name}, ${host}, ${state}: ≤ 2 × copy + 1 ms`, measured: ms(load), bound: ms(limit), holds: load <= limit });
      }
    }
    if (sizes) bounds.push({ what: `match part of ${name}: ≤ ${BOUND} × aliases + ids`, measured: sizes.ratio.toFixed(3), bound: String(BOUND), holds: sizes.ratio <= BOUND });
  }
  const [smallest, largest] = [results[0], results[results.length - 1]];
  for (const [at, { host, runs }] of largest.hosts.entries()) {
    for (const phase of /** @type {const} */ (["firstMs", "againMs"])) {
      const [time, limit] = [warm(runs, phase), 4 * warm(smallest.hosts[at].runs, phase) + 1];
      const said = `mentions of an article under ${largest.name}, ${host}, ${phase === "firstMs" ? "from loaded" : "again"}`;
      bounds.push({ what: `${said}: < ${LONGEST_MS} ms`, measured: ms(time), bound: ms(LONGEST_MS), holds: time < LONGEST_MS });
      bounds.push({ what: `${said}: < 4 × ${smallest.name} + 1 ms`, measured: ms(time), bound: ms(limit), holds: time < limit });
    }
  }
  return bounds;
}

/**
 * @param {Result[]} results
 * @param {import("./throughput.mjs").Throughput | undefined} throughput of the largest
 * @param {Bound[]} bounds
 * @param {number} runs
 * @param {{ node: string, cores: number, load: number }} machine
 */
export function toMarkdown(results, throughput, bounds, runs, machine) {
  return [
    `Medians in ms over ${runs} fresh processes of Node ${machine.node} and as many fresh tabs of Chromium, on ${machine.cores} cores with a load of`,
    `${machine.load} at the start. Cold is the first time in a process, warm the best of ${ROUNDS} later ones; “from loaded” is the first search after`,
    "loading, in which each part of the file that the text touches is checked. The article has 2,000 words.",
    "",
    table(["aliases", "host", "copy, cold", "load, cold", "copy", "load", "from loaded, cold", "from loaded", "again", "mentions", "admitted forms (aliases)"], results.flatMap(hostRows)),
    "What others do with as many aliases and the same article; all find the same hits. “Ready” goes from strings (daachorse: from its file)",
    "to something that can search.",
    "",
    table(["aliases", "what", "ready", "search", "memory, MB", "hits"], results.flatMap(rivalRows)),
    ...(throughput ? [throughputLines(throughput, results[results.length - 1]), ""] : []),
    "Sizes in bytes after brotli 11. The match part is the file of a source without evidence.",
    "",
    table(["aliases", "file", "file per alias", "match part", "aliases, sorted", "ids", "ratio", "ids, one beside each alias", "ratio with these", "match part per alias"], results.flatMap(sizeRow)),
    "Memory, in MB: the process that compiles; a page with the dictionary loaded.",
    "",
    table(["aliases", "compiling", "seconds", "page: WebAssembly", "page: JavaScript heap and buffers"], results.map(memoryRow)),
    table(["bound", "measured", "at most", ""], bounds.map(({ what, measured, bound, holds }) => [what, measured, bound, holds ? "" : "**broken**"])),
  ].join("\n");
}

/** @param {Result} result */
function hostRows({ aliases, hosts, admitted }) {
  return hosts.map(({ host, runs }) => [
    figure(aliases), host, ms(cold(runs, "copyMs")), ms(cold(runs, "loadMs")), ms(warm(runs, "copyMs")), ms(warm(runs, "loadMs")),
    ms(cold(runs, "firstMs")), ms(warm(runs, "firstMs")), ms(warm(runs, "againMs")), figure(runs[0].mentions),
    `${figure(admitted.forms)} (${figure(admitted.aliases)})`,
  ]);
}

/** @param {Result} result */
function rivalRows({ aliases, rivals }) {
  return rivals.map(({ name, prepareMs, scanMs, memoryBytes, hits, fault }) =>
    [figure(aliases), name, fault ?? ms(prepareMs), ms(scanMs), memoryBytes === undefined ? "–" : megabytes(memoryBytes), hits === undefined ? "–" : figure(hits)]);
}

/** @param {import("./throughput.mjs").Throughput} throughput @param {Result} largest */
function throughputLines({ commandMs, idleCommandMs, packageMs, nativeMs, bareMs, bareBuildMs, bareHits, mentions }, { aliases }) {
  /** @param {string} what @param {number} time */
  const row = (what, time) => [what, ms(time), `${(bareMs / time * 100).toFixed(0)} %`, `${((bareMs + bareBuildMs) / time * 100).toFixed(0)} %`];
  return [
    `All of the news (1 MB) under ${figure(aliases)} aliases; the fractions are of bare aho-corasick's speed (contiguous, native, over the whole`,
    `dictionary): of its scan alone, and of building it (${ms(bareBuildMs)} ms) and scanning. It finds ${figure(bareHits)} raw hits; Namelight decides ${figure(mentions)} mentions.`,
    "",
    table(["what", "ms", "of the scan", "with building"], [
      row("aho-corasick, the scan alone", bareMs),
      row("Namelight, native", nativeMs),
      row("Namelight, package in Node", packageMs),
      row("`namelight find`, the whole process", commandMs),
      row("`namelight find`, without its start and loading", commandMs - idleCommandMs),
    ]),
  ].join("\n");
}

/** @param {Result} result */
function sizeRow({ aliases, fileBytes, sizes }) {
  if (!sizes) return [];
  const { matchBytes, aliasBytes, idBytes, ownerBytes, ratio } = sizes;
  return [[figure(aliases), figure(fileBytes), (fileBytes / aliases).toFixed(1), figure(matchBytes), figure(aliasBytes), figure(idBytes), ratio.toFixed(3), figure(ownerBytes), (matchBytes / (aliasBytes + ownerBytes)).toFixed(3), (matchBytes / aliases).toFixed(2)]];
}

/** @param {Result} result */
function memoryRow({ aliases, cost, hosts }) {
  const page = hosts.find(({ host }) => host === "Chromium")?.runs[0];
  return [figure(aliases), figure(cost.peakMebibytes), cost.seconds.toFixed(1), megabytes(page?.wasmBytes ?? 0), megabytes(page?.heapBytes ?? 0)];
}

/** @param {string[]} head @param {string[][]} rows */
const table = (head, rows) => [head, head.map((_, at) => (at === 0 ? "---" : "---:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n") + "\n";

/** @param {number | undefined} value */
const ms = (value) => (value === undefined ? "–" : value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0));

/** @param {number} value */
const figure = (value) => value.toLocaleString("en");

/** @param {number} bytes */
const megabytes = (bytes) => (bytes / MEBIBYTE).toFixed(1);
