/**
 * In: how aliases are marked in articles. Out: the same for an editor: as text, what speaks against an alias
 * first, or as JSON, complete.
 */
import { concerns } from "./evidence.js";
import { count, group } from "./grouped.js";
import { nameOf } from "./input.js";

/** @typedef {import("./evidence.js").Marked} Marked */
/** @typedef {import("./entries.js").Entity} Entity */
/** @typedef {{ documents: number, marks: number, aliases: Marked[], neverMarked: Entity[] }} Judged */

/** A longer name that holds fewer of an alias's marks is chance. */
const worthTelling = 0.2;

/**
 * @param {Judged} judged
 * @param {boolean} all
 */
export function evidenceText({ documents, marks, aliases, neverMarked }, all) {
  const entities = new Set(aliases.map(({ entity }) => entity)).size;
  let text = `\n${count(documents, "document")}: ${count(marks, "mark")} of ${count(entities, "entity", "entities")}, by `
    + `${count(aliases.length, "alias", "aliases")}\n`;
  for (const [concern, title] of [...Object.entries(concerns), ["", "Nothing speaks against them"]]) {
    const items = aliases.filter((marked) => marked.concern === concern);
    text += group(title, items.map((marked) => linesOf(marked, concern !== "")), all);
  }
  const never = neverMarked.map(({ id, name }) => [`${id}, “${name}”`]);
  return text + group("Entities that no article mentions", never, all);
}

/**
 * @param {Marked} marked
 * @param {boolean} withContexts
 */
function linesOf(marked, withContexts) {
  const { alias, form, entity, name, marks, documents, small, asWord, longer, rivals, contexts } = marked;
  const facts = [
    `${count(marks, "mark")} in ${count(documents, "document")}`,
    small > 0 && alias !== alias.toLowerCase() ? `${small} in small letters` : "",
    asWord > 0 ? `“${form}” stands unmarked ${count(asWord, "time")}` : "",
    longer && longer.marks > marks * worthTelling ? `“${longer.text}” ${count(longer.marks, "time")}` : "",
    rivals > 0 ? `shared with ${count(rivals, "other entity", "other entities")}` : "",
  ].filter((fact) => fact !== "");
  const who = name === alias ? entity : `${entity}, “${name}”`;
  const places = contexts.map(({ file, document, position, text }) =>
    `${nameOf(file)}:${document === undefined ? "" : `${document}:`}${position}: ${text}`);
  return [`“${alias}” (${who}): ${facts.join("; ")}`, ...(withContexts ? places : places.slice(0, 1))];
}

/** @param {Judged} judged */
export function evidenceJson({ neverMarked, ...judged }) {
  return { ...judged, neverMarked: neverMarked.map(({ id, name }) => ({ id, name })) };
}
