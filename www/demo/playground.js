// The playground: in come an article and a dictionary as they are typed, out go marks, a table of the
// mentions, the time it took and every fault. An answer that is no longer asked for is dropped.

import { checkDictionary } from "/dist/check.js";
import { createHighlighter, loadDictionary } from "/dist/index.js";
import { placesOf } from "./json-places.js";
import { showWhy } from "./why.js";

// Long enough to let a word be typed, short enough to feel immediate.
const TYPING_PAUSE_MS = 200;
// More rows than anyone reads; beyond it the table costs more than the search.
const ROW_LIMIT = 500;
const FAULT_LIMIT = 200;

const FAULTY_DICTIONARY = `{
  "name": "A dictionary with faults",
  "language": "en",
  "entities": [
    { "id": "us", "name": "United States", "aliases": ["US", "US", " "], "type": "Country" },
    { "id": "hamas", "name": "Hamas", "descripton": "One letter is missing in the key." },
    { "id": "hamas", "name": "Islamic Resistance Movement" },
    { "id": "leavitt", "name": "Karoline Leavitt", "aliases": ["L"], "url": "javascript:alert(1)" },
    { "id": "boehler", "name": "Adam Boehler", "aliases": "Boehler", "weight": 7 },
    { "name": "Doha" }
  ]
}
`;

/**
 * @typedef {object} Fault
 * @property {"error" | "warning"} severity
 * @property {string} code
 * @property {string} [path]
 * @property {number} [line]
 * @property {string} message
 */
/** @typedef {{ faults: Fault[], entities: number, aliases: number }} Report */
/** @typedef {Awaited<ReturnType<typeof loadDictionary>>} Dictionary */
/** @typedef {{ start: number, end: number, text: string, entity: string, alias: string }} Row */

/**
 * @template {HTMLElement} T
 * @param {string} id @param {new () => T} type @returns {T}
 */
function part(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`playground.html has no ${type.name} #${id}`);
  return found;
}

const articleField = part("article-text", HTMLTextAreaElement);
const dictionaryField = part("dictionary-text", HTMLTextAreaElement);
const preview = part("preview", HTMLElement);
const summary = part("summary", HTMLElement);
const faultList = part("faults", HTMLElement);
const faultsSummary = part("faults-summary", HTMLElement);
const mentionsScroll = part("mentions-scroll", HTMLElement);
const mentionRows = part("mentions", HTMLElement);
const why = showWhy(part("why", HTMLDetailsElement), part("reasons", HTMLElement), part("why-summary", HTMLElement), ROW_LIMIT);

