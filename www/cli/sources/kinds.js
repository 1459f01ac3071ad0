/**
 * In: the name of a source and how it begins. Out: its kind, and the reader of each. Works in a browser, too.
 */
import { readJson } from "./json.js";
import { readJsonLines } from "./jsonl.js";
import { readSkos } from "./skos.js";
import { readSpacy } from "./spacy.js";
import { readTable } from "./table.js";
import { readQueryResult, readWikidata } from "./wikidata.js";

/** @typedef {import("./place.js").Item} Item */
/** @typedef {import("./place.js").SourceText} SourceText */
/** @typedef {import("./place.js").ReadOptions} ReadOptions */
/** @typedef {keyof typeof readers} SourceKind */

/** @type {Record<"json" | "jsonl" | "csv" | "tsv" | "sparql" | "wikidata" | "spacy" | "skos", (source: SourceText, options: ReadOptions) => AsyncGenerator<Item, void, undefined>>} */
export const readers = {
  json: readJson,
  jsonl: readJsonLines,
  csv: readTable,
  tsv: (source, options) => readTable(source, options, "\t"),
  sparql: readQueryResult,
  wikidata: readWikidata,
  spacy: readSpacy,
  skos: readSkos,
};
export const sourceKinds = Object.keys(readers);

/** @type {Record<string, SourceKind>} */
const endings = {
  json: "json", jsonl: "jsonl", ndjson: "jsonl", csv: "csv", tsv: "tsv", tab: "tsv", srj: "sparql", ttl: "skos", turtle: "skos", jsonld: "skos",
};

/**
 * @param {string} file
 * @param {string} beginning
 * @returns {SourceKind | "compiled"}
 */
export function kindOf(file, beginning) {
  // As src/compiled.rs writes it.
  if (beginning.startsWith("NMLT")) return "compiled";
  const [, ending = ""] = /\.(\w+)$/u.exec(file.replace(/\.gz$/iu, "")) ?? [];
  const kind = endings[ending.toLowerCase()];
  if (kind === "json" || kind === "jsonl" || (!kind && /^\s*[[{]/u.test(beginning))) return kindOfJson(beginning, kind);
  if (kind) return kind;
  if (/^\s*(?:#.*\s+)*(?:@?prefix|@?base)\s/iu.test(beginning)) return "skos";
  return /^[^\n]*[,;\t]/u.test(beginning) ? "csv" : "json";
}

/**
 * @param {string} beginning
 * @param {SourceKind | undefined} byEnding
 * @returns {SourceKind}
 */
function kindOfJson(beginning, byEnding) {
  if (/^\s*\{\s*"head"\s*:\s*\{[^{}]*"vars"/u.test(beginning)) return "sparql";
  if (/"(?:labels|claims)"\s*:\s*\{/u.test(beginning) && /"id"\s*:\s*"[QPL]\d+"/u.test(beginning)) return "wikidata";
  if (/^\s*\{[^\n]*"pattern"\s*:/u.test(beginning) && /^\s*\{[^\n]*"label"\s*:/u.test(beginning)) return "spacy";
  if (/"@(?:graph|id|context)"\s*:/u.test(beginning) && /skos[:/#]/u.test(beginning)) return "skos";
  if (byEnding) return byEnding;
  const isLines = /^\s*\{[^\n]*\}\r?\n\s*\{/u.test(beginning);
  return isLines ? "jsonl" : "json";
}
