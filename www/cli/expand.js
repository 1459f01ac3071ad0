/**
 * In: a source and a language. Out: the forms that its names take in that language, as a list to review; or, with the
 * reviewed list, the source with them as aliases.
 * Guarantees: the source itself is never written to; nothing is an alias that nobody has seen.
 */
import { NamelightError } from "../error.js";
import { loadDictionary } from "../index.js";
import { readArticles } from "./articles.js";
import { formatFault, readDictionary } from "./dictionaries.js";
import { entriesOf, objectOf } from "./entries.js";
import { proposalsOf } from "./expand/proposals.js";
import { columns, readReviewed, withAliases, withProposals } from "./expand/review.js";
import { count } from "./grouped.js";
import { plain } from "./plain.js";

/** @typedef {import("./expand/proposals.js").Proposal} Proposal */
/** @typedef {import("./report.js").Report} Report */

/** Keys that begin with x- are nobody's; ids that do are ours. */
const trialPrefix = "x-proposed:";

/**
 * @param {import("./expand/request.js").ExpandRequest} request
 * @param {Report} report
 */
export async function expand({ file, lang, against, accept, format }, report) {
  const source = await readDictionary(file, report);
  if (source.value === undefined) {
    throw new NamelightError("syntax", source.faults.map((fault) => formatFault(source.name, fault)).join("\n"));
  }
  const entries = await entriesOf([source]);
  if (accept !== undefined) {
    const accepted = await readReviewed(accept, new Set(entries.entities.map(({ id }) => id)));
    await report.write(`${JSON.stringify(withAliases(source.value, accepted), null, 1)}\n`);
    report.error(`${count(accepted.length, "alias", "aliases")} added`);
    return 0;
  }
  report.progress("looking for forms");
  const all = await proposalsOf(entries, lang);
  const { proposals, unread } = against.length > 0 ? await seenIn(against, source.value, all, report) : { proposals: all, unread: 0 };
  const ownLanguage = String(objectOf(source.value).language ?? "").split("-")[0].toLowerCase() === lang ? "" : lang;
  report.endProgress();
  const form = format ?? (report.terminal ? "text" : "json");
  if (form === "json") await report.write(`${JSON.stringify(withProposals(source.value, proposals, ownLanguage), null, 1)}\n`);
  else await report.write(form === "tsv" ? tableOf(proposals, ownLanguage) : textOf(proposals));
  return unread > 0 ? 1 : 0;
}

/**
 * Those that stand in articles where the dictionary marks nothing yet.
 * @param {string[]} against
 * @param {unknown} source
 * @param {Proposal[]} all
 * @param {Report} report
 */
async function seenIn(against, source, all, report) {
  const forms = [...new Set(all.map(({ form }) => form))];
  const texts = new Map(all.map(({ form, text }) => [form, text]));
  const trial = { priority: -1, entities: forms.map((form, index) => ({ id: trialPrefix + index, name: texts.get(form) })) };
  const dictionary = await loadDictionary([/** @type {object} */ (source), trial]);
  /** @type {Map<string, number>} */
  const seen = new Map();
  let unread = 0;
  try {
    for await (const article of readArticles(against, report)) {
      if ("fault" in article) {
        report.error(article.fault.message);
        unread++;
        continue;
      }
      for (const { entity } of dictionary.find(article.document.blocks)) {
        if (!entity.startsWith(trialPrefix)) continue;
        const form = forms[Number(entity.slice(trialPrefix.length))];
        seen.set(form, (seen.get(form) ?? 0) + 1);
      }
    }
  } finally {
    dictionary.free();
  }
  const proposals = all.filter(({ form }) => seen.has(form)).map((proposal) => ({ ...proposal, seen: seen.get(proposal.form) }));
  return { proposals, unread };
}

/**
 * A table for a spreadsheet: a line that stays is accepted.
 * @param {Proposal[]} proposals
 * @param {string} lang
 */
function tableOf(proposals, lang) {
  const rows = proposals.map(({ entity, text, short, reason, from, seen, caution }) =>
    [entity.id, entity.name, text, short ? "true" : "", lang, reason, from, String(seen ?? ""), caution]);
  return [columns, ...rows].map((row) => `${row.map((cell) => cell.replace(/[\t\r\n]+/gu, " ")).join("\t")}\n`).join("");
}

/** @param {Proposal[]} proposals */
function textOf(proposals) {
  let text = "";
  /** @type {Proposal["entity"] | undefined} */
  let last;
  for (const { entity, text: proposed, short, reason, from, seen, caution } of proposals) {
    if (entity !== last) text += `${plain(`${entity.name} (${entity.id})`)}\n`;
    last = entity;
    const remarks = [short ? "short" : "", seen === undefined ? "" : `seen ${count(seen, "time")}`, caution && `BUT ${caution}`];
    const why = [`${reason} of ${from}`, ...remarks.filter((remark) => remark !== "")].join("; ");
    text += `  ${plain(proposed)}  – ${plain(why)}\n`;
  }
  return `${text}${count(proposals.length, "form")} proposed; none is an alias until it is accepted\n`;
}