/**
 * @param {string} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 */
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {number} count @param {string} one @param {string} many */
const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** @param {number} durationMs */
const inMs = (durationMs) => `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/**
 * The article's lines as blocks, each with its offset in the article.
 * @param {string} article
 */
function blocksOf(article) {
  /** @type {{ text: string, offset: number }[]} */
  const blocks = [];
  for (const line of article.matchAll(/[^\n]+/g)) {
    if (line[0].trim() !== "") blocks.push({ text: line[0], offset: line.index });
  }
  return blocks;
}

// --- The dictionary's faults ---------------------------------------------------------------------

/** @param {number} start @param {number} end */
function selectInDictionary(start, end) {
  dictionaryField.focus();
  // Only a collapsed selection scrolls the field to itself in every engine.
  dictionaryField.setSelectionRange(start, start);
  const linesBefore = dictionaryField.value.slice(0, start).split("\n").length - 1;
  const lineHeight = Number.parseFloat(getComputedStyle(dictionaryField).lineHeight);
  dictionaryField.scrollTop = Math.max(0, linesBefore * lineHeight - dictionaryField.clientHeight / 3);
  dictionaryField.setSelectionRange(start, end);
}

/**
 * The words that say where a fault is, and the span to select for it.
 * @param {Fault} fault @param {ReturnType<typeof placesOf>} places @param {string} source
 */
function whereIs(fault, places, source) {
  if (places.fault) {
    const { offset, line, column } = places.fault;
    const end = Math.min(offset + 1, source.length);
    return { label: `line ${line}, column ${column}`, start: offset, end };
  }
  const span = fault.path ? places.spanOf(fault.path) : null;
  const line = span ? source.slice(0, span.start).split("\n").length : fault.line;
  const label = [fault.path, line === undefined ? "" : `line ${line}`].filter(Boolean).join(", ");
  return { label, start: span?.start ?? 0, end: span?.end ?? 0 };
}

/** @param {Report} report @param {string} source */
function showFaults({ faults, entities, aliases }, source) {
  const errors = faults.filter((fault) => fault.severity === "error").length;
  const warnings = faults.length - errors;
  const contents = `${counted(entities, "entity", "entities")}, ${counted(aliases, "alias", "aliases")}`;
  const verdict = [
    errors > 0 ? counted(errors, "error", "errors") : "",
    warnings > 0 ? counted(warnings, "warning", "warnings") : "",
  ].filter(Boolean);
  faultsSummary.textContent =
    verdict.length > 0 ? `${verdict.join(" and ")}; ${contents} usable` : `No faults; ${contents}`;

  const places = placesOf(source);
  const items = faults.slice(0, FAULT_LIMIT).map((fault) => {
    const { label, start, end } = whereIs(fault, places, source);
    const head = make("p", { class: "fault-head" });
    const severity = fault.severity === "error" ? "Error" : "Warning";
    head.append(make("span", { class: "fault-severity", "data-severity": fault.severity }, severity));
    if (label !== "") {
      const place = make("button", { type: "button", class: "fault-place" }, label);
      place.addEventListener("click", () => selectInDictionary(start, end));
      head.append(place);
    }
    return make("li", {}, head, make("p", {}, fault.message));
  });
  if (faults.length > FAULT_LIMIT) {
    items.push(make("li", {}, `and ${(faults.length - FAULT_LIMIT).toLocaleString("en")} more`));
  }
  faultList.replaceChildren(...items);
}

// --- The mentions --------------------------------------------------------------------------------

/** @param {number} index which mention, in text order */
function openInPreview(index) {
  const controls = preview.querySelectorAll("namelight-mark[role=button]");
  const control = controls[index];
  if (!(control instanceof HTMLElement)) return;
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
  control.click();
}

/** @param {Row[]} rows */
function showMentions(rows) {
  const made = rows.slice(0, ROW_LIMIT).map(({ start, end, text, entity, alias }, index) => {
    const open = make("button", { type: "button", class: "mention-text" }, text);
    open.addEventListener("click", () => openInPreview(index));
    return make(
      "tr",
      {},
      make("td", { class: "number" }, String(start)),
      make("td", { class: "number" }, String(end)),
      make("td", {}, open),
      make("td", {}, entity),
      make("td", {}, alias),
    );
  });
  if (rows.length > ROW_LIMIT) {
    const rest = `and ${(rows.length - ROW_LIMIT).toLocaleString("en")} more`;
    made.push(make("tr", {}, make("td", { colspan: "5", class: "mentions-rest" }, rest)));
  }
  mentionRows.replaceChildren(...made);
  mentionsScroll.hidden = rows.length === 0;
}

// --- One run: check, load, find, paint -----------------------------------------------------------

let latestRun = 0;
/** @type {Awaited<ReturnType<typeof prepare>> | null} the dictionary whose answers are shown */
let current = null;
/** @type {Promise<{ destroy: () => void } | null>} the highlighter on the page, or on its way there */
let painting = Promise.resolve(null);

/**
 * The checker's report; a source that cannot be checked at all has that one fault.
 * @param {string} source
 * @returns {Promise<Report>}
 */
async function check(source) {
  try {
    return /** @type {Report} */ (await checkDictionary(source));
  } catch (error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    return {
      faults: [{ severity: "error", code: code ?? "internal", message: messageOf(error) }],
      entities: 0,
      aliases: 0,
    };
  }
}

/**
 * What becomes of a dictionary source: its faults, and the dictionary if there is one.
 * @param {string} source
 */
async function prepare(source) {
  const report = await check(source);
  const started = performance.now();
  try {
    const dictionary = await loadDictionary(new TextEncoder().encode(source));
    return { source, report, dictionary, loadMs: performance.now() - started, failure: "" };
  } catch (error) {
    return { source, report, dictionary: null, loadMs: 0, failure: messageOf(error) };
  }
}

/** @param {Dictionary} dictionary @param {{ text: string, offset: number }[]} blocks */
function find(dictionary, blocks) {
  const started = performance.now();
  const mentions = dictionary.find(blocks.map(({ text }) => ({ text, lang: "en", kind: "p" })));
  const findMs = performance.now() - started;
  const rows = mentions.map(({ start, end, text, entity, alias, block }) => {
    const { offset } = blocks[block];
    return { start: offset + start, end: offset + end, text, entity, alias };
  });
  return { rows, findMs };
}

async function run() {
  const token = ++latestRun;
  const source = dictionaryField.value;
  const article = articleField.value;
  const isKnown = current?.source === source;
  const prepared = isKnown && current ? current : await prepare(source);
  const discard = () => {
    if (prepared !== current) prepared.dictionary?.free();
  };
  if (token !== latestRun) return discard();

  // A highlighter that is still on its way uses its dictionary, which may be freed only after it.
  const painted = await painting;
  if (token !== latestRun) return discard();
  painted?.destroy();
  painting = Promise.resolve(null);
  if (prepared !== current) {
    current?.dictionary?.free();
    current = prepared;
    showFaults(prepared.report, source);
  }

  const blocks = blocksOf(article);
  preview.replaceChildren(...blocks.map(({ text }) => make("p", {}, text)));
  const { dictionary } = prepared;
  void why.ask(dictionary && JSON.parse(source.replace("\ufeff", "")), blocks);
  if (!dictionary) {
    showMentions([]);
    const isExplained = prepared.report.faults.some((fault) => fault.severity === "error");
    const reason = isExplained ? "the dictionary cannot be used as it is." : prepared.failure;
    summary.textContent = `No marks: ${reason}`;
    return;
  }
  const { rows, findMs } = find(dictionary, blocks);
  showMentions(rows);
  const entities = new Set(rows.map((row) => row.entity)).size;
  summary.textContent =
    `${counted(rows.length, "mention", "mentions")} of ${counted(entities, "entity", "entities")} ` +
    `found in ${inMs(findMs)}; dictionary loaded in ${inMs(prepared.loadMs)}`;

  painting = createHighlighter({ dictionary, root: preview }).catch((error) => {
    if (token === latestRun) summary.textContent = `No marks: ${messageOf(error)}`;
    return null;
  });
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let typingTimer;
function runAfterTyping() {
  clearTimeout(typingTimer);
  typingTimer = setTimeout(start, TYPING_PAUSE_MS);
}

function start() {
  run().catch((error) => {
    summary.textContent = messageOf(error);
  });
}

// --- Start ---------------------------------------------------------------------------------------

/** The demo article's beginning as plain text, read from its page so that it is written once. */
async function exampleArticle() {
  const response = await fetch("index.html");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const paragraphs = page.querySelectorAll("h1, .standfirst, .article-body > :not(figure, figure ~ *)");
  return [...paragraphs].map((paragraph) => (paragraph.textContent ?? "").trim()).join("\n\n");
}

async function exampleDictionary() {
  return (await fetch("dictionary.json")).text();
}

async function useExamples() {
  [articleField.value, dictionaryField.value] = await Promise.all([exampleArticle(), exampleDictionary()]);
  dictionaryField.scrollTop = 0;
  start();
}

for (const field of [articleField, dictionaryField]) field.addEventListener("input", runAfterTyping);
part("use-example", HTMLButtonElement).addEventListener("click", useExamples);
part("use-faulty", HTMLButtonElement).addEventListener("click", () => {
  dictionaryField.value = FAULTY_DICTIONARY;
  start();
});

await useExamples();
