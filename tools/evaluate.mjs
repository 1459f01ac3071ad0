// `npm run evaluate`: the score of every annotated set with every dictionary, ours beside plain matching. A word after it runs only
// the jobs whose names hold it. In: ../shared/data. Out: one table. Guarantees: what is absent is named, and the exit code tells of it.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const data = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const command = fileURLToPath(new URL("../pkg/bin/namelight.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "namelight-evaluate-"));

/** @typedef {{ set: string, dictionaries: string[], options?: string[] }} Job "own": every spelling that the set itself has */
/** Of trnews, only places are annotated. */
const places = ["--types", "Place"];
/** @type {Job[]} */
const jobs = [
  ...["1k", "20k", "100k", "1m"].map((size) => ({ set: "trnews", dictionaries: [`dict-${size}.json`], options: places })),
  ...["1k", "20k", "100k", "1m"].map((size) => ({ set: "trnews", dictionaries: [`dict-${size}.json`] })),
  ...["20k", "100k", "1m"].map((size) => ({ set: "elevant-news-fair-v2", dictionaries: [`dict-${size}.json`] })),
  { set: "elevant-kore50", dictionaries: ["gold/elevant-kore50.dictionary.json", "dict-100k.json"] },
  ...["trnews", "elevant-news-fair-v2", "elevant-kore50", "n3-news100-de", "stockmark-ja", "newsfane-ar"].map((set) =>
    ({ set, dictionaries: ["own"] })),
  // A newspaper's columns, with their line breaks.
  { set: "hipe2020-fr", dictionaries: ["own"], options: ["--lines", "wrapped"] },
];

/** @param {string} set */
const goldOf = (set) => join(data, "gold", `${set}.json`);

/** A dictionary of every spelling that is annotated in a set. @param {string} set */
function ownDictionary(set) {
  /** @type {Map<string, Set<string>>} */
  const entities = new Map();
  for (const { mentions } of JSON.parse(readFileSync(goldOf(set), "utf8"))) {
    for (const { surface, uri, coref } of mentions) {
      const text = surface.trim();
      if (coref || !/[\p{L}\p{N}]/u.test(text) || text.length > 200) continue;
      const id = uri ?? `text:${text}`;
      if (!entities.get(id)?.add(text)) entities.set(id, new Set([text]));
    }
  }
  const source = { entities: [...entities].map(([id, [name, ...aliases]]) => ({ id, name, aliases })) };
  const path = join(folder, `${set}.json`);
  writeFileSync(path, JSON.stringify(source));
  return path;
}

/** @param {number | null} share */
const percent = (share) => (share === null ? "–" : (100 * share).toFixed(1)).padStart(6);

/** @param {Job} job */
function run({ set, dictionaries, options = [] }) {
  const paths = dictionaries.map((name) => (name === "own" ? ownDictionary(set) : join(data, name)));
  const words = ["evaluate", ...paths.flatMap((path) => ["-d", path]), ...options, "--stages", "--format", "json", goldOf(set)];
  const output = execFileSync(process.execPath, [command, ...words], { encoding: "utf8", maxBuffer: 2 ** 28 });
  for (const { name, mentions, entities, known } of JSON.parse(output).sets[0].systems) {
    const cells = [mentions, entities].flatMap(({ precision, recall, f1 }) => [precision, recall, f1].map(percent));
    console.log(`  ${name.padEnd(26)}${cells.join(" ")}  ${percent(known.share)}`);
  }
}

let absent = 0;
try {
  for (const job of jobs) {
    const name = [job.set, ...job.dictionaries, ...(job.options ?? [])].join(" ");
    if (!process.argv.slice(2).every((word) => name.includes(word))) continue;
    const missing = [goldOf(job.set), ...job.dictionaries.filter((one) => one !== "own").map((one) => join(data, one))]
      .filter((path) => !existsSync(path));
    console.log(`\n${name.padEnd(28)}\n${" ".repeat(28)}mentions             entities              known`);
    for (const path of missing) console.log(`  ABSENT: ${path}`);
    if (missing.length > 0) absent++;
    else run(job);
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (absent > 0) console.log(`\nNOT EVALUATED for want of data: ${absent}`);
process.exitCode = absent > 0 ? 1 : 0;
