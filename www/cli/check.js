/**
 * In: dictionary files, and articles to judge them by. Out: on stdout, everything that is wrong with each file,
 * errors first, with a line that sums it up; then what an editor would want to know; then how the aliases are
 * marked in the articles.
 * Guarantees: every fault is told at once, with line, column, JSON path, what is wrong and what would be
 * right; the exit code is 1 where there is an error (or, with --strict, a warning).
 */
import { NamelightError } from "../error.js";
import { loadDictionary } from "../index.js";
import { readArticles } from "./articles.js";
import { checkRead, formatFault, readDictionary } from "./dictionaries.js";
import { entriesOf } from "./entries.js";
import { Evidence } from "./evidence.js";
import { evidenceJson, evidenceText } from "./evidence-text.js";
import { findingsOf, kinds } from "./findings.js";
import { count, group } from "./grouped.js";
import { nameOf } from "./input.js";
import { plain } from "./plain.js";
import { tryAliases } from "./trial.js";

/** @typedef {import("./arguments.js").CheckRequest} CheckRequest */
/** @typedef {import("./report.js").Report} Report */
/** @typedef {import("./dictionaries.js").ReadDictionary} ReadDictionary */
/** @typedef {import("./findings.js").Finding} Finding */

/** Of one kind. */
const mostWarnings = 10;

/**
 * @param {CheckRequest} request
 * @param {Report} report
 */
export async function check({ files, against, strict, all, format }, report) {
  const isText = format === "text";
  /** @type {ReadDictionary[]} */
  const usable = [];
  /** @type {object[]} */
  const checked = [];
  let [errors, warnings] = [0, 0];
  for (const file of files) {
    try {
      const { read, entities, ...result } = await checkFile(file, report);
      if (isText) await report.write(faultLines(read.name, result, entities, all));
      checked.push({ file: read.name, entities, ...result });
      errors += result.errors;
      warnings += result.warnings;
      if (entities > 0) usable.push(read);
    } catch (error) {
      if (!(error instanceof NamelightError)) throw error;
      report.error(error.message);
      errors++;
    }
  }
  const editor = usable.length > 0 ? await edit(usable, against, report) : undefined;
  const findings = editor?.findings ?? [];
  warnings += findings.filter(({ severity }) => severity === "warning").length;
  errors += editor?.unread ?? 0;
  report.endProgress();
  if (isText) {
    await report.write(findingsText(findings, all));
    if (editor?.evidence) await report.write(evidenceText(editor.evidence, all));
  } else {
    const evidence = editor?.evidence && { against: evidenceJson(editor.evidence) };
    await report.write(`${JSON.stringify({ dictionaries: checked, findings, ...evidence }, null, 1)}\n`);
  }
  return errors > 0 || (strict && warnings > 0) ? 1 : 0;
}

/**
 * @param {string} file
 * @param {Report} report
 */
async function checkFile(file, report) {
  const read = await readDictionary(file, report);
  report.progress(`checking ${read.name}`, read.text.length);
  const checked = read.value === undefined ? undefined : await checkRead(read);
  const faults = [...read.faults, ...(checked?.faults ?? [])];
  const warnings = faults.filter(({ severity }) => severity === "warning").length;
  const { entities = 0, aliases = 0, unlisted = 0 } = checked ?? {};
  const isJson = checked !== undefined;
  return { read, isJson, entities, aliases, errors: faults.length - warnings, warnings, unlisted, faults };
}

/**
 * @param {string} name
 * @param {Omit<Awaited<ReturnType<typeof checkFile>>, "read" | "entities">} checked
 * @param {number} entities
 * @param {boolean} all
 */
function faultLines(name, { isJson, aliases, errors, warnings, unlisted, faults }, entities, all) {
  /** @type {Map<string, number>} */
  const told = new Map();
  const shown = faults.filter(({ severity, code }) => {
    // An error costs something, so each is told.
    if (all || severity === "error") return true;
    told.set(code, (told.get(code) ?? 0) + 1);
    return (told.get(code) ?? 0) <= mostWarnings;
  });
  const lines = shown.map((fault) => formatFault(name, fault));
  for (const [code, many] of told) {
    if (many <= mostWarnings) continue;
    lines.push(`${name}: and ${count(many - mostWarnings, "more warning")} [${code}] (--all shows them)`);
  }
  if (unlisted > 0) lines.push(`${name}: and ${count(unlisted, "more fault")}, to be seen when these are mended`);
  const holds = isJson ? `${count(entities, "entity", "entities")}, ${count(aliases, "alias", "aliases")}` : "not JSON";
  lines.push(`${name}: ${holds}; ${count(errors, "error")}, ${count(warnings, "warning")}`);
  return lines.map((line) => `${plain(line)}\n`).join("");
}

/**
 * What an editor would want to know of dictionaries that are searched together.
 * @param {ReadDictionary[]} sources
 * @param {string[]} against
 * @param {Report} report
 */
async function edit(sources, against, report) {
  const size = sources.reduce((sum, { text }) => sum + text.length, 0);
  report.progress("looking at the aliases", size);
  const entries = await entriesOf(sources);
  const dictionary = await loadDictionary(sources.map(({ value }) => /** @type {object} */ (value)));
  try {
    const total = entries.entities.length;
    const winners = tryAliases(entries.entities, dictionary, (done) =>
      report.progress(`trying the aliases: ${Math.floor((100 * done) / total)} %`));
    const findings = findingsOf(entries, winners);
    if (against.length === 0) return { findings, unread: 0 };
    const evidence = new Evidence(dictionary);
    let unread = 0;
    for await (const article of readArticles(against, report)) {
      if ("fault" in article) {
        report.error(article.fault.message);
        unread++;
      } else {
        evidence.read(article.place, article.document);
        report.progress(`reading ${nameOf(article.place.file)}: ${count(evidence.documents, "document")}`);
      }
    }
    const { documents, marks } = evidence;
    return { findings, unread, evidence: { documents, marks, ...await evidence.judge(entries) } };
  } finally {
    dictionary.free();
  }
}

/**
 * @param {Finding[]} findings
 * @param {boolean} all
 */
function findingsText(findings, all) {
  let text = "";
  for (const [code, { severity, title }] of Object.entries(kinds)) {
    const items = findings.filter((finding) => finding.code === code);
    text += group(`${severity}: ${title}`, items.map(({ file, line, column, message }) =>
      [`${file}:${line}:${column}: ${message}`]), all);
  }
  return text;
}
