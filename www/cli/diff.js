/**
 * In: an old and a new dictionary, and articles. Out: which marks appear, vanish or change entity, by alias,
 * and which entities and aliases were added or removed.
 * Guarantees: a mark is the same where its span and its entity are; the exit code tells of unreadable input,
 * not of differences.
 */
import { readArticles } from "./articles.js";
import { contextOf } from "./context.js";
import { damagedParts, openDictionary } from "./dictionaries.js";
import { entriesOf } from "./entries.js";
import { count, group } from "./grouped.js";
import { nameOf } from "./input.js";
import { lineCounter } from "./output.js";

/** @typedef {import("./arguments.js").DiffRequest} DiffRequest */
/** @typedef {import("./report.js").Report} Report */
/** @typedef {import("../dictionary.js").Mention} Mention */
/** @typedef {"appears" | "vanishes" | "changes"} Change */

/**
 * @typedef {object} Changed the marks of one text that changed in one way
 * @property {Change} change
 * @property {string} text as marked, the first time
 * @property {string | null} before the entity in the old dictionary
 * @property {string | null} after
 * @property {string} [instead] what is marked there in the other dictionary, over some of the same letters
 * @property {number} marks
 * @property {string} place of the first
 * @property {string} context
 */

/** @type {Record<Change, string>} */
const titles = {
  changes: "Marks that change entity",
  vanishes: "Marks that vanish",
  appears: "Marks that appear",
};

/**
 * @param {DiffRequest} request
 * @param {Report} report
 */
export async function diff({ before, after, against, all, format }, report) {
  const older = await open(before, report);
  const newer = await open(after, report);
  let faults = Number(!older.sound) + Number(!newer.sound);
  /** @type {Map<string, Changed>} */
  const changed = new Map();
  let [documents, same] = [0, 0];
  for await (const article of readArticles(against, report)) {
    if ("fault" in article) {
      report.error(article.fault.message);
      faults++;
      continue;
    }
    const { place, document } = article;
    documents++;
    report.progress(`reading ${nameOf(place.file)}: ${count(documents, "document")}`);
    const line = lineCounter(document.source);
    const found = { old: older.dictionary.find(document.blocks), now: newer.dictionary.find(document.blocks) };
    const spans = bySpan(found.old, found.now)
      .map((pair) => ({ ...pair, start: document.span(pair.mention).start }));
    for (const { mention, old, now, start } of spans.sort((one, other) => one.start - other.start)) {
      if (old?.entity === now?.entity) {
        same++;
        continue;
      }
      const change = !old ? "appears" : !now ? "vanishes" : "changes";
      const instead = old && now ? undefined : overlapping(mention, old ? found.now : found.old)?.alias;
      const key = [change, mention.alias, old?.entity, now?.entity, instead].join("\n");
      const known = changed.get(key);
      if (known) {
        known.marks++;
        continue;
      }
      const within = place.line === undefined ? "" : `${place.id ?? place.line}:`;
      changed.set(key, {
        change, text: mention.text, before: old?.entity ?? null, after: now?.entity ?? null,
        ...(instead === undefined ? {} : { instead }), marks: 1,
        place: `${nameOf(place.file)}:${within}${line(start)}`,
        context: contextOf(document.blocks[mention.block].text, mention),
      });
    }
  }
  const marks = [...changed.values()].sort((one, other) => other.marks - one.marks);
  const content = contentOf(older.names, newer.names);
  report.endProgress();
  for (const [file, { dictionary }] of /** @type {const} */ ([[before, older], [after, newer]])) {
    if (dictionary.damaged > 0) {
      report.error(`${nameOf(file)}: ${damagedParts}`);
      faults++;
    }
    dictionary.free();
  }
  const result = { documents, same, marks, ...content };
  await report.write(format === "json" ? `${JSON.stringify(result, null, 1)}\n` : textOf(result, all));
  return faults > 0 ? 1 : 0;
}

/**
 * @param {string} file
 * @param {Report} report
 */
