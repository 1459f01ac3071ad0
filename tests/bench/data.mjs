// In: the names of shared dictionaries, texts and pages.
// Out: dictionary sources with their distinct terms, the news text, and the page cases as HTML.
// Guarantees: reads only; what is absent is named, so that a benchmark never times less than it says.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SHARED = new URL("../../../shared/data/", import.meta.url);
const PAGE_FILE = "pages/postlight__www.latimes.com.html";
const TEXT_FILE = "news.txt";
const LONG_PAGE_BYTES = 100 * 1024; // some 17,000 words: ten long articles in one page

/**
 * @typedef {{ id: string, name: string, aliases?: (string | { text: string })[] }} Entity
 * @typedef {{ entities: Entity[] }} DictionarySource
 * @typedef {{ name: string, path: string, source: DictionarySource, terms: string[], compiled?: string }} Dictionary compiled: a path, where that was done before
 * @typedef {{ name: string, html: string }} PageCase
 */

/** @param {string} name */
const locate = (name) => fileURLToPath(new URL(name, SHARED));

/**
 * @param {string[]} dictionaries names such as "20k"
 * @returns {string[]} the shared files that are not there
 */
export function absentFiles(dictionaries) {
  return [TEXT_FILE, PAGE_FILE, ...dictionaries.map((name) => `dict-${name}.json`)]
    .filter((file) => !existsSync(locate(file)))
    .map((file) => `../shared/data/${file}`);
}

/** @param {string} name @returns {Dictionary} */
export function readDictionary(name) {
  const path = locate(`dict-${name}.json`);
  /** @type {DictionarySource} */
  const source = JSON.parse(readFileSync(path, "utf8"));
  return { name, path, source, terms: termsOf(source) };
}

/** Every spelling once, in the source's order. @param {DictionarySource} source */
function termsOf(source) {
  const terms = new Set();
  for (const entity of source.entities) {
    terms.add(entity.name);
    for (const alias of entity.aliases ?? []) terms.add(typeof alias === "string" ? alias : alias.text);
  }
  return [...terms];
}

/** @returns {{ path: string, text: string }} */
export function readText() {
  const path = locate(TEXT_FILE);
  return { path, text: readFileSync(path, "utf8") };
}

/** The most text, in the language of the dictionaries. @param {number} count @returns {PageCase[]} */
export function readRealPages(count) {
  /** @type {{ id: string, file: string, lang: string | null, text_chars: number }[]} */
  const index = JSON.parse(readFileSync(locate("pages/index.json"), "utf8"));
  return index
    .filter(({ lang }) => lang?.startsWith("en"))
    .sort((one, other) => other.text_chars - one.text_chars)
    .slice(0, count)
    .map(({ id, file }) => ({ name: id, html: readFileSync(locate(`pages/${file}`), "utf8") }));
}

/** @returns {PageCase[]} */
export function readPages() {
  return [
    { name: "news page", html: readFileSync(locate(PAGE_FILE), "utf8") },
    {
      name: "100 KB page",
      html: longPage(readFileSync(locate(TEXT_FILE)).subarray(0, LONG_PAGE_BYTES).toString()),
    },
  ];
}

/** @param {string} text */
function longPage(text) {
  const paragraphs = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `<p>${line.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</p>`);
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title>` +
    `<body><article>${paragraphs.join("\n")}</article></body></html>`
  );
}
