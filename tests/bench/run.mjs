// In: `node tests/bench/run.mjs [text] [page] [pages] [lighthouse] [--terms 1k,20k] [--runs 5] [--timeout 20] [--lists] [--json]`;
// with `dictionaries` or `first-marks` in place of these jobs what dictionaries/run.mjs or first-marks.mjs says. Out: a table of medians
// and ratios, and one of where the contenders disagree and why; progress on stderr.
// Guarantees: all are compared before they are timed; absent data are named, and fail the command in CI.

import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { explainMentions } from "namelight/check";
import { listOfWords } from "../../www/cli/common-words.js";
import { compare } from "./agreement.mjs";
import { absentFiles, readDictionary, readPages, readRealPages, readText } from "./data.mjs";
import { openChromium } from "./pages.mjs";
import { alternate, faultOf, medians } from "./rounds.mjs";
import { toMarkdown } from "./table.mjs";
import { textContenders } from "./text.mjs";

/**
 * @typedef {import("./agreement.mjs").Span & { entity?: string }} Found
 * @typedef {{ text: string, spans: Found[] }} Sight what one contender found in its text
 * @typedef {{ contender: string, found: number | null, fault: string | null,
 *   agreement: import("./agreement.mjs").Agreement | null, sameEntities: boolean | null,
 *   figures: import("./rounds.mjs").Figures | null }} Row the first of a job is Namelight in wasm
 * @typedef {{ job: string, terms: number, rows: Row[] }} JobResult
 */

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    terms: { type: "string" },
    runs: { type: "string" },
    pairs: { type: "string", default: "9" }, // of lighthouse
    timeout: { type: "string" }, // seconds
    lists: { type: "boolean", default: false }, // rivals also with a list of terms: slow, or no answer
    without: { type: "string" }, // "sizes", of dictionaries
    json: { type: "boolean", default: false },
  },
});
/** Saved pages, and how much slower than this machine their readers' are. */
const REAL_PAGES = {
  count: 10,
  slowdowns: [1, 6],
  methods: ["namelight", "namelight compiled", "mark.js expression", "advanced-mark.js expression"],
};
const jobKinds = positionals.length > 0 ? positionals : ["text", "page"];
const forDictionaries = jobKinds.includes("dictionaries");
const runs = Number(options.runs ?? (forDictionaries ? 3 : 5));
const timeoutMs = Number(options.timeout ?? (forDictionaries ? 120 : 20)) * 1000;
const sizes = options.terms?.split(",") ?? ["1k", "20k", "100k", "1m"];
const textDictionaries = options.terms?.split(",") ?? ["20k"];
const pageDictionaries = options.terms?.split(",") ?? ["1k", "20k"];

/** @param {string} line */
const progress = (line) => void process.stderr.write(`${line}\n`);

const [load] = loadavg();
const machine = { node: process.version, cores: availableParallelism(), load: Math.round(load * 10) / 10 };
if (machine.load > machine.cores)
  progress(`This machine is busy (load ${machine.load} on ${machine.cores} cores): trust ratios, not times.`);

if (jobKinds.includes("first-marks")) {
  const { firstMarks } = await import("./first-marks.mjs");
  const { markdown, faults } = await firstMarks({ rounds: Number(options.runs ?? 9), progress });
  process.stdout.write(markdown);
  for (const fault of faults) progress(fault);
  process.exit(faults.length > 0 ? 1 : 0);
}

const absent = absentFiles(forDictionaries ? sizes : [...new Set([...textDictionaries, ...pageDictionaries])]);
if (absent.length > 0) {
  progress(`NOTHING WAS MEASURED. Not there:\n  ${absent.join("\n  ")}`);
  process.exit(process.env.CI ? 1 : 0);
}

if (forDictionaries) {
  const { run } = await import("./dictionaries/run.mjs");
  await run({ terms: sizes, runs, timeoutMs, withSizes: options.without !== "sizes", json: options.json }, machine, progress);
  process.exit();
}

/** @type {JobResult[]} */
const results = [];
if (jobKinds.includes("text")) for (const name of textDictionaries) results.push(await textJob(name));
if (jobKinds.includes("page")) results.push(...(await pageJobs()));
if (jobKinds.includes("pages")) results.push(...(await realPageJobs()));
if (jobKinds.includes("lighthouse")) {
  const { lighthouse } = await import("./lighthouse.mjs");
  process.stdout.write(await lighthouse({ dictionary: readDictionary(textDictionaries[0]), pairs: Number(options.pairs), progress }));
}
if (jobKinds.some((kind) => kind !== "lighthouse")) process.stdout.write(
  options.json
    ? `${JSON.stringify({ machine, runs, results }, null, 2)}\n`
    : toMarkdown(results, runs, machine),
);
const failed = results.flatMap(({ rows }) => rows).filter(({ contender, fault }) => contender.startsWith("Namelight") && fault !== null);
if (failed.length > 0) process.exitCode = 1;

/** @param {string} name */
async function textJob(name) {
  const dictionary = readDictionary(name);
  const { path: textPath, text } = readText();
  const contenders = textContenders({ dictionary, text, textPath });
  return measureJob(
    `${Math.round(text.length / 1000)} KB of news`,
    dictionary,
    contenders,
    async (contender) => ({
      text,
      spans: await contender.find(),
    }),
  );
}

