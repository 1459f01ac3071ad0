/**
 * In: a source, and proposals for it or the reviewed list of them. Out: the source with the proposals beside its entities
 * ("x-proposed", which nothing reads), or with those that were left in the list as aliases.
 * Guarantees: all else in the source stays; what the list says of an entity that the source has not is a fault.
 */
// The list may come back from a spreadsheet.
import { parse } from "csv-parse/sync";
import { NamelightError } from "../../error.js";
import { objectOf } from "../entries.js";
import { maximumDictionaryBytes, nameOf, readText } from "../input.js";

/** @typedef {import("./proposals.js").Proposal} Proposal */
/** @typedef {{ id: string, text: string, short: boolean, lang: string }} Accepted */

export const columns = ["id", "name", "text", "short", "lang", "reason", "from", "seen", "caution"];
const proposedKey = "x-proposed";

/**
 * @param {unknown} source
 * @param {Proposal[]} proposals
 * @param {string} lang for the aliases; empty where it is the dictionary's
 */
export function withProposals(source, proposals, lang) {
  return withEntities(source, (id) => {
    const own = proposals.filter(({ entity }) => entity.id === id).map(({ text, short, reason, from, seen, caution }) => ({
      text, ...(short && { short }), ...(lang && { lang }), reason, from, ...(seen !== undefined && { seen }), ...(caution && { caution }),
    }));
    return own.length > 0 ? { [proposedKey]: own } : {};
  });
}

/**
 * @param {unknown} source
 * @param {Accepted[]} accepted
 */
export function withAliases(source, accepted) {
  return withEntities(source, (id, { aliases }) => {
    const own = accepted.filter((one) => one.id === id);
    if (own.length === 0) return {};
    const added = own.map(({ text, short, lang }) =>
      (short || lang ? { text, ...(short && { short }), ...(lang && { lang }) } : text));
    return { aliases: [...(Array.isArray(aliases) ? aliases : []), ...added] };
  });
}

/**
 * @param {unknown} source
 * @param {(id: unknown, entity: Record<string, unknown>) => object} added
 */
function withEntities(source, added) {
  const dictionary = objectOf(source);
  const entities = Array.isArray(dictionary.entities) ? dictionary.entities : [];
  return {
    ...dictionary,
    entities: entities.map((value) => {
      const entity = { ...objectOf(value) };
      delete entity[proposedKey];
      return { ...entity, ...added(entity.id, entity) };
    }),
  };
}

/**
 * @param {string} file as `expand` wrote it, in JSON or as a table
 * @param {Set<string>} ids of the source
 * @returns {Promise<Accepted[]>}
 */
export async function readReviewed(file, ids) {
  const text = await readText(file, maximumDictionaryBytes);
  const accepted = /^\s*\{/u.test(text) ? ofJson(file, text) : ofTable(file, text);
  for (const { id, text } of accepted) {
    if (!ids.has(id)) throw fault(file, `“${text}” is for the entity "${id}", which the source has not`);
  }
  return accepted;
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Accepted[]}
 */
function ofJson(file, text) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fault(file, `not JSON (${/** @type {Error} */ (error).message})`);
  }
  const { entities } = objectOf(value);
  return (Array.isArray(entities) ? entities : []).flatMap((entity) => {
    const { id, [proposedKey]: proposed } = objectOf(entity);
    return (Array.isArray(proposed) ? proposed : []).map((one) => acceptedOf(file, id, objectOf(one)));
  });
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Accepted[]}
 */
function ofTable(file, text) {
  /** @type {Record<string, string>[]} */
  let rows;
  try {
    const delimiter = ["\t", ";", ","].find((one) => text.split(/\r?\n/u, 1)[0].includes(one)) ?? ",";
    rows = parse(text, { columns: true, bom: true, delimiter, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    throw fault(file, `not a table (${/** @type {Error} */ (error).message})`);
  }
  return rows.map((row) => acceptedOf(file, row.id, { ...row, short: /^(?:true|yes|1|short|wahr|vrai)$/iu.test(row.short ?? "") }));
}

/**
 * @param {string} file
 * @param {unknown} id
 * @param {Record<string, unknown>} value
 * @returns {Accepted}
 */
function acceptedOf(file, id, { text, short, lang }) {
  if (typeof id !== "string" || typeof text !== "string" || id === "" || text === "") {
    throw fault(file, `each line needs an id and a text; the columns are ${columns.join(", ")}`);
  }
  return { id, text, short: short === true, lang: typeof lang === "string" ? lang : "" };
}

/**
 * @param {string} file
 * @param {string} message
 */
const fault = (file, message) => new NamelightError("not-reviewed", `${nameOf(file)}: ${message}`);
