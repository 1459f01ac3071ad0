// In: a dictionary, and how many pairs. Out: Lighthouse's performance score and total blocking time of a saved page, without and
// with the script tag. Guarantees: the pairs alternate which comes first; what differs is the tag alone.

import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { executableOf, missing } from "../browser/browsers.js";
import { readPages } from "./data.mjs";
import { FLAGS, serve } from "./pages.mjs";
import { median } from "./rounds.mjs";

/** Fetched by npx: 185 MB that nothing else needs. The last that runs on Node 20. */
const LIGHTHOUSE = "lighthouse@12.8.2";

/** @typedef {{ score: number, blockingMs: number, paintMs: number, shift: number }} Audit */

/**
 * @param {object} options
 * @param {import("./data.mjs").Dictionary} options.dictionary
 * @param {number} options.pairs
 * @param {(line: string) => void} options.progress
 * @returns {Promise<string>} Markdown
 */
export async function lighthouse({ dictionary, pairs, progress }) {
  const [{ name, html }] = readPages();
  const tag = `<script async src="/package/namelight.global.js" data-dictionary="/compiled/${dictionary.name}"></script>`;
  const server = await serve([{ name, html }, { name, html: html.replace(/<\/head>/i, `${tag}$&`) }], [dictionary]);
  /** Without, and with the tag. @type {[Audit[], Audit[]]} */
  const audits = [[], []];
  try {
    for (let pair = 0; pair < pairs; pair += 1) {
      for (const which of pair % 2 === 0 ? [0, 1] : [1, 0]) {
        audits[which].push(await audit(`${server.origin}/page/${which}`));
        const { score, blockingMs } = /** @type {Audit} */ (audits[which].at(-1));
        progress(`pair ${pair + 1} of ${pairs}, ${which ? "with" : "without"}: score ${score}, blocking ${Math.round(blockingMs)} ms`);
      }
    }
  } finally {
    server.close();
  }
  return toMarkdown(audits, dictionary.terms.length);
}

/** @param {string} address @returns {Promise<Audit>} */
async function audit(address) {
  const chromium = executableOf("chromium");
  if (chromium === null) throw new Error(missing("chromium"));
  const flags = ["--headless", ...FLAGS, "--host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"].join(" ");
  const args = ["--yes", LIGHTHOUSE, address, "--quiet", "--output=json", "--only-categories=performance", `--chrome-flags=${flags}`];
  const command = spawn("npx", args, { env: { ...process.env, CHROME_PATH: chromium }, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const chunk of command.stdout) output += chunk;
  const { categories, audits } = JSON.parse(output);
  return {
    score: Math.round(categories.performance.score * 100),
    blockingMs: audits["total-blocking-time"].numericValue,
    paintMs: audits["largest-contentful-paint"].numericValue,
    shift: audits["cumulative-layout-shift"].numericValue,
  };
}

/** @param {[Audit[], Audit[]]} audits @param {number} terms */
function toMarkdown([without, withTag], terms) {
  /** @type {[string, keyof Audit, number][]} what it is called, where it stands, digits */
  const figures = [
    ["score", "score", 0],
    ["total blocking time, ms", "blockingMs", 0],
    ["largest contentful paint, ms", "paintMs", 0],
    ["cumulative layout shift", "shift", 4],
  ];
  const lines = figures.map(([title, key, digits]) => {
    /** @param {number[]} values */
    const shown = (values) =>
      `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
    const values = [without, withTag].map((audits) => audits.map((audit) => audit[key]));
    const differences = values[0].map((value, pair) => values[1][pair] - value);
    return `| ${[title, ...values.map(shown), shown(differences)].join(" | ")} |`;
  });
  return [
    `Lighthouse (${LIGHTHOUSE}, its mobile defaults), a saved news page, ${without.length} alternating pairs, a compiled dictionary of`,
    `${terms} terms, ${availableParallelism()} cores: median (lowest to highest).`,
    "",
    "| | without | with | difference within a pair |",
    "| --- | ---: | ---: | ---: |",
    ...lines,
    "",
  ].join("\n");
}