async function pageJobs() {
  const pages = readPages();
  const dictionaries = pageDictionaries.map(readDictionary);
  const chromium = await openChromium({
    pages,
    dictionaries,
    timeoutMs,
    lists: options.lists,
  });
  const done = [];
  try {
    for (const page of pages) {
      for (const dictionary of dictionaries) {
        const contenders = chromium.contendersFor({ page, dictionary });
        done.push(await measureJob(page.name, dictionary, contenders, (contender) => contender.collect()));
      }
    }
  } finally {
    await chromium.close();
  }
  return done;
}

/** Each page once as it is and once on a slow processor, and the medians of all pages. */
async function realPageJobs() {
  const { count, slowdowns, methods } = REAL_PAGES;
  const pages = readRealPages(count);
  const dictionary = readDictionary(options.terms ?? "20k");
  const chromium = await openChromium({ pages, dictionaries: [dictionary], timeoutMs, lists: false });
  /** @type {JobResult[][]} */
  const done = slowdowns.map(() => []);
  try {
    for (const page of pages) {
      for (const [at, slowdown] of slowdowns.entries()) {
        const contenders = chromium.contendersFor({ page, dictionary, slowdown, methods });
        const name = `${page.name}, ${slowdown}×`;
        const look = at === 0 ? (/** @type {typeof contenders[number]} */ contender) => contender.collect() : null;
        done[at].push(await measureJob(name, dictionary, contenders, look));
      }
    }
  } finally {
    await chromium.close();
  }
  return done.flatMap((results, at) => [medianOf(`median of ${pages.length} pages, ${slowdowns[at]}×`, results), ...results]);
}

/** @param {string} job @param {JobResult[]} results @returns {JobResult} */
function medianOf(job, results) {
  const rows = results[0].rows.map(({ contender }, index) => {
    const figures = results.map(({ rows }) => rows[index].figures).filter((one) => one !== null);
    const fault = figures.length < results.length ? `no answer on ${results.length - figures.length}` : null;
    return { contender, found: null, fault, agreement: null, sameEntities: null, figures: fault ? null : medians(figures) };
  });
  return { job, terms: results[0].terms, rows };
}

/**
 * @template {import("./rounds.mjs").Contender} C
 * @param {string} job
 * @param {import("./data.mjs").Dictionary} dictionary
 * @param {C[]} contenders Namelight in wasm first
 * @param {((contender: C) => Promise<Sight>) | null} look null where it has been looked before
 * @returns {Promise<JobResult>}
 */
async function measureJob(job, dictionary, contenders, look) {
  progress(`${job}, ${dictionary.terms.length} terms${look ? ": comparing what is found" : ""}`);
  const terms = new Set(dictionary.terms);
  /** @type {Sight | undefined} */
  let ours;
  /** @type {Awaited<ReturnType<typeof reasonsIn>> | undefined} */
  let reasons;
  /** @type {Map<string, Row>} */
  const rows = new Map();
  for (const contender of contenders) {
    const row = {
      contender: contender.name,
      found: null,
      fault: null,
      agreement: null,
      sameEntities: null,
      figures: null,
    };
    rows.set(contender.name, row);
    if (!look) continue;
    try {
      const sight = await look(contender);
      const isOurs = contender.name.startsWith("Namelight");
      Object.assign(row, describe(sight, ours, terms, { ours: reasons?.plain, theirs: isOurs ? reasons?.compiled : undefined }));
      if (isOurs && !ours) {
        ours = sight;
        reasons = await reasonsIn(sight.text, dictionary);
      }
    } catch (error) {
      progress(`  ${contender.name}: ${error instanceof Error ? error.message : error}`);
      row.fault = /** @type {any} */ (faultOf(error));
    }
  }
  const able = contenders.filter(({ name }) => rows.get(name)?.fault === null);
  for (const [name, outcome] of await alternate(able, runs, progress)) {
    Object.assign(rows.get(name) ?? {}, { figures: outcome.figures ?? null, fault: outcome.fault ?? null });
  }
  return { job, terms: dictionary.terms.length, rows: [...rows.values()] };
}

/**
 * What Namelight says of the places that it does not mark, of JSON as a page has it, and compiled with the ordinary words.
 * @param {string} text
 * @param {import("./data.mjs").Dictionary} dictionary
 */
async function reasonsIn(text, dictionary) {
  const [plain, compiled] = await Promise.all([undefined, listOfWords].map(async (commonWords) => {
    /** @type {Map<string, string>} */
    const codes = new Map();
    for (const { start, end, code } of await explainMentions([dictionary.source], text, { commonWords })) codes.set(`${start}-${end}`, code);
    return (/** @type {import("./agreement.mjs").Span} */ { start, end }) => {
      const code = codes.get(`${start}-${end}`);
      return code === "mention" ? undefined : code;
    };
  }));
  return { plain, compiled };
}

/** @param {Sight} sight @param {Sight | undefined} ours @param {Set<string>} terms @param {Parameters<typeof compare>[4]} why */
function describe(sight, ours, terms, why) {
  const found = sight.spans.length;
  if (!ours) return { found };
  if (ours.text !== sight.text) throw new Error("left a different text in the page: nothing can be compared");
  const entities = sight.spans.every(({ entity }) => entity !== undefined)
    ? JSON.stringify(ours.spans.map(({ start, end, entity }) => [start, end, entity])) ===
      JSON.stringify(sight.spans.map(({ start, end, entity }) => [start, end, entity]))
    : null;
  return { found, agreement: compare(ours.text, terms, ours.spans, sight.spans, why), sameEntities: entities };
}