async function open(file, report) {
  const opened = await openDictionary([file], report);
  const { entities } = await entriesOf(opened.sources);
  const names = new Map(entities.map(({ id, name, aliases }) =>
    [id, { name, aliases: new Set(aliases.map(({ text }) => text)) }]));
  return { ...opened, names };
}

/**
 * The mentions of both at each span.
 * @param {Mention[]} before
 * @param {Mention[]} after
 */
function bySpan(before, after) {
  /** @type {Map<string, { mention: Mention, old?: Mention, now?: Mention }>} */
  const spans = new Map(before.map((old) => [keyOf(old), { mention: old, old }]));
  for (const now of after) {
    const span = spans.get(keyOf(now));
    if (span) span.now = now;
    else spans.set(keyOf(now), { mention: now, now });
  }
  return [...spans.values()];
}

/** @param {Mention} mention */
const keyOf = ({ block, start, end }) => `${block}:${start}:${end}`;

/**
 * By halving: a document may hold thousands.
 * @param {Mention} mention
 * @param {Mention[]} others in order
 */
function overlapping(mention, others) {
  let [low, high] = [0, others.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { block, end } = others[middle];
    if (block < mention.block || (block === mention.block && end <= mention.start)) low = middle + 1;
    else high = middle;
  }
  const other = others.at(low);
  return other && other.block === mention.block && other.start < mention.end ? other : undefined;
}

/** @typedef {Map<string, { name: string, aliases: Set<string> }>} Names of each entity, by id */

/**
 * @param {Names} before
 * @param {Names} after
 */
function contentOf(before, after) {
  /** @type {(one: Names, other: Names) => { id: string, name: string }[]} */
  const missing = (one, other) => [...one].filter(([id]) => !other.has(id)).map(([id, { name }]) => ({ id, name }));
  /** @type {(one: Names, other: Names) => { entity: string, alias: string }[]} */
  const missingAliases = (one, other) => [...one].flatMap(([entity, { aliases }]) => {
    const others = other.get(entity)?.aliases;
    return others ? [...aliases].filter((alias) => !others.has(alias)).map((alias) => ({ entity, alias })) : [];
  });
  return {
    entitiesAdded: missing(after, before),
    entitiesRemoved: missing(before, after),
    aliasesAdded: missingAliases(after, before),
    aliasesRemoved: missingAliases(before, after),
  };
}

/**
 * @param {{ documents: number, same: number, marks: Changed[] } & ReturnType<typeof contentOf>} result
 * @param {boolean} all
 */
function textOf({ documents, same, marks, ...content }, all) {
  /** @param {Change} change */
  const total = (change) => marks.filter((one) => one.change === change).reduce((sum, one) => sum + one.marks, 0);
  let text = `${count(documents, "document")}: ${count(same, "mark")} as before, ${total("appears")} appear, `
    + `${total("vanishes")} vanish, ${total("changes")} change entity\n`;
  for (const change of /** @type {Change[]} */ (Object.keys(titles))) {
    const items = marks.filter((one) => one.change === change).map((one) => {
      const who = [one.before, one.after].filter((id) => id !== null).join(" → ");
      const where = one.instead === undefined ? "" : `, ${change === "appears" ? "before" : "now"} “${one.instead}”`;
      return [`“${one.text}” (${who}): ${count(one.marks, "mark")}${where}`, `${one.place}: ${one.context}`];
    });
    text += group(titles[change], items, all);
  }
  /** @param {{ entity: string, alias: string }} one */
  const line = ({ entity, alias }) => [`“${alias}” of ${entity}`];
  /** @param {{ id: string, name: string }} one */
  const named = ({ id, name }) => [`${id}, “${name}”`];
  return text
    + group("Entities added", content.entitiesAdded.map(named), all)
    + group("Entities removed", content.entitiesRemoved.map(named), all)
    + group("Aliases added to entities of both", content.aliasesAdded.map(line), all)
    + group("Aliases removed from entities of both", content.aliasesRemoved.map(line), all);
}
